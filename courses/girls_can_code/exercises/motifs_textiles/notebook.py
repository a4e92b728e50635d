# %% [markdown]
# # Motifs textiles
#
# Il y a cent ans, Roubaix était la ville du tissu. Des milliers de **métiers à tisser** claquaient toute la journée.
#
# Certains lisaient des cartes percées de trous. Un trou : le fil passe dessus. Pas de trou : il passe dessous.
# Un métier à tisser qui lit une carte, c'est presque un ordinateur !
#
# Amina a retrouvé le carnet de sa grand-mère, tisseuse. *(Amina et son carnet sont inventés. Les métiers, eux, ont
# existé.)* Le carnet est plein de motifs. Aide-la à les tisser.
#
# Lis une cellule, devine, puis lance-la avec **Maj + Entrée**. Tu peux te tromper : rien ne se casse.

# %% [markdown]
# ## 1. Un tissu, ce sont des nombres
#
# Des fils couchés croisent des fils debout. À chaque croisement, un seul est **dessus**, et c'est lui qu'on voit :
#
# - `0` : le fil couché est dessus ;
# - `1` : le fil debout est dessus.
#
# Un motif est une **liste de lignes**. Chaque ligne est une liste de nombres, entre crochets `[ ]`.

# %%
from girls_can_code import montrer_tissu

motif = [
    [0, 0, 0, 1],
    [0, 0, 1, 0],
    [0, 1, 0, 0],
    [1, 0, 0, 0],
]
montrer_tissu(motif)

# %% [markdown]
# **À toi de jouer** : change quelques nombres, et relance.
#
# Puis répète ton motif, avec tes couleurs : `montrer_tissu(motif, ["crème", "marine"], fois=5)`. La première couleur est
# celle du 0, la deuxième celle du 1.

# %% [markdown]
# ## 2. Pair ou impair ?
#
# Écrire un grand tissu à la main, c'est long. Une boucle va l'écrire pour nous.
#
# Il nous faut un outil : `%`. Il donne **le reste** quand on partage. On partage 7 bonbons entre 2 amies :
# il en reste 1. On en partage 8 : il en reste 0.
#
# - `8 % 2` donne 0 : 8 est pair ;
# - `7 % 2` donne 1 : 7 est impair.
#
# Cette cellule écrit une ligne. `ligne.append(…)` **ajoute** un nombre au bout. **Devine** ce qu'elle montre !

# %%
ligne = []
for colonne in range(8):
    ligne.append(colonne % 2)
ligne

# %% [markdown]
# On compte les colonnes **à partir de 0**. Les lignes aussi.
#
# ## 3. Une boucle dans une boucle
#
# Voici une machine à motifs : on lui donne `n`, elle donne un motif de `n` lignes et `n` colonnes. Celui-ci est tout uni.
#
# - La **grande boucle** prépare chaque ligne. Au début, la ligne est vide : `fils = []`.
# - La **petite boucle** ajoute les fils un par un.
# - Quand la ligne est finie, `motif.append(fils)` la range dans le motif.

# %%
def uni(n):
    motif = []
    for ligne in range(n):
        fils = []
        for colonne in range(n):
            fils.append(0)
        motif.append(fils)
    return motif


uni(4)

# %% [markdown]
# Lis les décalages : qu'est-ce qui est dans la petite boucle ? Et dans la grande ? Suis-les avec ton doigt pour `n = 2`.
#
# ## 4. À toi : les rayures
#
# Première page du carnet : des rayures. Toutes les lignes sont pareilles : 0, 1, 0, 1, 0…
#
# | | colonne 0 | colonne 1 | colonne 2 | colonne 3 |
# |---|---|---|---|---|
# | **ligne 0** | 0 | 1 | 0 | 1 |
# | **ligne 1** | 0 | 1 | 0 | 1 |
# | **ligne 2** | 0 | 1 | 0 | 1 |
# | **ligne 3** | 0 | 1 | 0 | 1 |
#
# Écris `rayures` sur le modèle de `uni`. Ta machine marche pour **tous** les `n`.

# %% solution="rayures"
def rayures(n):
    ### BEGIN SOLUTION
    motif = []
    for ligne in range(n):
        fils = []
        for colonne in range(n):
            fils.append(colonne % 2)
        motif.append(fils)
    return motif
    ### END SOLUTION

# %%
montrer_tissu(rayures(8), ["crème", "corail"])

# %% [markdown]
# Les cellules suivantes vérifient tes motifs. Tu ne peux pas les changer. **Si rien ne s'affiche, c'est gagné.**

