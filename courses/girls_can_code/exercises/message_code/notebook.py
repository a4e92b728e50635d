# %% [markdown]
# # Message codé
#
# Jeanne, ta voisine de 82 ans, a travaillé dans une filature de Roubaix. À ton âge, elle échangeait des mots secrets
# avec sa sœur. Ce matin, tu trouves ce papier dans ta boîte aux lettres :
#
# > « ivuqvby ! q'hp ylayvbcé th yvbl kl ivpz khuz sl nyluply. yluklg-cvbz zhtlkp, hb ihuj kb jhuhs. hwwvyal bul
# > nhbmyl ! »
#
# Que veut-elle te dire ? Tu vas fabriquer une machine à coder, puis à **décoder**. *(Jeanne est inventée pour
# l'exercice.)*
#
# Son secret est une **roue**. Lance la cellule avec **Maj + Entrée**.

# %%
from girls_can_code import roue

roue(3)

# %% [markdown]
# Dehors, il y a l'alphabet. Dedans, le même alphabet, tourné de 3 places. Chaque lettre devient celle qui est en
# dessous : `a` devient `d`.
#
# Le nombre 3 s'appelle la **clé**. Qui n'a pas la clé ne peut pas lire. Change la clé, et relance.
#
# **Devine d'abord** : que devient `z` avec la clé 1 ?

# %% [markdown]
# ## 1. Les lettres ont une place
#
# Pour l'ordinateur, coder, c'est compter. `ALPHABET` est un texte de 26 lettres. On compte les places **à partir de
# zéro**. La lettre `a` est à la place 0, et `z` à la place 25.
#
# - `ALPHABET.index("c")` donne la **place** d'une lettre ;
# - `ALPHABET[2]` donne la **lettre** d'une place.

# %% locked="alphabet"
ALPHABET = "abcdefghijklmnopqrstuvwxyz"

# %%
print(ALPHABET.index("c"))
print(ALPHABET[2])
print(ALPHABET[ALPHABET.index("c") + 3])

# %% [markdown]
# ## 2. Faire le tour
#
# Il est 22 heures. Dans 5 heures, il sera… 27 heures ? Non : 3 heures. Après 23, on repart à 0.
#
# Le signe `%` se dit **modulo**. `27 % 24` enlève des tours de 24, et donne **ce qui reste** : 3. Il marche aussi
# sous 0 : une heure avant minuit, il est 23 heures.
#
# **Devine** chaque réponse avant de lancer :

# %%
print(27 % 24)
print(10 % 24)
print(24 % 24)
print(-1 % 24)

# %% [markdown]
# L'alphabet tourne comme une horloge de **26** lettres. Après la place 25, on repart à la place 0.
#
# ## 3. À toi : décaler une lettre
#
# Écris `decale`. On lui donne une lettre et une clé. Elle donne la lettre codée.
#
# | Lettre | Clé | Elle donne |
# |---|---|---|
# | `"a"` | 3 | `"d"` |
# | `"z"` | 1 | `"a"` |
# | `"d"` | -3 | `"a"` |
# | `"a"` | 27 | `"b"` |
#
# Il y a trois étapes :
#
# 1. trouve la place de la lettre ;
# 2. ajoute la clé à cette place, et fais le tour ;
# 3. donne la lettre de la nouvelle place.
#
# La ligne `raise NotImplementedError` veut dire « pas encore fait ». Efface-la, et écris à la place.

# %% solution="decale"
def decale(lettre, cle):
    ### BEGIN SOLUTION
    place = ALPHABET.index(lettre)
    return ALPHABET[(place + cle) % 26]
    ### END SOLUTION

# %%
decale("a", 3)

# %% [markdown]
# Les cellules comme celle-ci vérifient ton travail. **Si rien ne s'affiche, c'est gagné.** Si un message arrive,
# lis-le : il te dit quoi essayer.

