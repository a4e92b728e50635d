# %% [markdown] fails=["bords"] words="À 12 ans pile" advice="« Moins de 12 ans » s'arrête juste avant 12 : à 12 ans pile, on change de prix. Regarde tes signes : `<` et `<=` ne disent pas la même chose."
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
