# %% [markdown] fails=["dit-la-chaleur"] words="Dans la boucle, montre ce que donne chaleur" advice="Ton jeu calcule la chaleur, mais ne la montre à personne. Mets `print( )` autour."
# She calls chaleur and shows nothing.

# %% solution="partie"
def partie(secret):
    essai = int(input("Quel arbre ? "))
    essais = 1
    while essai != secret:
        chaleur(secret, essai)
        essai = int(input("Quel arbre ? "))
        essais = essais + 1
    return essais
