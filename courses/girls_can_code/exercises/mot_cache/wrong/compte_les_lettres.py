# %% [markdown] fails=["gagne-ou-pas", "la-partie"] words="reste-t-il un tiret" advice="Le nombre de lettres essayées ne dit pas si on a gagné : certaines sont fausses, d'autres comptent double. Regarde plutôt le masque."
# She compares how many letters were tried with the length of the word.

# %% solution="gagne"
def gagne(mot, lettres):
    return len(lettres) >= len(mot)
