# %% [markdown]
# # Le mot caché
#
# Il pleut sur Roubaix. Au centre de loisirs, Fatou et Zoé inventent un jeu. L'une pense à un mot, l'autre cherche ses
# lettres. À chaque erreur, une fleur perd un pétale. Elle en a huit !
#
# Tu vas programmer ce jeu, morceau par morceau. À la fin, tu joues avec une amie.
# *(Fatou et Zoé sont inventées pour l'exercice.)*
#
# Voici un moment d'une partie. Lance la cellule avec **Maj + Entrée**. Quel est le mot, à ton avis ?

# %%
from girls_can_code import fleur

fleur(3, "p_sc_ne", ["p", "s", "o", "n", "e", "a", "c", "t"])

# %% [markdown]
# Le premier nombre, 3, compte les erreurs. Change-le, et relance. Que se passe-t-il avec 8 ?

# %% [markdown]
# ## 1. Lire un mot, lettre par lettre
#
# Un **texte** est une suite de lettres, entre guillemets. La boucle `for` les prend l'une après l'autre.
#
# La fonction `echo` fabrique un nouveau texte. Au début, `resultat` est vide : `""`. À chaque tour, elle y colle la
# lettre, deux fois.
#
# **Devine d'abord** : que donne `echo("non")` ?

# %%
def echo(mot):
    resultat = ""
    for lettre in mot:
        resultat = resultat + lettre + lettre
    return resultat


echo("non")

# %% [markdown]
# Regarde bien où est `return` : sous le `f` de `for`, **après** la boucle. On attend d'avoir lu tout le mot.
#
# ## 2. Est-ce dedans ?
#
# Le petit mot `in` pose une question : est-ce **dedans** ? La réponse est `True` (oui) ou `False` (non).
#
# - On cherche une lettre dans un texte : `"i" in "piscine"`.
# - On cherche aussi dans une **liste**. Une liste range plusieurs valeurs entre crochets : `["p", "s", "e"]`.
#
# **Devine** chaque réponse avant de lancer :

# %%
print("i" in "piscine")
print("z" in "piscine")
print("p" in ["p", "s", "e"])
print("é" in "èéêë")

# %% [markdown]
# ## 3. À toi : les accents
#
# Dans notre jeu, `é` compte comme `e`. Comme ça, une seule lettre suffit pour « été » et « fenêtre ».
#
# Écris la fonction `sans_accent`. On lui donne **une** lettre. Elle donne la même lettre, sans accent :
#
# | On donne | Elle donne |
# |---|---|
# | é, è, ê ou ë | e |
# | à ou â | a |
# | î ou ï | i |
# | ô | o |
# | ù, û ou ü | u |
# | ç | c |
# | une autre lettre | la même lettre |
#
# **Idée :** la question `lettre in "éèêë"` remplace quatre questions.
#
# La ligne `raise NotImplementedError` veut dire « pas encore fait ». Efface-la, et écris à la place.

# %% solution="sans-accent"
def sans_accent(lettre):
    ### BEGIN SOLUTION
    if lettre in "éèêë":
        return "e"
    elif lettre in "àâ":
        return "a"
    elif lettre in "îï":
        return "i"
    elif lettre == "ô":
        return "o"
    elif lettre in "ùûü":
        return "u"
    elif lettre == "ç":
        return "c"
    else:
        return lettre
    ### END SOLUTION

# %%
sans_accent("ê")

# %% [markdown]
# Les cellules comme celle-ci vérifient ton travail. **Si rien ne s'affiche, c'est gagné.** Si un message arrive,
# lis-le : il te dit quoi essayer.

# %% test="les-accents" points=1 says="sans_accent enlève les accents, et garde les autres lettres"
for lettre, attendu in (("é", "e"), ("b", "b")):
    obtenu = sans_accent(lettre)
    assert obtenu is not None, (
        f'sans_accent("{lettre}") ne donne rien : Python a reçu None. Y a-t-il un return pour cette lettre ?'
    )
    assert obtenu == attendu, (
        f'sans_accent("{lettre}") donne {obtenu!r}, et on attend {attendu!r}. '
        "Suis tes questions du doigt : à laquelle répond-on oui en premier ?"
    )
