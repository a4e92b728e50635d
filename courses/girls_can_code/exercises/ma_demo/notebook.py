# %% [markdown]
# # Ma démo (2 min)
#
# Tu as fabriqué un jeu ou un site. Bientôt, les familles arrivent, et tu montres ton projet. Tu as **deux minutes**.
#
# Deux minutes, c'est court : il faut choisir. Ce cahier t'aide à préparer ce que tu vas dire. À la fin, il dessine ton
# **certificat**.
#
# Tu as peur de parler devant tout le monde ? C'est normal. Avec un plan et un essai à voix haute, ça va mieux.

# %% [markdown]
# ## 1. L'exemple de Maya
#
# Maya a fabriqué un jeu avec des canards. *(Maya est inventée pour l'exercice.)* Voici son plan. Chaque ligne a deux
# choses : ce que Maya dit ou montre, et combien de secondes.
#
# Lance la cellule avec **Maj + Entrée**. Le chrono part tout de suite : chaque barre se remplit pendant sa ligne.

# %%
from girls_can_code import certificat, chrono, temps_pour_dire

plan_de_maya = [
    ("Bonjour ! Je m'appelle Maya, et voici Le canal des canards.", 10),
    ("C'est un jeu pour mon petit frère, qui adore les canards du canal.", 15),
    ("Je joue une partie : le canard évite les péniches et mange du pain.", 45),
    ("Le plus dur : le canard sortait de l'écran. J'ai ajouté deux if.", 25),
    ("Si j'avais plus de temps, j'ajouterais un deuxième canard.", 15),
    ("Merci à Lou, qui a dessiné les péniches. Avez-vous des questions ?", 10),
]

chrono(plan_de_maya)

# %% [markdown]
# Combien de temps faut-il pour dire une phrase ? `temps_pour_dire` compte **deux mots par seconde**. C'est lent, mais tout
# le monde te comprend.
#
# **Devine d'abord**, puis lance :

# %%
temps_pour_dire("C'est un jeu pour mon petit frère, qui adore les canards du canal.")

# %% [markdown]
# ## 2. À toi : ta fiche
#
# Remplis ta fiche. Écris **avec tes mots**, entre les guillemets. Une phrase par ligne, d'au moins six mots.
#
# - `prenom` : ton prénom **seul**. Ton nom de famille, ton adresse, ton téléphone restent à toi.
# - `projet` : le nom de ton projet.
# - `j_ai_fait` : qu'est-ce que c'est, et que peut-on y faire ?
# - `pour_qui` : pour qui l'as-tu fabriqué, et pourquoi ?
# - `le_plus_dur` : qu'est-ce qui t'a résisté, et comment as-tu fait ?
# - `j_ajouterais` : avec plus de temps, qu'ajouterais-tu ?
# - `merci` : qui t'a aidée ? Des prénoms seuls, là aussi. Deux mots suffisent.
# - `je_sais` : une liste de deux à six choses que tu sais faire. Elles iront sur ton certificat.
#
# Quand tout est rempli, efface la ligne `raise NotImplementedError`. Elle veut dire « pas encore fait ».

# %% solution="fiche"
prenom = ""
projet = ""
j_ai_fait = ""
pour_qui = ""
le_plus_dur = ""
j_ajouterais = ""
merci = ""
je_sais = ["", ""]
### BEGIN SOLUTION
prenom = "Inès"
projet = "La course des péniches"
j_ai_fait = "Une course de bateaux où l'on évite les écluses fermées."
pour_qui = "Pour ma grand-mère, parce que son père conduisait une péniche."
le_plus_dur = "Le bateau allait trop vite, alors j'ai compté le temps avec dt."
j_ajouterais = "De la pluie, et un classement avec les meilleurs temps."
merci = "Zoé et Fatou"
je_sais = ["les boucles", "les fonctions", "écouter le clavier"]
### END SOLUTION

# %% [markdown]
# Les cellules comme celle-ci vérifient ton travail. **Si rien ne s'affiche, c'est gagné.** Si un message arrive,
# lis-le : il te dit quoi essayer.

# %% test="nom-du-projet" points=1 says="Ton prénom seul, et le nom de ton projet"
for nom, valeur in (("prenom", prenom), ("projet", projet)):
    assert isinstance(valeur, str), f"{nom} vaut {valeur!r}. On attend un texte, entre guillemets."
    assert valeur.strip(), f"{nom} est vide. Écris-le entre les guillemets."
