# %% [markdown] fails=["nombre-de-cotes", "polygone-ferme", "angle-a-virgule"] words="après un seul côté" advice="`return` arrête la fonction : dans la boucle, il l'arrête au premier tour. Aligne-le avec `for`."
# return stands in the loop: one side only.

# %% solution="polygone"
def polygone(n):
    t = Tortue()
    for cote in range(n):
        t.avance(60)
        t.droite(360 / n)
        return t
