# %% [markdown] fails=["bons-ages"] words="Demande le calcul à Python, entre accolades" advice="Ton calcul est resté à côté du trou, alors Python l'a recopié. Mets le + et le 10 à l'intérieur des accolades."
# She writes the sum beside the braces: Python copies it.

# %% solution="presente"
def presente(prenom, age):
    return f"Je suis {prenom}, j'ai {age} ans et dans dix ans j'aurai {age} + 10 ans."
