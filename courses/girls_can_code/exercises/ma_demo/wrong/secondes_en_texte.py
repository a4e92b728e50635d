# %% [markdown] fails=["plan-ecrit", "deux-minutes"] words="On attend un nombre, sans guillemets" advice="Avec des guillemets, `\"10\"` est un texte : on ne peut pas l'additionner. Écris le nombre tout seul."
# She writes the seconds as texts.

# %% solution="plan"
plan = [
    ("Bonjour, je suis Inès. Voici La course des péniches.", "10 s"),
    ("J'ai choisi les péniches pour ma grand-mère.", "15 s"),
    ("Je joue une partie, et je raconte ce qui se passe.", "50 s"),
    ("Le plus dur, c'était la vitesse du bateau.", "45 s"),
]
