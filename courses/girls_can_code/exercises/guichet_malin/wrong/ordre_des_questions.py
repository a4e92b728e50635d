# %% [markdown] fails=["enfants", "bords"] words="ton guichet donne 5" advice="Un enfant de 8 ans a aussi moins de 18 ans : ta première question répond oui trop tôt. Pose tes questions du plus petit âge au plus grand."
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
