# %% [markdown] fails=["fils-de-la-toile", "petites-toiles"] words="il y a 4 ligne(s), et on en attend" advice="Tu as recopié le tableau : il a toujours 4 lignes. Laisse tes boucles compter jusqu'à `n`."
# She copies the table of the statement.

# %% solution="toile"
def toile(n):
    return [[0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0]]
