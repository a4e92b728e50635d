# %% [markdown] fails=["le-masque", "masque-accents", "gagne-ou-pas", "la-partie"] words="Ta boucle lit-elle bien le mot" advice="Ta boucle prend les lettres essayées, une par une. Mais le masque a un signe pour chaque lettre **du mot** : c'est lui qu'il faut lire."
# She loops over the letters that were tried instead of the word.

# %% solution="masque"
def masque(mot, lettres):
    resultat = ""
    for lettre in lettres:
        if lettre in mot:
            resultat = resultat + lettre
        else:
            resultat = resultat + "_"
    return resultat
