# %% [markdown] fails=["triangle-ferme", "polygone-ferme", "angle-a-virgule"] words="ne revient pas à son départ" advice="Tu as pris l'angle du dedans, celui de la figure. La tortue, elle, tourne de ce qui manque pour regarder dans la nouvelle direction. Marche-le pour voir."
# She uses the inner angle of the figure, as in geometry.

# %% solution="triangle"
t = Tortue()
for cote in range(3):
    t.avance(100)
    t.droite(60)
triangle = t
triangle

# %% solution="polygone"
def polygone(n):
    t = Tortue()
    for cote in range(n):
        t.avance(60)
        t.droite(180 * (n - 2) / n)
    return t
