# %% [markdown] fails=["bon-prenom", "bons-ages"] words="Les accolades sont restées" advice="Python n'a pas rempli les trous, car il manque la lettre f juste avant le premier guillemet."
# She forgets the f: the braces stay in the text.

# %% solution="presente"
def presente(prenom, age):
    return "Je suis {prenom}, j'ai {age} ans et dans dix ans {age + 10} ans."
