# %% [markdown]
# # Rosaces
#
# Tu te souviens de la piscine devenue musée, à Roubaix ? Au bout du grand bassin, un vitrail brille comme un soleil.
#
# Un vitrail rond, avec un dessin qui tourne, s'appelle une **rosace**. Aujourd'hui, c'est toi qui les dessines.
# Ton crayon sera… une tortue.
#
# Lis une cellule, devine, puis lance-la avec **Maj + Entrée**. Tu peux te tromper : rien ne se casse.

# %% [markdown]
# ## 1. La tortue
#
# La tortue part du milieu et regarde à droite. Elle marche, et son crayon laisse un trait.
#
# - `t.avance(100)` : elle avance de 100 pas ;
# - `t.droite(90)` : elle tourne sur place, vers la droite. 90 degrés, c'est le coin d'un carré.
#
# Sur la dernière ligne, `t` tout seul **montre** le dessin.

# %%
from girls_can_code import Tortue

t = Tortue()
t.avance(100)
t.droite(90)
t.avance(60)
t

# %% [markdown]
# **À toi de jouer** : ajoute des lignes avant le dernier `t`. Peux-tu dessiner une marche d'escalier ?
#
# La tortue connaît aussi `t.gauche(90)`, `t.recule(50)`, `t.couleur("rose")`, `t.epaisseur(8)` et `t.fond("nuit")`.

# %% [markdown]
# ## 2. Répéter sans recopier
#
# Un carré, c'est quatre fois la même chose : avancer, tourner. Écrire huit lignes ? Il y a mieux : la **boucle**.
#
# - `for cote in range(4):` veut dire : **répète 4 fois** ce qui est décalé en dessous ;
# - les deux lignes décalées sont **dans** la boucle ;
# - la dernière ligne n'est pas décalée : elle vient **après** la boucle, une seule fois.

# %%
t = Tortue()
for cote in range(4):
    t.avance(100)
    t.droite(90)
t

# %% [markdown]
# **Devine d'abord**, lance ensuite :
#
# 1. Que dessine la tortue avec `range(3)` ? et avec `range(8)` ?
# 2. Remets 4. Que se passe-t-il si `t.droite(90)` n'est plus décalé ?
#
# ## 3. À toi : le triangle
#
# Dessine un triangle avec **trois côtés pareils**, par exemple de 100 pas. La tortue doit **revenir à son départ**.
#
# Écris ta boucle à la place de `raise NotImplementedError`. Garde les autres lignes : `triangle = t` range ton
# dessin dans la boîte `triangle`.
#
# Un conseil : marche le triangle toi-même. À chaque coin, de combien tournes-tu ? Ton premier essai sera peut-être
# bizarre. C'est normal : regarde le dessin, change l'angle, relance.

# %% solution="triangle"
t = Tortue()
### BEGIN SOLUTION
for cote in range(3):
    t.avance(100)  # mutation: ok (any length makes a triangle)
    t.droite(120)
### END SOLUTION
triangle = t
triangle

# %% [markdown]
# Les cellules suivantes vérifient tes dessins. Tu ne peux pas les changer. **Si rien ne s'affiche, c'est gagné.**

# %% test="triangle-ferme" points=1 says="Le triangle a trois côtés pareils et se referme"
from girls_can_code.figure import closed, lengths, sides, turns

traits = triangle.traits
assert traits, (
    "La tortue n'a rien dessiné. Mets une boucle entre les deux lignes données, avec t.avance(100) dedans."
)
cotes = sides(traits)
assert len(cotes) == 3, (
    f"Ta tortue a dessiné {len(cotes)} côté(s), et un triangle en a 3. "
    "Combien de fois ta boucle répète-t-elle ? Les deux lignes sont-elles bien décalées ?"
)
assert closed(cotes), (
    f"Ta tortue a tourné de {turns(cotes)[0]:g} degrés au premier coin, et elle ne revient pas à son départ. "
    "Elle doit faire un tour complet, 360 degrés, en trois coins."
)
assert len(set(lengths(cotes))) == 1, (
    f"Les trois côtés mesurent {lengths(cotes)}. Ils doivent être pareils : avance du même nombre de pas à chaque tour."
)

# %% [markdown]
# ## 4. Un polygone à n côtés
#
# Un carré a 4 coins, et la tortue tourne de 90. Quatre fois 90, cela fait **360** : un tour complet.
#
# | Figure | Côtés | Angle |
# |---|---|---|
# | triangle | 3 | celui que tu as trouvé |
# | carré | 4 | 90 |
# | hexagone | 6 | ? |
# | polygone | `n` | ? |
#
# Écris la fonction `polygone`. On lui donne un nombre de côtés, `n`. Elle donne une tortue qui a fait le tour.
#
# La première et la dernière ligne sont déjà là. Entre les deux, mets ta boucle, avec le même décalage. Choisis
# toi-même la longueur des côtés. Pour diviser, Python écrit `/`.