# %% test="une-lettre" points=1 says="decale avance une lettre de la bonne distance"
for lettre, cle, attendu in (("a", 3, "d"), ("k", 2, "m")):
    obtenu = decale(lettre, cle)
    assert obtenu is not None, f'decale("{lettre}", {cle}) ne donne rien : Python a reçu None. Termine par return.'
    assert isinstance(obtenu, str), (
        f'decale("{lettre}", {cle}) donne {obtenu!r} : c\'est une place. Quelle lettre est à cette place dans ALPHABET ?'
    )
    assert obtenu == attendu, (
        f'decale("{lettre}", {cle}) donne {obtenu!r}, et on attend {attendu!r}. '
        "Compte sur la roue avec ton doigt. Ta place change-t-elle avec la clé ?"
    )
### BEGIN HIDDEN TESTS
for lettre, cle, attendu in (("b", 5, "g"), ("m", 12, "y"), ("e", 0, "e"), ("h", 10, "r"), ("t", 1, "u")):
    obtenu = decale(lettre, cle)
    assert obtenu == attendu, (
        f'decale("{lettre}", {cle}) donne {obtenu!r}, et on attend {attendu!r}. '
        "Compte sur la roue avec ton doigt. Ta place change-t-elle avec la clé ?"
    )
### END HIDDEN TESTS

# %% test="le-tour" points=2 says="Après z, decale repart à a, même avec une grande clé"
def essaie(lettre, cle):
    try:
        return decale(lettre, cle)
    except IndexError:
        raise AssertionError(
            f'decale("{lettre}", {cle}) cherche une place qui n\'existe pas dans ALPHABET : les places vont de 0 à 25. '
            "Fais le tour avec % 26, avant de prendre la lettre."
        ) from None


for lettre, cle, attendu in (("z", 1, "a"), ("d", -3, "a")):
    obtenu = essaie(lettre, cle)
    assert obtenu is not None, f'decale("{lettre}", {cle}) ne donne rien : Python a reçu None. Termine par return.'
    assert obtenu == attendu, (
        f'decale("{lettre}", {cle}) donne {obtenu!r}, et on attend {attendu!r}. '
        "L'alphabet a 26 lettres. Que reste-t-il après un tour complet ?"
    )
