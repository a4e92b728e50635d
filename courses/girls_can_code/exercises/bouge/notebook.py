# %% [markdown]
# # Bouge !
#
# Ce matin, un renard s'est perdu dans un parc de Roubaix. *(L'histoire est inventée.)* Inès voudrait le ramener chez
# lui. Mais il reste assis au bord de l'eau. C'est toi qui vas le faire courir !
#
# Appuie sur **Jouer** : tu vois le parc et le renard. Appuie sur les flèches : il ne se passe rien. Pas encore.
#
# Tu peux te tromper et recommencer autant de fois que tu veux. Rien ne se casse.

# %% [markdown]
# ## 1. La place du héros
#
# Lis `jeu.py`. Deux variables disent où est le héros : `x` et `y`. La ligne `ecran.blit(heros, (x, y))` colle son image
# à cet endroit. Le point `(x, y)` est le **coin en haut à gauche** de l'image.
# Au-dessus, `convert` prépare les images : elles s'affichent plus vite.
#
# **Devine d'abord**, essaie ensuite : où va le renard si tu écris `x = 0` en haut ? Et `x = 600` ? Remets 288 après.

# %% [markdown]
# ## 2. Écouter les touches : un exemple
#
# Recopie ces trois lignes à la place de « Fais bouger le héros ici ». Garde le décalage vers la droite.
#
# ```python
#     touches = pygame.key.get_pressed()
#     if touches[pygame.K_SPACE]:
#         x = 100
# ```
#
# Appuie sur **Jouer**, clique dans le jeu, puis appuie sur **Espace** : le renard saute à gauche.
#
# - `touches` sait quelles touches sont **tenues** en ce moment ;
# - `touches[pygame.K_SPACE]` est vrai tant qu'on tient Espace ;
# - les flèches s'appellent `K_RIGHT` (droite), `K_LEFT` (gauche), `K_UP` (haut) et `K_DOWN` (bas).
#
# Quand tu as compris, efface les deux dernières lignes. Garde la première.

# %% [markdown]
# ## 3. La même vitesse partout, grâce à dt
#
# L'ordinateur d'Inès fait 60 images par seconde. Celui de sa cousine est vieux : il en fait 20. Imagine un renard qui
# avance de 3 points **par image**. Chez la cousine, il court trois fois moins vite. Ce n'est pas juste !
#
# Alors on compte en **secondes**. Dans `jeu.py`, `dt` est le temps passé depuis l'image d'avant. Une vitesse de 200
# veut dire : 200 points **par seconde**. À chaque tour, le renard fait un petit pas :
#
# > le pas = la vitesse × dt
#
# **Devine** : avec une vitesse de 200, et `dt = 0.5` (une demi-seconde), de combien de points avance-t-il ?

# %% [markdown]
# ## 4. À toi
#
# Choisis ta vitesse et range-la dans une variable, avant la boucle : par exemple `VITESSE = 200`. Puis, dans la boucle :
#
# 1. **Les quatre flèches** font bouger le héros. Rappel : quand `y` grandit, on descend.
# 2. **Deux flèches ensemble** : droite et bas, il va en biais. Droite et gauche, il ne bouge pas.
# 3. **Les bords** : le héros reste **tout entier** dans l'écran, des quatre côtés. `largeur` et `hauteur` sont les mesures
#    de son image.
#
# Appuie sur **Jouer** après chaque flèche. Le héros commence vers le milieu, et l'écran garde sa taille (640, 480).
#
# Le renard et le parc peuvent devenir **les tiens** : ajoute ton image avec **Fichiers**, et change son nom dans
# `pygame.image.load`. Choisis un héros de moins de 100 points de large et de haut.

# %% test="droite-gauche" points=2 says="Les flèches droite et gauche font avancer ton héros"
from girls_can_code.trace import changed, moved, resting
from grader.play import play

calme = play("jeu.py", frames=220, look=[20, 50, 200, 220])
assert calme.playing, calme.words
assert calme.size == (640, 480), (
    f"Ton écran mesure {calme.size}. Garde la taille de départ, (640, 480) : les bords en dépendent."
)
droite = play("jeu.py", frames=50, keys={(5, None): "right"}, look=[20, 50])
assert droite.playing, droite.words
gauche = play("jeu.py", frames=50, keys={(5, None): "left"}, look=[20, 50])
assert gauche.playing, gauche.words
images = {"droite": droite.picture(), "gauche": gauche.picture()}
for nom, image in images.items():
    assert changed(calme.picture(50), image), (
        f"On tient la flèche {nom}, et rien ne bouge. Dans la boucle, demande avec if si cette flèche est tenue, "
        "et change x. Range la réponse de pygame.key.get_pressed() dans touches, à chaque tour."
    )
