# %% [markdown] fails=["fils-du-jean"] words="Regarde jean(5)" advice="Ton jean a des rayures de deux fils, mais pas de diagonale. Pour décaler chaque ligne, le numéro de la ligne doit entrer dans le calcul."
# Pairs of threads, but every row begins at the same place.

# %% solution="jean"
def jean(n):
    motif = []
    for ligne in range(n):
        fils = []
        for colonne in range(n):
            if colonne % 4 < 2:
                fils.append(0)
            else:
                fils.append(1)
        motif.append(fils)
    return motif
