# %% [markdown]
# # Attrape-étoiles
#
# Cette nuit, les étoiles tombent sur les toits de Roubaix ! *(L'histoire est inventée.)* Fatou a sorti son plus grand
# panier. Elle veut en attraper le plus possible avant le matin.
#
# Appuie sur **Jouer** : le panier bouge déjà avec les flèches. Mais le ciel est vide, et le score reste à 0.
#
# Tu peux te tromper et recommencer autant de fois que tu veux. Rien ne se casse.

# %% [markdown]
# ## 1. Des rectangles dans une liste
#
# Lis le haut de `jeu.py`. Le panier est un **rectangle** : `pygame.FRect(x, y, largeur, hauteur)`. Un rectangle sait
# beaucoup de choses :
#
# | On écrit | C'est |
# |---|---|
# | `panier.x`, `panier.y` | le coin en haut à gauche |
# | `panier.left`, `panier.right` | son bord gauche, son bord droit |
# | `etoile.colliderect(panier)` | vrai si les deux rectangles se touchent |
#
# `etoiles` est une **liste** : plusieurs rectangles, rangés entre `[` et `]`. Où sont les étoiles ? Leur `y` est plus
# petit que 0 : elles attendent **au-dessus** de l'écran.

# %% [markdown]
# ## 2. Un exemple : la boucle des cœurs
#
# Cherche ces deux lignes dans `jeu.py`. Elles dessinent un cœur pour chaque vie :
#
# ```python
#     for numero in range(vies):
#         ecran.blit(image_coeur, (600 - 30 * numero, 14))
# ```
#
# **Devine d'abord**, essaie ensuite : que vois-tu si tu écris `vies = 7` en haut ? Remets 3 après.
#
# Avec une liste, on fait pareil : `for etoile in etoiles:` prend chaque étoile, l'une après l'autre.

# %% [markdown]
# ## 3. À toi
#
# Écris à la place de la ligne « Fais tomber les étoiles ici ». Appuie sur **Jouer** après chaque morceau.
#
# **a. Tomber.** Pour chaque étoile de la liste, `etoile.y` grandit un peu. Le pas est `VITESSE_ETOILES * dt`.
#
# **b. Attraper.** Si l'étoile touche le panier :
#
# - le score gagne **1 point**, une seule fois ;
# - on entend le bruit : `bruit.play()` ;
# - l'étoile repart au-dessus de l'écran, à un endroit **au hasard** : `random.randint(0, 590)`.
#
# **c. Rater.** Si l'étoile passe sous l'écran (plus bas que 480), tu perds **1 vie**. L'étoile repart en haut, au hasard.
#
# **d. Fini !** Quand il n'y a plus de vie, les étoiles ne tombent plus, et le score ne change plus.
#
# Le ciel, le panier, les bruits et les vitesses peuvent devenir **les tiens**. Garde deux choses, pour les tests :
#
# - le **jaune des étoiles**, `(255, 216, 61)`, pour les étoiles seulement ;
# - le **titre de la fenêtre**, avec « Score » et « Vies ».

# %% test="tomber" points=1 says="Les étoiles tombent jusqu'au panier"
from girls_can_code.robot import basket, first, number
from grader.play import play

debut = play("jeu.py", frames=2, look=[2])
assert debut.playing, debut.words
assert number(debut, "Score") == 0 and number(debut, "Vies") > 0, (
    f"Au départ, le titre est {debut.caption!r}. Le score commence à 0, et il y a au moins une vie."
)
panier = basket(play, seed=1)
etoile, _ = first(play, 1, panier)
assert etoile.speed >= 1, (
    f"Les étoiles descendent de {etoile.speed:.1f} point par image : c'est très lent. "
    "Essaie VITESSE_ETOILES = 180, et multiplie-la par dt une seule fois."
)
### BEGIN HIDDEN TESTS
assert {first(play, 8, panier)[0].x, first(play, 4, panier)[0].x} != {etoile.x}, (
    f"D'une partie à l'autre, la première étoile tombe toujours à x = {etoile.x:.0f}. "
    "Demande sa place au hasard, avec random.randint(0, 590)."
)
### END HIDDEN TESTS

# %% test="attraper" points=2 says="Une étoile attrapée donne un point, et un seul"
from girls_can_code.robot import basket, first, number
from grader.play import play


