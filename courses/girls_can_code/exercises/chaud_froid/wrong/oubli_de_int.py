# %% [markdown] fails=["trouve", "compte-les-essais", "premier-coup", "dit-la-chaleur"] words="pose encore des questions après la bonne réponse" advice="`input` donne un texte, et le secret est un nombre : pour Python, ils ne sont jamais égaux. Relis la cellule qui demande l'âge."
# She compares the text of input with a number.

# %% solution="partie"
def partie(secret):
    essai = input("Quel arbre ? ")
    essais = 1
    while essai != secret:
        print(chaleur(secret, int(essai)))
        essai = input("Quel arbre ? ")
        essais = essais + 1
    return essais
