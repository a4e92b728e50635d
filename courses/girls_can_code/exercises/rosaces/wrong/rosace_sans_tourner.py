# %% [markdown] fails=["defi-rosace"] words="ne sont pas bien réparties" advice="Tes figures sont toutes l'une sur l'autre. Entre deux figures, dans la grande boucle, fais tourner la tortue."
# The same square again and again, at one place.

# %% solution="rosace"
def rosace(n):
    t = Tortue()
    for figure in range(n):
        for cote in range(3):
            t.avance(80)
            t.droite(120)
    return t
