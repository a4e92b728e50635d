# %% [markdown]
# # Menu, jeu, fin
#
# Sur le canal de Roubaix, Lou conduit une péniche. Elle ramasse les bouteilles qui flottent. *(L'histoire est
# inventée.)* Son jeu marche déjà : appuie sur **Jouer**, et essaie avec les flèches.
#
# Mais il commence tout de suite, il ne finit jamais, et on ne peut pas recommencer. Donne-lui trois écrans :
#
# > **menu** → **jeu** → **fin** → **menu** → …
#
# Tu peux te tromper et recommencer autant de fois que tu veux. Rien ne se casse.

# %% [markdown]
# ## 1. Une classe, c'est un moule
#
# Avec un moule, on fait autant de gâteaux qu'on veut, et chaque gâteau est neuf. Dans `jeu.py`, `class Partie` est un
# moule à parties :
#
# - `partie = Partie()` fabrique une partie **neuve** : péniche au milieu, 6 bouteilles, score 0, 10 secondes ;
# - `__init__` dit ce qu'il y a dans une partie neuve ;
# - `self` veut dire « cette partie-là » : `self.score` est **son** score ;
# - `partie.avance(dt)` la fait avancer d'une image, `partie.dessine()` la dessine ;
# - dehors, on lit ses valeurs avec un point : `partie.score`, `partie.reste` (les secondes qui restent).
#
# **Devine d'abord**, essaie ensuite : que se passe-t-il si tu écris `partie = Partie()` **dans** la boucle, juste avant
# `partie.avance(dt)` ? Enlève-le après.

# %% [markdown]
# ## 2. Un exemple : le feu rouge
#
# Un feu a trois **états** : vert, orange, rouge. Une variable retient lequel. Lis ces lignes :
#
# ```python
# etat = "vert"
#
# if etat == "vert":
#     etat = "orange"
# elif etat == "orange":
#     etat = "rouge"
# else:
#     etat = "vert"
# ```
#
# - `etat == "vert"` (deux signes égal) **demande** : est-ce vert ?
# - `etat = "orange"` (un seul) **change** l'état.
#
# **Devine** : si on lance ces questions trois fois de suite, de quelle couleur est le feu ?

# %% [markdown]
# ## 3. À toi : trois écrans
#
# | État | On voit | Titre de la fenêtre | On en sort |
# |---|---|---|---|
# | `"menu"` | le nom de ton jeu | `Menu` | avec **Espace** ou **Entrée** → jeu |
# | `"jeu"` | la partie | `Jeu - Score : 2` | quand `partie.reste` arrive à 0 → fin |
# | `"fin"` | le score | `Fin - Score : 2` | avec **Espace** ou **Entrée** → menu |
#
# Avance pas à pas, et joue après chaque pas :
#
# 1. Avant la boucle, mets `etat = "menu"`. Dans la boucle, range les lignes du jeu sous `elif etat == "jeu":`.
# 2. Pour le menu, dessine le canal et un titre : `ecran.blit(grande.render("Mon titre", True, NUIT), (100, 180))`.
# 3. Une touche qu'on **enfonce** est un évènement. Ajoute dans la boucle des évènements :
#
# ```python
#         if evenement.type == pygame.KEYDOWN:
#             if evenement.key in (pygame.K_SPACE, pygame.K_RETURN):
#                 valide = True
# ```
#
# Mets `valide = False` juste avant la boucle des évènements. Ensuite, `if valide:` veut dire « on vient d'appuyer ».
#
# 4. Quand on **recommence**, rien ne reste de l'ancienne partie. De quel moule as-tu besoin, et à quel moment ?
#
# Les dessins, les couleurs et les mots sont les tiens. Garde les titres du tableau : les tests les lisent.

# %% test="menu" points=1 says="Ton jeu commence par un menu, et il attend"
from grader.play import play

partie = play("jeu.py", frames=80, fps=20, look=[80])
assert partie.playing, partie.words
assert partie.caption.lower().startswith("menu"), (
    f"Au début, personne n'appuie sur rien, et le titre de la fenêtre est {partie.caption!r}. On attend « Menu ». "
    'Donne à etat la valeur "menu" avant la boucle, et mets le titre dans la partie du menu.'
)
### BEGIN HIDDEN TESTS
partie = play("jeu.py", frames=120, fps=20, keys={20: "right", 40: "a", 60: "up"}, look=[])
assert partie.playing, partie.words
assert partie.caption.lower().startswith("menu"), (
    f"Dans le menu, on appuie sur d'autres touches, et le titre devient {partie.caption!r}. "
    "Seules les touches Espace et Entrée font commencer."
)
### END HIDDEN TESTS

# %% test="depart" points=1 says="Espace ou Entrée fait commencer la partie"
from grader.play import play

