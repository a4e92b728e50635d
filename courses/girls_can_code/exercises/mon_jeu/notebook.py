# %% [markdown]
# # Mon jeu vidéo
#
# Cette fois, c'est **ton** jeu. Tu choisis l'histoire, le héros, le but, le danger. Tu as environ quatre heures, en
# plusieurs fois. À la fin, une autre personne y joue. Et un robot vérifie tes règles.
#
# Tu peux te tromper et recommencer autant de fois que tu veux. Rien ne se casse.

# %% [markdown]
# ## 1. Une idée sur une feuille
#
# Avant de programmer, prends une feuille. Dessine l'écran. Réponds à quatre questions :
#
# 1. Qui est le héros ? Que fait-il quand on appuie sur les flèches ?
# 2. Comment est-ce qu'on **gagne** ?
# 3. Comment est-ce qu'on **perd** ?
# 4. Qu'est-ce qui est amusant ?
#
# Garde une idée **petite**. Un petit jeu fini vaut mieux qu'un grand jeu à moitié.

# %% [markdown]
# ## 2. Choisis ton départ
#
# `jeu.py` marche déjà : un chat va à gauche et à droite. Si tu veux, remplace tout son contenu par un **kit** :
#
# | Fichier | On y trouve |
# |---|---|
# | `kit_pommes.py` | un chat, une pomme à ramasser, un fantôme |
# | `kit_labyrinthe.py` | un plan de murs, une clé, une porte |
# | `kit_saut.py` | la pesanteur, un saut, un rocher |
#
# Ou reprends un de tes jeux d'avant. Rien n'est obligatoire : ni le chat, ni les collines. Les sons `bip.wav`,
# `gagne.wav` et `perdu.wav` sont là si tu en as besoin.
#
# Appuie sur **Jouer** après chaque petit changement. Quand quelque chose marche, garde-le, et passe à la suite.

# %% [markdown]
# ## 3. Le titre raconte ton jeu
#
# Donne un **nom** à ton jeu, dans le titre de la fenêtre. Pendant la partie, ajoute ce qui change. À la fin, dis si
# c'est gagné ou perdu. Par exemple :
#
# ```python
# pygame.display.set_caption(f"Le chat gourmand - Score : {score}")
# pygame.display.set_caption("Le chat gourmand - Gagné !")
# ```
#
# Ton jeu doit être **solide** : il ne s'arrête jamais tout seul, même si on appuie partout.

# %% [markdown]
# ## 4. Écris tes règles
#
# Ouvre `regles.txt`. Une règle a trois lignes. En voici une :
#
# ```
# Gagner : j'attrape les trois pommes
# Touches : droite 60, haut 20, rien 30, espace
# Titre : Gagné
# ```
#
# Le robot lance ton jeu. Il tient la flèche droite pendant **60 images** : une seconde. Puis la flèche haut pendant 20
# images. Il attend 30 images. Il appuie un petit coup sur Espace. Une demi-seconde plus tard, il lit le titre. S'il y
# trouve « Gagné », ta règle est vraie.
#
# | Tu écris | Le robot |
# |---|---|
# | `droite 60`, `gauche 30`, `haut 20`, `bas 15` | tient la flèche |
# | `espace`, `entrée`, `p`… | appuie un petit coup |
# | `droite+haut 40` | tient les deux ensemble |
# | `rien 90` | attend |
# | `clic 320 240` | clique au point (320, 240) |
#
# **Devine** : que fait le robot avec `espace, rien 60, gauche+bas 30` ?
#
# Il te faut **au moins trois règles** : une qui commence par `Gagner :`, une par `Perdre :`, une par `Règle :`.
#
# - Tu préfères `print` ? Écris `Console :` à la place de `Titre :`. Le robot lira la console.
# - Ton jeu utilise le hasard ? Le robot n'aura pas toujours la même chance. Ajoute la ligne `Hasard : 1` à ta règle. Et
#   pour jouer comme lui, mets `random.seed(1)` au début de `jeu.py` pendant tes essais.
#
# ## 5. Fais jouer quelqu'un
#
# Donne ton clavier à une autre personne. Ne dis rien, et regarde. Où hésite-t-elle ? Écris ce que tu as vu dans
# `carnet.txt`, puis améliore ton jeu. Il te faut aussi quelque chose **fait par toi** : une image, un son, ou un dessin
# avec `pygame.draw`.
#
# Relisez cette liste ensemble :
#
# - On comprend le but sans explication.
# - On sait sur quelles touches appuyer.
# - On peut recommencer sans fermer la fenêtre.
# - Les couleurs se distinguent bien, et rien ne clignote.
# - Les images viennent de moi, ou j'ai le droit de les utiliser. Il n'y a ni photo ni nom d'une vraie personne.

