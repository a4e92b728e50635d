# %% [markdown] fails=["donne", "duree"] words="montre 90 à l'écran, mais ne donne rien" advice="`print` montre la réponse, mais la main reste vide. Dans ton outil, remplace `print` par `return`, sans parenthèses."
# She prints the answer: she sees 90, and the tool gives nothing back.

# %% solution="en-minutes"
def en_minutes(heures, minutes):
    print(heures * 60 + minutes)
