# %% [markdown] fails=["taux"] words="59 divisé par 100" advice="59 pour cent et 0.59 disent la même chose, mais la suite des calculs a besoin de la part. Enlève la multiplication par 100."
# 59 instead of 0.59: the threshold would be a hundred times too low.

# %% solution="fonction-taux"
def taux_de_marge(prix, achat, commission):
    return 100 * marge(prix, achat, commission) / prix
