# %% [markdown] fails=["le-tour", "ruban-manque"] words="combien de côtés as-tu suivis" advice="Tu as additionné une longueur et une largeur : c'est la moitié du chemin. Un rectangle a quatre côtés."
# She adds two sides of four.

# %% solution="tour"
def tour(longueur, largeur):
    return longueur + largeur