assert len(prenom.split()) == 1, (
    f"prenom vaut {prenom!r} : il y a plusieurs mots. Écris ton prénom seul : ton nom de famille reste à toi. "
    "Un prénom composé ? Mets un trait d'union."
)
assert len(prenom) <= 30 and len(projet) <= 60, (
    "C'est trop long pour le certificat : 30 signes pour le prénom, 60 pour le projet. Raccourcis un peu."
)
### BEGIN HIDDEN TESTS
assert any(signe.isalpha() for signe in prenom), f"prenom vaut {prenom!r}. Écris-le avec des lettres."
assert projet.strip().lower() not in ("le canal des canards", "projet", "mon projet", "titre"), (
    f"projet vaut {projet!r}. Donne à ton projet un nom à lui : ce sera le titre de ta démo."
)
### END HIDDEN TESTS

# %% test="fiche-remplie" points=2 says="Ta fiche est remplie, avec tes mots"
fiche = {
    "j_ai_fait": j_ai_fait,
    "pour_qui": pour_qui,
    "le_plus_dur": le_plus_dur,
    "j_ajouterais": j_ajouterais,
}
for nom, valeur in fiche.items():
    assert isinstance(valeur, str), f"{nom} vaut {valeur!r}. On attend un texte, entre guillemets."
    assert valeur.strip(), f"{nom} est vide. Que dirais-tu à ta voisine ? Écris-le entre les guillemets."
    mots = valeur.split()
    assert len(mots) >= 6, (
        f"{nom} a {len(mots)} mot(s) : {valeur!r}. Raconte un peu plus : six mots au moins. Pourquoi ? Comment ?"
    )
assert isinstance(merci, str) and merci.strip(), (
    f"merci vaut {merci!r}. Qui t'a aidée : une amie, une facilitatrice, un livre ? Écris-le entre guillemets."
)
### BEGIN HIDDEN TESTS
EXEMPLES = (
    "C'est un jeu pour mon petit frère, qui adore les canards du canal.",
    "Je joue une partie : le canard évite les péniches et mange du pain.",
    "Le plus dur : le canard sortait de l'écran. J'ai ajouté deux if.",
    "Si j'avais plus de temps, j'ajouterais un deuxième canard.",
)
for nom, valeur in fiche.items():
    mots = {mot.strip(".,;:!?").lower() for mot in valeur.split()}
    assert len(mots) >= 4, (
        f"{nom} vaut {valeur!r} : c'est souvent le même mot. Raconte vraiment, comme à une amie."
    )
    for exemple in EXEMPLES:
        pareils = mots & {mot.strip(".,;:!?").lower() for mot in exemple.split()}
        assert len(pareils) < 0.8 * len(mots), (
            f"{nom} ressemble beaucoup à l'exemple de Maya. Écris ce que toi, tu as fait : c'est plus intéressant !"
        )
textes = [valeur.strip().lower() for valeur in fiche.values()]
assert len(set(textes)) == len(textes), "Deux réponses de ta fiche sont pareilles. Chaque question en mérite une à elle."
assert len(merci.split()) >= 2, (
    f"merci vaut {merci!r}. Ajoute un mot : pour quoi, ou qui d'autre ? Personne ? Écris « Moi, toute seule »."
)
### END HIDDEN TESTS

# %% test="je-sais-faire" points=1 says="Une liste de choses que tu sais faire"
assert isinstance(je_sais, (list, tuple)), (
    f"je_sais vaut {je_sais!r}. On attend une liste : des crochets, des textes, et des virgules entre eux."
)
assert 2 <= len(je_sais) <= 6, f"Ta liste je_sais a {len(je_sais)} élément(s). Il en faut de deux à six."
for chose in je_sais:
    assert isinstance(chose, str) and chose.strip(), (
        f"Dans je_sais, il y a {chose!r}. Écris quelque chose que tu sais faire, entre guillemets."
    )
    assert len(chose) <= 24, f"Dans je_sais, {chose!r} a {len(chose)} signes. Le certificat en a 24 : dis-le plus court."
