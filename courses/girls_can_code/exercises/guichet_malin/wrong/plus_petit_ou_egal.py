# %% [markdown] fails=["bords"] words="À 12 ans pile"
# She writes <= where the table says «moins de»: every birthday comes a year late, and only the borders show it.

# %% solution="tarif"
def tarif(age):
    if age <= 4:
        return 0
    elif age <= 12:
        return 3
    elif age <= 18:
        return 5
    else:
        return 9
