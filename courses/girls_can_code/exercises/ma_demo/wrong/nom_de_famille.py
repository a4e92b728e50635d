# %% [markdown] fails=["nom-du-projet"] words="ton nom de famille reste à toi" advice="Sur un certificat affiché au mur, ton prénom suffit. Ton nom de famille, ton adresse et ton âge restent à toi."
# She gives her family name too.

# %% solution="fiche"
prenom = "Inès Inventée"
projet = "La course des péniches"
j_ai_fait = "Une course de bateaux où l'on évite les écluses fermées."
pour_qui = "Pour ma grand-mère, parce que son père conduisait une péniche."
le_plus_dur = "Le bateau allait trop vite, alors j'ai compté le temps avec dt."
j_ajouterais = "De la pluie, et un classement avec les meilleurs temps."
merci = "Zoé et Fatou"
je_sais = ["les boucles", "les fonctions"]
