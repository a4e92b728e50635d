# %% [markdown] fails=["le-tour", "la-table", "coder", "aller-retour"] words="L'alphabet a 26 lettres" advice="La dernière place est 25, mais il y a 26 lettres, parce qu'on compte à partir de 0. De combien est un tour complet ?"
# She takes the last place, 25, for the number of letters.

# %% solution="decale"
def decale(lettre, cle):
    return ALPHABET[(ALPHABET.index(lettre) + cle) % 25]
