# %% [markdown] fails=["fils-de-la-toile", "petites-toiles"] words="à la ligne 1, colonne 0" advice="Ta toile est rayée : toutes les lignes sont pareilles. Le numéro de la ligne doit compter aussi."
# She copies the stripes: every row is the same.

# %% solution="toile"
def toile(n):
    return rayures(n)
