# %% [markdown] fails=["deux-minutes"] words="c'est court" advice="Il te reste du temps ! Le plus intéressant à regarder, c'est ton projet qui marche : donne plus de secondes à cette ligne."
# Her plan is over in a minute.

# %% solution="plan"
plan = [
    ("Bonjour, je suis Inès.", 10),
    ("Voici mon jeu, la course des péniches.", 10),
    ("Je joue une partie.", 30),
    ("Merci à tout le monde !", 10),
]