partie = play("jeu.py", frames=60, fps=20, keys={10: "return"}, look=[9, 60])
assert partie.playing, partie.words
assert partie.caption.lower().startswith("jeu"), (
    f"Dans le menu, on appuie sur Entrée, et le titre est {partie.caption!r}. On attend « Jeu - Score : 0 ». "
    'Pour changer d\'écran, écris etat = "jeu", avec un seul signe égal et les mêmes lettres partout.'
)
assert partie.picture(9).difference(partie.picture(60)) > 0.002, (
    "Le titre change, mais l'écran du jeu ressemble à celui du menu. Chaque état dessine ses propres choses."
)
### BEGIN HIDDEN TESTS
partie = play("jeu.py", frames=60, fps=20, keys={15: "space"}, look=[])
assert partie.playing, partie.words
assert partie.caption.lower().startswith("jeu"), (
    f"Dans le menu, on appuie sur Espace, et le titre est {partie.caption!r}. On attend « Jeu - Score : 0 »."
)
partie = play("jeu.py", frames=400, fps=20, keys={280: "return"}, look=[])
assert partie.playing, partie.words
assert partie.caption.lower().startswith("jeu"), (
    f"On attend 14 secondes dans le menu, on joue 6 secondes, et le titre est {partie.caption!r}. "
    "Le temps de la partie passe déjà dans le menu : n'appelle partie.avance que pendant le jeu."
)
### END HIDDEN TESTS

# %% test="fin" points=1 says="Après 10 secondes, l'écran de fin montre le score"
import re

from grader.play import play

TOUCHES = {10: "return", (15, 40): "up", (50, 70): "right"}
partie = play("jeu.py", frames=330, fps=20, keys=TOUCHES, look=[180, 330])
assert partie.playing, partie.words
avant, apres = partie.caption_at(180), partie.caption
assert avant.lower().startswith("jeu"), (
    f"Après 8 secondes de jeu, le titre est {avant!r}. La partie dure 10 secondes."
)
assert apres.lower().startswith("fin"), (
    f"Après 15 secondes, le titre est {apres!r}. On attend « Fin ». "
    'Pendant le jeu, regarde avec if si partie.reste est arrivé à 0, et change etat.'
)
nombres = [re.findall(r"\d+", titre) for titre in (avant, apres)]
assert nombres[0] == nombres[1] and nombres[1], (
    f"Avant la fin, le titre dit {avant!r}. À la fin, il dit {apres!r}. "
    "Montre le score dans les deux : partie.score."
)
assert partie.picture(180).difference(partie.picture(330)) > 0.002, (
    "L'écran de fin ressemble à celui du jeu. Dessine-lui ses propres mots, avec le score."
)

# %% test="retour" points=1 says="Après la fin, on revient au menu"
from grader.play import play

partie = play("jeu.py", frames=300, fps=20, keys={10: "return", (250, 262): "return"}, look=[9, 300])
assert partie.playing, partie.words
assert not partie.caption.lower().startswith("fin"), (
    f"Sur l'écran de fin, on appuie sur Entrée, et le titre reste {partie.caption!r}. "
    'Dans l\'état "fin", if valide: ramène au menu.'
)
assert partie.caption.lower().startswith("menu"), (
    f"Sur l'écran de fin, on appuie une seule fois sur Entrée, et le titre devient {partie.caption!r}. On attend "
    "« Menu ». Utilise l'évènement KEYDOWN : il arrive une seule fois. Et remets valide à False à chaque tour."
)
assert partie.picture(9).difference(partie.picture(300)) < 0.05, (
    "On revient au menu, mais l'écran n'est pas le même qu'au début. Redessine le menu à chaque tour."
)
### BEGIN HIDDEN TESTS
partie = play("jeu.py", frames=300, fps=20, keys={(10, 30): "space", (250, 270): "space"}, look=[])
assert partie.playing, partie.words
assert partie.caption.lower().startswith("menu"), (
    f"On appuie longtemps sur Espace à la fin, et le titre devient {partie.caption!r}. Un appui, un seul changement."
)
### END HIDDEN TESTS

# %% test="recommencer" points=2 says="La deuxième partie est toute neuve"
from grader.play import play

ENTREES = {10: "return", 250: "return", 270: "return"}
BOUGE = {(15, 40): "up", (50, 80): "right", (90, 120): "down", (130, 140): "left"}
calme = play("jeu.py", frames=290, fps=20, keys=ENTREES, look=[290])
assert calme.playing, calme.words
joue = play("jeu.py", frames=290, fps=20, keys={**ENTREES, **BOUGE}, look=[290])
assert joue.playing, joue.words
for partie in (calme, joue):
    assert partie.caption.lower().startswith("jeu"), (
        f"On joue, on revient au menu, on recommence : le titre est {partie.caption!r}. On attend « Jeu ». "
        "La vieille partie est peut-être encore là, déjà finie. Fabrique une nouvelle Partie()."
    )
