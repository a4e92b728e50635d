# %% [markdown]
# # Chaud-froid
#
# Tu connais le jeu ? Quelqu'un cache un trésor. Tu cherches, et on te dit : « C'est froid… c'est chaud… tu brûles ! »
#
# Maya a caché un trésor dans le parc Barbieux, à Roubaix, au pied d'un arbre. Elle a donné un numéro à cent arbres,
# de 1 à 100. *(Le parc existe. Maya, ses numéros et son trésor sont inventés.)*
#
# Aujourd'hui, tu programmes le jeu. À la fin, tes amies y jouent pour de vrai.
#
# Lis une cellule, devine, puis lance-la avec **Maj + Entrée**. Tu peux te tromper : rien ne se casse.

# %% [markdown]
# ## 1. Froid, chaud, brûlant
#
# Cette machine est déjà faite. On lui donne deux numéros : le secret, et l'arbre essayé. Elle donne un mot.
#
# `abs` donne la **distance** entre les deux : `abs(30 - 37)` et `abs(44 - 37)` donnent 7 tous les deux.

# %% locked="chaleur"
def chaleur(secret, essai):
    distance = abs(essai - secret)
    if distance == 0:
        return "trouvé"
    elif distance <= 3:
        return "brûlant"
    elif distance <= 10:
        return "chaud"
    else:
        return "froid"

# %% [markdown]
# **Devine d'abord** : le trésor est sous l'arbre 37. Que dit la machine pour l'arbre 40 ? pour le 50 ? pour le 27 ?

# %%
chaleur(37, 40)

# %% [markdown]
# ## 2. Répéter tant que…
#
# Avec `for`, on sait combien de fois on répète. Dans un jeu, on ne sait pas : on cherche **tant que** ce n'est pas trouvé.
# En Python, « tant que » s'écrit `while`.
#
# Zoé veut un skate à 30 €. Chaque semaine, elle met 8 € dans sa tirelire. Lis le programme, et **devine** le résultat.

# %%
tirelire = 0
semaine = 0
while tirelire < 30:
    tirelire = tirelire + 8
    semaine = semaine + 1
    print("Semaine", semaine, ":", tirelire, "€")

# %% [markdown]
# - Avant chaque tour, Python pose la question `tirelire < 30`. Si c'est vrai, il fait un tour. Sinon, il sort.
# - `semaine = semaine + 1` veut dire : **prends ce qu'il y a dans la boîte, ajoute 1, remets-le dans la boîte**.
#
# **Attention au tour sans fin !** Si la tirelire ne change jamais, Python tourne pour toujours. À gauche de la cellule,
# une étoile `[*]` reste allumée. Pas de panique : appuie sur le carré **■**, tout en haut, et corrige.

# %% [markdown]
# ## 3. À toi : combien de semaines ?
#
# Écris la fonction `semaines`. On lui donne un prix. Zoé met toujours 8 € par semaine. La fonction donne le nombre de
# semaines qu'il faut pour avoir **assez**.
#
# Pour un skate à 30 €, c'est 4. Pour un livre à 8 €, c'est 1. Pour un sourire à 0 €, c'est 0 : il n'y a rien à attendre.

# %% solution="semaines"
def semaines(prix):
    ### BEGIN SOLUTION
    tirelire = 0
    nombre = 0
    while tirelire < prix:
        tirelire = tirelire + 8  # mutation: ok (without it, the loop never ends)
        nombre = nombre + 1
    return nombre
    ### END SOLUTION

# %%
semaines(30)

# %% [markdown]
# Les cellules suivantes vérifient ta fonction. Tu ne peux pas les changer. **Si rien ne s'affiche, c'est gagné.**

# %% test="tirelire" points=1 says="Zoé attend le bon nombre de semaines"
for prix, attendu in ((30, 4), (50, 7)):
    obtenu = semaines(prix)
    assert obtenu is not None, (
        f"semaines({prix}) ne donne rien : Python a reçu None. Après la boucle, donne le compteur avec return."
    )
    assert obtenu == attendu, (
        f"Pour {prix} €, il faut {attendu} semaines, et ta fonction donne {obtenu!r}. "
        "Suis ton programme sur papier : une colonne pour la tirelire, une colonne pour les semaines."
    )
### BEGIN HIDDEN TESTS
for prix, attendu in ((15, 2), (100, 13), (33, 5)):
    obtenu = semaines(prix)
    assert obtenu == attendu, (
        f"Pour {prix} €, il faut {attendu} semaines, et ta fonction donne {obtenu!r}. "
        "Suis ton programme sur papier : une colonne pour la tirelire, une colonne pour les semaines."
    )
### END HIDDEN TESTS