# %% solution="polygone"
def polygone(n):
    t = Tortue()
    ### BEGIN SOLUTION
    for cote in range(n):
        t.avance(60)  # mutation: ok (the length is hers)
        t.droite(360 / n)
    ### END SOLUTION
    return t

# %% [markdown]
# Essaie avec 4, 5, 6, 12… et 40. **Devine** : à quoi ressemble un polygone à 40 côtés ?

# %%
polygone(5)

# %% test="nombre-de-cotes" points=1 says="polygone(n) a exactement n côtés"
from girls_can_code.figure import lengths, sides

for n in (4, 6):
    t = polygone(n)
    assert t is not None, (
        f"polygone({n}) ne donne rien : Python a reçu None. Garde la ligne return t, à la fin de la fonction."
    )
    nombre = len(sides(t.traits))
    assert nombre != 1 or lengths(sides(t.traits)) != lengths(sides(polygone(n + 1).traits)), (
        f"polygone({n}) s'arrête après un seul côté. Regarde les décalages : "
        "return est-il bien après la boucle, aligné avec for ?"
    )
    assert nombre != 1, (
        f"polygone({n}) n'a dessiné qu'une ligne droite. Regarde les décalages : droite est-il dans la boucle ?"
    )
    assert nombre == n, f"polygone({n}) a {nombre} côté(s), et on en attend {n}. Combien de fois ta boucle répète-t-elle ?"
### BEGIN HIDDEN TESTS
for n in (3, 5, 9, 24):
    nombre = len(sides(polygone(n).traits))
    assert nombre == n, f"polygone({n}) a {nombre} côté(s), et on en attend {n}. Combien de fois ta boucle répète-t-elle ?"
### END HIDDEN TESTS

# %% test="polygone-ferme" points=2 says="Le polygone se referme, quel que soit n"
from girls_can_code.figure import closed, lengths, sides, turns

for n in (4, 6):
    t = polygone(n)
    assert t is not None, (
        f"polygone({n}) ne donne rien : Python a reçu None. Garde la ligne return t, à la fin de la fonction."
    )
    assert t.traits, f"polygone({n}) n'a rien dessiné. Dans ta boucle, la tortue s'appelle t : t.avance(60)."
    cotes = sides(t.traits)
    tours = turns(cotes) or [0]
    assert closed(cotes), (
        f"polygone({n}) ne revient pas à son départ : au premier coin, ta tortue tourne de {tours[0]:g} degrés. "
        f"En {n} coins, elle doit faire un tour complet de 360 degrés."
    )
    assert len(set(lengths(cotes))) == 1, f"Les côtés de polygone({n}) mesurent {lengths(cotes)}. Ils doivent être pareils."
### BEGIN HIDDEN TESTS
for n in (3, 5, 8, 10):
    cotes = sides(polygone(n).traits)
    tours = turns(cotes) or [0]
    assert closed(cotes), (
        f"polygone({n}) ne revient pas à son départ : au premier coin, ta tortue tourne de {tours[0]:g} degrés. "
        f"En {n} coins, elle doit faire un tour complet de 360 degrés."
    )
    assert len(set(lengths(cotes))) == 1, f"Les côtés de polygone({n}) mesurent {lengths(cotes)}. Ils doivent être pareils."
    assert abs(tours[0] * n - 360) < 1, (
        f"polygone({n}) se referme, mais c'est une étoile : la tortue a fait plusieurs tours. "
        f"Au premier coin, elle tourne de {tours[0]:g} degrés. Un seul tour, partagé en {n}, cela fait combien ?"
    )
### END HIDDEN TESTS

# %% test="angle-a-virgule" points=1 says="Même avec 7 ou 11 côtés, le polygone se referme"
from girls_can_code.figure import closed, sides, turns

