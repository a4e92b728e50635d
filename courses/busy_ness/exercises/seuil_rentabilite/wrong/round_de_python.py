# %% [markdown] fails=["seuil-annee"] words="Le demi-centime monte" advice="Ta formule est juste. Mais `round` fait parfois descendre le demi-centime : remplace-le par `arrondi`, l'outil donné tout en haut."
# Python's round takes a half cent down, here; the accountant takes it up.

# %% solution="fonction-seuil"
def seuil(charges, taux):
    return round(charges / taux, 2)
