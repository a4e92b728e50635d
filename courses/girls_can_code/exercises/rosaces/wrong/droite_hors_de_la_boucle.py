# %% [markdown] fails=["nombre-de-cotes", "polygone-ferme", "angle-a-virgule"] words="qu'une ligne droite" advice="Ta tortue avance, avance, et ne tourne qu'à la fin. Décale `t.droite` pour qu'il soit dans la boucle, sous `t.avance`."
# She turns after the loop: a straight line.

# %% solution="polygone"
def polygone(n):
    t = Tortue()
    for cote in range(n):
        t.avance(60)
    t.droite(360 / n)
    return t
