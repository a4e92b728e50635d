# %% [markdown] fails=["defi-robot"] words="ce n'est pas un numéro entier" advice="Le milieu de 1 et 100 est 50,5 : aucun arbre n'a ce numéro. Deux barres `//` partagent sans virgule."
# She divides with one bar: there is no tree 50.5.

# %% solution="robot"
def robot(demande):
    bas = 1
    haut = 100
    reponse = ""
    while reponse != "trouvé":
        milieu = (bas + haut) / 2
        reponse = demande(milieu)
        if reponse == "plus grand":
            bas = milieu + 1
        else:
            haut = milieu - 1
    return milieu