assert droite.picture(20).difference(droite.picture(50)) or gauche.picture(20).difference(gauche.picture(50)), (
    "On tient la flèche, mais le héros ne fait qu'un seul pas. "
    "Demande à chaque tour quelles touches sont tenues, avec pygame.key.get_pressed()."
)
repos = resting(calme.picture(50), images["droite"], images["gauche"])
assert repos and changed(images["droite"], images["gauche"]), (
    "La flèche droite et la flèche gauche font la même chose. Vers la droite, x grandit. Vers la gauche, x diminue."
)
for nom, autre in (("droite", "gauche"), ("gauche", "droite")):
    bouge, touche = moved(calme.picture(50), images[nom], images[autre]), changed(calme.picture(50), images[nom])
    assert bouge, f"Avec la flèche {nom}, on ne voit plus ton héros. Sa vitesse est-elle trop grande ? Essaie 200."
    pas = touche.right - repos.right if nom == "droite" else repos.left - touche.left
    autre_pas = repos.left - touche.left if nom == "droite" else touche.right - repos.right
    assert pas > autre_pas, (
        f"La flèche {nom} envoie ton héros de l'autre côté. Vers la droite, x grandit. Vers la gauche, x diminue."
    )
    assert pas >= 20, (
        f"En une demi-seconde avec la flèche {nom}, ton héros avance de {pas} points : on le voit à peine. "
        "Essaie une vitesse de 200. Est-elle bien multipliée par dt, une seule fois ?"
    )
    assert bouge.width <= repos.width + 20, (
        "Ton héros laisse une trace derrière lui. Recolle le parc à chaque tour, avant le héros."
    )
    assert abs(bouge.centery - repos.centery) <= 20, (
        f"Avec la flèche {nom}, ton héros change aussi de hauteur. Cette flèche change x, et laisse y tranquille."
    )
### BEGIN HIDDEN TESTS
lache = play("jeu.py", frames=220, keys={(5, 30): "left"}, look=[200, 220])
assert lache.playing, lache.words
assert changed(calme.picture(200), lache.picture(200)) == changed(calme.picture(), lache.picture()), (
    "On lâche la flèche, et trois secondes plus tard ton héros avance encore. "
    "Il bouge seulement quand une flèche est tenue."
)
### END HIDDEN TESTS

# %% test="haut-bas" points=1 says="Les flèches haut et bas aussi"
from girls_can_code.trace import changed, moved, resting
from grader.play import play

calme = play("jeu.py", frames=50, look=[50])
assert calme.playing, calme.words
haut = play("jeu.py", frames=50, keys={(5, None): "up"}, look=[50])
assert haut.playing, haut.words
bas = play("jeu.py", frames=50, keys={(5, None): "down"}, look=[50])
assert bas.playing, bas.words
images = {"haut": haut.picture(), "bas": bas.picture()}
for nom, image in images.items():
    assert changed(calme.picture(), image), (
        f"On tient la flèche {nom}, et rien ne bouge. Fais comme pour la droite et la gauche, avec y."
    )
repos = resting(calme.picture(), images["haut"], images["bas"])
assert repos and changed(images["haut"], images["bas"]), (
    "La flèche haut et la flèche bas font la même chose. Pour descendre, y grandit. Pour monter, y diminue."
)
for nom, autre in (("haut", "bas"), ("bas", "haut")):
    bouge, touche = moved(calme.picture(), images[nom], images[autre]), changed(calme.picture(), images[nom])
    assert bouge, f"Avec la flèche {nom}, on ne voit plus ton héros. Sa vitesse est-elle trop grande ? Essaie 200."
    pas = repos.top - touche.top if nom == "haut" else touche.bottom - repos.bottom
    autre_pas = touche.bottom - repos.bottom if nom == "haut" else repos.top - touche.top
    assert pas > autre_pas, (
        f"La flèche {nom} envoie ton héros de l'autre côté. y compte depuis le haut : pour descendre, y grandit."
    )
    assert pas >= 20, (
        f"En une demi-seconde avec la flèche {nom}, ton héros avance de {pas} points : on le voit à peine. "
        "Essaie une vitesse de 200. Est-elle bien multipliée par dt, une seule fois ?"
    )
    assert abs(bouge.centerx - repos.centerx) <= 20, (
        f"Avec la flèche {nom}, ton héros va aussi sur le côté. Cette flèche change y, et laisse x tranquille."
    )

# %% test="vitesse" points=1 says="Ton héros court à la même vitesse sur un ordinateur lent"
from girls_can_code.trace import changed
from grader.play import play