### BEGIN HIDDEN TESTS
assert len({chose.strip().lower() for chose in je_sais}) == len(je_sais), (
    f"Ta liste je_sais dit deux fois la même chose : {je_sais!r}. Que sais-tu faire d'autre ?"
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. À toi : ton plan
#
# Écris ton plan, comme celui de Maya :
#
# - de **quatre à dix** lignes ;
# - chaque ligne : `("ce que je dis ou montre", secondes),` avec sa virgule à la fin ;
# - chaque ligne a **trois mots** au moins, et dure de **5 à 60 secondes** ;
# - le total fait **120 secondes**, à 20 secondes près.
#
# Efface ensuite la ligne `raise NotImplementedError`.
#
# Pense à montrer ton projet pour de vrai : c'est le meilleur moment ! Et prévois une phrase si l'ordinateur ne veut plus
# rien faire.

# %% solution="plan"
plan = [
    ("", 10),
    ("", 10),
    ("", 10),
    ("", 10),
]
### BEGIN SOLUTION
plan = [
    ("Bonjour, je suis Inès. Voici La course des péniches.", 10),  # mutation: ok (her words and seconds)
    ("J'ai choisi les péniches pour ma grand-mère.", 15),  # mutation: ok (her words and seconds)
    ("Je joue une partie, et je raconte ce qui se passe.", 50),  # mutation: ok (her words and seconds)
    ("Le plus dur, c'était la vitesse du bateau.", 25),  # mutation: ok (her words and seconds)
    ("Plus tard, j'ajouterai la pluie. Merci à Zoé et Fatou !", 20),  # mutation: ok (her words and seconds)
]
### END SOLUTION

# %% [markdown]
# Regarde ton chrono. Change les secondes jusqu'à ce que le total soit vert.

# %%
chrono(plan)

# %% test="plan-ecrit" points=1 says="Ton plan a des lignes, avec leurs secondes"
assert isinstance(plan, (list, tuple)), (
    f"plan vaut {plan!r}. On attend une liste : un crochet au début, un crochet à la fin."
)
assert 4 <= len(plan) <= 10, f"Ton plan a {len(plan)} ligne(s). Il en faut de quatre à dix."
for numero, ligne in enumerate(plan, 1):
    assert isinstance(ligne, (list, tuple)) and len(ligne) == 2, (
        f"La ligne {numero} de ton plan est {ligne!r}. Il faut deux choses entre parenthèses : "
        "un texte, une virgule, des secondes."
    )
    texte, secondes = ligne
    assert isinstance(texte, str), (
        f"La ligne {numero} commence par {texte!r}. On attend d'abord un texte, entre guillemets."
    )
    assert isinstance(secondes, (int, float)), (
        f"À la ligne {numero}, les secondes valent {secondes!r}. On attend un nombre, sans guillemets."
    )
    assert len(texte.split()) >= 3, (
        f"La ligne {numero} dit seulement {texte!r}. Écris trois mots au moins : que dis-tu, que montres-tu ?"
    )
### BEGIN HIDDEN TESTS
textes = [texte.strip().lower() for texte, secondes in plan]
assert len(set(textes)) == len(textes), "Deux lignes de ton plan sont pareilles. Change l'une des deux."
for numero, (texte, secondes) in enumerate(plan, 1):
    assert "maya, et voici" not in texte.lower() and "le canard évite" not in texte.lower(), (
        f"La ligne {numero} est celle de Maya. Raconte ton projet à toi !"
    )
### END HIDDEN TESTS

# %% test="deux-minutes" points=2 says="Ton plan dure deux minutes, à 20 secondes près"
assert isinstance(plan, (list, tuple)) and all(isinstance(x, (list, tuple)) and len(x) == 2 for x in plan), (
    "Une ligne de ton plan n'a pas encore ses deux choses entre parenthèses. Répare les lignes d'abord."
)
duree = [ligne[1] for ligne in plan]
assert all(isinstance(secondes, (int, float)) for secondes in duree), (
    f"Les secondes de ton plan sont {duree!r}. Il faut des nombres, sans guillemets, pour les additionner."
)
total = sum(duree)
assert total >= 100, (
    f"Ton plan dure {total} secondes : c'est court, il reste {120 - total} secondes. Que peux-tu montrer de plus ?"
)
assert total <= 140, (
    f"Ton plan dure {total} secondes : c'est {total - 120} de trop. Quelle ligne peux-tu raccourcir, ou enlever ?"
)
### BEGIN HIDDEN TESTS
for numero, secondes in enumerate(duree, 1):
    assert secondes >= 5, (
        f"La ligne {numero} dure {secondes} seconde(s) : personne n'a le temps d'écouter. Donne-lui 5 secondes au moins."
    )
    assert secondes <= 60, (
        f"La ligne {numero} dure {secondes} secondes : c'est plus d'une minute ! Coupe-la en deux lignes."
    )
### END HIDDEN TESTS

# %% test="vie-privee" points=1 says="Rien de privé dans ta démo : ni téléphone, ni adresse"
import re

ecrits = [prenom, projet, j_ai_fait, pour_qui, le_plus_dur, j_ajouterais, merci, *je_sais]
assert all(str(texte).strip() for texte in ecrits), "Ta fiche n'est pas encore remplie. Complète-la d'abord."
ecrits = [str(texte) for texte in [*ecrits, *plan]]
for texte in ecrits:
    assert "@" not in texte, (
        f"On lit {texte!r}. Le signe @ montre une adresse ou un compte. Tout le monde pourra le lire : enlève-le."
    )
### BEGIN HIDDEN TESTS
for texte in ecrits:
    assert not re.search(r"(\d[ .-]?){8,}", texte), (
        f"On lit {texte!r}. On dirait un numéro de téléphone. Il reste à toi : enlève-le."
    )
    assert not re.search(r"\d+ ?(bis|ter)?,? (rue|avenue|boulevard|allée|impasse) ", texte.lower() + " "), (
        f"On lit {texte!r}. On dirait une adresse. Elle reste à toi : enlève-la."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Répète !
#
# 1. Relance `chrono(plan)`, et dis ta démo **à voix haute**, debout.
# 2. Recommence devant une amie. Elle te dit ce qu'elle a préféré, et un moment qu'elle n'a pas compris.
# 3. Change ton plan si tu veux.
#
# ## 5. Défi pour les rapides : trop vite !
#
# Une ligne peut avoir trop de mots pour ses secondes. Écris `trop_vite`. On lui donne un plan. Elle donne la **liste** des
# textes qu'on n'a pas le temps de dire. Pour eux, `temps_pour_dire(texte)` est plus grand que les secondes.
#
# Une ligne qui tombe juste est bonne. Si tout va bien, la liste est vide : `[]`. Pour lire un plan, écris
# `for texte, secondes in plan:`.
#
# *Tu n'as pas le temps ? Pas grave : tu peux rendre ton travail sans le défi.*

# %% solution="trop-vite"
def trop_vite(plan):
    ### BEGIN SOLUTION
    trop = []
    for texte, secondes in plan:
        if temps_pour_dire(texte) > secondes:
            trop.append(texte)
    return trop
    ### END SOLUTION

# %%
trop_vite(plan)

# %% test="defi-trop-vite" points=1 says="Défi : trop_vite trouve les lignes trop longues à dire"
court, long = "Bonjour tout le monde", "Un deux trois quatre cinq six sept huit neuf dix onze douze"
obtenu = trop_vite([(court, 5), (long, 5)])
assert obtenu is not None, "trop_vite ne donne rien : Python a reçu None. Termine par return, après la boucle."
assert isinstance(obtenu, (list, tuple)), f"trop_vite donne {obtenu!r}. On attend une liste : commence avec []."
assert list(obtenu) == [long], (
    f"Dans ce plan, seul le texte de douze mots est trop long pour 5 secondes. trop_vite donne {obtenu!r}. "
    "Compare temps_pour_dire(texte) avec les secondes."
)
### BEGIN HIDDEN TESTS
dix = "a b c d e f g h i j"
for essai, attendu in (
    ([(court, 10), (court, 20)], []),
    ([(dix, 5)], []),
    ([(dix, 4), (court, 1), (long, 6)], [dix, court]),
    ([(long, 2), (dix, 3), (court, 9), (dix, 6)], [long, dix]),
):
    obtenu = trop_vite(essai)
    assert obtenu is not None and list(obtenu) == attendu, (
        f"Pour le plan {essai!r}, on attend {attendu!r}, et trop_vite donne {obtenu!r}. "
        "Une ligne qui tombe juste est bonne."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Ton certificat
#
# Lance la cellule. Tu peux ajouter ta couleur à la fin, par exemple `"corail"`, `"violet"` ou `"forêt"`. Le motif du tour
# vient de ton prénom.

# %%
certificat(prenom, projet, je_sais, "turquoise")

# %% [markdown]
# Pour l'imprimer, efface le signe `#`, et lance. Le fichier `certificat.svg` arrive dans la liste, à gauche.

# %%
# certificat(prenom, projet, je_sais, "turquoise").enregistrer()

# %% [markdown]
# ## 7. Après ta démo
#
# C'est fait ? Bravo, c'est courageux. Double-clique sur la cellule du dessous, et écris deux ou trois phrases.
# Qu'est-ce qui a bien marché ? Quelle question t'a-t-on posée ? Une facilitatrice te lira, et dira ce qu'elle a aimé.

# %% [markdown] manual="apres-la-demo" points=2 says="Tu as présenté ton projet, et tu racontes comment c'était"
# J'ai parlé devant huit personnes. La partie a bien marché, même si j'ai perdu deux fois. On m'a demandé combien de
# temps il m'a fallu. La prochaine fois, je regarderai plus les gens, et moins l'écran.

# %% [markdown]
# ## Bravo !
#
# Tu as imaginé, programmé, corrigé, et présenté. C'est exactement ce que font les programmeuses. Appuie sur **Rendre**.
#
# Et après ? Montre ton projet à la maison. Puis change une chose, une seule. Un projet n'est jamais vraiment fini.
