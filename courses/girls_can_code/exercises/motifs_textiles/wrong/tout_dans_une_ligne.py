# %% [markdown] fails=["fils-de-la-toile", "petites-toiles"] words="et non une liste de fils" advice="Tous tes fils sont dans une seule longue liste. Fabrique d'abord une ligne, `fils`, puis range-la dans le motif."
# She appends the threads to the motif itself.

# %% solution="toile"
def toile(n):
    motif = []
    for ligne in range(n):
        for colonne in range(n):
            motif.append((ligne + colonne) % 2)
    return motif
