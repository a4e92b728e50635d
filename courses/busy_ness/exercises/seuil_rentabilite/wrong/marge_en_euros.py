# %% [markdown] fails=["taux"] words="c'est la marge en euros"
# The margin in euros is taken for the rate.

# %% solution="fonction-taux"
def taux_de_marge(prix, achat, commission):
    return marge(prix, achat, commission)
