# %% [markdown] fails=["masque-accents", "gagne-ou-pas", "la-partie"] words="é compte comme e" advice="Ton masque cherche `é` dans la liste, mais on a essayé `e`. Demande à `sans_accent` avant de chercher."
# She looks for the letter with its accent.

# %% solution="masque"
def masque(mot, lettres):
    resultat = ""
    for lettre in mot:
        if lettre in lettres:
            resultat = resultat + lettre
        else:
            resultat = resultat + "_"
    return resultat
