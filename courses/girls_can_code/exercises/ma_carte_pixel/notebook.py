# %% [markdown]
# # Ma carte pixel
#
# Bienvenue ! C'est samedi matin, à Roubaix. Des filles arrivent une par une. Personne ne se connaît encore.
#
# Alors chacune prépare un badge. Pas avec des feutres : avec un **programme**. Toi aussi, tu vas écrire le tien.
# *(Les filles de cette histoire sont inventées. Toi, tu es bien réelle.)*
#
# **Comment faire ?** Cette page est faite de cases. On les appelle des **cellules**.
#
# 1. Clique dans une cellule grise.
# 2. Appuie sur **Maj + Entrée**. Python lit la cellule et fait ce qu'elle dit.
# 3. Passe à la suivante, de haut en bas.
#
# Tu peux te tromper et recommencer autant de fois que tu veux. **Rien ne se casse.**

# %% [markdown]
# ## 1. Le badge de Lou
#
# Lou est arrivée la première. Voici son programme. Lance-le !
#
# *(La première ligne va chercher la machine à badges. La deuxième s'en sert.)*

# %%
from girls_can_code import montrer_badge

montrer_badge("Lou", "rose", "bordeaux")

# %% [markdown]
# Un petit monstre est né du prénom. Un autre prénom donne un autre monstre.
#
# **À toi de jouer** : remplace `Lou` par ton prénom, et relance. Puis change les couleurs :
#
# rouge, orange, jaune, vert, bleu, violet, rose, turquoise, corail, or, menthe, citron, ciel, lavande, prune, nuit,
# forêt, marine, bordeaux, crème, blanc, noir…
#
# **Et si un message d'erreur arrive ?** Pas de panique. Il arrive à tout le monde, tous les jours. Lis-le : il dit
# quoi essayer. Fais-en venir un exprès : enlève un guillemet `"`, et relance. Puis remets-le.

# %% [markdown]
# ## 2. Des boîtes avec une étiquette
#
# Un programme range ce qu'il doit retenir dans des boîtes. Une boîte s'appelle une **variable**.
#
# Voici deux boîtes. Le signe `=` veut dire : **mets dans la boîte**.
#
# - `animal` contient un **texte**. Un texte a des guillemets.
# - `age_du_chat` contient un **nombre**. Un nombre n'a pas de guillemets.

# %%
animal = "chat"
age_du_chat = 4

age_du_chat + 1

# %% [markdown]
# Sous la cellule, Python montre le résultat de la dernière ligne.
#
# **Devine d'abord**, lance ensuite : que donne la cellule du dessous ? Attention, il y a des guillemets…

# %%
"4" + "1"

# %% [markdown]
# Surprise ! Avec des guillemets, ce sont des textes. Python les colle. Sans guillemets, il calcule.

# %% [markdown]
# ## 3. À toi : tes quatre boîtes
#
# | La boîte | Ce que tu mets dedans |
# |---|---|
# | `prenom`, sans accent | ton prénom ou un surnom : un texte |
# | `age` | ton âge : un nombre |
# | `couleur` | la couleur des pixels : un texte |
# | `fond` | la couleur du fond : un texte |
#
# Écris une ligne pour chaque boîte, comme pour le chat. Choisis deux couleurs qui se voient bien l'une sur l'autre.
#
# La cellule contient une ligne `raise NotImplementedError`. Elle veut dire « pas encore fait ». Efface-la, et écris
# à sa place.
#
# *Un badge se montre à tout le monde. Un prénom suffit : garde ton nom de famille et ton adresse pour toi.*

# %% solution="boites"
### BEGIN SOLUTION
prenom = "Lou"
age = 12  # mutation: ok (her own age)
couleur = "rose"
fond = "bordeaux"
### END SOLUTION

# %% [markdown]
# Regarde ton badge. Cette fois, on n'écrit pas le prénom : on écrit le **nom de la boîte**, sans guillemets.

# %%
montrer_badge(prenom, couleur, fond)

