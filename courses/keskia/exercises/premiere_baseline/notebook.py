# %% [markdown]
# # Ta première baseline : la cantine
#
# Chaque matin, vers 9 heures, une cuisine doit décider : combien de repas préparer à midi ? Trop, et la nourriture part
# à la poubelle. Pas assez, et des enfants n'ont pas leur plat. Aujourd'hui, on décide à l'œil. Peut-on faire mieux ?
#
# Une **baseline** (« ligne de départ ») est une première prévision, simple et honnête. Tout ce que ton équipe construira
# ensuite devra la battre. Sans elle, impossible de savoir si une intelligence artificielle sert à quelque chose.
#
# Voici le chemin :
#
# 1. regarder les données ;
# 2. couper le temps en deux : le passé pour apprendre, le futur pour vérifier ;
# 3. mesurer une erreur ;
# 4. faire une prévision naïve, sans intelligence artificielle ;
# 5. faire une prévision avec scikit-learn, et comparer.
#
# Les données sont **fabriquées par un programme** : 24 cantines inventées, une année scolaire. Les effets des jours et du
# mois ont la taille de vrais chiffres publics. Les grèves et la grippe sont inventées.

# %% [markdown]
# La cellule suivante prépare tes outils. Lance-la une fois. Tu les découvriras un par un.

# %% locked="outils"
import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from keskia import dictionnaire, generer_saison

# %% [markdown]
# ## 1. Regarder
#
# Une ligne = une cantine, un jour. `generer_saison` fabrique une saison ; le même numéro de *graine* redonne toujours
# la même saison.

# %%
saison = generer_saison(graine=2025)
print(f"{len(saison)} lignes, du {saison['date'].min():%d/%m/%Y} au {saison['date'].max():%d/%m/%Y}")
saison.head()

# %% [markdown]
# Que veulent dire les colonnes ? Regarde bien la dernière : **connue avant le repas**. Tu en auras besoin.

# %%
dictionnaire()

# %% [markdown]
# Qui mange, et quand ? Voici la moyenne par jour, avec et sans grève. Essaie d'autres colonnes : `cantine_id`, `plat`…

# %%
saison.groupby(["greve_annoncee", "jour"])["convives_reels"].mean().round(1).unstack()

# %% [markdown]
# ## 2. Couper le temps en deux
#
# Ton modèle apprendra sur **le passé**. Tu le jugeras sur **le futur**, des jours qu'il n'a jamais vus. C'est la vraie
# vie : en mars, personne ne connaît juin.
#
# Écris `separer(table, date_limite)`. Elle donne **deux** tables :
#
# - `passe` : les lignes **avant** `date_limite` (ce jour-là n'y est pas) ;
# - `futur` : les lignes **à partir de** `date_limite`.
#
# Rappel : `table[table["date"] < date_limite]` garde une partie des lignes. `return a, b` donne deux choses.

# %% solution="fonction-separer"
def separer(table, date_limite):
    ### BEGIN SOLUTION
    avant = table["date"] < date_limite
    return table[avant], table[~avant]
    ### END SOLUTION

# %% test="coupe" points=2 says="Le passé et le futur sont séparés par une date, sans mélange"
import pandas as pd
from keskia import generer_saison

table, limite = generer_saison(graine=2025), pd.Timestamp("2026-03-02")
morceaux = separer(table, limite)
assert isinstance(morceaux, (tuple, list)) and len(morceaux) == 2, (
    "separer doit donner deux tables : le passé, puis le futur. Termine par return passe, futur."
)
passe, futur = morceaux
assert len(passe) > 0 and len(futur) > 0, (
    f"Une des deux tables est vide : {len(passe)} lignes de passé, {len(futur)} de futur. Vérifie le sens de ton <."
)
assert passe["date"].max() < limite, (
    f"Dans ton passé, on trouve le {passe['date'].max():%d/%m/%Y}. La limite est le {limite:%d/%m/%Y} : le modèle verrait "
    "des jours du futur. Ne tire pas les lignes au hasard : coupe selon la date."
)
assert futur["date"].min() >= limite, (
    f"Dans ton futur, on trouve le {futur['date'].min():%d/%m/%Y}, qui est avant la limite du {limite:%d/%m/%Y}. "
    "Ne tire pas les lignes au hasard : coupe selon la date."
)
assert len(passe) + len(futur) == len(table), (
    f"La table a {len(table)} lignes, mais tes deux morceaux en ont {len(passe) + len(futur)}. "
    "Chaque ligne va d'un côté, et d'un seul. Où va le jour de la limite ?"
)
### BEGIN HIDDEN TESTS
for graine, jour in ((11, "2026-01-05"), (12, "2026-04-27")):
    table, limite = generer_saison(graine=graine), pd.Timestamp(jour)
    passe, futur = separer(table, limite)
    assert passe["date"].max() < limite <= futur["date"].min(), (
        f"Avec une autre saison et la limite du {limite:%d/%m/%Y}, le passé et le futur se mélangent. "
        "Sers-toi de date_limite : elle change d'un essai à l'autre. Coupe selon la date, sans hasard."
    )
    assert len(passe) + len(futur) == len(table), (
        f"Avec la limite du {limite:%d/%m/%Y}, la table a {len(table)} lignes, mais tes deux morceaux en ont "
        f"{len(passe) + len(futur)}. Chaque ligne va d'un côté, et d'un seul."
    )
