# %% [markdown] fails=["la-partie"] words="append range la lettre, mais ne donne rien" advice="`append` change la liste elle-même. Avec `lettres =` devant, tu remplaces ta liste par rien : None."
# She keeps what append gives, which is nothing.

# %% solution="jouer"
def jouer(mot):
    lettres = []
    erreurs = 0
    while erreurs < 8 and not gagne(mot, lettres):
        display(fleur(erreurs, masque(mot, lettres), lettres))
        lettre = sans_accent(input("Une lettre ? ").lower())
        lettres = lettres.append(lettre)
        if lettre not in simplifie(mot):
            erreurs = erreurs + 1
    display(fleur(erreurs, mot, lettres))
    return erreurs
