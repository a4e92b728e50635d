# %% [markdown] fails=["adultes", "bords", "defi-famille"] words="None" advice="Ton guichet répond jusqu'à 17 ans, puis il se tait. Ajoute le dernier cas, celui de toutes les autres personnes : `else`."
# She forgets else: an adult gets no price at all.

# %% solution="tarif"
def tarif(age):
    if age < 4:
        return 0
    elif age < 12:
        return 3
    elif age < 18:
        return 5