### BEGIN HIDDEN TESTS
for lettre, attendu in zip("èêëàâîïôùûüçezoyacui", "eeeaaiiouuucezoyacui"):
    obtenu = sans_accent(lettre)
    assert obtenu is not None, (
        f'sans_accent("{lettre}") ne donne rien : Python a reçu None. Y a-t-il un return pour cette lettre ?'
    )
    assert obtenu == attendu, (
        f'sans_accent("{lettre}") donne {obtenu!r}, et on attend {attendu!r}. '
        "Relis le tableau, puis suis tes questions du doigt avec cette lettre."
    )
### END HIDDEN TESTS

# %% [markdown]
# Ta fonction sert tout de suite ! Voici `simplifie`, déjà écrite. Elle enlève les accents de **tout un mot**. Lis-la :
# elle ressemble à `echo`.

# %% locked="simplifie"
def simplifie(mot):
    resultat = ""
    for lettre in mot:
        resultat = resultat + sans_accent(lettre)
    return resultat

# %%
simplifie("forêt")

# %% [markdown]
# ## 4. À toi : le masque
#
# Écris la fonction `masque`. On lui donne le mot, et la liste des lettres essayées. Elle donne le mot à montrer :
#
# - une lettre essayée se voit, **avec son accent** ;
# - une autre lettre devient `_` (le tiret du 8).
#
# | Mot | Lettres essayées | Le masque donne |
# |---|---|---|
# | `"piscine"` | `["p", "e"]` | `"p_____e"` |
# | `"piscine"` | `["i", "z"]` | `"_i__i__"` |
# | `"été"` | `["e"]` | `"é_é"` |
#
# Fais comme `echo` : commence avec un texte vide, et colle un signe à chaque tour. N'ajoute pas d'espace.

# %% solution="masque"
def masque(mot, lettres):
    ### BEGIN SOLUTION
    resultat = ""
    for lettre in mot:
        if sans_accent(lettre) in lettres:
            resultat = resultat + lettre
        else:
            resultat = resultat + "_"
    return resultat
    ### END SOLUTION

# %%
masque("piscine", ["p", "e"])

# %% test="le-masque" points=2 says="masque cache les lettres qu'on n'a pas essayées"
for mot, lettres, attendu in (("piscine", ["p", "e"], "p_____e"), ("piscine", ["i", "z"], "_i__i__")):
    obtenu = masque(mot, lettres)
    appel = f'masque("{mot}", {lettres})'
    assert obtenu is not None, (
        f"{appel} ne donne rien : Python a reçu None. Termine par return, après la boucle. print ne suffit pas."
    )
    assert isinstance(obtenu, str), f"{appel} donne {obtenu!r}. On attend un texte : commence avec resultat = \"\"."
    assert len(obtenu) != 1 or obtenu != attendu[0], (
        f"{appel} donne {obtenu!r} : un seul signe, le premier. Ton return est-il dans la boucle ? "
        "Décale-le vers la gauche, sous le f de for."
    )
    assert len(obtenu) != 1, (
        f"{appel} donne {obtenu!r} : un seul signe, le dernier. Ton résultat se vide-t-il à chaque tour ? "
        'La ligne resultat = "" vient avant la boucle.'
    )
    assert " " not in obtenu, f"{appel} donne {obtenu!r}. Il y a un espace : colle les signes sans espace."
    assert len(obtenu) == len(mot), (
        f"« {mot} » a {len(mot)} lettres, mais {appel} donne {obtenu!r}. "
        "Il faut un signe par lettre du mot. Ta boucle lit-elle bien le mot ?"
    )
    assert obtenu == attendu, (
        f"{appel} donne {obtenu!r}, et on attend {attendu!r}. Une lettre essayée se voit, les autres deviennent _."
    )
