# %% [markdown] fails=["la-partie"] words="Une erreur, c'est une lettre qui n'est pas dans le mot" advice="Tu comptes une erreur à chaque tour, même quand la lettre est bonne. Mets la ligne qui compte sous un `if`."
# She counts an error for every letter.

# %% solution="jouer"
def jouer(mot):
    lettres = []
    erreurs = 0
    while erreurs < 8 and not gagne(mot, lettres):
        display(fleur(erreurs, masque(mot, lettres), lettres))
        lettre = sans_accent(input("Une lettre ? ").lower())
        lettres.append(lettre)
        erreurs = erreurs + 1
    display(fleur(erreurs, mot, lettres))
    return erreurs
