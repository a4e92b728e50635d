# %% [markdown] fails=["les-accents", "le-masque", "masque-accents", "gagne-ou-pas", "la-partie"] words="donne 'e', et on attend 'b'" advice="`lettre == \"é\" or \"è\"` dit toujours oui : pour Python, un texte seul vaut oui. Demande plutôt si la lettre est **dans** le texte `\"éèêë\"`."
# She asks «or "è"», which is always true: every letter becomes e.

# %% solution="sans-accent"
def sans_accent(lettre):
    if lettre == "é" or "è" or "ê" or "ë":
        return "e"
    elif lettre == "à" or "â":
        return "a"
    else:
        return lettre