# %% [markdown]
# Les cellules suivantes vérifient ton travail. Tu ne peux pas les changer. **Si rien ne s'affiche, c'est gagné.**
# Si un message arrive, lis-le : il te dit quoi essayer.

# %% test="deux-boites" points=1 says="prenom est un texte, age est un nombre"
try:
    accent = prénom is not None
except NameError:
    accent = False
assert not accent, (
    "Ta boîte s'appelle prénom, avec un accent. Pour Python, prenom et prénom sont deux boîtes différentes. "
    "Ici, on cherche prenom, sans accent."
)
assert isinstance(prenom, str), (
    f"Dans ta boîte prenom, il y a {prenom!r}. Un prénom est un texte : mets-le entre guillemets."
)
assert prenom.strip(), "Ta boîte prenom est vide. Écris ton prénom ou un surnom entre les guillemets."
assert not isinstance(age, str), (
    f"Dans ta boîte age, il y a le texte {age!r}. Avec des guillemets, Python ne peut pas calculer. "
    "Écris ton âge en chiffres, sans guillemets."
)
assert isinstance(age, (int, float)), (
    f"Dans ta boîte age, il y a {age!r}, et Python attend un nombre. Écris ton âge en chiffres, sans rien d'autre."
)
assert 3 <= age <= 120, f"Dans ta boîte age, il y a {age!r}. Quel âge as-tu, en années ?"

# %% test="couleurs" points=1 says="Tes deux couleurs existent, et se voient bien l'une sur l'autre"
from girls_can_code.colours import colour, contrast

for nom, valeur in (("couleur", couleur), ("fond", fond)):
    try:
        colour(valeur)
        probleme = ""
    except (TypeError, ValueError) as erreur:
        probleme = str(erreur)
    assert not probleme, f"Regarde ta boîte {nom}. {probleme}"
assert contrast(couleur, fond) >= 2.5, (
    f"{couleur!r} sur {fond!r} : de loin, on ne peut pas lire ton badge. "
    "Garde celle que tu préfères, et prends pour l'autre une couleur bien plus claire ou bien plus foncée."
)

# %% [markdown]
# ## 4. Un texte à trous
#
# Sous le prénom, il reste de la place pour un texte. Regarde celui-ci. Il a des **trous** : les accolades `{ }`.
# Python met dans chaque trou ce qu'il y a dans la boîte. On peut même y faire un calcul.
#
# Le secret est la lettre `f`, juste avant les guillemets.

# %%
f"Voici mon {animal}. Il a {age_du_chat} ans. Dans un an, il aura {age_du_chat + 1} ans."

# %% [markdown]
# **Devine d'abord** : que se passe-t-il si tu enlèves la lettre `f` ? Essaie, puis remets-la.
#
# Change maintenant l'âge du chat dans sa cellule, tout en haut. Relance les deux cellules. As-tu réécrit le texte ?
# Non : il s'est adapté tout seul.

# %% [markdown]
# ## 5. À toi : un texte pour toutes
#
# Fatou voit ton badge. « Il est beau ! Je voudrais le même texte, mais avec mon prénom et mon âge. »
#
# Fabriquons une petite machine à textes : une **fonction**. Elle s'appelle `presente`. On lui donne un prénom et un
# âge, elle donne le texte.
#
# Voici une machine toute petite. `return` veut dire : **donne ce texte**. Les lignes de la machine sont décalées vers
# la droite.

# %%
def bonjour(ville):
    return f"Bonjour {ville} !"


bonjour("Roubaix")

# %% [markdown]
# Dans ta machine, la première ligne est déjà écrite. Remplace `raise NotImplementedError` par ton `return`, au même
# endroit. Garde le décalage.
#
# Invente ta phrase ! On doit y lire :
#
# - **le prénom** ;
# - **l'âge** ;
# - **l'âge dans dix ans** : c'est Python qui le calcule, entre des accolades.