### END HIDDEN TESTS

# %% [markdown]
# On garde la coupe au retour des vacances d'hiver. *(Lance cette cellule quand `separer` marche.)*

# %%
passe, futur = separer(saison, pd.Timestamp("2026-03-02"))
print(len(passe), "lignes de passé,", len(futur), "lignes de futur")

# %% [markdown]
# ## 3. Mesurer une erreur
#
# La **MAE** (*mean absolute error*, erreur absolue moyenne) dit de combien de repas on se trompe, en moyenne. On prend
# chaque écart **sans son signe**, puis on fait la moyenne. Prévoir 110 pour 100, ou 90 pour 100 : 10 repas d'erreur
# chaque fois, donc une MAE de 10.
#
# Écris `mae(reel, prevu)`. Elle reçoit deux tableaux numpy de même taille. Elle donne **un nombre**, en repas.
# `np.abs` enlève le signe, `np.mean` fait la moyenne.

# %% solution="fonction-mae"
def mae(reel, prevu):
    ### BEGIN SOLUTION
    return float(np.mean(np.abs(reel - prevu)))
    ### END SOLUTION

# %% test="erreur" points=1 says="mae donne l'erreur moyenne, en repas"
import numpy as np

obtenu = mae(np.array([100.0, 100.0]), np.array([110.0, 90.0]))
assert obtenu is not None, "mae ne donne rien : Python a reçu None. Termine par return."
assert abs(obtenu - 10) < 1e-6, (
    f"Prévoir 110 et 90 au lieu de 100 et 100 : la MAE attendue est 10 repas, tu obtiens {obtenu}. "
    "Si tu obtiens 0, les écarts se compensent : enlève le signe avant la moyenne."
)
### BEGIN HIDDEN TESTS
for reel, prevu, attendu in (([80.0, 60.0, 40.0], [77.0, 60.0, 46.0], 3.0), ([5.0], [12.0], 7.0)):
    obtenu = mae(np.array(reel), np.array(prevu))
    assert abs(obtenu - attendu) < 1e-6, (
        f"Réel {reel}, prévu {prevu} : la MAE attendue est {attendu} repas, tu obtiens {obtenu}. "
        "Écart, puis sans signe, puis moyenne : dans cet ordre."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 4. La prévision naïve
#
# Un exemple. Pour prévoir, on peut prendre la moyenne de chaque cantine **dans le passé** :

# %%
def prevoir_par_cantine(passe, futur):
    moyennes = passe.groupby("cantine_id")["convives_reels"].mean().rename("prevu").reset_index()
    return futur.merge(moyennes, on="cantine_id", how="left")["prevu"].to_numpy()


print(f"MAE par cantine : {mae(futur['convives_reels'].to_numpy(), prevoir_par_cantine(passe, futur)):.2f} repas")

# %% [markdown]
# À toi. Le vendredi, on mange plus à la cantine que le lundi. Écris `prevoir_naif(passe, futur)` : la moyenne du passé
# pour chaque couple **cantine et jour**. Elle donne un tableau : un nombre par ligne de `futur`, dans le même ordre.
#
# `groupby` et `on=` acceptent une liste de colonnes.

# %% solution="fonction-naif"
def prevoir_naif(passe, futur):
    ### BEGIN SOLUTION
    cles = ["cantine_id", "jour"]
    moyennes = passe.groupby(cles)["convives_reels"].mean().rename("prevu").reset_index()
    return futur.merge(moyennes, on=cles, how="left")["prevu"].to_numpy()
    ### END SOLUTION

# %% test="naif" points=2 says="La prévision naïve est la moyenne passée de chaque cantine, jour par jour"
import numpy as np
import pandas as pd

passe_mini = pd.DataFrame({
    "cantine_id": ["C01", "C01", "C01", "C02", "C02"],
    "jour": ["lundi", "lundi", "mardi", "lundi", "mardi"],
    "convives_reels": [60, 70, 90, 30, 20],
})
futur_mini = pd.DataFrame({
    "cantine_id": ["C02", "C01", "C01"], "jour": ["mardi", "lundi", "mardi"], "convives_reels": [1, 1, 1],
})
obtenu = prevoir_naif(passe_mini, futur_mini)
assert obtenu is not None, "prevoir_naif ne donne rien : Python a reçu None. Termine par return."
assert np.shape(obtenu) == (3,), (
    f"Pour 3 lignes de futur, on attend 3 nombres. Ta prévision a la forme {np.shape(obtenu)}. "
    "Garde seulement la colonne prévue, une valeur par ligne de futur."
)
assert np.allclose(np.asarray(obtenu, dtype=float), [20, 65, 90]), (
    f"Pour C02 mardi, C01 lundi, C01 mardi, on attend 20, 65 et 90. Tu obtiens {np.asarray(obtenu).tolist()}. "
    "La moyenne vient du passé, pour la même cantine ET le même jour, dans l'ordre des lignes de futur."
)
### BEGIN HIDDEN TESTS
from keskia import generer_saison

table = generer_saison(graine=21)
passe_cache = table[table["date"] < "2026-03-02"]
futur_cache = table[table["date"] >= "2026-03-02"].sample(frac=1, random_state=3)
moyennes = passe_cache.groupby(["cantine_id", "jour"])["convives_reels"].mean()
attendu = futur_cache.set_index(["cantine_id", "jour"]).index.map(moyennes).to_numpy()
obtenu = np.asarray(prevoir_naif(passe_cache, futur_cache), dtype=float)
assert obtenu.shape == (len(attendu),) and np.allclose(obtenu, attendu), (
    "Sur une autre saison, ta prévision n'est pas la moyenne passée de la cantine ce jour-là. Calcule les moyennes sur "
    "passe seulement, et garde l'ordre des lignes de futur."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. La prévision avec scikit-learn
#
# Un modèle ne lit que des nombres. Un **pipeline** (« tuyau ») enchaîne deux étapes :
#
# 1. `OneHotEncoder` transforme chaque mot en cases 0 ou 1 : lundi ? mardi ? C01 ? C02 ?
# 2. `Ridge` apprend combien chaque case ajoute ou enlève de repas.
#
# Voici un pipeline d'exemple, qui ne regarde que la cantine :

# %%
exemple = make_pipeline(
    make_column_transformer((OneHotEncoder(handle_unknown="ignore"), ["cantine_id"])),
    Ridge(),
)
exemple.fit(passe, passe["convives_reels"])
print(f"MAE de l'exemple : {mae(futur['convives_reels'].to_numpy(), exemple.predict(futur)):.2f} repas")

# %% [markdown]
# Écris `prevoir_modele(passe, futur)` : elle apprend sur `passe` et donne ses prévisions pour `futur`. À toi de choisir les
# colonnes. Pour gagner, bats la prévision naïve d'au moins **3 %**.
#
# Attention au piège : à 9 heures, la facture du mois n'existe pas encore. Une colonne qu'on ne connaît qu'**après** le repas
# n'a pas le droit d'aider. C'est une **fuite de données** : le score est magnifique, et le modèle ne sert à rien.
# Relis le dictionnaire.

# %% solution="fonction-modele"
def prevoir_modele(passe, futur):
    ### BEGIN SOLUTION
    modele = make_pipeline(
        make_column_transformer(
            (OneHotEncoder(handle_unknown="ignore"), ["cantine_id", "jour", "greve_annoncee"]),
        ),
        Ridge(),
    )
    modele.fit(passe, passe["convives_reels"])
    return modele.predict(futur)
    ### END SOLUTION

# %% test="sans-fuite" points=2 says="Le modèle n'utilise que ce qu'on sait le matin"
import numpy as np
from keskia import generer_saison

table = generer_saison(graine=2025)
passe_test, futur_test = table[table["date"] < "2026-03-02"], table[table["date"] >= "2026-03-02"]
normal = prevoir_modele(passe_test, futur_test)
assert normal is not None, "prevoir_modele ne donne rien : Python a reçu None. Termine par return modele.predict(futur)."
assert np.shape(normal) == (len(futur_test),), (
    f"Pour {len(futur_test)} lignes de futur, on attend autant de nombres. Ta prévision a la forme {np.shape(normal)}. "
    "Donne la prévision pour futur, pas pour passe."
)
efface = futur_test.assign(convives_reels=0, repas_factures=0)
ecart = float(np.mean(np.abs(np.asarray(prevoir_modele(passe_test, efface)) - np.asarray(normal))))
assert ecart < 2, (
    f"Si on efface du futur ce qu'on ne sait pas le matin, tes prévisions bougent de {ecart:.0f} repas en moyenne. C'est une "
    "fuite : ton modèle regarde une colonne connue seulement après le repas, ou bien il apprend sur futur. Apprends sur "
    "passe seulement, et cherche dans dictionnaire() les colonnes marquées « non »."
)
### BEGIN HIDDEN TESTS
table = generer_saison(graine=31)
passe_test, futur_test = table[table["date"] < "2026-01-05"], table[table["date"] >= "2026-01-05"]
normal = np.asarray(prevoir_modele(passe_test, futur_test))
triple = futur_test.assign(
    convives_reels=futur_test["convives_reels"] * 3, repas_factures=futur_test["repas_factures"] * 3
)
ecart = float(np.mean(np.abs(np.asarray(prevoir_modele(passe_test, triple)) - normal)))
assert ecart < 2, (
    f"Sur une autre saison, tes prévisions bougent de {ecart:.0f} repas quand on change ce qu'on ne sait pas le matin. C'est une "
    "fuite : apprends sur passe seulement, avec des colonnes connues avant le repas."
)
### END HIDDEN TESTS

# %% test="mieux-que-naif" points=2 says="Le modèle bat la prévision naïve d'au moins 3 %"
import numpy as np
from keskia import generer_saison

table = generer_saison(graine=2025)
passe_test, futur_test = table[table["date"] < "2026-03-02"], table[table["date"] >= "2026-03-02"]
moyennes = passe_test.groupby(["cantine_id", "jour"])["convives_reels"].mean()
simple = futur_test.set_index(["cantine_id", "jour"]).index.map(moyennes).to_numpy()
prevision = prevoir_modele(passe_test, futur_test)
assert np.shape(prevision) == (len(futur_test),), (
    f"Pour {len(futur_test)} lignes de futur, on attend autant de nombres. Ta prévision a la forme {np.shape(prevision)}. "
    "Termine par return modele.predict(futur)."
)
reel = futur_test["convives_reels"].to_numpy()
naif, modele = float(np.mean(np.abs(reel - simple))), float(np.mean(np.abs(reel - np.asarray(prevision))))
assert modele <= 0.97 * naif, (
    f"La prévision naïve se trompe de {naif:.2f} repas et ton modèle de {modele:.2f}. Il faut au moins 3 % de mieux, donc "
    f"{0.97 * naif:.2f} ou moins. Quels jours sont très différents des autres ? Cherche une colonne connue le matin qui "
    "les annonce."
)
### BEGIN HIDDEN TESTS
for graine in (1, 7, 10):
    table = generer_saison(graine=graine)
    passe_test, futur_test = table[table["date"] < "2026-03-02"], table[table["date"] >= "2026-03-02"]
    moyennes = passe_test.groupby(["cantine_id", "jour"])["convives_reels"].mean()
    simple = futur_test.set_index(["cantine_id", "jour"]).index.map(moyennes).to_numpy()
    reel, prevision = futur_test["convives_reels"].to_numpy(), np.asarray(prevoir_modele(passe_test, futur_test))
    naif, modele = float(np.mean(np.abs(reel - simple))), float(np.mean(np.abs(reel - prevision)))
    assert modele <= 0.97 * naif, (
        f"Sur une autre saison, la prévision naïve se trompe de {naif:.2f} repas et ton modèle de {modele:.2f}. Il faut au "
        f"moins 3 % de mieux, donc {0.97 * naif:.2f} ou moins. Apprends sur la table passe que la fonction reçoit, avec des "
        "colonnes qui marchent pour toutes les saisons."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Comparer honnêtement
#
# Écris `comparer(passe, futur)`. Elle donne un dictionnaire avec les deux MAE, mesurées sur **les jours jamais vus** :
#
# `{"naif": …, "modele": …}`

# %% solution="fonction-comparer"
def comparer(passe, futur):
    ### BEGIN SOLUTION
    reel = futur["convives_reels"].to_numpy()
    naif, modele = prevoir_naif(passe, futur), prevoir_modele(passe, futur)
    return {"naif": mae(reel, naif), "modele": mae(reel, modele)}  # mutation: ok (mae is even)
    ### END SOLUTION

# %%
scores = comparer(passe, futur)
for nom, erreur in scores.items():
    print(f"{nom:8} {'█' * round(4 * erreur)} {erreur:.2f} repas")

# %% test="comparaison" points=2 says="Les deux erreurs sont mesurées sur des jours jamais vus"
import numpy as np
from keskia import generer_saison

table = generer_saison(graine=2025)
passe_test, futur_test = table[table["date"] < "2026-03-02"], table[table["date"] >= "2026-03-02"]
obtenu = comparer(passe_test, futur_test)
assert isinstance(obtenu, dict) and set(obtenu) == {"naif", "modele"}, (
    f"comparer doit donner un dictionnaire avec deux clés, naif et modele. Tu donnes {obtenu!r}."
)
reel = futur_test["convives_reels"].to_numpy()
for nom, prevoir in (("naif", prevoir_naif), ("modele", prevoir_modele)):
    attendu = float(np.mean(np.abs(reel - np.asarray(prevoir(passe_test, futur_test)))))
    assert abs(obtenu[nom] - attendu) < 0.3, (
        f"Pour {nom}, la MAE attendue sur le futur est {attendu:.2f} repas, tu annonces {obtenu[nom]:.2f}. Juges-tu bien "
        "sur futur ? Sur passe, le modèle a déjà vu les réponses : son score est flatteur."
    )
### BEGIN HIDDEN TESTS
futur_test = futur_test.assign(convives_reels=futur_test["convives_reels"] + 40)
reel, obtenu = futur_test["convives_reels"].to_numpy(), comparer(passe_test, futur_test)
for nom, prevoir in (("naif", prevoir_naif), ("modele", prevoir_modele)):
    attendu = float(np.mean(np.abs(reel - np.asarray(prevoir(passe_test, futur_test)))))
    assert abs(obtenu[nom] - attendu) < 0.3, (
        f"On imagine un printemps où 40 enfants de plus viennent chaque jour. Pour {nom}, la MAE attendue est {attendu:.2f} "
        f"repas, tu annonces {obtenu[nom]:.2f}. Juges-tu bien sur futur ? Sur passe, le modèle a déjà vu les réponses."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 7. À qui sert cette erreur ?
#
# Un chiffre ne décide rien tout seul. Imagine que tu présentes ta MAE à la cheffe de cuisine. Réponds en cinq ou six phrases :
#
# - Que veut dire ta MAE **pour elle**, un midi, dans sa cantine ?
# - Se tromper de 5 repas en trop ou de 5 repas en moins, est-ce pareil ? Pour qui ?
# - Quand ton modèle risque-t-il de se tromper beaucoup plus que la moyenne ?
#
# *Pour t'aider : selon l'ADEME, à l'école, chaque convive laisse environ 115 g de nourriture par repas.*
# Double-clique sur la cellule pour écrire. Une personne de l'équipe te lira.

# %% [markdown] manual="a-qui-sert-cette-erreur" points=3 says="Tu expliques ce que ton erreur change pour la cuisine"
# Une MAE de 4,6 veut dire : un midi ordinaire, la cuisine se trompe de 4 ou 5 repas, en plus ou en moins. Avec 24
# cantines, cela fait plus de 100 repas par jour. Ce n'est pas pareil dans les deux sens. Cinq repas en trop coûtent un peu
# d'argent et partent à la poubelle. Cinq repas en moins, ce sont cinq enfants sans leur plat : c'est plus grave. La cheffe
# préférera sûrement une prévision un peu trop haute. La MAE est une moyenne : un jour de grève, ou en juillet que le modèle
# n'a jamais vu, l'erreur peut être bien plus grande. Il faut donc le lui dire, et la laisser décider.

# %% [markdown]
# Avant de rendre, relance tout, de haut en bas. Puis appuie sur **Rendre**.
#
# ## Défi pour les rapides
#
# - La colonne `repas_prevus` est l'ancienne méthode, à l'œil. Quelle est sa MAE sur le futur ?
# - Refais la coupe **au hasard** avec `train_test_split`. La MAE baisse. Pourquoi est-ce un mirage ?
# - Un repas qui manque coûte 3 fois plus cher qu'un repas en trop. Mesure ce coût à la place de la MAE. Ton modèle est-il
#   encore le meilleur ? Et si tu ajoutes quelques repas à toutes tes prévisions ?

# %%
# Ton terrain de jeu : rien n'est noté ici.
