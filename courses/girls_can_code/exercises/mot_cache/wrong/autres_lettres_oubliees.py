# %% [markdown] fails=["les-accents", "le-masque", "masque-accents", "gagne-ou-pas", "la-partie"] words="Y a-t-il un return pour cette lettre" advice="Les lettres sans accent comptent aussi. Que fait ta fonction quand aucune question ne dit oui ? Pense à `else`."
# She forgets the letters that have no accent.

# %% solution="sans-accent"
def sans_accent(lettre):
    if lettre in "éèêë":
        return "e"
    elif lettre in "àâ":
        return "a"
    elif lettre in "îï":
        return "i"
    elif lettre in "ô":
        return "o"
    elif lettre in "ùûü":
        return "u"
    elif lettre in "ç":
        return "c"
