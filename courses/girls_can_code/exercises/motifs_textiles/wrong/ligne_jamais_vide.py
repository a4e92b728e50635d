# %% [markdown] fails=["bonne-taille", "fils-des-rayures"] words="Chaque ligne commence vide" advice="Ta ligne grandit sans arrêt, parce que `fils = []` n'est fait qu'une fois. À quel moment une nouvelle ligne commence-t-elle ?"
# She makes the row once, before the loops: it grows and grows.

# %% solution="rayures"
def rayures(n):
    motif = []
    fils = []
    for ligne in range(n):
        for colonne in range(n):
            fils.append(colonne % 2)
        motif.append(fils)
    return motif