# %% test="bonne-taille" points=1 says="rayures(n) donne n lignes de n fils"
from girls_can_code.weave import shape

for n in (4, 3):
    probleme = shape(rayures(n), n, n)
    assert not probleme, f"Regarde rayures({n}) : {probleme}"
### BEGIN HIDDEN TESTS
for n in (1, 2, 7, 16):
    probleme = shape(rayures(n), n, n)
    assert not probleme, f"Regarde rayures({n}) : {probleme}"
### END HIDDEN TESTS

# %% test="fils-des-rayures" points=1 says="Les rayures alternent : 0, 1, 0, 1…"
from girls_can_code.weave import difference

probleme = difference(rayures(3), [[0, 1, 0], [0, 1, 0], [0, 1, 0]])
assert not probleme, f"Regarde rayures(3) : {probleme}"
### BEGIN HIDDEN TESTS
for n in (4, 5, 12):
    probleme = difference(rayures(n), [[colonne % 2 for colonne in range(n)] for _ in range(n)])
    assert not probleme, f"Regarde rayures({n}) : {probleme}"
### END HIDDEN TESTS

# %% [markdown]
# ## 5. À toi : la toile
#
# Deuxième page : la **toile**, le tissu des draps et des voiles. Dessus, dessous, dessus, dessous. Et la ligne suivante
# fait **le contraire**.
#
# | | colonne 0 | colonne 1 | colonne 2 | colonne 3 |
# |---|---|---|---|---|
# | **ligne 0** | 0 | 1 | 0 | 1 |
# | **ligne 1** | 1 | 0 | 1 | 0 |
# | **ligne 2** | 0 | 1 | 0 | 1 |
# | **ligne 3** | 1 | 0 | 1 | 0 |
#
# Sur papier, dans chaque case, additionne le numéro de la ligne et celui de la colonne. Que remarques-tu ?

# %% solution="toile"
def toile(n):
    ### BEGIN SOLUTION
    motif = []
    for ligne in range(n):
        fils = []
        for colonne in range(n):
            fils.append((ligne + colonne) % 2)  # mutation: ok (- gives the same)
        motif.append(fils)
    return motif
    ### END SOLUTION

# %%
montrer_tissu(toile(10), ["blanc", "turquoise"])

# %% test="fils-de-la-toile" points=2 says="La toile : chaque ligne fait le contraire de la précédente"
from girls_can_code.weave import difference

probleme = difference(toile(3), [[0, 1, 0], [1, 0, 1], [0, 1, 0]])
assert not probleme, f"Regarde toile(3) : {probleme}"
### BEGIN HIDDEN TESTS
for n in (4, 7, 12):
    probleme = difference(toile(n), [[(ligne + colonne) % 2 for colonne in range(n)] for ligne in range(n)])
    assert not probleme, f"Regarde toile({n}) : {probleme}"
### END HIDDEN TESTS

# %% test="petites-toiles" points=1 says="La toile marche même toute petite : 1 fil, 2 fils"
from girls_can_code.weave import difference

probleme = difference(toile(2), [[0, 1], [1, 0]])
assert not probleme, f"Regarde toile(2) : {probleme}"
### BEGIN HIDDEN TESTS
probleme = difference(toile(1), [[0]])
assert not probleme, f"Regarde toile(1) : {probleme}"
### END HIDDEN TESTS

# %% [markdown]
# ## 6. À toi : le jean
#
# Regarde un jean de tout près : tu vois de petites **diagonales**. Dans le carnet, les fils vont par deux : 0, 0, 1, 1.
# Et chaque ligne est **décalée d'un fil vers la gauche**.
#
# | | colonne 0 | colonne 1 | colonne 2 | colonne 3 | colonne 4 |
# |---|---|---|---|---|---|
# | **ligne 0** | 0 | 0 | 1 | 1 | 0 |
# | **ligne 1** | 0 | 1 | 1 | 0 | 0 |
# | **ligne 2** | 1 | 1 | 0 | 0 | 1 |
# | **ligne 3** | 1 | 0 | 0 | 1 | 1 |
# | **ligne 4** | 0 | 0 | 1 | 1 | 0 |
#
# Le motif recommence tous les **4** fils. Le reste `(ligne + colonne) % 4` vaut 0, 1, 2 ou 3. Avec `if` et `else`, choisis
# le fil selon ce reste.

# %% solution="jean"
def jean(n):
    ### BEGIN SOLUTION
    motif = []
    for ligne in range(n):
        fils = []
        for colonne in range(n):
            if (ligne + colonne) % 4 < 2:
                fils.append(0)
            else:
                fils.append(1)
        motif.append(fils)
    return motif
    ### END SOLUTION

