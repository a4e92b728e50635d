# %% [markdown] fails=["seuil-annee"] words="Le demi-centime monte"
# Python's round takes a half cent down, here; the accountant takes it up.

# %% solution="fonction-seuil"
def seuil(charges, taux):
    return round(charges / taux, 2)