### BEGIN HIDDEN TESTS
for lettre, cle, attendu in (
    ("x", 5, "c"),
    ("a", 26, "a"),
    ("a", 27, "b"),
    ("q", 60, "y"),
    ("a", -1, "z"),
    ("c", -30, "y"),
    ("y", 1, "z"),
    ("b", -1, "a"),
    ("a", 25, "z"),
):
    obtenu = essaie(lettre, cle)
    assert obtenu == attendu, (
        f'decale("{lettre}", {cle}) donne {obtenu!r}, et on attend {attendu!r}. '
        "La clé peut être plus grande que 26, ou plus petite que 0. Le signe % enlève tous les tours d'un coup."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Un dictionnaire pour coder
#
# Un **dictionnaire** range des valeurs sous des étiquettes. Pour trouver une valeur, on donne son étiquette entre
# crochets. En voici un qui traduit. **Devine** ce qui s'affiche :

# %%
traduction = {}
traduction["chat"] = "cat"
traduction["chien"] = "dog"

print(traduction["chien"])
print("chat" in traduction)
print("souris" in traduction)

# %% [markdown]
# `{}` est un dictionnaire vide. La ligne `traduction["chat"] = "cat"` y range une valeur.
#
# **À toi.** Écris `table`. On lui donne une clé. Elle donne un dictionnaire de 26 étiquettes. Sous chaque lettre de
# l'alphabet, il y a la lettre codée. Par exemple, `table(3)["a"]` vaut `"d"`.
#
# Commence avec un dictionnaire vide. Lis `ALPHABET` avec `for`, et sers-toi de `decale`.

# %% solution="table"
def table(cle):
    ### BEGIN SOLUTION
    resultat = {}
    for lettre in ALPHABET:
        resultat[lettre] = decale(lettre, cle)
    return resultat
    ### END SOLUTION

# %%
table(3)

# %% test="la-table" points=1 says="table range la lettre codée sous chaque lettre"
obtenu = table(3)
assert obtenu is not None, "table(3) ne donne rien : Python a reçu None. Termine par return, après la boucle."
assert isinstance(obtenu, dict), f"table(3) donne {obtenu!r}. On attend un dictionnaire : commence avec des accolades."
assert "lettre" not in obtenu, (
    'table(3) range tout sous l\'étiquette "lettre". Avec des guillemets, c\'est un mot. '
    "Sans guillemets, c'est la lettre du moment : enlève-les."
)
assert len(obtenu) != 1, (
    f"table(3) donne {obtenu!r} : une seule lettre. Ton return est-il dans la boucle ? "
    "Ou ton dictionnaire se vide-t-il à chaque tour ?"
)
assert sorted(obtenu) == sorted("abcdefghijklmnopqrstuvwxyz"), (
    f"Les étiquettes de table(3) sont {sorted(map(str, obtenu))}. On attend les 26 lettres, une étiquette chacune."
)
assert obtenu["a"] == "d", (
    f"Sous l'étiquette 'a', table(3) range {obtenu['a']!r}. On attend 'd' : demande à decale, avec la lettre et la clé."
)
### BEGIN HIDDEN TESTS
for cle in (1, 11, 19, -4):
    obtenu = table(cle)
    for place, lettre in enumerate("abcdefghijklmnopqrstuvwxyz"):
        attendu = "abcdefghijklmnopqrstuvwxyz"[(place + cle) % 26]
        assert obtenu[lettre] == attendu, (
            f"Sous l'étiquette {lettre!r}, table({cle}) range {obtenu[lettre]!r}, et on attend {attendu!r}. "
            "Demande à decale, avec la lettre et la clé. Et decale, passe-t-elle ses vérifications ?"
        )
### END HIDDEN TESTS

# %% [markdown]
# ## 5. À toi : coder un message
#
# Écris `code`. On lui donne un texte et une clé. Elle donne le texte codé :
#
# - les lettres de `a` à `z` changent ;
# - **tout le reste ne change pas** : espaces, virgules, majuscules, lettres avec un accent.
#
# `code("salut, Lou !", 3)` donne `"vdoxw, Lrx !"`. Le L reste un L.
#
# Fais comme dans « Le mot caché ». Au début, le texte est vide. À chaque tour, tu colles un signe.

# %% solution="code"
def code(texte, cle):
    ### BEGIN SOLUTION
    codes = table(cle)
    secret = ""
    for signe in texte:
        if signe in codes:
            secret = secret + codes[signe]
        else:
            secret = secret + signe
    return secret
    ### END SOLUTION

# %%
code("salut, Lou !", 3)

# %% test="coder" points=2 says="code change les lettres, et garde tout le reste"
for texte, cle, attendu in (("salut", 3, "vdoxw"), ("salut, Lou !", 3, "vdoxw, Lrx !")):
    try:
        obtenu = code(texte, cle)
    except (KeyError, ValueError):
        raise AssertionError(
            f"code({texte!r}, {cle}) s'arrête sur un signe qui n'est pas dans l'alphabet. "
            "Avec if, demande d'abord si le signe est dans la table. Sinon, colle-le comme il est."
        ) from None
    assert obtenu is not None, f"code({texte!r}, {cle}) ne donne rien : Python a reçu None. Termine par return."
    assert isinstance(obtenu, str), f"code({texte!r}, {cle}) donne {obtenu!r}. On attend un texte."
    assert len(obtenu) == len(texte), (
        f"code({texte!r}, {cle}) donne {obtenu!r}. Le texte a {len(texte)} signes, et il en sort {len(obtenu)}. "
        "Chaque signe doit rester, même l'espace et la virgule. Et return vient après la boucle."
    )
    assert obtenu == attendu, (
        f"code({texte!r}, {cle}) donne {obtenu!r}, et on attend {attendu!r}. Compare signe par signe : lequel change ?"
    )
### BEGIN HIDDEN TESTS
for texte, cle, attendu in (
    ("zoo", 2, "bqq"),
    ("à midi, été comme hiver", 10, "à wsns, édé mywwo rsfob"),
    ("12 gaufres ?", 40, "12 uoitfsg ?"),
    ("", 5, ""),
    ("rien ne bouge", 0, "rien ne bouge"),
    ("À Roubaix\nà 18 h", -5, "À Rjpwvds\nà 18 c"),
):
    obtenu = code(texte, cle)
    assert obtenu == attendu, (
        f"code({texte!r}, {cle}) donne {obtenu!r}, et on attend {attendu!r}. "
        "Les lettres de a à z changent avec la clé, tout le reste est gardé."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 6. À toi : décoder
#
# Écris `decode`. On lui donne un texte codé et la clé. Elle redonne le texte de départ.
#
# **Idée :** pour revenir, la roue tourne dans l'autre sens. Quelle clé fait cela ? Sers-toi de `code`.

# %% solution="decode"
def decode(texte, cle):
    ### BEGIN SOLUTION
    return code(texte, -cle)
    ### END SOLUTION

# %%
from girls_can_code import essai, voyants

voyants(
    essai(decale, "z", 1, attendu="a"),
    essai(code, "salut", 3, attendu="vdoxw"),
    essai(decode, "vdoxw", 3, attendu="salut"),
)

# %% test="aller-retour" points=2 says="decode(code(texte)) redonne le texte"
for texte, cle in (("salut, Lou !", 3), ("rendez-vous demain", 7)):
    secret = code(texte, cle)
    assert isinstance(secret, str), f"code({texte!r}, {cle}) donne {secret!r}. Répare code d'abord."
    obtenu = decode(secret, cle)
    assert obtenu is not None, f"decode({secret!r}, {cle}) ne donne rien : Python a reçu None. Termine par return."
    assert obtenu == texte, (
        f"On code {texte!r} avec la clé {cle} : {secret!r}. On décode, et on lit {obtenu!r}. "
        "Pour revenir au départ, de combien faut-il tourner la roue, et dans quel sens ?"
    )
### BEGIN HIDDEN TESTS
for texte, cle in (
    ("zigzag au parc, à 16 h 30 !", 19),
    ("un xylophone jaune", 26),
    ("quel beau voyage, Fatou", 53),
    ("whisky le chat dort", -8),
):
    secret = code(texte, cle)
    obtenu = decode(secret, cle)
    assert obtenu == texte, (
        f"On code {texte!r} avec la clé {cle} : {secret!r}. On décode, et on lit {obtenu!r}. "
        "decode doit marcher pour tous les textes et toutes les clés."
    )
for texte, cle, attendu in (("mjqqt", 5, "hello"), ("gur onyy", 13, "the ball")):
    obtenu = decode(texte, cle)
    assert obtenu == attendu, (
        f"decode({texte!r}, {cle}) donne {obtenu!r}, et on attend {attendu!r}. Tourne la roue à l'envers."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Le papier de Jeanne
#
# Au dos du papier, Jeanne a dessiné **7 gaufres**. Et si c'était la clé ? Lance la cellule !

# %%
papier = "ivuqvby ! q'hp ylayvbcé th yvbl kl ivpz khuz sl nyluply. yluklg-cvbz zhtlkp, hb ihuj kb jhuhs. hwwvyal bul nhbmyl !"

decode(papier, 7)

# %% [markdown]
# Réponds-lui avec un message codé. Puis échange un message avec une amie : dis-lui la clé à l'oreille.
#
# **Attention :** ce code est un jeu. Il n'y a que 25 clés : quelqu'un de patient les essaie toutes. N'y cache jamais un
# vrai mot de passe ni ton adresse.

# %%
code("d'accord, je viens !", 7)

# %% [markdown]
# ## 8. Défi pour les rapides : sans la clé !
#
# Samedi, au banc du canal, Jeanne te donne un deuxième papier. Cette fois, il n'y a pas de clé…
#
# > « cr gvkzkv dflvkkv vjk trtyév uviizèiv cr drtyzev à kzjjvi. kfliev cr drezmvccv kifzj wfzj, vk ivxriuv ve uvjjflj. »
#
# En français, la lettre la plus fréquente est presque toujours le **e**. Compte les lettres du papier. Celle qui revient
# le plus souvent est sans doute un `e` caché !
#
# Pour compter, un dictionnaire est parfait. `compte.get(fruit, 0)` donne le nombre rangé sous `fruit`. S'il n'y en
# a pas encore, il donne 0 :

# %%
compte = {}
for fruit in ["pomme", "kiwi", "pomme", "pomme"]:
    compte[fruit] = compte.get(fruit, 0) + 1

print(compte)
print(max(compte, key=compte.get))

# %% [markdown]
# La dernière ligne donne l'étiquette qui a le plus grand nombre.
#
# Écris `trouve_cle`. On lui donne un texte codé. Elle donne la clé, de 0 à 25. Compte seulement les lettres de `a` à `z`.
# L'espace est très fréquent, mais il ne dit rien.
#
# *Tu n'as pas le temps ? Pas grave : tu peux rendre ton travail sans le défi.*

# %% solution="trouve-cle"
def trouve_cle(texte):
    ### BEGIN SOLUTION
    compte = {}
    for signe in texte:
        if signe in ALPHABET:
            compte[signe] = compte.get(signe, 0) + 1  # mutation: ok (only which letter has most)
    frequente = max(compte, key=compte.get)
    return (ALPHABET.index(frequente) - ALPHABET.index("e")) % 26
    ### END SOLUTION

# %% [markdown]
# Ta fonction est prête ? Lis le deuxième papier : efface le signe `#` de la dernière ligne.

# %%
papier2 = "cr gvkzkv dflvkkv vjk trtyév uviizèiv cr drtyzev à kzjjvi. kfliev cr drezmvccv kifzj wfzj, vk ivxriuv ve uvjjflj."

# decode(papier2, trouve_cle(papier2))

# %% test="defi-cle" points=1 says="Défi : trouve_cle devine la clé toute seule"
def avec_cle(texte, cle):
    lettres = "abcdefghijklmnopqrstuvwxyz"
    return "".join(lettres[(lettres.index(x) + cle) % 26] if x in lettres else x for x in texte)


def devine(secret):
    try:
        return trouve_cle(secret)
    except ValueError:
        raise AssertionError(
            "trouve_cle cherche dans l'alphabet un signe qui n'y est pas. Le plus fréquent est sans doute l'espace ! "
            "Compte un signe seulement s'il est dans ALPHABET."
        ) from None


texte = "demain, je prépare des crêpes avec elle et sa petite chienne."
for cle in (4, 0):
    obtenu = devine(avec_cle(texte, cle))
    assert obtenu is not None, "trouve_cle ne donne rien : Python a reçu None. Termine par return."
    assert isinstance(obtenu, (int, float)), (
        f"trouve_cle donne {obtenu!r}, et on attend un nombre. De combien de places le e s'est-il déplacé ?"
    )
    assert obtenu == cle, (
        f"On a codé un texte avec la clé {cle}, et trouve_cle donne {obtenu!r}. "
        "Quelle lettre revient le plus ? Quelle distance y a-t-il de e jusqu'à elle ? Les espaces ne comptent pas."
    )
### BEGIN HIDDEN TESTS
for texte, cle in (
    ("le vent se lève : fermez les fenêtres, et rentrez les belles serviettes !", 23),
    ("il reste une seule semaine avant la fête de l'été.", 11),
    ("le vent se lève : fermez les fenêtres, et rentrez les belles serviettes !", 21),
    ("il reste une seule semaine avant la fête de l'été.", 25),
):
    obtenu = devine(avec_cle(texte, cle))
    assert obtenu == cle, (
        f"On a codé un texte avec la clé {cle}, et trouve_cle donne {obtenu!r}. "
        "Si la distance est plus petite que 0, fais le tour avec % 26."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Bravo !
#
# Tu codes, tu décodes, et tu casses même un code. Pendant la guerre, à Bletchley Park, en Angleterre, beaucoup de femmes
# ont fait ce travail. Relance tout, puis appuie sur **Rendre**.
#
# Envie d'aller plus loin ? Change de clé à chaque lettre : 1, puis 2, puis 3… La fréquence du `e` aide-t-elle encore ?
