# %% [markdown] fails=["renvoie", "enfants", "ados", "adultes", "bords", "defi-famille"] words="€" advice="Avec des guillemets, tes prix sont des textes. Donne seulement le nombre : le ticket ajoutera le signe € plus tard."
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
