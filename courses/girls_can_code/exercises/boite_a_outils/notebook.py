# %% [markdown]
# # Ma boîte à outils
#
# Samedi, c'est la fête du quartier, près du canal de Roubaix. Amina prépare les affiches et les banderoles avec
# son équipe. Elle refait toujours les mêmes calculs. Elle soupire :
#
# > « Il me faudrait des outils qui comptent à ma place ! »
#
# Tu vas fabriquer ces outils. En Python, un outil s'appelle une **fonction**. On la fabrique une fois, on s'en sert
# mille fois. *(Amina et sa fête sont inventées pour l'exercice.)*
#
# Lis une cellule, puis lance-la avec **Maj + Entrée**. Tu peux te tromper : rien ne se casse.

# %% [markdown]
# ## 1. Un premier outil
#
# Cet outil change des minutes en secondes. Lance la cellule.
#
# - `def` **fabrique** l'outil. Son nom est `en_secondes`.
# - `minutes` est un **paramètre** : une boîte vide. Elle reçoit un nombre à chaque fois qu'on se sert de l'outil.
# - `return` **donne** la réponse.

# %%
def en_secondes(minutes):
    return minutes * 60

# %% [markdown]
# Fabriquer l'outil ne calcule rien. Pour s'en servir, on l'**appelle** : son nom, puis un nombre entre parenthèses.
#
# **Devine d'abord**, lance ensuite. Puis change le nombre.

# %%
en_secondes(3)

# %% [markdown]
# La réponse d'un outil peut servir dans un autre calcul. **Devine** ce qui s'affiche ici :

# %%
en_secondes(3) + en_secondes(1)

# %% [markdown]
# ## 2. Montrer ou donner ?
#
# Voici deux outils qui se ressemblent. L'un se sert de `print`, l'autre de `return`.
#
# - `print` **montre** à l'écran. C'est comme dire la réponse à voix haute.
# - `return` **donne** la réponse. C'est comme la mettre dans la main de quelqu'un.
#
# **Devine d'abord** : que vaut `dans_ma_main`, les deux fois ?

# %%
def montre_le_double(nombre):
    print(nombre * 2)


def donne_le_double(nombre):
    return nombre * 2


dans_ma_main = montre_le_double(5)
print("Avec print, j'ai dans la main :", dans_ma_main)

dans_ma_main = donne_le_double(5)
print("Avec return, j'ai dans la main :", dans_ma_main)

# %% [markdown]
# `None` veut dire **rien** : la main est vide ! Avec rien, on ne peut pas continuer le calcul.
# Un bon outil **donne** sa réponse : il se termine par `return`.

# %% [markdown]
# ## 3. À toi : la durée
#
# L'atelier d'Amina dure 1 heure et 30 minutes. Cela fait combien de minutes ? 90, parce que 60 + 30 = 90.
#
# Écris l'outil `en_minutes`. On lui donne des heures et des minutes. Il donne **toutes les minutes**.
#
# La ligne `raise NotImplementedError` veut dire « pas encore fait ». Efface-la, et mets ton calcul à la place.
# Garde le décalage vers la droite.

# %% solution="en-minutes"
def en_minutes(heures, minutes):
    ### BEGIN SOLUTION
    return heures * 60 + minutes
    ### END SOLUTION

# %% [markdown]
# Voici tes **voyants**. Vert : l'outil donne la bonne réponse. Éteint : pas encore. Lance la cellule.
#
# Ajoute une ligne avec tes nombres. Après `attendu=`, mets la réponse que **tu** as trouvée sur papier.

# %%
from girls_can_code import essai, voyants

voyants(
    essai(en_minutes, 1, 30, attendu=90),
    essai(en_minutes, 2, 0, attendu=120),
)

# %% [markdown]
# Les cellules comme celle-ci vérifient ton travail. Tu ne peux pas les changer.
# **Si rien ne s'affiche, c'est gagné.** Si un message arrive, lis-le : il te dit quoi essayer.

# %% test="donne" points=1 says="en_minutes donne un nombre, avec return"
import io
from contextlib import redirect_stdout

ecran = io.StringIO()
with redirect_stdout(ecran):
    obtenu = en_minutes(1, 30)
montre = ecran.getvalue().strip()
assert obtenu is not None or not montre, (
    f"en_minutes(1, 30) montre {montre} à l'écran, mais ne donne rien : Python a reçu None. "
    "La main reste vide ! Remplace print par return."
)
assert obtenu is not None, (
    "en_minutes(1, 30) ne donne rien : Python a reçu None. Écris return devant ton calcul."
)
assert isinstance(obtenu, (int, float)), (
    f"en_minutes(1, 30) doit donner un nombre, et donne {obtenu!r}. "
    "Donne le nombre tout seul : pas de guillemets, pas de mot « minutes »."
)
### BEGIN HIDDEN TESTS
obtenu = en_minutes(7, 4)
assert isinstance(obtenu, (int, float)), (
    f"en_minutes(7, 4) doit donner un nombre, et donne {obtenu!r}. Y a-t-il un return dans tous les cas ?"
)
### END HIDDEN TESTS

