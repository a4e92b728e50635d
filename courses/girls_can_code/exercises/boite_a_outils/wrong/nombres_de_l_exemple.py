# %% [markdown] fails=["duree"] words="Ton calcul se sert-il bien de heures" advice="Tu as donné une valeur à `heures` et à `minutes` dans l'outil : elles effacent ce qu'on lui donne. Enlève ces deux lignes."
# She fills in the parameters by herself, so that the tool always answers for the example.

# %% solution="en-minutes"
def en_minutes(heures, minutes):
    heures = 1
    minutes = 30
    return heures * 60 + minutes
