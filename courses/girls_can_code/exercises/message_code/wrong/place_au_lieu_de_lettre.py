# %% [markdown] fails=["une-lettre", "le-tour", "la-table", "coder", "aller-retour"] words="c'est une place" advice="Ton calcul donne une place, un nombre. Il reste un geste : prendre la lettre de cette place, avec des crochets."
# She gives back the place instead of the letter.

# %% solution="decale"
def decale(lettre, cle):
    return (ALPHABET.index(lettre) + cle) % 26
