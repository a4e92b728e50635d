# %% [markdown] fails=["le-tour", "la-table", "coder", "aller-retour"] words="Fais le tour avec % 26" advice="Après z, il n'y a plus de place dans l'alphabet. L'horloge repart à 0 grâce au signe `%` : mets-le avant de prendre la lettre."
# She adds the key and falls off the end of the alphabet.

# %% solution="decale"
def decale(lettre, cle):
    place = ALPHABET.index(lettre)
    return ALPHABET[place + cle]
