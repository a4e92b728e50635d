# %% [markdown] fails=["trouve", "compte-les-essais", "dit-la-chaleur"] words="redemandes-tu un nouvel essai" advice="Ta question est posée une seule fois, avant la boucle. Si l'essai ne change jamais, la boucle ne peut pas s'arrêter."
# She asks once, before the loop: it never ends.

# %% solution="partie"
def partie(secret):
    essai = int(input("Quel arbre ? "))
    essais = 1
    while essai != secret:
        print(chaleur(secret, essai))
        essais = essais + 1
    return essais
