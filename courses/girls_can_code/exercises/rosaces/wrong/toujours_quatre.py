# %% [markdown] fails=["nombre-de-cotes", "polygone-ferme", "angle-a-virgule"] words="Combien de fois ta boucle répète-t-elle" advice="Ta fonction dessine toujours un carré. Où dois-tu mettre `n` pour qu'elle écoute le nombre qu'on lui donne ?"
# She keeps the square: n is not used.

# %% solution="polygone"
def polygone(n):
    t = Tortue()
    for cote in range(4):
        t.avance(60)
        t.droite(90)
    return t
