# %% [markdown]
# # Premier écran
#
# Un jeu vidéo, c'est un dessin qu'on recommence **60 fois par seconde**. Chaque dessin s'appelle une **image**.
# Aujourd'hui, tu peins ton premier décor : un ciel, un sol, un soleil.
#
# À gauche, il y a ton programme : `jeu.py`. Appuie sur **Jouer** : une fenêtre noire s'ouvre à droite. Elle est noire
# parce que personne n'a encore rien dessiné. C'est ton travail !
#
# Tu peux te tromper et recommencer autant de fois que tu veux. Rien ne se casse.

# %% [markdown]
# ## 1. La boucle du jeu
#
# Lis `jeu.py` de haut en bas. Cherche la ligne `while True:`. Tout ce qui est décalé en dessous recommence sans fin.
# À chaque tour :
#
# 1. `for evenement in pygame.event.get():` regarde si on a cliqué sur la croix. Si oui, le jeu s'arrête ;
# 2. on **dessine** ;
# 3. `pygame.display.flip()` **montre** ce qu'on a dessiné ;
# 4. `horloge.tick(60)` attend un petit peu, pour faire 60 images par seconde.
#
# Garde ces lignes. Sans `flip`, on dessine dans le noir : personne ne voit rien.

# %% [markdown]
# ## 2. Où est un point ?
#
# L'écran est une grille de 640 points de large et 480 points de haut. Un point s'écrit `(x, y)` :
#
# - `x` compte **depuis la gauche** : 0 à gauche, 640 à droite ;
# - `y` compte **depuis le haut** : 0 en haut, 480 en bas. Plus `y` est grand, plus on **descend**.
#
# **Devine** : où est le point `(0, 0)` ? et `(640, 0)` ? et `(320, 240)` ?
#
# ## 3. Les couleurs
#
# Une couleur, ce sont trois nombres de 0 à 255 : du rouge, du vert, du bleu. `(255, 0, 0)` est rouge,
# `(255, 255, 0)` est jaune (rouge + vert), `(255, 255, 255)` est blanc. Une idée : range chaque couleur dans une
# variable, comme `CIEL` en haut de `jeu.py`. Change ses nombres : c'est **ton** ciel.
#
# **Exemple.** Ces trois lignes peignent l'écran en violet, puis une porte, puis sa poignée :
#
# ```python
# ecran.fill((90, 40, 120))
# pygame.draw.rect(ecran, (200, 140, 60), (250, 200, 100, 180))
# pygame.draw.circle(ecran, (30, 30, 30), (330, 300), 8)
# ```
#
# - `fill(couleur)` remplit **tout** l'écran ;
# - `rect(ecran, couleur, (x, y, largeur, hauteur))` : le point `(x, y)` est le **coin en haut à gauche** ;
# - `circle(ecran, couleur, (x, y), rayon)` : le point `(x, y)` est le **centre**.

# %% [markdown]
# ## 4. À toi
#
# Dessine dans la boucle, à la place de la ligne « Dessine ici » :
#
# | | Où | Couleur |
# |---|---|---|
# | **le ciel** | tout l'écran | la tienne, pas noire |
# | **le sol** | en bas, sur toute la largeur : il commence à `y = 400` et descend jusqu'en bas | la tienne |
# | **le soleil** (ou la lune) | un disque, centre `(540, 100)`, rayon 50 | la tienne |
#
# Appuie sur **Jouer** après chaque ligne. Le reste du décor est à toi : maison, arbre, montagne… Laisse seulement un
# peu de ciel dans le coin en haut à gauche et autour du soleil, et du sol dans les deux coins du bas.

# %% test="ciel" points=1 says="Ton jeu tourne, et montre un ciel de ta couleur"
from grader.play import play

partie = play("jeu.py", frames=60, look=[1, 60])
assert partie.playing, partie.words
image = partie.picture()
assert image.size == (640, 480), (
    f"Ton écran mesure {image.size}. Garde la taille de départ, (640, 480) : les points du décor en dépendent."
)
ciel = image.at(5, 5)
assert ciel != (0, 0, 0), (
    "Le ciel est encore noir. Peins-le dans la boucle, avec ecran.fill et ta couleur, avant pygame.display.flip()."
)
assert partie.picture(1).at(5, 5) == ciel, (
    f"Ton ciel change : il est {partie.picture(1).at(5, 5)} sur la première image, et {ciel} une seconde plus tard. "
    "Peins-le à chaque tour de boucle, toujours de la même couleur."
)
### BEGIN HIDDEN TESTS
partie = play("jeu.py", frames=200, seed=7, look=[200])
assert partie.playing, partie.words
assert partie.picture().at(5, 5) == ciel, "Ton ciel change après quelques secondes. Peins-le à chaque tour de boucle."
partie = play("jeu.py", frames=90, leave=30, look=[])
assert partie.state == "ended", (
    "Quand on clique sur la croix, ton jeu continue. Garde les lignes du début de la boucle, avec pygame.QUIT."
    if partie.playing
    else partie.words
)
### END HIDDEN TESTS

# %% test="sol" points=1 says="Le sol couvre le bas de l'écran, à partir de y = 400"
from grader.play import play

