# %% [markdown] fails=["compte-les-essais", "premier-coup"] words="Combien vaut ton compteur au départ" advice="Il te manque un essai : le premier, celui d'avant la boucle, compte aussi."
# She begins to count at zero, though one question was asked.

# %% solution="partie"
def partie(secret):
    essai = int(input("Quel arbre ? "))
    essais = 0
    while essai != secret:
        print(chaleur(secret, essai))
        essai = int(input("Quel arbre ? "))
        essais = essais + 1
    return essais
