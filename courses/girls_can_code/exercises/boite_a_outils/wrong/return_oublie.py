# %% [markdown] fails=["donne", "duree"] words="Écris return devant ton calcul" advice="Ton calcul est là, mais personne ne reçoit la réponse. Quel mot la **donne** ? Regarde la dernière ligne de `en_secondes`."
# She computes, keeps the result in a variable and never gives it back.

# %% solution="en-minutes"
def en_minutes(heures, minutes):
    total = heures * 60 + minutes