# %% test="solide" points=2 says="Ton jeu a un nom, et il tient bon quand on appuie partout"
import random

from grader.play import play

TOUCHES = ["right", "left", "up", "down", "space", "return", "a", "p", "e"]


def singe(seed):
    """Whoever presses anything, anywhere, for ten seconds: long, short, and again and again."""
    hasard = random.Random(seed)
    touches, clics, image = {}, {}, 5
    while image < 560:
        duree, fois = hasard.choice([(45, 1), (20, 1), (8, 2), (2, 6)])
        choix = hasard.sample(TOUCHES, hasard.choice([1, 1, 2]))
        for _ in range(fois):
            touches[(image, image + duree)] = choix
            image += duree + 1
        if hasard.random() < 0.3:
            clics[image] = (hasard.randrange(640), hasard.randrange(480))
    return play("jeu.py", frames=600, keys=touches, clicks=clics, look=[60, 600], seed=seed)


debut = play("jeu.py", frames=60, look=[60])
assert debut.playing, debut.words
assert debut.caption.strip() and debut.caption not in ("Mon jeu vidéo", "pygame window"), (
    f"Le titre de la fenêtre est {debut.caption!r}. Donne à ton jeu son propre nom, avec pygame.display.set_caption."
)
partie = singe(1)
assert partie.playing, "On appuie un peu partout. " + partie.words
assert debut.picture().difference(partie.picture(60)) or partie.picture(60).difference(partie.picture(600)), (
    "On appuie sur toutes les touches pendant dix secondes, et l'image ne change pas. Que fait ton héros ?"
)
### BEGIN HIDDEN TESTS
for seed in (17, 40):
    partie = singe(seed)
    assert partie.playing, "On appuie un peu partout. " + partie.words
partie = play("jeu.py", frames=120, leave=60, look=[])
assert partie.state == "ended", (
    "Quand on clique sur la croix, ton jeu continue. Garde les lignes avec pygame.QUIT, au début de la boucle."
    if partie.playing
    else partie.words
)
### END HIDDEN TESTS

# %% test="regles" points=1 says="Tes règles sont écrites, et le robot les comprend"
from girls_can_code.regles import FILE, KINDS, read_rules
from grader.page.files import read_file

regles = read_rules(read_file(FILE))
assert regles, (
    "Il n'y a pas encore de règle dans regles.txt. Enlève le signe # devant une règle, et change-la pour ton jeu."
)
for sorte, nom in KINDS.items():
    assert any(regle.kind == sorte for regle in regles), (
        f"Aucune règle ne commence par « {nom} : ». Il en faut une de chaque : Gagner, Perdre et Règle."
    )
assert len({regle.expected.casefold() for regle in regles}) > 1, (
    f"Toutes tes règles attendent la même chose : {regles[0].expected}. "
    "Gagner et perdre ne se lisent pas pareil dans le titre."
)
gagne, perd = (
    {regle.expected.casefold() for regle in regles if regle.kind == sorte} for sorte in ("gagner", "perdre")
)
assert not gagne & perd, (
    f"On gagne et on perd avec les mêmes mots : {' et '.join(sorted(gagne & perd))}. Choisis des mots différents."
)