# %%
montrer_tissu(jean(16), ["crème", "marine"])

# %% test="fils-du-jean" points=1 says="Le jean : des diagonales de deux fils"
from girls_can_code.weave import difference

attendu = [[0, 0, 1, 1, 0], [0, 1, 1, 0, 0], [1, 1, 0, 0, 1], [1, 0, 0, 1, 1], [0, 0, 1, 1, 0]]
probleme = difference(jean(5), attendu)
assert not probleme, f"Regarde jean(5) : {probleme}"
### BEGIN HIDDEN TESTS
for n in (3, 8, 13):
    attendu = [[(ligne + colonne) % 4 // 2 for colonne in range(n)] for ligne in range(n)]
    probleme = difference(jean(n), attendu)
    assert not probleme, f"Regarde jean({n}) : {probleme}"
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Défi pour les rapides : ton motif
#
# La dernière page du carnet est blanche. Elle est pour toi ! Écris `mon_motif`. Il faut seulement :
#
# - `n` lignes de `n` fils, pour tous les `n` ;
# - **deux couleurs** au moins : des nombres de 0 à 7 ;
# - un **miroir** : le côté droit est le reflet du côté gauche, comme les ailes d'un papillon.
#
# Un outil : `abs` donne la distance, sans signe moins. Au milieu d'une ligne se trouve la colonne `(n - 1) / 2`. Deux
# colonnes en miroir sont **à la même distance** du milieu.
#
# *Tu n'as pas le temps ? Pas grave : tu peux rendre ton travail sans le défi.*

# %%
print(abs(2 - 5), abs(8 - 5))
print(int(3.5))

# %% solution="mon-motif"
def mon_motif(n):
    ### BEGIN SOLUTION
    milieu = (n - 1) / 2
    motif = []
    for ligne in range(n):
        fils = []
        for colonne in range(n):
            distance = abs(ligne - milieu) + abs(colonne - milieu)  # mutation: ok (her own motif)
            fils.append(int(distance) % 3)  # mutation: ok (her own motif)
        motif.append(fils)
    return motif
    ### END SOLUTION

# %%
montrer_tissu(mon_motif(12), ["nuit", "jaune", "corail"], fois=2)

# %% test="defi-mon-motif" points=1 says="Défi : ton motif a deux couleurs et un miroir"
from girls_can_code.weave import shape

for n in (6, 9):
    motif = mon_motif(n)
    probleme = shape(motif, n, n)
    assert not probleme, f"Regarde mon_motif({n}) : {probleme}"
    nombres = [nombre for ligne in motif for nombre in ligne]
    assert all(nombre in range(8) for nombre in nombres), (
        f"Dans mon_motif({n}), les fils sont {sorted(set(nombres), key=str)}. Il faut des nombres entiers de 0 à 7. "
        "Avec int(…), tu enlèves ce qui est après la virgule."
    )
    assert len(set(nombres)) >= 2, (
        f"mon_motif({n}) n'a qu'une couleur, le {nombres[0]}. Ajoute-en une deuxième."
    )
    for numero, ligne in enumerate(motif):
        assert list(ligne) == list(ligne)[::-1], (
            f"Dans mon_motif({n}), la ligne {numero} est {list(ligne)}. Lue à l'envers, elle est différente : le miroir manque. "
            "Deux colonnes à la même distance du milieu portent le même nombre."
        )
### BEGIN HIDDEN TESTS
for n in (4, 7, 12):
    motif = mon_motif(n)
    probleme = shape(motif, n, n)
    assert not probleme, f"Regarde mon_motif({n}) : {probleme}"
    assert all(nombre in range(8) for ligne in motif for nombre in ligne), (
        f"Dans mon_motif({n}), il y a un fil qui n'est pas un nombre entier de 0 à 7. % te donne de petits nombres."
    )
    for numero, ligne in enumerate(motif):
        assert list(ligne) == list(ligne)[::-1], (
            f"Dans mon_motif({n}), la ligne {numero} est {list(ligne)}. Lue à l'envers, elle est différente : le miroir manque. "
            "Deux colonnes à la même distance du milieu portent le même nombre."
        )
### END HIDDEN TESTS

# %% [markdown]
# ## Bravo !
#
# Avec deux boucles, tu tisses plus vite que cent métiers. Montre ton tissu à tes voisines : lequel porteriez-vous ?
#
# Relance tout, de haut en bas, puis appuie sur **Rendre**.
#
# Envie d'aller plus loin ? Change le 4 du jean, mets trois couleurs, ou multiplie `ligne * colonne` avant le `%`.
