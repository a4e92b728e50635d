# %% [markdown] fails=["fiche-remplie"] words="Raconte un peu plus" advice="« Un jeu » ne dit pas encore ce qui rend le tien spécial. Réponds à deux questions : que fait-on dedans, et pourquoi ?"
# She answers in two words.

# %% solution="fiche"
prenom = "Inès"
projet = "La course des péniches"
j_ai_fait = "Un jeu vidéo"
pour_qui = "Ma grand-mère"
le_plus_dur = "La vitesse"
j_ajouterais = "Rien"
merci = "Zoé et Fatou"
je_sais = ["les boucles", "les fonctions"]
