# %% [markdown] fails=["adultes", "bords", "defi-famille"] words="None"
# She forgets else: an adult gets no price at all.

# %% solution="tarif"
def tarif(age):
    if age < 4:
        return 0
    elif age < 12:
        return 3
    elif age < 18:
        return 5