# %% test="duree" points=1 says="en_minutes compte toutes les minutes"
reponses = [en_minutes(1, 30), en_minutes(2, 0)]
assert reponses[0] is None or reponses[0] != reponses[1], (
    f"1 h 30 et 2 h ne durent pas pareil, mais en_minutes donne {reponses[0]!r} les deux fois. "
    "Ton calcul se sert-il bien de heures et de minutes, sans les remplacer ?"
)
for heures, minutes in ((1, 30), (2, 0)):
    obtenu = en_minutes(heures, minutes)
    assert obtenu is not None, f"en_minutes({heures}, {minutes}) ne donne rien : None. As-tu écrit return ?"
    assert obtenu == heures * 60 + minutes, (
        f"{heures} h et {minutes} min, cela fait {heures * 60 + minutes} minutes. "
        f"Mais en_minutes({heures}, {minutes}) donne {obtenu!r}. Combien de minutes y a-t-il dans une heure ?"
    )
### BEGIN HIDDEN TESTS
reponses = [en_minutes(3, 15), en_minutes(5, 40), en_minutes(10, 1)]
assert None not in reponses, (
    "Avec d'autres nombres, en_minutes ne donne rien : None. Ton outil doit marcher pour tous les nombres. "
    "Calcule avec heures et minutes."
)
for heures, minutes in ((3, 15), (5, 40), (10, 1), (0, 45), (0, 0)):
    obtenu = en_minutes(heures, minutes)
    assert obtenu == heures * 60 + minutes, (
        f"{heures} h et {minutes} min, cela fait {heures * 60 + minutes} minutes. "
        f"Mais en_minutes({heures}, {minutes}) donne {obtenu!r}. Refais ce calcul sur papier, "
        "puis suis ton programme du doigt."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 4. À toi : le ruban
#
# Amina colle un ruban **tout autour** d'une affiche. L'affiche est un rectangle. Elle mesure 5 cm de long et 3 cm
# de large :
#
# ```
#         5
#    +---------+
#  3 |         | 3
#    +---------+
#         5
# ```
#
# Le tour fait 5 + 3 + 5 + 3 = 16 cm. Écris l'outil `tour`. On lui donne une longueur et une largeur.
# Il donne la longueur du **tour**.

# %% solution="tour"
def tour(longueur, largeur):
    ### BEGIN SOLUTION
    return 2 * (longueur + largeur)
    ### END SOLUTION

# %%
voyants(
    essai(tour, 5, 3, attendu=16),
    essai(tour, 10, 1, attendu=22),
)

# %% test="le-tour" points=2 says="tour fait tout le tour de l'affiche"
import io
from contextlib import redirect_stdout

for longueur, largeur in ((5, 3), (10, 1)):
    ecran = io.StringIO()
    with redirect_stdout(ecran):
        obtenu = tour(longueur, largeur)
    montre = ecran.getvalue().strip()
    assert obtenu is not None or not montre, (
        f"tour({longueur}, {largeur}) montre {montre} à l'écran, mais ne donne rien : None. Remplace print par return."
    )
    assert obtenu is not None, f"tour({longueur}, {largeur}) ne donne rien : None. Écris return devant ton calcul."
    assert obtenu == 2 * (longueur + largeur), (
        f"Une affiche de {longueur} sur {largeur} a un tour de {2 * (longueur + largeur)}, "
        f"mais tour({longueur}, {largeur}) donne {obtenu!r}. Pose ton doigt sur un coin et fais le tour : "
        "combien de côtés as-tu suivis ?"
    )
### BEGIN HIDDEN TESTS
for longueur, largeur in ((7, 2), (30, 21), (4, 4), (1, 9), (2.5, 6), (8, 0)):
    obtenu = tour(longueur, largeur)
    assert obtenu is not None, f"tour({longueur}, {largeur}) ne donne rien : None. Écris return devant ton calcul."
    assert obtenu == 2 * (longueur + largeur), (
        f"Une affiche de {longueur} sur {largeur} a un tour de {2 * (longueur + largeur)}, "
        f"mais tour({longueur}, {largeur}) donne {obtenu!r}. Ton outil doit marcher pour toutes les affiches : "
        "calcule avec longueur et largeur."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 5. À toi : un outil qui se sert d'un outil
#
# Amina a un rouleau de ruban. Y en a-t-il assez ? Écris l'outil `manque`. On lui donne la longueur du rouleau, puis la
# longueur et la largeur de l'affiche. Il donne **combien de ruban il manque**.
#
# | Rouleau | Affiche | Tour | Il manque |
# |---|---|---|---|
# | 10 | 5 sur 3 | 16 | 6 |
# | 16 | 5 sur 3 | 16 | 0 |
# | 50 | 5 sur 3 | 16 | 0 |
#
# S'il y a assez de ruban, il manque **0**. Un nombre plus petit que 0, comme -34, n'aide pas Amina.
#
# **Idée :** tu as déjà un outil pour le tour. Dans `manque`, appelle-le : `tour(longueur, largeur)`.

# %% solution="manque"
def manque(rouleau, longueur, largeur):
    ### BEGIN SOLUTION
    ruban = tour(longueur, largeur)  # mutation: ok (both orders go the same way round)
    if ruban > rouleau:  # mutation: ok (at the border both ways give 0)
        return ruban - rouleau
    else:
        return 0
    ### END SOLUTION

# %%
voyants(
    essai(manque, 10, 5, 3, attendu=6),
    essai(manque, 16, 5, 3, attendu=0),
    essai(manque, 50, 5, 3, attendu=0),
)

# %% test="ruban-manque" points=1 says="manque trouve combien de ruban il faut encore"
import io
from contextlib import redirect_stdout

ecran = io.StringIO()
with redirect_stdout(ecran):
    obtenu = manque(10, 5, 3)
montre = ecran.getvalue().strip()
assert obtenu is not None or not montre, (
    f"manque(10, 5, 3) montre {montre} à l'écran, mais ne donne rien : None. Remplace print par return."
)
assert obtenu is not None, "manque(10, 5, 3) ne donne rien : None. Y a-t-il un return quand le rouleau est trop court ?"
assert obtenu == 6, (
    f"Le tour fait 16, le rouleau fait 10 : il manque 6. Mais manque(10, 5, 3) donne {obtenu!r}. "
    "Quelle soustraction fais-tu ? Et ton outil tour, a-t-il tous ses voyants verts ?"
)
### BEGIN HIDDEN TESTS
for rouleau, longueur, largeur in ((0, 5, 3), (3, 20, 12), (17, 8, 2), (59, 14, 16)):
    ruban, obtenu = 2 * (longueur + largeur), manque(rouleau, longueur, largeur)
    assert obtenu == ruban - rouleau, (
        f"Le tour fait {ruban}, le rouleau fait {rouleau} : il manque {ruban - rouleau}. "
        f"Mais manque({rouleau}, {longueur}, {largeur}) donne {obtenu!r}. "
        "Appelle tour avec longueur et largeur, puis compare avec rouleau."
    )
### END HIDDEN TESTS

# %% test="ruban-assez" points=1 says="Quand il y a assez de ruban, il manque 0"
for rouleau in (16, 50):
    obtenu = manque(rouleau, 5, 3)
    assert obtenu is not None, (
        f"manque({rouleau}, 5, 3) ne donne rien : None. Il y a assez de ruban. Que fait ton programme, "
        "dans ce cas ? Pense à else."
    )
    assert obtenu == 0, (
        f"Le tour fait 16 et le rouleau fait {rouleau} : il y a assez de ruban, il manque 0. "
        f"Mais manque({rouleau}, 5, 3) donne {obtenu!r}. Avec if, compare d'abord le tour et le rouleau."
    )
### BEGIN HIDDEN TESTS
for rouleau, longueur, largeur in ((60, 14, 16), (100, 2, 3), (5, 1, 1), (41, 10, 10)):
    obtenu = manque(rouleau, longueur, largeur)
    assert obtenu == 0, (
        f"Le tour fait {2 * (longueur + largeur)} et le rouleau fait {rouleau} : il y a assez de ruban, il manque 0. "
        f"Mais manque({rouleau}, {longueur}, {largeur}) donne {obtenu!r}. "
        "Avec if, compare d'abord le tour et le rouleau."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Toute ta boîte
#
# Invente un outil à toi dans cette cellule. Puis montre-le à une amie avec ses voyants. Des idées :
#
# - le prix de plusieurs gaufres ;
# - ton âge dans dix ans ;
# - un bonjour avec un prénom.

# %%
def gaufres(nombre):
    return nombre * 2


voyants(
    essai(en_minutes, 1, 30, attendu=90),
    essai(tour, 5, 3, attendu=16),
    essai(manque, 10, 5, 3, attendu=6),
    essai(gaufres, 4, attendu=8),
)

# %% [markdown]
# ## 7. Défi pour les rapides : la chasse aux outils cassés
#
# On a mélangé ton outil `tour` avec des copies cassées ! En voici trois. **Trouve** leur erreur : appelle chacune avec
# des nombres à toi.

# %%
def tour_a(longueur, largeur):
    return longueur + largeur


def tour_b(longueur, largeur):
    return longueur * 4


def tour_c(longueur, largeur):
    return longueur * largeur


voyants(
    essai(tour_a, 5, 5, attendu=20),
    essai(tour_b, 5, 5, attendu=20),
    essai(tour_c, 5, 5, attendu=20),
)

# %% [markdown]
# Aïe : l'essai (5, 5) ne voit pas l'erreur de `tour_b`. Un seul essai peut se laisser tromper !
#
# Écris `verifie`. On lui donne un **outil**, sans parenthèses. Elle l'appelle avec des nombres que tu choisis :
#
# - elle donne `True` (vrai) si l'outil fait bien le tour ;
# - elle donne `False` (faux) s'il est cassé.
#
# Attention ! D'autres outils cassés sont cachés. L'un d'eux donne toujours la même réponse. Fais **plusieurs essais**,
# avec des rectangles bien différents. Pour appeler l'outil, écris par exemple `outil(5, 3)`.
#
# *Tu n'as pas le temps ? Pas grave : tu peux rendre ton travail sans le défi.*

# %% solution="verifie"
def verifie(outil):
    ### BEGIN SOLUTION
    for longueur, largeur in ((5, 3), (2, 9)):  # mutation: ok (the sides that she tries are hers)
        donne = outil(longueur, largeur)  # mutation: ok (the order of the sides is hers)
        if donne != 2 * (longueur + largeur):
            return False
    return True
    ### END SOLUTION

# %%
voyants(
    essai(verifie, tour, attendu=True),
    essai(verifie, tour_a, attendu=False),
    essai(verifie, tour_b, attendu=False),
    essai(verifie, tour_c, attendu=False),
)

# %% test="defi-verifie" points=1 says="Défi : verifie reconnaît les outils cassés"
def bon_outil(longueur, largeur):
    return longueur + largeur + longueur + largeur


def un_cote_de_chaque(longueur, largeur):
    return longueur + largeur


def comme_un_carre(longueur, largeur):
    return longueur * 4


reponse = verifie(bon_outil)
assert reponse is not None, "verifie ne donne rien : None. Elle doit donner True ou False, avec return."
assert reponse in (True, False), (
    f"verifie donne {reponse!r}. Elle doit donner True ou False : juste le mot, sans guillemets."
)
assert reponse == True, (
    f"On donne un bon outil à verifie, et elle donne {reponse!r}. On attend True. "
    "Les réponses que tu attends sont-elles justes ? Refais le tour sur papier."
)
for outil, erreur in (
    (un_cote_de_chaque, "Il additionne seulement deux côtés."),
    (comme_un_carre, "Il croit que toutes les affiches sont carrées. Essaie un rectangle qui n'est pas un carré."),
):
    reponse = verifie(outil)
    assert reponse is not None, (
        "Avec un outil cassé, verifie ne donne rien : None. Elle doit donner False, avec return."
    )
    assert reponse == False, f"Cet outil est cassé, mais verifie donne {reponse!r}. On attend False. {erreur}"
### BEGIN HIDDEN TESTS
appels = []


def espion(longueur, largeur):
    appels.append((longueur, largeur))
    return 2 * (longueur + largeur)


def surface(longueur, largeur):
    return longueur * largeur


def trois_cotes(longueur, largeur):
    return longueur + largeur + longueur


def autre_carre(longueur, largeur):
    return largeur * 4


def sans_return(longueur, largeur):
    None


assert verifie(espion) == True, "On donne un bon outil à verifie, et elle ne donne pas True. Vérifie tes réponses."
assert appels, "verifie n'appelle jamais l'outil. Écris outil, puis deux nombres entre parenthèses."


def toujours_pareil(longueur, largeur):
    return 2 * (appels[0][0] + appels[0][1])


for outil, erreur in (
    (surface, "Il multiplie au lieu d'additionner. Essaie d'autres nombres."),
    (trois_cotes, "Il oublie un petit côté. Essaie d'autres nombres."),
    (autre_carre, "Il croit que l'affiche est un carré. Essaie un rectangle très long."),
    (sans_return, "Il ne donne rien : None."),
    (toujours_pareil, "Il donne toujours la même réponse. Essaie au moins deux affiches différentes."),
):
    reponse = verifie(outil)
    assert reponse == False, f"Un outil cassé est passé : verifie donne {reponse!r}. {erreur}"
### END HIDDEN TESTS

# %% [markdown]
# ## Bravo !
#
# Ta boîte est pleine, et tu sais vérifier un outil. C'est le métier de beaucoup de programmeuses ! Avant de rendre,
# relance tout, de haut en bas. Puis appuie sur **Rendre**.
#
# Envie d'aller plus loin ? Une guirlande fait le tour de **plusieurs** affiches pareilles. Écris un outil `guirlande` qui
# se sert de `tour`.