t = polygone(7)
assert t is not None, "polygone(7) ne donne rien : Python a reçu None. Garde la ligne return t, à la fin de la fonction."
cotes = sides(t.traits)
assert closed(cotes), (
    f"polygone(7) ne se referme pas tout à fait : au premier coin, ta tortue tourne de {(turns(cotes) or [0])[0]:g} degrés. "
    "L'angle est un nombre à virgule. Écris le calcul avec une seule barre / et laisse Python le faire."
)
### BEGIN HIDDEN TESTS
for n in (11, 13, 17):
    cotes = sides(polygone(n).traits)
    assert closed(cotes) and len(cotes) == n, (
        f"polygone({n}) ne se referme pas tout à fait : au premier coin, ta tortue tourne de {(turns(cotes) or [0])[0]:g} degrés. "
        "L'angle est un nombre à virgule. Écris le calcul avec une seule barre / et laisse Python le faire."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Les étoiles
#
# Et si la tortue tourne **trop** ? Elle dépasse, croise ses traits, et une étoile apparaît.
#
# **Devine d'abord** : combien de branches a cette étoile ?

# %%
t = Tortue()
t.couleur("or")
for branche in range(5):
    t.avance(180)
    t.droite(144)
t

# %% [markdown]
# Joue avec les deux nombres. Un secret pour de belles surprises : répète **36 fois**, et choisis un angle qui finit par
# zéro. Par exemple 100, 110, 130, 140, 160, 170…
#
# ## 6. À toi : ton vitrail
#
# Dessine ton vitrail : l'angle, la couleur et le fond sont à toi. Il faut seulement :
#
# - **12 traits** ou plus ;
# - que la tortue **revienne à son départ** ;
# - une **couleur** que tu as choisie.

# %% solution="vitrail"
t = Tortue()
### BEGIN SOLUTION
t.fond("nuit")  # mutation: ok (hers to choose)
t.couleur("jaune")
for tour in range(36):
    t.avance(220)  # mutation: ok (the length is hers)
    t.droite(170)
### END SOLUTION
vitrail = t
vitrail

# %% test="mon-vitrail" points=1 says="Ton vitrail a 12 traits ou plus, une couleur à toi, et revient à son départ"
from girls_can_code.colours import colour
from girls_can_code.figure import closed

traits = vitrail.traits
assert len(traits) >= 12, (
    f"Ton vitrail a {len(traits)} trait(s), et il en faut 12 ou plus. Répète davantage."
)
assert vitrail.couleurs != [colour("bleu")], (
    "Ton vitrail est resté bleu, comme au départ. Avant la boucle, choisis une couleur : t.couleur(\"rose\")."
)
assert closed(traits), (
    f"Ta tortue finit en ({vitrail.x:g}, {vitrail.y:g}), et elle était partie de ({traits[0][0]:g}, {traits[0][1]:g}). Il manque un bout ! "
    "Essaie de répéter 36 fois, avec un angle qui finit par zéro."
)

# %% [markdown]
# ## 7. Défi pour les rapides : la rosace
#
# Une boucle **dans** une boucle ! La tortue dessine une figure, tourne un peu, dessine la même, tourne un peu…
#
# Voici deux carrés, dont le deuxième est tourné :

# %%
t = Tortue()
for cote in range(4):
    t.avance(100)
    t.droite(90)
t.droite(45)
for cote in range(4):
    t.avance(100)
    t.droite(90)
t

# %% [markdown]
# Écris `rosace`. On lui donne `n`. Elle dessine **n fois la même figure** : un carré, un triangle, un hexagone…
# Chaque figure part du même point et y revient. Entre deux figures, la tortue tourne, pour faire un tour complet à la fin.
#
# *Tu n'as pas le temps ? Pas grave : tu peux rendre ton travail sans le défi.*

# %% solution="rosace"
def rosace(n):
    t = Tortue()
    ### BEGIN SOLUTION
    t.fond("prune")  # mutation: ok (hers to choose)
    t.couleur("corail")  # mutation: ok (hers to choose)
    for figure in range(n):
        for cote in range(6):
            t.avance(80)  # mutation: ok (the length is hers)
            t.droite(60)
        t.droite(360 / n)
    ### END SOLUTION
    return t

# %%
rosace(12)

# %% test="defi-rosace" points=1 says="Défi : la rosace répète n fois la même figure, sur un tour complet"
from girls_can_code.figure import closed, from_start, turned_alike

for n in (4, 8):
    t = rosace(n)
    assert t is not None, f"rosace({n}) ne donne rien : Python a reçu None. Garde la ligne return t, à la fin."
    traits = t.traits
    assert len(traits) >= 3 * n, (
        f"rosace({n}) a {len(traits)} trait(s). Une figure a 3 traits ou plus, et il faut {n} figures. "
        "La petite boucle, celle de la figure, est-elle dans la grande ?"
    )
    assert closed(traits), f"Dans rosace({n}), la tortue ne finit pas à son départ. Chaque figure se referme-t-elle ?"
    assert from_start(traits) >= n, (
        f"Dans rosace({n}), {from_start(traits)} figure(s) partent du centre, et il en faut {n}. Combien de fois la grande boucle répète-t-elle ?"
    )
    assert turned_alike(traits, n), (
        f"Dans rosace({n}), les {n} figures ne sont pas bien réparties autour du centre. "
        "Entre deux figures, la tortue tourne un peu : un tour complet, partagé en n."
    )
### BEGIN HIDDEN TESTS
for n in (3, 7, 10):
    traits = rosace(n).traits
    assert len(traits) >= 3 * n and closed(traits) and from_start(traits) >= n, (
        f"rosace({n}) n'a pas {n} figures complètes. Combien de fois la grande boucle répète-t-elle ?"
    )
    assert turned_alike(traits, n), (
        f"Dans rosace({n}), les {n} figures ne sont pas bien réparties autour du centre. "
        "Entre deux figures, la tortue tourne un peu : un tour complet, partagé en n."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Bravo !
#
# Deux lignes dans une boucle, et voilà un soleil. Montre ton vitrail à ta voisine : trouvera-t-elle ton angle ?
#
# Relance tout, de haut en bas, puis appuie sur **Rendre**.
#
# Envie d'aller plus loin ? Change la couleur **dans** la boucle. Ou fais avancer la tortue un peu plus à chaque tour :
# `t.avance(5 * tour)` dessine un escargot.
