# %% [markdown] fails=["defi-cle"] words="sans doute l'espace" advice="Le signe le plus fréquent est l'espace, mais il ne dit rien sur la clé. Compte un signe seulement s'il est dans `ALPHABET`."
# She counts the spaces too, and they win.

# %% solution="trouve-cle"
def trouve_cle(texte):
    compte = {}
    for signe in texte:
        compte[signe] = compte.get(signe, 0) + 1
    frequente = max(compte, key=compte.get)
    return (ALPHABET.index(frequente) - 4) % 26
