# %% [markdown] fails=["taux"] words="arrondi trop tôt" advice="Un taux ne s'arrondit pas : un tout petit écart ici devient des centaines d'euros sur le seuil. Enlève `round` de `taux_de_marge`. On n'arrondit qu'à la fin, dans `seuil`."
# The rate is rounded to the cent, like a sum: it does not show on 0.59, and shifts every other threshold by hundreds of euros.

# %% solution="fonction-taux"
def taux_de_marge(prix, achat, commission):
    return round(marge(prix, achat, commission) / prix, 2)
