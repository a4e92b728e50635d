# %% [markdown] fails=["coupe"] words="Ne tire pas les lignes au hasard" advice="Au hasard, des jours de juin apprennent à ton modèle ce qui se passe en mai. Coupe avec la date : avant la limite d'un côté, tout le reste de l'autre."
# The habit of many tutorials: a random split. Days of June teach the model about May, and the score flatters.

# %% solution="fonction-separer"
def separer(table, date_limite):
    from sklearn.model_selection import train_test_split

    return train_test_split(table, test_size=0.4, random_state=0)