assert calme.caption == joue.caption, (
    f"La deuxième partie commence, et le titre est {joue.caption!r}. Il reste des points de la première. "
    "Fabrique une nouvelle Partie() quand on quitte le menu."
)
assert calme.picture().difference(joue.picture()) < 0.0005, (
    "La deuxième partie garde quelque chose de la première : la péniche ou les bouteilles ne sont pas à leur place de "
    "départ. Une nouvelle Partie() remet tout à neuf d'un coup."
)
### BEGIN HIDDEN TESTS
longue = play("jeu.py", frames=520, fps=20, keys={**ENTREES, **BOUGE}, look=[])
assert longue.playing, longue.words
for image, attendu in ((440, "jeu"), (520, "fin")):
    assert longue.caption_at(image).lower().startswith(attendu), (
        f"La deuxième partie doit durer 10 secondes, comme la première. Après {(image - 270) / 20:.0f} secondes, "
        f"le titre est {longue.caption_at(image)!r}."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Un bouton dans le menu
#
# Fabrique un deuxième moule, `class Bouton`, au-dessus de la boucle. Voici son début :
#
# ```python
# class Bouton:
#     def __init__(self, texte, x, y):
#         self.texte = texte
#         self.cadre = pygame.Rect(x, y, 200, 60)
# ```
#
# Ajoute deux fonctions, décalées comme `__init__` :
#
# - `dessine(self)` : un rectangle (`pygame.draw.rect` prend `self.cadre`), puis le texte ;
# - `contient(self, point)` : donne, avec `return`, la réponse de `self.cadre.collidepoint(point)`.
#
# Puis `bouton = Bouton("Jouer", 220, 300)`, avant la boucle. Garde cette place : les tests cliquent là.
#
# Un clic est aussi un évènement : `pygame.MOUSEBUTTONDOWN`. Son point est `evenement.pos`. Dans le menu, un clic **dans**
# le bouton fait comme Entrée.

# %% test="bouton" points=1 says="Un clic sur le bouton fait commencer, ailleurs non"
from grader.play import play

partie = play("jeu.py", frames=40, fps=20, clicks={10: (320, 330)}, look=[])
assert partie.playing, partie.words
assert partie.caption.lower().startswith("jeu"), (
    f"On clique au milieu du bouton, au point (320, 330), et le titre est {partie.caption!r}. On attend « Jeu ». "
    "Dans la boucle des évènements, regarde MOUSEBUTTONDOWN, et demande bouton.contient(evenement.pos)."
)
### BEGIN HIDDEN TESTS
for point in ((224, 304), (415, 356)):
    partie = play("jeu.py", frames=30, fps=20, clicks={10: point}, look=[])
    assert partie.playing, partie.words
    assert partie.caption.lower().startswith("jeu"), (
        f"On clique dans un coin du bouton, au point {point}, et il ne se passe rien. "
        "Le bouton commence en (220, 300), et mesure 200 sur 60."
    )
dehors = {10: (60, 60), 14: (320, 290), 18: (320, 372), 22: (208, 330), 26: (432, 330)}
partie = play("jeu.py", frames=40, fps=20, clicks=dehors, look=[])
assert partie.playing, partie.words
assert partie.caption.lower().startswith("menu"), (
    f"On clique à côté du bouton, et le titre devient {partie.caption!r}. "
    "Seul un clic dans le bouton compte : demande bouton.contient(evenement.pos)."
)
partie = play("jeu.py", frames=270, fps=20, keys={10: "return"}, clicks={120: (320, 330)}, look=[])
assert partie.playing, partie.words
assert partie.caption.lower().startswith("fin"), (
    f"Pendant le jeu, on clique là où était le bouton, et la partie change : le titre est {partie.caption!r}. "
    "Le bouton ne compte que dans le menu."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Défi pour les rapides : pause
#
# Pendant le jeu, la touche **P** (`pygame.K_p`) arrête tout : la péniche et le temps. Un deuxième P, et ça repart.
# Une variable `pause`, vraie ou fausse, y arrive : `pause = not pause` la retourne.
#
# *Tu n'as pas le temps ? Pas grave : tu peux rendre ton travail sans le défi.*

# %% test="defi-pause" points=1 says="Défi : la touche P arrête le temps, et le relance"
from grader.play import play

TOUCHES = {10: "return", 50: "p", (60, 90): "right", 150: "p"}
partie = play("jeu.py", frames=360, fps=20, keys=TOUCHES, look=[56, 110])
assert partie.playing, partie.words
assert partie.picture(56).difference(partie.picture(110)) < 0.004, (
    "On appuie sur P, puis sur la flèche droite, et le jeu bouge encore. "
    "Pendant la pause, n'appelle pas partie.avance(dt)."
)
assert not partie.caption_at(280).lower().startswith("fin"), (
    "Pendant la pause, le temps de la partie continue. N'appelle pas partie.avance(dt) tant que pause est vrai."
)
assert partie.caption.lower().startswith("fin"), (
    f"On appuie une deuxième fois sur P, et 10 secondes plus tard le titre est {partie.caption!r}. "
    "Le deuxième P doit relancer la partie : pause = not pause."
)

# %% [markdown]
# ## Bravo !
#
# Ton jeu a un début, une fin, et recommence à neuf. C'est l'ossature de tous les jeux que tu connais. Fais-le essayer
# à une amie sans rien lui expliquer : ton menu lui suffit-il ? Puis appuie sur **Rendre**.
#
# Envie d'aller plus loin ? Un meilleur score, gardé d'une partie à l'autre. Dans quelle variable, puisque chaque
# partie est neuve ?