# %% solution="presente"
def presente(prenom, age):
    ### BEGIN SOLUTION
    return f"Moi, c'est {prenom}. J'ai {age} ans. Dans dix ans, j'aurai {age + 10} ans !"
    ### END SOLUTION

# %% [markdown]
# Ton badge complet, puis celui de Fatou. Change ce que tu veux.

# %%
montrer_badge(prenom, couleur, fond, presente(prenom, age))

# %%
montrer_badge("Fatou", "jaune", "prune", presente("Fatou", 13))

# %% test="donne-un-texte" points=1 says="presente donne un texte, avec return"
texte = presente("Fatou", 13)
assert texte is not None, (
    "presente ne donne rien : Python a reçu None. As-tu écrit return devant ton texte ? "
    "print le montre à l'écran, mais ne le donne pas au badge."
)
assert isinstance(texte, str), (
    f"presente doit donner un texte, et elle a donné {texte!r}. Mets toute ta phrase entre les guillemets, après f."
)

# %% test="bon-prenom" points=1 says="On lit le prénom, quel que soit le prénom"
for autre, son_age in (("Fatou", 13), ("Zoé", 11)):
    texte = presente(autre, son_age)
    assert texte is not None, "presente ne donne rien : Python a reçu None. Commence ta ligne par return."
    assert "{" not in str(texte), (
        f"Sur le badge de {autre}, on lit {texte!r}. Les accolades sont restées ! Mets la lettre f juste avant les guillemets."
    )
    assert autre in str(texte), (
        f"Sur le badge de {autre}, on lit {texte!r}. Son prénom n'y est pas. "
        "Mets le nom de la boîte, prenom, entre accolades : ainsi le texte marche pour toutes."
    )
### BEGIN HIDDEN TESTS
for autre, son_age in (("Marie-Lou", 12), ("Amina", 16)):
    texte = presente(autre, son_age)
    assert autre in str(texte), (
        f"Sur le badge de {autre}, on lit {texte!r}. Son prénom n'y est pas. "
        "Mets le nom de la boîte, prenom, entre accolades : ainsi le texte marche pour toutes."
    )
### END HIDDEN TESTS

# %% test="bons-ages" points=2 says="On lit l'âge, et l'âge dans dix ans"
import re


def nombres(texte):
    return [int(nombre) for nombre in re.findall(r"\d+", str(texte))]


for autre, son_age in (("Fatou", 13), ("Zoé", 11)):
    texte = presente(autre, son_age)
    assert texte is not None, "presente ne donne rien : Python a reçu None. Commence ta ligne par return."
    assert son_age in nombres(texte), (
        f"{autre} a {son_age} ans, et sur son badge on lit {texte!r}. Son âge n'y est pas. "
        "Mets le nom de la boîte, age, entre accolades."
    )
    assert son_age + 10 in nombres(texte), (
        f"{autre} a {son_age} ans : dans dix ans, elle aura {son_age + 10} ans. Sur son badge, on lit {texte!r}. "
        "Demande le calcul à Python, entre accolades. Regarde la phrase du chat."
    )