# %% test="gagner" points=2 says="On peut gagner, avec les touches que tu dis"
from girls_can_code.regles import FILE, read_rules
from grader.page.files import read_file
from grader.play import play

regles = [regle for regle in read_rules(read_file(FILE)) if regle.kind == "gagner"]
assert regles, "Aucune règle ne commence par « Gagner : » dans regles.txt."


def joue(regle, seed, touches=True):
    partie = play(
        "jeu.py", regle.frames, keys=regle.keys if touches else {}, clicks=regle.clicks if touches else {},
        seed=seed if regle.seed is None else regle.seed, look=[],
    )
    assert partie.playing, f"Règle « {regle.says} ». " + partie.words
    return partie


for regle in regles:
    assert regle.pressed, (
        f"« {regle.says} » : on gagne sans appuyer sur rien ? Écris les touches qu'il faut dans la ligne Touches."
    )
    partie = joue(regle, 1)
    assert regle.kept(partie), (
        f"« {regle.says} » : le robot suit tes touches, et {regle.seen(partie)}. On attend {regle.expected}. "
        "Il va peut-être moins loin que toi : change un peu les nombres."
    )
    partie = joue(regle, 1, touches=False)
    assert not regle.kept(partie), (
        f"« {regle.says} » : le robot n'appuie sur rien, et {regle.seen(partie)}. Il gagne quand même ! "
        "Ces mots ne doivent venir que si l'on joue."
    )
### BEGIN HIDDEN TESTS
for regle in regles:
    for seed in (2, 9):
        if regle.seed is None:
            partie = joue(regle, seed)
            assert regle.kept(partie), (
                f"« {regle.says} » : avec un autre hasard, {regle.seen(partie)}. "
                "Ajoute la ligne « Hasard : 1 » à cette règle, et essaie avec random.seed(1)."
            )
    partie = play("jeu.py", 5, seed=regle.seed or 0, look=[])
    assert not regle.kept(partie), f"« {regle.says} » : on lit déjà {regle.expected} au tout début du jeu."
### END HIDDEN TESTS

# %% test="perdre" points=1 says="On peut perdre aussi"
from girls_can_code.regles import FILE, read_rules
from grader.page.files import read_file
from grader.play import play

regles = [regle for regle in read_rules(read_file(FILE)) if regle.kind == "perdre"]
assert regles, "Aucune règle ne commence par « Perdre : » dans regles.txt."
for regle in regles:
    for seed in (1, 5) if regle.seed is None else (regle.seed,):
        partie = play("jeu.py", regle.frames, keys=regle.keys, clicks=regle.clicks, seed=seed, look=[])
        assert partie.playing, f"Règle « {regle.says} ». " + partie.words
        assert regle.kept(partie), (
            f"« {regle.says} » : le robot suit ta règle, et {regle.seen(partie)}. On attend {regle.expected}. "
            "Attend-il assez longtemps ? Va-t-il au bon endroit ?"
            + (" Si ton jeu utilise le hasard, ajoute la ligne « Hasard : 1 »." if regle.seed is None else "")
        )
    partie = play("jeu.py", 5, seed=regle.seed or 0, look=[])
    assert not regle.kept(partie), (
        f"« {regle.says} » : on lit déjà {regle.expected} au tout début du jeu. On perd seulement plus tard."
    )

# %% test="regle" points=1 says="Tes autres règles sont vraies"
from girls_can_code.regles import FILE, read_rules
from grader.page.files import read_file
from grader.play import play

