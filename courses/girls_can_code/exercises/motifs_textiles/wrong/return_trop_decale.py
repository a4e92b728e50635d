# %% [markdown] fails=["bonne-taille", "fils-des-rayures"] words="il arrête tout au premier tour" advice="`return` termine la machine tout de suite. Il doit attendre que toutes les lignes soient prêtes : aligne-le avec le premier `for`."
# return stands in the big loop: one row only.

# %% solution="rayures"
def rayures(n):
    motif = []
    for ligne in range(n):
        fils = []
        for colonne in range(n):
            fils.append(colonne % 2)
        motif.append(fils)
        return motif
