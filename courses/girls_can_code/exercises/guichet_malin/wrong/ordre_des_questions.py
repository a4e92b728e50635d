# %% [markdown] fails=["enfants", "bords"] words="ton guichet donne 5"
# She asks the widest question first, so that the others are never reached.

# %% solution="tarif"
def tarif(age):
    if age < 18:
        return 5
    elif age < 12:
        return 3
    elif age < 4:
        return 0
    else:
        return 9