regles = [regle for regle in read_rules(read_file(FILE)) if regle.kind == "regle"]
assert regles, "Aucune règle ne commence par « Règle : » dans regles.txt."
for regle in regles:
    for seed in (1, 5) if regle.seed is None else (regle.seed,):
        partie = play("jeu.py", regle.frames, keys=regle.keys, clicks=regle.clicks, seed=seed, look=[])
        assert partie.playing, f"Règle « {regle.says} ». " + partie.words
        assert regle.kept(partie), (
            f"« {regle.says} » : le robot suit ta règle, et {regle.seen(partie)}. On attend {regle.expected}. "
            "Change les nombres de la ligne Touches, ou corrige ton jeu."
        )

# %% test="carnet" points=1 says="Il y a quelque chose de toi, et ton carnet est rempli"
import re

from grader.page.files import exists, read_file

DONNES = {
    "chat.png", "fantome.png", "pomme.png", "cle.png", "porte.png", "briques.png", "rocher.png", "collines.png",
    "bip.wav", "gagne.wav", "perdu.wav",
}
texte = read_file("carnet.txt")
assert texte is not None, "Il n'y a pas de fichier carnet.txt. Garde-le à côté de jeu.py."
lignes = [ligne.partition(":") for ligne in texte.splitlines() if ligne.strip() and not ligne.startswith("#")]
assert len(lignes) >= 4, f"Ton carnet a {len(lignes)} ligne(s) sur 4. Garde les quatre débuts de phrases."
for debut, _, suite in lignes:
    assert len(suite.split()) >= 3, (
        f"Dans ton carnet, après « {debut.strip()} », tu as écrit {suite.strip()!r}. Écris au moins trois mots."
    )
programme = read_file("jeu.py") or ""
siens = [nom for nom in re.findall(r"""["']([^"'\n]+\.(?:png|jpe?g|gif|bmp|wav|ogg|mp3))["']""", programme, re.I)]
siens = [nom for nom in siens if nom not in DONNES and exists(nom)]
assert siens or len(re.findall(r"draw\.\w+\(", programme)) >= 2, (
    "Dans jeu.py, toutes les images et tous les sons sont ceux du départ. Ajoute une image ou un son à toi avec "
    "Fichiers, ou dessine quelque chose avec pygame.draw."
)

# %% [markdown]
# ## 6. Défi pour les rapides
#
# Choisis ce qui te plaît : des niveaux, un meilleur score, un menu. Et un **son** quand on gagne : le robot l'écoute.
#
# *Tu n'as pas le temps ? Pas grave : tu peux rendre ton travail sans le défi.*

# %% test="defi-son" points=1 says="Défi : on entend un son quand on gagne"
from girls_can_code.regles import FILE, read_rules
from grader.page.files import read_file
from grader.play import play

regles = [regle for regle in read_rules(read_file(FILE)) if regle.kind == "gagner"]
assert regles, "Aucune règle ne commence par « Gagner : » dans regles.txt."
regle = regles[0]
graine = 1 if regle.seed is None else regle.seed
partie = play("jeu.py", regle.frames, keys=regle.keys, clicks=regle.clicks, seed=graine, look=[])
assert partie.playing, partie.words
assert regle.kept(partie), "Le robot ne gagne pas encore. Commence par la règle Gagner, le son vient après."
assert partie.sounds, (
    f"« {regle.says} » : le robot gagne, et il n'entend rien. Charge un son avant la boucle, avec pygame.mixer.Sound, "
    "et joue-le avec .play() au moment où l'on gagne."
)
assert len(partie.sounds) < 60, (
    f"Le robot entend {len(partie.sounds)} sons en une partie : ils recommencent à chaque image. "
    "Joue le son une seule fois, au moment où l'on gagne."
)

# %% [markdown]
# ## Bravo !
#
# Tu as inventé un jeu, tu l'as programmé, tu l'as fait essayer, et ses règles tiennent. C'est le travail d'une vraie
# équipe, et tu l'as fait. Appuie sur **Rendre**, puis montre-le à tout le monde.
#
# Envie d'aller plus loin ? Échange ton jeu avec une voisine : chacune ajoute une règle au jeu de l'autre.
