# %% [markdown] fails=["trouve", "compte-les-essais", "premier-coup", "dit-la-chaleur"] words="pose encore des questions après la bonne réponse" advice="Ta boucle ne reconnaît jamais le secret. Que donne `input`, un texte ou un nombre ? Et le secret, est-ce bien celui qu'on donne à ta fonction ?"
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