# %% test="tirelire-juste" points=1 says="Elle s'arrête dès qu'il y a juste assez"
for prix, attendu in ((8, 1), (0, 0)):
    obtenu = semaines(prix)
    assert obtenu is not None, (
        f"semaines({prix}) ne donne rien : Python a reçu None. Le return est-il après la boucle, et non dedans ?"
    )
    assert obtenu == attendu, (
        f"Pour {prix} € tout juste, il faut {attendu} semaine(s), et ta fonction donne {obtenu!r}. "
        "Que répond ta question, à côté de while, quand la tirelire est égale au prix ?"
    )
### BEGIN HIDDEN TESTS
for prix, attendu in ((16, 2), (9, 2), (80, 10)):
    obtenu = semaines(prix)
    assert obtenu == attendu, (
        f"Pour {prix} €, il faut {attendu} semaines, et ta fonction donne {obtenu!r}. "
        "Que répond ta question, à côté de while, quand la tirelire est égale au prix ?"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Un secret tiré au hasard
#
# `random.randint(1, 6)` tire un nombre entier de 1 à 6, comme un dé. Relance cette cellule plusieurs fois.

# %%
import random

random.randint(1, 6)

# %% [markdown]
# Deux amies veulent chercher **le même** trésor, chacune sur son ordinateur. Comment faire, si c'est le hasard ?
#
# On plante une **graine** avant de tirer : `random.seed(2026)`. La même graine donne toujours le même tirage. Relance !

# %%
random.seed(2026)
random.randint(1, 6)

# %% [markdown]
# Écris `cache`. On lui donne une graine. Elle la plante, puis elle **donne** un numéro d'arbre, tiré de 1 à 100.

# %% solution="cache"
def cache(graine):
    ### BEGIN SOLUTION
    random.seed(graine)
    return random.randint(1, 100)
    ### END SOLUTION

# %%
cache(7)

# %% test="bonne-graine" points=1 says="cache donne un arbre de 1 à 100 : même graine, même arbre"
un, deux = cache(7), cache(7)
assert un is not None, "cache(7) ne donne rien : Python a reçu None. Donne le nombre tiré, avec return."
assert isinstance(un, int), f"cache(7) donne {un!r}. Un numéro d'arbre est un nombre entier : random.randint en tire un."
assert un == deux, (
    f"Avec la même graine, 7, le trésor est sous l'arbre {un}, puis sous l'arbre {deux}. "
    "Plante la graine juste avant de tirer : random.seed(graine)."
)
### BEGIN HIDDEN TESTS
arbres = [cache(graine) for graine in (*range(1, 33), 139, 170, 171)]
assert len(set(arbres)) > 10, (
    f"Des graines différentes donnent presque toujours le même arbre, le {arbres[0]}. "
    "Sers-toi de la graine qu'on donne à ta fonction."
)
for graine in range(200, 700):
    if min(arbres) <= 1 and max(arbres) >= 100:
        break
    arbres.append(cache(graine))
assert min(arbres) >= 1 and max(arbres) <= 100, (
    f"cache a donné des numéros de {min(arbres)} à {max(arbres)}. Les arbres vont de 1 à 100."
)
assert min(arbres) == 1 and max(arbres) == 100, (
    f"En {len(arbres)} tirages, cache va de {min(arbres)} à {max(arbres)} : il y a des arbres oubliés. Ils vont de 1 à 100."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Poser une question
#
# `input("…")` pose une question et attend ta réponse. Attention : la réponse est toujours un **texte**. `int(…)` en fait
# un nombre.
#
# *(Les deux lignes du dessous commencent par `#` : Python ne les lit pas. Enlève les deux `#`, et lance.)*

# %%
# age = int(input("Quel âge as-tu ? "))
# print("Dans dix ans, tu auras", age + 10, "ans.")

# %% [markdown]
# ## 6. À toi : le jeu
#
# Écris la fonction `partie`. On lui donne le secret. Elle joue :
#
# 1. elle **demande** un numéro d'arbre ;
# 2. **tant que** ce n'est pas le secret, elle **affiche** la chaleur, puis **redemande** un numéro ;
# 3. quand c'est trouvé, elle **donne**, avec `return`, le nombre d'essais. Le dernier essai compte aussi.
#
# Pour dire « n'est pas égal à », Python écrit `!=`. Les phrases du jeu sont à toi.

# %% solution="partie"
def partie(secret):
    ### BEGIN SOLUTION
    essai = int(input("Quel arbre ? "))  # mutation: ok (the words are hers)
    essais = 1
    while essai != secret:
        print("C'est", chaleur(secret, essai))
        essai = int(input("Quel arbre ? "))  # mutation: ok (the words are hers)
        essais = essais + 1
    print("Trouvé !")
    return essais
    ### END SOLUTION

# %% [markdown]
# Joue ! `jouer` cache un trésor au hasard, lance ta partie, puis dessine le parc. Bleu : froid. Orange : chaud. Rouge :
# brûlant. Laisse aussi jouer ta voisine.

# %%
from girls_can_code import jouer

jouer(partie)

# %% test="trouve" points=2 says="La partie s'arrête quand le trésor est trouvé"
from girls_can_code.script import play

for secret, reponses in ((37, ["50", "30", "37"]), (80, ["1", "80"])):
    jeu = play(lambda: partie(secret), reponses)
    assert not jeu.problem, f"On a joué {', '.join(reponses)}, avec le secret {secret} : {jeu.problem}"
    assert jeu.asked > 0, "Ta partie ne pose aucune question. Commence par essai = int(input(\"Quel arbre ? \"))."
    assert jeu.asked == len(reponses), (
        f"On a joué {', '.join(reponses)}, avec le secret {secret}. Il fallait {len(reponses)} questions, et ta partie en pose {jeu.asked}. "
        "La boucle continue tant que l'essai n'est pas le secret, et pas plus."
    )
### BEGIN HIDDEN TESTS
for secret, reponses in ((9, ["100", "8", "10", "9"]), (64, ["63", "65", "63", "1", "99", "64"])):
    jeu = play(lambda: partie(secret), reponses)
    assert not jeu.problem, f"On a joué {', '.join(reponses)}, avec le secret {secret} : {jeu.problem}"
    assert jeu.asked == len(reponses), (
        f"On a joué {', '.join(reponses)}, avec le secret {secret}. Il fallait {len(reponses)} questions, et ta partie en pose {jeu.asked}. "
        "La boucle continue tant que l'essai n'est pas le secret, et pas plus."
    )
### END HIDDEN TESTS

# %% test="compte-les-essais" points=1 says="Elle donne le nombre d'essais"
from girls_can_code.script import play

for secret, reponses in ((37, ["50", "30", "37"]), (5, ["6", "4", "3", "5"])):
    jeu = play(lambda: partie(secret), reponses)
    assert not jeu.problem, f"On a joué {', '.join(reponses)}, avec le secret {secret} : {jeu.problem}"
    assert jeu.gave is not None, (
        "partie ne donne rien à la fin : Python a reçu None. Après la boucle, donne ton compteur avec return."
    )
    assert jeu.gave == len(reponses), (
        f"On a joué {', '.join(reponses)}, avec le secret {secret} : cela fait {len(reponses)} essais, et ta partie donne {jeu.gave!r}. "
        "Combien vaut ton compteur au départ ? Quand change-t-il ?"
    )
### BEGIN HIDDEN TESTS
for secret, reponses in ((70, ["71", "70"]), (12, ["1", "2", "3", "4", "5", "6", "12"])):
    jeu = play(lambda: partie(secret), reponses)
    assert jeu.gave == len(reponses), (
        f"On a joué {', '.join(reponses)}, avec le secret {secret} : cela fait {len(reponses)} essais, et ta partie donne {jeu.gave!r}. "
        "Combien vaut ton compteur au départ ? Quand change-t-il ?"
    )
### END HIDDEN TESTS

# %% test="premier-coup" points=1 says="Trouvé du premier coup : un seul essai"
from girls_can_code.script import play

jeu = play(lambda: partie(42), ["42"])
assert not jeu.problem, f"Le secret est 42, et on répond 42 tout de suite : {jeu.problem}"
assert jeu.gave is not None, "Du premier coup, partie ne donne rien : Python a reçu None. return est-il après la boucle, et non dedans ?"
assert (jeu.asked, jeu.gave) == (1, 1), (
    f"Le secret est 42, et on répond 42 tout de suite. Ta partie pose {jeu.asked} question(s), et donne {jeu.gave!r}. On attend 1 et 1."
)
### BEGIN HIDDEN TESTS
for secret in (1, 100):
    jeu = play(lambda: partie(secret), [str(secret)])
    assert (jeu.asked, jeu.gave) == (1, 1), (
        f"Le secret est {secret}, et on répond {secret} tout de suite. Ta partie pose {jeu.asked} question(s), et donne {jeu.gave!r}. On attend 1 et 1."
    )
### END HIDDEN TESTS

# %% test="dit-la-chaleur" points=1 says="Après chaque essai, elle affiche la chaleur"
from girls_can_code.script import play

jeu = play(lambda: partie(37), ["90", "38", "37"])
assert not jeu.problem, f"On a joué 90, 38, 37, avec le secret 37 : {jeu.problem}"
for mot, arbre in (("froid", 90), ("brûlant", 38)):
    assert mot in jeu.said.lower(), (
        f"Le secret est 37, et on essaie l'arbre {arbre} : c'est {mot}. Ton jeu affiche seulement {jeu.said!r}. "
        "Dans la boucle, montre ce que donne chaleur(secret, essai), avec print."
    )
### BEGIN HIDDEN TESTS
jeu = play(lambda: partie(60), ["52", "60"])
assert "chaud" in jeu.said.lower() and "froid" not in jeu.said.lower() and "brûlant" not in jeu.said.lower(), (
    f"Le secret est 60, et on essaie l'arbre 52 : c'est chaud. Ton jeu affiche {jeu.said!r}. "
    "Dans la boucle, montre ce que donne chaleur(secret, essai), avec print, avant de redemander."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Défi pour les rapides : le robot
#
# Un robot cherche le trésor. Il a une machine, `demande`. `demande(50)` répond l'un de ces trois textes :
#
# - `"plus grand"` : le trésor est sous un arbre plus grand que 50 ;
# - `"plus petit"` : il est sous un arbre plus petit ;
# - `"trouvé"`.
#
# Écris `robot`. On lui donne `demande`. Il donne le numéro du trésor, après **7 questions au plus**. Toujours !
#
# Est-ce possible, avec cent arbres ? Oui : demande toujours **au milieu**. À chaque réponse, la moitié des arbres s'en va.
# Cette méthode s'appelle la **dichotomie** : couper en deux.
#
# Garde deux boîtes, `bas` et `haut` : le trésor est entre les deux. Pour couper sans virgule : `(bas + haut) // 2`.
#
# *Tu n'as pas le temps ? Pas grave : tu peux rendre ton travail sans le défi.*

# %% solution="robot"
def robot(demande):
    ### BEGIN SOLUTION
    bas = 1  # mutation: ok (0 and 2 find all trees in 7 too)
    haut = 100  # mutation: ok (101 finds all trees in 7 too)
    milieu = 50  # mutation: ok (51 is as good)
    reponse = demande(milieu)
    while reponse != "trouvé":
        if reponse == "plus grand":
            bas = milieu + 1  # mutation: ok (2 finds all trees in 7 too)
        else:
            haut = milieu - 1  # mutation: ok (0 finds all trees in 7 too)
        milieu = (bas + haut) // 2
        reponse = demande(milieu)  # mutation: ok (without it, the loop never ends)
    return milieu
    ### END SOLUTION

# %%
from girls_can_code import cachette

tresor = cachette(37)
print("Le robot dit :", robot(tresor))
tresor

# %% test="defi-robot" points=1 says="Défi : le robot trouve toujours, en 7 questions au plus"
from girls_can_code.script import search

for secret in (37, 80):
    jeu = search(robot, secret)
    assert not jeu.problem, f"Le trésor est sous l'arbre {secret}. Ton robot le cherche, mais {jeu.problem}"
    assert jeu.gave is not None, "robot ne donne rien à la fin : Python a reçu None. Donne le numéro trouvé, avec return."
    assert jeu.gave == secret, f"Le trésor est sous l'arbre {secret}, et ton robot dit {jeu.gave!r}. Il a demandé {jeu.asked[:8]}."
    assert len(jeu.asked) <= 7, (
        f"Pour l'arbre {secret}, ton robot a posé {len(jeu.asked)} questions, et on en veut 7 au plus. Il commence par {jeu.asked[:4]}. "
        "À chaque fois, demande le milieu de ce qui reste."
    )
### BEGIN HIDDEN TESTS
for secret in (1, 2, 33, 49, 50, 51, 63, 76, 99, 100):
    jeu = search(robot, secret)
    assert not jeu.problem, f"Le trésor est sous l'arbre {secret}. Ton robot le cherche, mais {jeu.problem}"
    assert jeu.gave == secret, f"Le trésor est sous l'arbre {secret}, et ton robot dit {jeu.gave!r}. Il a demandé {jeu.asked[:8]}."
    assert len(jeu.asked) <= 7, (
        f"Pour l'arbre {secret}, ton robot a posé {len(jeu.asked)} questions, et on en veut 7 au plus. Il commence par {jeu.asked[:4]}. "
        "À chaque fois, demande le milieu de ce qui reste."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Bravo !
#
# Ton jeu est prêt. Échange ta place avec une amie : en combien d'essais trouve-t-elle ? Et toi, bats-tu le robot ?
#
# Relance tout, de haut en bas, puis appuie sur **Rendre**.
#
# Envie d'aller plus loin ? Donne seulement 8 essais. Ou dis « tu te réchauffes » quand on se rapproche.