### BEGIN HIDDEN TESTS
for autre, son_age in (("Jeanne", 9), ("Amina", 17), ("Nour", 34)):
    texte = presente(autre, son_age)
    assert son_age in nombres(texte), (
        f"{autre} a {son_age} ans, et sur son badge on lit {texte!r}. Son âge n'y est pas. "
        "Mets le nom de la boîte, age, entre accolades."
    )
    assert son_age + 10 in nombres(texte), (
        f"{autre} a {son_age} ans : dans dix ans, elle aura {son_age + 10} ans. Sur son badge, on lit {texte!r}. "
        "Demande le calcul à Python, entre accolades. Regarde la phrase du chat."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Ton dessin, pixel par pixel
#
# Tu préfères ton propre monstre ? Dessine-le avec des signes. `#` est un pixel plein, `.` est un vide.
#
# Trois guillemets `"""` commencent un texte sur plusieurs lignes. Trois autres le finissent.

# %%
monstre = """
..#...#..
...#.#...
..#####..
.##.#.##.
#########
#.#####.#
#.#...#.#
...#.#...
"""
montrer_badge("Lou", "menthe", "forêt", dessin=monstre)

# %% [markdown]
# ## 7. Défi pour les rapides : le cadre
#
# Une machine fabrique un cadre autour d'un prénom, sur **trois lignes** :
#
# ```
# *******
# * Lou *
# *******
# ```
#
# Écris la fonction `cadre`. On lui donne un prénom, elle donne le texte encadré. Le signe du cadre est à toi.
#
# Le cadre suit le prénom : plus long pour Marie-Lou, plus court pour Jo. Trois outils t'attendent :

# %%
print("*" * 5)
print(len("Lou"))
print("une ligne\nune autre ligne")

# %% [markdown]
# - `"*" * 5` répète un texte ;
# - `len("Lou")` compte les lettres ;
# - `\n` passe à la ligne.
#
# *Tu n'as pas le temps ? Pas grave : tu peux rendre ton travail sans le défi.*

# %% solution="cadre"
def cadre(prenom):
    ### BEGIN SOLUTION
    bord = "*" * (len(prenom) + 4)
    return f"{bord}\n* {prenom} *\n{bord}"
    ### END SOLUTION

# %%
montrer_badge("Lou", "citron", "marine", cadre("Lou"))

# %% test="defi-cadre" points=1 says="Défi : le cadre entoure le prénom, court ou long"
for autre in ("Lou", "Fatou"):
    texte = cadre(autre)
    assert texte is not None, "cadre ne donne rien : Python a reçu None. Finis avec return, pas avec print."
    lignes = str(texte).strip("\n").split("\n")
    assert len(lignes) == 3, (
        f"Le cadre de {autre} a {len(lignes)} ligne(s), et il en faut 3. On lit {texte!r}. "
        "Pour passer à la ligne dans un texte, écris \\n."
    )
    assert autre in lignes[1], f"Au milieu du cadre, on lit {lignes[1]!r}. Mets-y le prénom, {autre}, entre accolades."
    assert lignes[1][0] != autre[0] and lignes[1][-1] != autre[-1], (
        f"Au milieu, on lit {lignes[1]!r}. Le cadre passe aussi à gauche et à droite du prénom."
    )
    assert len(set(len(ligne) for ligne in lignes)) == 1, (
        f"Pour {autre}, tes trois lignes ont {len(lignes[0])}, {len(lignes[1])} et {len(lignes[2])} signes : le cadre n'est pas droit. "
        "Compte les lettres avec len, puis ajoute ce qu'il y a de chaque côté."
    )
    assert len(set(lignes[0])) == 1 and lignes[0] == lignes[2] and " " not in lignes[0], (
        f"Le haut du cadre est {lignes[0]!r}, et le bas est {lignes[2]!r}. Répète le même signe, comme \"*\" * 5."
    )
### BEGIN HIDDEN TESTS
for autre in ("Jo", "Marie-Lou", "Élisabeth"):
    texte = cadre(autre)
    lignes = str(texte).strip("\n").split("\n")
    assert len(lignes) == 3 and autre in lignes[1], (
        f"Pour {autre}, le cadre donne {texte!r}. Le prénom doit être au milieu, entre les deux bords."
    )
    assert len(set(len(ligne) for ligne in lignes)) == 1, (
        f"Pour {autre}, tes trois lignes ont {len(lignes[0])}, {len(lignes[1])} et {len(lignes[2])} signes : le cadre n'est pas droit. "
        "Compte les lettres avec len, puis ajoute ce qu'il y a de chaque côté."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Bravo !
#
# Tu as écrit ton premier programme. Il connaît des textes, des nombres, et il s'adapte à toutes.
# Montre ton badge à ta voisine. Puis relance tout, de haut en bas, et appuie sur **Rendre**.
#
# Envie d'aller plus loin ? Fabrique le badge d'une amie, d'une star, ou de ton animal. Dessine-lui son monstre.
