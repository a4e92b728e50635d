# %% [markdown] fails=["la-partie"] words="Range-t-il chaque lettre dans lettres" advice="La liste `lettres` reste vide, alors le masque ne change jamais. Range chaque lettre dedans avec `append`."
# She never puts the letter into the list: nobody can win.

# %% solution="jouer"
def jouer(mot):
    lettres = []
    erreurs = 0
    while erreurs < 8 and not gagne(mot, lettres):
        display(fleur(erreurs, masque(mot, lettres), lettres))
        lettre = sans_accent(input("Une lettre ? ").lower())
        if lettre not in simplifie(mot):
            erreurs = erreurs + 1
    display(fleur(erreurs, mot, lettres))
    return erreurs
