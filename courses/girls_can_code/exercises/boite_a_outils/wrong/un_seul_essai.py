# %% [markdown] fails=["defi-verifie"] words="n'est pas un carré" advice="Avec un carré, plusieurs outils cassés donnent la bonne réponse par chance. Choisis deux côtés différents, puis fais un deuxième essai."
# One try, and a square: several broken tools pass it.

# %% solution="verifie"
def verifie(outil):
    return outil(5, 5) == 20
