# %% [markdown] fails=["defi-categories"] words="donne toujours" advice="Ta fonction prend toujours le même mot du tiroir. Laisse le hasard choisir : `random.choice` avec toute la liste."
# She takes the first word of the drawer.

# %% solution="categories"
CATEGORIES = {
    "fruits": ["fraise", "pêche", "mûre"],
    "animaux": ["hérisson", "mouette", "écureuil"],
    "sports": ["escalade", "natation", "judo"],
}


def tirer(categorie):
    return CATEGORIES[categorie][0]
