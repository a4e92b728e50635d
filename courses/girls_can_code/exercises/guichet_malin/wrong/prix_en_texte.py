# %% [markdown] fails=["renvoie", "enfants", "ados", "adultes", "bords", "defi-famille"] words="€"
# She gives back a text with the € sign: nice to read, impossible to add up.

# %% solution="tarif"
def tarif(age):
    if age < 4:
        return "0 €"
    elif age < 12:
        return "3 €"
    elif age < 18:
        return "5 €"
    else:
        return "9 €"
