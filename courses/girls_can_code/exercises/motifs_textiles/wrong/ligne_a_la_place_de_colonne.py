# %% [markdown] fails=["fils-des-rayures"] words="à la ligne 0, colonne 1" advice="Tes rayures sont couchées : ton fil dépend du numéro de la ligne. Dans le tableau, qu'est-ce qui change quand on va vers la droite ?"
# She uses the row's number: the stripes lie down.

# %% solution="rayures"
def rayures(n):
    motif = []
    for ligne in range(n):
        fils = []
        for colonne in range(n):
            fils.append(ligne % 2)
        motif.append(fils)
    return motif
