# %% [markdown] fails=["le-tour", "coder", "aller-retour"] words="Fais le tour avec % 26" advice="Tu enlèves un tour, une seule fois, mais la clé peut en faire plusieurs. Le signe `%` enlève tous les tours d'un coup."
# She takes 26 away once: a large key still falls off.

# %% solution="decale"
def decale(lettre, cle):
    place = ALPHABET.index(lettre) + cle
    if place > 25:
        place = place - 26
    return ALPHABET[place]
