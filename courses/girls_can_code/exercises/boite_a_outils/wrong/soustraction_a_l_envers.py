# %% [markdown] fails=["ruban-manque"] words="Quelle soustraction fais-tu" advice="Il manque ce que le tour demande **en plus** du rouleau. Dans ta soustraction, lequel vient en premier ?"
# She takes the longer away from the shorter.

# %% solution="manque"
def manque(rouleau, longueur, largeur):
    ruban = tour(longueur, largeur)
    if rouleau < ruban:
        return rouleau - ruban
    else:
        return 0
