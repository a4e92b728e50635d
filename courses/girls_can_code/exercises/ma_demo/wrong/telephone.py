# %% [markdown] fails=["vie-privee"] words="numéro de téléphone" advice="Tout le monde pourra lire ta démo. Pour qu'on te réponde, donne plutôt rendez-vous à l'atelier."
# She gives a phone number so that people can tell her what they think (an invented one).

# %% solution="fiche"
prenom = "Inès"
projet = "La course des péniches"
j_ai_fait = "Une course de bateaux où l'on évite les écluses fermées."
pour_qui = "Pour ma grand-mère : appelez-moi au 06 00 00 00 00 pour jouer."
le_plus_dur = "Le bateau allait trop vite, alors j'ai compté le temps avec dt."
j_ajouterais = "De la pluie, et un classement avec les meilleurs temps."
merci = "Zoé et Fatou"
je_sais = ["les boucles", "les fonctions"]
