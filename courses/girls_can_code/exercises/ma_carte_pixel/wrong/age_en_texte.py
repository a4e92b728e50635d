# %% [markdown] fails=["deux-boites"] words="Avec des guillemets, Python ne peut pas calculer" advice="Ton âge est entre guillemets : pour Python, c'est un texte. Un nombre s'écrit sans guillemets."
# She puts quotes around everything, her age too.

# %% solution="boites"
prenom = "Inès"
age = "11"
couleur = "turquoise"
fond = "nuit"
