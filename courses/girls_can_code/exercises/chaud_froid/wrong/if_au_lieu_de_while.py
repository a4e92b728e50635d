# %% [markdown] fails=["trouve", "compte-les-essais", "dit-la-chaleur"] words="et ta partie en pose 2" advice="`if` regarde une seule fois. Pour recommencer tant que ce n'est pas trouvé, il faut un autre mot."
# She writes if where while is needed: one more question, and it is over.

# %% solution="partie"
def partie(secret):
    essai = int(input("Quel arbre ? "))
    essais = 1
    if essai != secret:
        print(chaleur(secret, essai))
        essai = int(input("Quel arbre ? "))
        essais = essais + 1
    return essais
