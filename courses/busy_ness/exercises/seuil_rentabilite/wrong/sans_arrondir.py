# %% [markdown] fails=["seuil-annee"] words="Il reste à arrondir au centime" advice="Ta formule est juste ! Il reste un seul geste : donne ton résultat à `arrondi`, juste avant de le rendre."
# The right threshold, with all its digits.

# %% solution="fonction-seuil"
def seuil(charges, taux):
    return charges / taux
