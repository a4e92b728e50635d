# %% [markdown] fails=["ruban-assez"] words="il y a assez de ruban" advice="Quand le rouleau est long, ta soustraction descend sous 0. Demande d'abord, avec `if`, si le tour est plus grand que le rouleau."
# She only subtracts: with ribbon to spare, a number below 0 comes out.

# %% solution="manque"
def manque(rouleau, longueur, largeur):
    return tour(longueur, largeur) - rouleau