partie = play("jeu.py", frames=30, look=[30])
assert partie.playing, partie.words
image = partie.picture()
ciel, sol = image.at(5, 5), image.at(5, 475)
assert sol != ciel, (
    f"En bas à gauche, la couleur est {sol} : la même que le ciel. As-tu dessiné le sol, après le ciel ? "
    "Ce qui est peint en dernier passe par-dessus."
)
assert image.at(634, 475) == sol, (
    f"En bas à gauche, la couleur est {sol}, mais en bas à droite, {image.at(634, 475)}. "
    "Le sol fait toute la largeur de l'écran : 640."
)
### BEGIN HIDDEN TESTS
for x in (2, 637):
    assert image.at(x, 402) == sol, (
        f"Au point ({x}, 402), la couleur est {image.at(x, 402)}, et celle du sol est {sol}. "
        "Ton sol commence plus bas que y = 400. Rappel : y compte depuis le haut."
    )
    assert image.at(x, 478) == sol, (
        f"Au point ({x}, 478), la couleur est {image.at(x, 478)}, et celle du sol est {sol}. "
        "Le sol doit descendre jusqu'en bas : de 400 à 480, cela fait quelle hauteur ?"
    )
assert image.at(2, 397) == ciel, (
    f"Au point (2, 397), la couleur est {image.at(2, 397)}, et celle du ciel est {ciel}. "
    "Ton sol commence plus haut que y = 400."
)
### END HIDDEN TESTS

# %% test="soleil" points=2 says="Le soleil est un disque, au bon endroit"
from grader.play import play

partie = play("jeu.py", frames=30, look=[30])
assert partie.playing, partie.words
image = partie.picture()
ciel, soleil = image.at(5, 5), image.at(540, 100)
assert soleil != ciel, (
    f"Au point (540, 100), la couleur est {soleil} : c'est le ciel. Le soleil est-il dessiné après le ciel ? "
    "Et son centre : d'abord x depuis la gauche, puis y depuis le haut."
)
### BEGIN HIDDEN TESTS
for x, y in ((540 - 45, 100), (540 + 45, 100), (540, 100 - 45), (540, 100 + 45)):
    assert image.at(x, y) == soleil, (
        f"Au point ({x}, {y}), la couleur est {image.at(x, y)}, et celle du soleil est {soleil}. "
        "Ton soleil est trop petit, ou pas centré sur (540, 100). Son rayon est 50."
    )
for x, y in ((540 - 55, 100), (540 + 55, 100), (540, 100 - 55), (540 - 45, 100 - 45), (540 + 45, 100 + 45)):
    assert image.at(x, y) == ciel, (
        f"Au point ({x}, {y}), la couleur est {image.at(x, y)}, et celle du ciel est {ciel}. "
        "Ton soleil est trop grand, ou pas rond, ou pas centré sur (540, 100). Son rayon est 50."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Défi pour les rapides : le nuage qui passe
#
# Ajoute un nuage **tout blanc** `(255, 255, 255)`, loin du soleil : c'est la seule chose blanche de l'image. À chaque
# tour, il avance un peu. Quand il sort de l'écran, il revient de l'autre côté.
#
# Il te faut une variable, par exemple `x_nuage`. Donne-lui une valeur **avant** la boucle, et change-la **dans** la
# boucle : `x_nuage = x_nuage + 1`. Pour un nuage, `pygame.draw.ellipse` prend les mêmes nombres que `rect`.
#
# *Tu n'as pas le temps ? Pas grave : tu peux rendre ton travail sans le défi.*

# %% test="defi-nuage" points=1 says="Défi : le nuage blanc avance, et revient"
from grader.play import play

BLANC = (255, 255, 255)
partie = play("jeu.py", frames=760, look=range(1, 761, 20))
assert partie.playing, partie.words
debut, ensuite = partie.picture(1).box(BLANC), partie.picture(41).box(BLANC)
assert debut is not None, "Sur la première image, il n'y a rien de blanc (255, 255, 255). Où est ton nuage ?"
assert ensuite is not None, "Le nuage disparaît tout de suite. Fais-le avancer moins vite : 1 ou 2 points par tour."
assert ensuite.left != debut.left, (
    f"Le nuage commence à x = {debut.left}, et 40 images plus tard il est encore à x = {ensuite.left}. "
    "x_nuage change-t-il dans la boucle ? Et reçoit-il sa première valeur avant la boucle ?"
)
assert ensuite.width <= debut.width + 3, (
    f"Le nuage fait {debut.width} points de large, puis {ensuite.width} : il laisse une trace. "
    "Repeins le ciel au début de chaque tour."
)
### BEGIN HIDDEN TESTS
passages = [partie.picture(numero).box(BLANC) for numero in range(1, 761, 20)]
milieux = [nuage.x for nuage in passages if nuage is not None]
sens = 1 if ensuite.left > debut.left else -1
assert any((apres - avant) * sens < 0 for avant, apres in zip(milieux, milieux[1:])), (
    "Après 12 secondes, le nuage n'est pas revenu. Avec if, regarde s'il est sorti de l'écran, "
    "et remets-le de l'autre côté."
)
### END HIDDEN TESTS

# %% [markdown]
# ## Bravo !
#
# Tu as une boucle de jeu et un décor : tous les jeux commencent ainsi. Avant de rendre, appuie une dernière fois sur
# **Jouer**, puis sur **Rendre**.
#
# Envie d'aller plus loin ? Dessine un personnage avec des rectangles et des cercles. Il servira dans l'exercice suivant.
