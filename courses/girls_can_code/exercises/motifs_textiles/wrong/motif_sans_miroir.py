# %% [markdown] fails=["defi-mon-motif"] words="le miroir manque" advice="Ton motif est joli, mais il n'a pas de reflet. Utilise la distance au milieu à la place du numéro de la colonne."
# Diagonals of her own, without a mirror.

# %% solution="mon-motif"
def mon_motif(n):
    motif = []
    for ligne in range(n):
        fils = []
        for colonne in range(n):
            fils.append((ligne * colonne) % 3)
        motif.append(fils)
    return motif
