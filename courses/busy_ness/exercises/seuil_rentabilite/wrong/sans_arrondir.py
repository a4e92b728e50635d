# %% [markdown] fails=["seuil-annee"] words="Il reste à arrondir au centime"
# The right threshold, with all its digits.

# %% solution="fonction-seuil"
def seuil(charges, taux):
    return charges / taux
