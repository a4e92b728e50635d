# %% [markdown] fails=["donne-un-texte", "bon-prenom", "bons-ages"] words="As-tu écrit return" advice="Ta machine se tait : le badge ne reçoit rien. Compare avec la machine `bonjour` : par quel mot commence sa ligne décalée ?"
# She prints the text: she sees it, but the badge gets nothing.

# %% solution="presente"
def presente(prenom, age):
    print(f"Je suis {prenom}, j'ai {age} ans et dans dix ans {age + 10} ans.")
