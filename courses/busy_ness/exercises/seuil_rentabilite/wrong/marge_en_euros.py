# %% [markdown] fails=["taux"] words="c'est la marge en euros" advice="Tu as la marge en euros : c'est déjà la moitié du chemin. Compare-la maintenant au prix : quelle part du prix est-ce ?"
# The margin in euros is taken for the rate.

# %% solution="fonction-taux"
def taux_de_marge(prix, achat, commission):
    return marge(prix, achat, commission)