### BEGIN HIDDEN TESTS
for mot, lettres, attendu in (
    ("banane", ["a"], "_a_a_e".replace("e", "_")),
    ("musique", ["e", "u", "q", "w"], "_u__que"),
    ("canal", [], "_____"),
    ("lilas", ["s", "i", "l", "a"], "lilas"),
    ("brique", ["x"], "______"),
):
    obtenu = masque(mot, lettres)
    appel = f'masque("{mot}", {lettres})'
    assert obtenu is not None, f"{appel} ne donne rien : Python a reçu None. Termine par return, après la boucle."
    assert obtenu == attendu, (
        f"{appel} donne {obtenu!r}, et on attend {attendu!r}. Ta fonction doit marcher pour tous les mots : "
        "regarde chaque lettre de mot, et demande si elle est dans lettres."
    )
### END HIDDEN TESTS

# %% test="masque-accents" points=1 says="é se montre quand on a essayé e"
obtenu = masque("été", ["e"])
assert obtenu is not None, 'masque("été", ["e"]) ne donne rien : None. Termine par return, après la boucle.'
assert obtenu != "___", (
    "masque(\"été\", [\"e\"]) donne '___'. On a essayé e, et é compte comme e. Avant de chercher dans la liste, "
    "demande à sans_accent."
)
assert obtenu == "é_é", (
    f"masque(\"été\", [\"e\"]) donne {obtenu!r}, et on attend 'é_é'. Ajoute au résultat la lettre du mot, "
    "avec son accent."
)
### BEGIN HIDDEN TESTS
for mot, lettres, attendu in (
    ("forêt", ["e", "f"], "f__ê_"),
    ("garçon", ["c", "n"], "___ç_n"),
    ("gâteau", ["a"], "_â__a_"),
    ("maïs", ["i", "u"], "__ï_"),
    ("clé", ["c", "l"], "cl_"),
):
    obtenu = masque(mot, lettres)
    assert obtenu == attendu, (
        f'masque("{mot}", {lettres}) donne {obtenu!r}, et on attend {attendu!r}. '
        "Pour chercher, prends la lettre sans accent. Pour montrer, prends la lettre du mot."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 5. À toi : gagné ?
#
# Écris `gagne`. On lui donne le mot et les lettres essayées. Elle donne `True` si tout le mot est trouvé, `False` sinon.
#
# **Idée :** que reste-t-il dans le masque, tant qu'on n'a pas gagné ?

# %% solution="gagne"
def gagne(mot, lettres):
    ### BEGIN SOLUTION
    return "_" not in masque(mot, lettres)
    ### END SOLUTION

# %%
gagne("été", ["t", "e"])

# %% test="gagne-ou-pas" points=1 says="gagne sait quand tout le mot est trouvé"
for mot, lettres, attendu in (("lune", ["l", "u", "n", "e"], True), ("lune", ["l", "u", "n"], False)):
    assert masque(mot, lettres) is not None, "gagne a besoin du masque, et masque ne donne rien. Répare masque d'abord."
    obtenu = gagne(mot, lettres)
    assert obtenu is not None, (
        f'gagne("{mot}", {lettres}) ne donne rien : None. Il faut un return dans tous les cas, avec True ou False.'
    )
    assert obtenu in (True, False), (
        f'gagne("{mot}", {lettres}) donne {obtenu!r}. On attend True ou False : juste le mot, sans guillemets.'
    )
    assert obtenu == attendu, (
        f'gagne("{mot}", {lettres}) donne {obtenu!r}, et on attend {attendu!r}. '
        f"Le masque est {masque(mot, lettres)!r} : reste-t-il un tiret ?"
    )
### BEGIN HIDDEN TESTS
for mot, lettres, attendu in (
    ("banane", ["z", "n", "a", "b", "e"], True),
    ("banane", ["b", "a", "n", "x", "y", "z"], False),
    ("été", ["e", "t"], True),
    ("été", ["e", "a", "i"], False),
    ("as", [], False),
    ("sol", ["l", "o", "s", "e", "a"], True),
):
    obtenu = gagne(mot, lettres)
    assert obtenu == attendu, (
        f'gagne("{mot}", {lettres}) donne {obtenu!r}, et on attend {attendu!r}. '
        f"Le masque est {masque(mot, lettres)!r} : reste-t-il un tiret ?"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 6. À toi : la partie !
#
# Tous les morceaux sont là. Le début et la fin de `jouer` sont déjà écrits. Lis :
#
# - `lettres = []` est une liste vide : on n'a rien essayé ;
# - `while` **recommence** tant qu'il y a moins de 8 erreurs et qu'on n'a pas gagné ;
# - `display` montre un dessin, et `input` attend que la joueuse écrive une lettre.
#
# Il manque deux gestes, dans la boucle, juste après `input` :
#
# 1. range `lettre` dans la liste `lettres`. Exemple : `panier.append("pomme")` range une pomme dans `panier` ;
# 2. si `lettre` n'est **pas** dans `simplifie(mot)`, compte une erreur de plus. « Pas dedans » s'écrit `not in`.
#
# Garde le même décalage que les lignes du dessus : huit espaces.

# %% solution="jouer"
def jouer(mot):
    lettres = []
    erreurs = 0
    while erreurs < 8 and not gagne(mot, lettres):
        display(fleur(erreurs, masque(mot, lettres), lettres))
        lettre = sans_accent(input("Une lettre ? ").lower())
        ### BEGIN SOLUTION
        lettres.append(lettre)
        if lettre not in simplifie(mot):
            erreurs = erreurs + 1
        ### END SOLUTION
    display(fleur(erreurs, mot, lettres))
    return erreurs

# %% [markdown]
# À toi de jouer ! Change les mots de la liste. Puis **efface le signe `#`** de la dernière ligne, et lance. Écris une
# lettre, appuie sur **Entrée**. Demande ensuite à une amie de choisir des mots en secret.

# %%
import random

mots = ["piscine", "fenêtre", "canal", "étoile", "chocolat", "brique", "vélo"]

# jouer(random.choice(mots))

# %% test="la-partie" points=2 says="La partie compte les erreurs, et s'arrête au bon moment"
from unittest.mock import patch


def partie(mot, frappes):
    reste = list(frappes)

    def repond(question=""):
        assert reste, (
            f"Le mot est « {mot} ». La joueuse a essayé {', '.join(frappes)} : la partie est finie. "
            "Mais ton jeu demande encore une lettre. Range-t-il chaque lettre dans lettres ? Compte-t-il les erreurs ?"
        )
        return reste.pop(0)

    try:
        with patch("builtins.input", repond):
            return jouer(mot), reste
    except TypeError as erreur:
        assert "NoneType" not in str(erreur), (
            "Pendant la partie, une valeur est devenue None : rien. append range la lettre, mais ne donne rien. "
            "Écris lettres.append(lettre) tout seul, sans « lettres = » devant."
        )
        raise


assert sans_accent("a") == "a", "La partie se sert de sans_accent. Répare-la d'abord."
assert masque("lune", ["l"]) == "l___", "La partie se sert de masque. Répare-la d'abord."
assert gagne("lune", ["l"]) == False, "La partie se sert de gagne. Répare-la d'abord."
for mot, frappes, attendu in (("lune", "lune", 0), ("lune", "lanune", 1)):
    erreurs, reste = partie(mot, frappes)
    assert erreurs is not None, "jouer ne donne rien : None. Garde la dernière ligne, return erreurs."
    assert erreurs == attendu, (
        f"Le mot est « {mot} ». La joueuse essaie {', '.join(frappes)}. On attend {attendu} erreur(s), "
        f"et ton jeu en compte {erreurs!r}. Une erreur, c'est une lettre qui n'est pas dans le mot."
    )
### BEGIN HIDDEN TESTS
for mot, frappes, attendu in (
    ("été", "et", 0),
    ("été", "aeit", 2),
    ("forêt", "zyxforet", 3),
    ("canal", "bdefghij", 8),
    ("banane", "eklbman", 3),
    ("gâteau", "GATEU", 0),
):
    erreurs, reste = partie(mot, frappes)
    assert erreurs == attendu, (
        f"Le mot est « {mot} ». La joueuse essaie {', '.join(frappes)}. On attend {attendu} erreur(s), "
        f"et ton jeu en compte {erreurs!r}. Une erreur, c'est une lettre qui n'est pas dans le mot, sans les accents."
    )
    assert not reste, (
        f"Le mot est « {mot} ». La partie s'arrête trop tôt : il restait {', '.join(reste)} à essayer. "
        "Garde la ligne while comme elle était."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Défi pour les rapides : les catégories
#
# Un **dictionnaire** range des valeurs sous des noms, comme des tiroirs avec une étiquette :
#
# ```python
# DESSERTS = {
#     "chaud": ["crêpe", "gaufre"],
#     "froid": ["glace", "sorbet"],
# }
# DESSERTS["froid"]
# ```
#
# `DESSERTS["froid"]` ouvre le tiroir `"froid"` : c'est la liste `["glace", "sorbet"]`.
#
# 1. Fabrique `CATEGORIES` : au moins **trois** tiroirs. Dans chacun, range au moins **trois** mots, en petites lettres.
# 2. Écris `tirer`. On lui donne le nom d'un tiroir. Elle donne un mot de ce tiroir, **au hasard**.
#    `random.choice(liste)` choisit au hasard dans une liste.
#
# *Tu n'as pas le temps ? Pas grave : tu peux rendre ton travail sans le défi.*

# %% solution="categories"
### BEGIN SOLUTION
CATEGORIES = {
    "fruits": ["fraise", "pêche", "mûre", "rhubarbe"],
    "animaux": ["hérisson", "mouette", "écureuil"],
    "sports": ["escalade", "natation", "judo"],
}


def tirer(categorie):
    return random.choice(CATEGORIES[categorie])
### END SOLUTION

# %% [markdown]
# Joue avec une catégorie. Efface les deux signes `#`, et mets le nom d'un de tes tiroirs.

# %%
# mot = tirer("animaux")
# jouer(mot)

# %% test="defi-categories" points=1 says="Défi : un mot au hasard dans chaque catégorie"
assert isinstance(CATEGORIES, dict), (
    f"CATEGORIES vaut {CATEGORIES!r}. On attend un dictionnaire : des accolades, puis \"nom\": [mots]."
)
assert len(CATEGORIES) >= 3, f"Il faut au moins trois tiroirs, et CATEGORIES en a {len(CATEGORIES)}. Ajoutes-en !"
for nom, mots_du_tiroir in CATEGORIES.items():
    assert nom, "Un de tes tiroirs a une étiquette vide. Écris le nom de la catégorie entre les guillemets."
    assert isinstance(mots_du_tiroir, (list, tuple)), (
        f"Dans le tiroir {nom!r}, il y a {mots_du_tiroir!r}. On attend une liste de mots, entre crochets."
    )
    assert len(set(mots_du_tiroir)) >= 3, (
        f"Le tiroir {nom!r} contient {mots_du_tiroir!r}. Il faut au moins trois mots différents."
    )
    for mot in mots_du_tiroir:
        assert isinstance(mot, str) and mot == mot.lower() and mot, (
            f"Dans le tiroir {nom!r}, le mot {mot!r} doit être un texte en petites lettres."
        )
    tire = tirer(nom)
    assert tire is not None, f"tirer({nom!r}) ne donne rien : None. Termine par return."
    assert tire in mots_du_tiroir, (
        f"tirer({nom!r}) donne {tire!r}, qui n'est pas un mot de ce tiroir. Ouvre le bon tiroir : CATEGORIES[categorie]."
    )
### BEGIN HIDDEN TESTS
for nom, mots_du_tiroir in CATEGORIES.items():
    tires = [tirer(nom) for _ in range(40)]
    for tire in tires:
        assert tire in mots_du_tiroir, (
            f"tirer({nom!r}) donne {tire!r}, qui n'est pas un mot de ce tiroir. "
            "Ouvre le bon tiroir : CATEGORIES[categorie]."
        )
    assert len(set(tires)) > 1, (
        f"tirer({nom!r}) donne toujours {tires[0]!r}. Choisis au hasard, avec random.choice."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Bravo !
#
# Tu as programmé un jeu entier : des textes, une liste, une boucle, un dessin. Joue une vraie partie avec ta voisine.
# Avant de rendre, remets le signe `#` devant `jouer`. Puis appuie sur **Rendre**.
#
# Envie d'aller plus loin ? Une lettre essayée deux fois ne devrait rien coûter. Comment le savoir, avec `in` ?
