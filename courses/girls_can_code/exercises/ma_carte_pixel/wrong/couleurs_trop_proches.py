# %% [markdown] fails=["couleurs"] words="on ne peut pas lire ton badge" advice="Tes deux couleurs se ressemblent trop. Essaie une couleur claire sur un fond foncé, ou le contraire."
# She takes two dark colours: pretty, but nobody reads her name.

# %% solution="boites"
prenom = "Inès"
age = 11
couleur = "prune"
fond = "nuit"
