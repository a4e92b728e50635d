# %% [markdown] fails=["mon-vitrail"] words="Il manque un bout" advice="Ton étoile n'est pas finie. Répète plus souvent, jusqu'à ce que la tortue retrouve son point de départ."
# She stops before the star is closed.

# %% solution="vitrail"
t = Tortue()
t.couleur("rose")
for tour in range(15):
    t.avance(200)
    t.droite(170)
vitrail = t
vitrail
