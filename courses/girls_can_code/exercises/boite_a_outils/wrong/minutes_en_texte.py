# %% [markdown] fails=["donne", "duree"] words="doit donner un nombre, et donne" advice="Un texte est joli à lire, mais on ne peut pas calculer avec. Donne seulement le nombre, sans guillemets ni lettre f."
# She gives back a sentence: nice to read, impossible to add up.

# %% solution="en-minutes"
def en_minutes(heures, minutes):
    return f"{heures * 60 + minutes} minutes"
