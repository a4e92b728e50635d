# %% [markdown] fails=["enfants", "ados", "adultes", "bords"] words="ton guichet donne 0" advice="Ton guichet connaît quelques âges par cœur, mais il y en a tant d'autres ! Demande plutôt si l'âge est plus petit qu'un bord du tableau, avec `<`."
# She copies the answers of the visible checks; other ages show it.

# %% solution="tarif"
def tarif(age):
    if age == 8 or age == 11:
        return 3
    elif age == 12 or age == 15:
        return 5
    elif age == 30 or age == 40 or age == 38:
        return 9
    else:
        return 0