def attrape(seed):
    """The robot goes below the first star; the game is stopped before the next one comes, where that may be."""
    panier = basket(play, seed)
    etoile, suivante = first(play, seed, panier)
    assert panier.reaches(etoile, panier.x, 2), (
        "Le robot n'arrive pas à temps sous l'étoile. Fais ton panier plus rapide, ou tes étoiles plus lentes."
    )
    touches = panier.keys(panier.x, panier.under(etoile), 2)
    fin = max(etoile.caught, min(etoile.caught + 20, suivante - 3))
    partie = play("jeu.py", frames=fin, keys=touches, look=[fin], seed=seed)
    assert partie.playing, partie.words
    points = number(partie, "Score")
    assert points != 0, (
        "Le robot met le panier sous une étoile, et le score reste à 0. "
        "Dans ta boucle for, demande avec if si etoile.colliderect(panier) est vrai. Puis ajoute 1 à score."
    )
    assert points > 0, f"Le robot attrape une étoile, et le score devient {points}. Une étoile ajoute 1 point."
    assert points <= 1 or suivante <= fin and points == 2, (
        f"Le robot attrape une seule étoile, et le score est {points}. L'étoile touche encore le panier à l'image "
        "d'après : fais-la repartir en haut tout de suite."
    )
    reste = [boite for boite in partie.picture().boxes((255, 216, 61)) if abs(boite.x - etoile.x) < 12]
    assert not [boite for boite in reste if boite.bottom > panier.top + 10], (
        "Le point est compté, mais l'étoile traverse le panier. Fais-la repartir au-dessus de l'écran."
    )
    assert number(partie, "Vies") == vies, (
        f"Le robot attrape une étoile, et le titre dit {partie.caption!r} : une vie est partie. "
        "On perd une vie seulement si l'étoile passe sous l'écran."
    )


debut = play("jeu.py", frames=2, look=[])
assert debut.playing, debut.words
vies = number(debut, "Vies")
for seed in (1,):
    attrape(seed)
### BEGIN HIDDEN TESTS
for seed in (8,):
    attrape(seed)
### END HIDDEN TESTS

# %% test="bruit" points=1 says="On entend un bruit à chaque étoile attrapée"
from girls_can_code.robot import basket, first
from grader.play import play

panier = basket(play, seed=1)
etoile, suivante = first(play, 1, panier)
assert panier.reaches(etoile, panier.x, 2), "Le robot n'arrive pas à temps sous l'étoile. Fais ton panier plus rapide."
touches = panier.keys(panier.x, panier.under(etoile), 2)
partie = play("jeu.py", frames=max(etoile.caught, suivante - 3), keys=touches, look=[], seed=1)
assert partie.playing, partie.words
avant = [son for son in partie.sounds if son.frame < etoile.picture - 3]
assert not avant, (
    f"On entend {avant[0].name} à l'image {avant[0].frame}, avant d'attraper une étoile. "
    "Mets bruit.play() dans le if où l'on attrape."
)
assert partie.sounds, "Le robot attrape une étoile, et on n'entend rien. Ajoute bruit.play() quand tu comptes le point."
assert len(partie.sounds) <= 2, (
    f"Le robot attrape une étoile, et le bruit recommence {len(partie.sounds)} fois. "
    "Il ne joue qu'une fois par étoile : mets-le dans le if où l'on attrape."
)

# %% test="rater" points=2 says="Une étoile ratée coûte une vie, et repart ailleurs"
from girls_can_code.robot import YELLOW, basket, first, number
from grader.play import play


def rate(seed):
    """The robot flees from the first star; what it lost."""
    panier = basket(play, seed)
    etoile, suivante = first(play, seed, panier)
    fuite = {(2, None): "left" if etoile.x > 320 else "right"}
    partie = play("jeu.py", frames=etoile.gone, keys=fuite, look=[etoile.gone], seed=seed)
    assert partie.playing, partie.words
    avant, apres = number(partie, "Vies", etoile.picture), number(partie, "Vies")
    perdues = avant - apres
    assert perdues != 0, (
        "Le robot laisse passer une étoile, et aucune vie ne part. Quand etoile.y dépasse 480, enlève 1 à vies."
    )
    assert perdues == 1, (
        f"Le robot laisse passer une seule étoile. Le nombre de vies passe de {avant} à {apres}. "
        "Enlève une seule vie, puis fais repartir l'étoile en haut tout de suite."
    )
    assert number(partie, "Score") == 0 or suivante <= etoile.gone, (
        f"Le robot n'a rien attrapé, et le titre dit {partie.caption!r}. Un point, c'est seulement dans le panier."
    )


