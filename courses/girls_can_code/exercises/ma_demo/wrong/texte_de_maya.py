# %% [markdown] fails=["fiche-remplie"] words="ressemble beaucoup à l'exemple de Maya" advice="L'exemple de Maya est là pour aider, mais ta démo parle de toi. Raconte ton projet à ta voisine, puis note ses mots."
# She copies the example and changes a word.

# %% solution="fiche"
prenom = "Inès"
projet = "La course des péniches"
j_ai_fait = "Je joue une partie : le bateau évite les péniches et mange du pain."
pour_qui = "C'est un jeu pour mon petit frère, qui adore les bateaux du canal."
le_plus_dur = "Le bateau allait trop vite, alors j'ai compté le temps avec dt."
j_ajouterais = "De la pluie, et un classement avec les meilleurs temps."
merci = "Zoé et Fatou"
je_sais = ["les boucles", "les fonctions"]
