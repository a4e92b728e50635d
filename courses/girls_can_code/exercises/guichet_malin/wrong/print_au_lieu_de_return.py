# %% [markdown] fails=["renvoie", "enfants", "ados", "adultes", "bords", "ticket-lisible", "defi-famille"] words="None" advice="`print` montre le prix à l'écran, mais ne le donne à personne. Remplace chaque `print` par `return`."
# She prints the price: she sees it on the screen, but the function gives nothing back.

# %% solution="tarif"
def tarif(age):
    if age < 4:
        print(0)
    elif age < 12:
        print(3)
    elif age < 18:
        print(5)
    else:
        print(9)
