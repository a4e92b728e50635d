# %% [markdown] fails=["deux-minutes"] words="de trop" advice="Deux minutes passent vite. Garde ce que les gens peuvent voir, et enlève une ligne entière plutôt que de parler vite."
# She wants to tell everything.

# %% solution="plan"
plan = [
    ("Bonjour, je suis Inès.", 20),
    ("Voici mon jeu, la course des péniches.", 40),
    ("Je joue une partie.", 60),
    ("Je montre toutes les lignes du programme.", 50),
    ("Merci à tout le monde !", 10),
]
