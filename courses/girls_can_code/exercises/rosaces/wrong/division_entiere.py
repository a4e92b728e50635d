# %% [markdown] fails=["angle-a-virgule"] words="L'angle est un nombre à virgule" advice="Avec deux barres, Python enlève ce qui est après la virgule. La figure reste un peu ouverte."
# She divides with //, which is right as long as n divides 360.

# %% solution="polygone"
def polygone(n):
    t = Tortue()
    for cote in range(n):
        t.avance(60)
        t.droite(360 // n)
    return t
