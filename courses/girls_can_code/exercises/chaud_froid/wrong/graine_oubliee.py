# %% [markdown] fails=["bonne-graine"] words="Plante la graine juste avant de tirer" advice="Ton arbre change à chaque fois. La fonction reçoit une graine : plante-la avec `random.seed` avant de tirer."
# She forgets the seed: another tree each time.

# %% solution="cache"
def cache(graine):
    return random.randint(1, 100)