def chemins(images_par_seconde, *trajets):
    """Around each way that it goes in three quarters of a second, at so many pictures a second."""
    fin = images_par_seconde * 3 // 4 + 4
    calme = play("jeu.py", frames=fin, look=[fin], fps=images_par_seconde)
    assert calme.playing, calme.words
    zones = []
    for touches in trajets:
        partie = play("jeu.py", frames=fin, keys={(4, None): touches}, look=[fin], fps=images_par_seconde)
        assert partie.playing, partie.words
        zones.append(changed(calme.picture(), partie.picture()))
        assert zones[-1], "On tient des flèches, et rien ne bouge. Commence par les flèches, dt vient après."
    return zones


TRAJETS = (["right", "down"], ["left", "up"])
rapides, lents = chemins(60, *TRAJETS), chemins(20, *TRAJETS)
rapide, lent = rapides[0].width, lents[0].width
assert abs(rapide - lent) <= 10 + rapide // 8, (
    f"En trois quarts de seconde, ton héros et son chemin font {rapide} points sur un ordinateur rapide, et {lent} "
    "sur un ordinateur lent. À chaque pas, multiplie la vitesse par dt."
)
### BEGIN HIDDEN TESTS
for vite, doucement in zip(rapides, lents):
    for rapide, lent in ((vite.width, doucement.width), (vite.height, doucement.height)):
        assert abs(rapide - lent) <= 10 + rapide // 8, (
            f"Une des flèches oublie dt : {rapide} points sur un ordinateur rapide, {lent} sur un lent. "
            "Relis tes quatre flèches : chaque pas est la vitesse multipliée par dt."
        )
### END HIDDEN TESTS

# %% test="ensemble" points=1 says="Deux flèches ensemble : en biais, ou sur place"
from girls_can_code.trace import changed, resting
from grader.play import play