for seed in (8,):
    rate(seed)
### BEGIN HIDDEN TESTS
numeros = range(10, 900, 35)
places = set()
longue = play("jeu.py", frames=numeros[-1], look=numeros, seed=4)
assert longue.playing, longue.words
for numero in numeros:
    boites = longue.picture(numero).boxes(YELLOW)
    places |= {round(boite.x / 6) for boite in boites if boite.top > 0 and boite.width > 20}
assert len(places) > 3, (
    "Les étoiles retombent toujours aux mêmes endroits. Quand une étoile repart, change aussi etoile.x, "
    "avec random.randint(0, 590)."
)
### END HIDDEN TESTS

# %% test="fini" points=1 says="Sans vie, le jeu est fini : plus rien ne tombe"
from girls_can_code.robot import YELLOW, number
from grader.play import play


def etoiles(image):
    return [(boite.left, boite.top) for boite in image.boxes(YELLOW)]


coince = {(2, 1200): "left", (1200, None): "right"}
partie = play("jeu.py", frames=1400, keys=coince, look=[1180, 1200], seed=2)
assert partie.playing, partie.words
vies = number(partie, "Vies", 1200)
assert vies >= 0, f"Le nombre de vies descend jusqu'à {vies}. À 0, c'est fini : les étoiles ne tombent plus."
assert vies == 0, (
    f"Le panier reste coincé à gauche pendant 20 secondes, et il reste {vies} vie(s). "
    "Les étoiles ratées repartent-elles en haut ?"
)
assert etoiles(partie.picture(1180)) == etoiles(partie.picture(1200)), (
    "Il n'y a plus de vie, et les étoiles tombent encore. Avec if, fais tomber les étoiles seulement si vies > 0."
)
### BEGIN HIDDEN TESTS
fini = partie.caption_at(1200)
assert partie.caption == fini, (
    f"La partie est finie, et le titre change encore : {fini!r}, puis {partie.caption!r}. "
    "Sans vie, le score ne bouge plus."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Défi pour les rapides : de plus en plus vite
#
# Toutes les **3 étoiles attrapées**, la nuit s'accélère : `VITESSE_ETOILES` grandit. À 3 points, à 6 points, à 9 points…
#
# Indice : `score % 3` est le **reste** de la division par 3. Il vaut 0 pour 3, 6, 9… Pose la question au bon moment :
# juste quand tu comptes un point.
#
# *Tu n'as pas le temps ? Pas grave : tu peux rendre ton travail sans le défi.*

# %% test="defi-niveaux" points=1 says="Défi : toutes les 3 étoiles, elles tombent plus vite"
from girls_can_code.robot import catch, falling
from grader.play import play

seed = 8
robot = catch(play, seed, 3)
prises = robot.stars
assert len(prises) == 3, (
    f"Le robot n'a attrapé que {len(prises)} étoile(s) avant la fin. Ton panier est-il assez rapide ?"
)
fin = prises[-1].caught
numeros = range(fin + 4, fin + 260, 20)
partie = play("jeu.py", frames=numeros[-1], keys=robot.keys, look=numeros, seed=seed)
assert partie.playing, partie.words
suite = falling(partie, numeros, robot.place.top)
assert suite, "Après 3 étoiles attrapées, il n'en tombe plus. Il doit en rester assez à rater."
avant, apres = prises[0].speed, suite[-1].speed
assert max(prises[1].speed, prises[2].speed) < avant * 1.15, (
    "Les étoiles accélèrent trop tôt. Attends qu'il y en ait 3 : quand score % 3 vaut 0."
)
assert apres > avant * 1.1, (
    f"Avant, les étoiles descendent de {avant:.1f} points par image. Après 3 étoiles attrapées, de {apres:.1f}. "
    "Quand score % 3 vaut 0, fais grandir VITESSE_ETOILES."
)

# %% [markdown]
# ## Bravo !
#
# Tu as fait un vrai jeu d'adresse : des objets qui tombent, un score, des vies. Fais jouer ta voisine, note son record,
# puis appuie sur **Rendre**.
#
# Envie d'aller plus loin ? Une étoile rare qui vaut 5 points. Ou un bruit triste quand on rate : `rate.wav` est là.
