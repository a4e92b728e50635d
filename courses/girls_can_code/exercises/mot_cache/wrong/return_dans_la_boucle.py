# %% [markdown] fails=["le-masque", "masque-accents", "gagne-ou-pas", "la-partie"] words="Ton return est-il dans la boucle" advice="`return` termine la fonction tout de suite, après la première lettre. Recule-le vers la gauche, sous le `f` de `for`."
# Her return is inside the loop: only the first letter is read.

# %% solution="masque"
def masque(mot, lettres):
    resultat = ""
    for lettre in mot:
        if sans_accent(lettre) in lettres:
            resultat = resultat + lettre
        else:
            resultat = resultat + "_"
        return resultat