calme = play("jeu.py", frames=50, look=[50])
assert calme.playing, calme.words
biais = play("jeu.py", frames=50, keys={(5, None): ["right", "down"]}, look=[50])
assert biais.playing, biais.words
retour = play("jeu.py", frames=50, keys={(5, None): ["left", "up"]}, look=[50])
assert retour.playing, retour.words
assert changed(calme.picture(), biais.picture()), "On tient droite et bas ensemble, et rien ne bouge."
repos = resting(calme.picture(), biais.picture(), retour.picture())
assert repos, "Droite et bas ensemble font comme gauche et haut ensemble. Relis tes quatre flèches."
zone = changed(calme.picture(), biais.picture())
assert max(zone.right - repos.right, zone.bottom - repos.bottom) >= 15, (
    "Avec droite et bas ensemble, ton héros bouge à peine. Essaie une vitesse de 200, multipliée par dt une seule fois."
)
assert zone.right >= repos.right + 15 and zone.bottom >= repos.bottom + 15, (
    f"Avec droite et bas ensemble, ton héros avance de {zone.right - repos.right} vers la droite "
    f"et de {zone.bottom - repos.bottom} vers le bas. Il doit faire les deux. "
    "Après un elif, Python ne regarde pas les autres questions : écris un if pour chaque flèche."
)
pas_normal = zone.right - repos.right
### BEGIN HIDDEN TESTS
zone = changed(calme.picture(), retour.picture())
assert zone.left <= repos.left - 15 and zone.top <= repos.top - 15, (
    "Avec gauche et haut ensemble, ton héros ne va pas en biais. Écris un if pour chaque flèche, sans elif ni else."
)
# Where she counts in whole pixels, the two steps may differ by one.
marge = max(8, pas_normal * 2 // 5)
for deux in (["left", "right"], ["down", "up"]):
    face = play("jeu.py", frames=50, keys={(5, None): deux}, look=[50])
    assert face.playing, face.words
    zone = changed(calme.picture(), face.picture())
    assert zone is None or repos.inflate(2 * marge, 2 * marge).contains(zone), (
        "On tient deux flèches opposées, et ton héros part quand même d'un côté. Les deux pas doivent s'annuler : "
        "écris un if pour chaque flèche, sans elif ni else."
    )
### END HIDDEN TESTS

# %% test="bords" points=2 says="Ton héros reste tout entier dans l'écran, des quatre côtés"
from girls_can_code.trace import moved, resting
from grader.play import play

COTES = (("right", "à droite"), ("down", "en bas"), ("left", "à gauche"), ("up", "en haut"))
calme = play("jeu.py", frames=184, fps=20, look=[94, 184])
assert calme.playing, calme.words
# Seven seconds against each edge, one after the other, towards two opposite corners.
un = play("jeu.py", frames=184, fps=20, keys={(3, 95): "right", (95, None): "down"}, look=[94, 184])
assert un.playing, un.words
deux = play("jeu.py", frames=184, fps=20, keys={(3, 95): "left", (95, None): "up"}, look=[94, 184])
assert deux.playing, deux.words
repos = resting(calme.picture(), un.picture(), deux.picture())
assert repos, "On tient les flèches, et rien ne bouge. Commence par les flèches, les bords viennent après."
for numero, (partie, autre, (_, cote)) in enumerate(
    ((un, deux, COTES[0]), (un, deux, COTES[1]), (deux, un, COTES[2]), (deux, un, COTES[3]))
):
    quand = 94 if numero % 2 == 0 else 184
    bouge = moved(calme.picture(quand), partie.picture(quand), autre.picture(quand))
    assert bouge, (
        f"On tient la flèche longtemps, et ton héros disparaît {cote}. "
        "Après avoir changé x et y, regarde avec if s'il dépasse le bord, et remets-le au bord."
    )
    assert bouge.width >= repos.width * 0.85 and bouge.height >= repos.height * 0.85, (
        f"Ton héros fait {repos.width} points sur {repos.height}. Contre le bord, {cote}, on n'en voit que "
        f"{bouge.width} sur {bouge.height} : il dépasse. "
        "x et y sont le coin en haut à gauche de son image : pense à sa largeur et à sa hauteur."
    )
    reste = {
        "à droite": 640 - bouge.right, "en bas": 480 - bouge.bottom, "à gauche": bouge.left, "en haut": bouge.top
    }[cote]
    assert reste <= 60, (
        f"On tient la flèche 4 secondes, et ton héros s'arrête à {reste} points du bord, {cote}. "
        "S'il va lentement, essaie une vitesse de 200. Sinon, relis le nombre de ce bord."
    )

# %% [markdown]
# ## 5. Défi pour les rapides : la glissade
#
# Il a plu : l'herbe glisse ! Ton héros prend de **l'élan**. Quand on lâche la flèche, il **glisse** encore un peu,
# puis il s'arrête.
#
# Une idée : la vitesse devient une variable qui change, `vitesse_x`, avec 0 au départ.
#
# - La flèche droite ne change plus `x` : elle **ajoute** un peu à `vitesse_x` (par exemple `900 * dt`).
# - À chaque tour, l'herbe freine : `vitesse_x = vitesse_x - vitesse_x * 3 * dt`.
# - À la fin, `x` avance de `vitesse_x * dt`, que la flèche soit tenue ou non.
#
# Fais pareil pour `y`. *Tu n'as pas le temps ? Pas grave : tu peux rendre ton travail sans le défi.*

# %% test="defi-glisse" points=1 says="Défi : ton héros prend de l'élan, puis il glisse"
from girls_can_code.trace import changed
from grader.play import play

NUMEROS = (9, 13, 17, 24, 31, 260, 280)
calme = play("jeu.py", frames=280, look=NUMEROS)
assert calme.playing, calme.words


def chemins(*touches):
    """Around the way that it has gone at each of these pictures, while two arrows are held, and after."""
    partie = play("jeu.py", frames=280, keys={(5, 17): touches}, look=NUMEROS)
    assert partie.playing, partie.words
    zones = [changed(calme.picture(numero), partie.picture(numero)) for numero in NUMEROS]
    assert all(zones), "On tient une flèche, et rien ne bouge."
    return [zone.width for zone in zones], [zone.height for zone in zones]


en_large, en_haut = chemins("right", "down")
debut, milieu, lache, apres, ensuite, tard, fin = en_large
assert apres >= lache + 4, (
    f"Quand on lâche la flèche, ton héros avance encore de {apres - lache} points : il s'arrête net. "
    "Garde sa vitesse dans une variable, vitesse_x. À chaque tour, x avance de vitesse_x * dt."
)
assert fin <= tard + 2, (
    f"Quatre secondes après, ton héros glisse encore : {fin - tard} points de plus. Freine-le à chaque tour."
)
assert ensuite - apres < apres - lache, (
    f"En glissant, ton héros avance de {apres - lache} points, puis de {ensuite - apres} : il ne ralentit pas. "
    "À chaque tour, enlève un peu de vitesse_x à vitesse_x."
)
assert lache - milieu > (milieu - debut) * 1.15, (
    f"En partant, ton héros avance de {milieu - debut} points, puis de {lache - milieu} : "
    "il part tout de suite à pleine vitesse. La flèche ajoute un peu à vitesse_x, à chaque tour."
)
### BEGIN HIDDEN TESTS
for debut, milieu, lache, apres, ensuite, tard, fin in (en_haut, *chemins("left", "up")):
    assert apres >= lache + 4 and ensuite - apres < apres - lache and fin <= tard + 2, (
        "Ton héros glisse bien à droite, mais pas dans les autres sens. Fais pareil pour les quatre flèches."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Bravo !
#
# Ton héros court, ne sort pas de l'écran, et respecte tout le monde : les vieux ordinateurs aussi. Avant de rendre,
# joue une dernière fois, puis appuie sur **Rendre**.
#
# Envie d'aller plus loin ? Retourne l'image quand il va à gauche, avec `pygame.transform.flip(heros, True, False)`.
# Ou dessine son terrier, et amène-le jusque-là.
