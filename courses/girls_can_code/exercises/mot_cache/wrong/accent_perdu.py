# %% [markdown] fails=["masque-accents"] words="Ajoute au résultat la lettre du mot" advice="Pour chercher, la lettre sans accent. Pour montrer, la lettre du mot. Garde deux variables, ou change seulement la question du `if`."
# She takes the accent away for good, and shows e for é.

# %% solution="masque"
def masque(mot, lettres):
    resultat = ""
    for lettre in simplifie(mot):
        if lettre in lettres:
            resultat = resultat + lettre
        else:
            resultat = resultat + "_"
    return resultat
