# %% [markdown]
# # Apprentissage
#
# Sept fonctions à écrire.

# %% locked="outils"
import numpy as np
import pandas as pd
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


# %% solution="standardiser"
def standardiser(a):
    ### BEGIN SOLUTION
    a = np.asarray(a, float)
    return (a - a.mean(axis=0)) / a.std(axis=0)
    ### END SOLUTION


# %% test="test-standardiser" points=2 says="Moyenne 0, écart type 1 par colonne"
_a = np.random.default_rng(0).normal(3, 2, (500, 4))
_s = standardiser(_a)
assert np.allclose(_s.mean(axis=0), 0), "La moyenne de chaque colonne doit valoir 0."
assert np.allclose(_s.std(axis=0), 1), "L'écart type de chaque colonne doit valoir 1."
### BEGIN HIDDEN TESTS
assert standardiser([[1.0, 2.0], [3.0, 4.0]]).shape == (2, 2), "Une liste de listes doit marcher aussi."
### END HIDDEN TESTS


# %% solution="distances"
def distances(a, b):
    ### BEGIN SOLUTION
    return np.sqrt(((a[:, None, :] - b[None, :, :]) ** 2).sum(-1))
    ### END SOLUTION


# %% test="test-distances" points=2 says="Les distances entre points"
_x = np.arange(12.0).reshape(4, 3)
assert distances(_x, _x).shape == (4, 4), "Quatre points et quatre points font 4 × 4 distances."
assert np.isclose(distances(_x, _x)[0, 1], 27**0.5), "La première distance est fausse."
assert distances(_x, _x[:2]).shape == (4, 2), "Quatre points et deux points font 4 × 2 distances."


# %% solution="tableau"
def tableau():
    ### BEGIN SOLUTION
    fleurs = load_iris()
    table = pd.DataFrame(fleurs.data, columns=fleurs.feature_names)
    table["espece"] = [fleurs.target_names[i] for i in fleurs.target]
    return table
    ### END SOLUTION


# %% test="test-tableau" points=2 says="Les fleurs dans un tableau"
_t = tableau()
assert _t.shape == (150, 5), "Il faut 150 lignes et 5 colonnes."
assert set(_t["espece"]) == {"setosa", "versicolor", "virginica"}, "Il y a trois espèces."


# %% solution="moyennes"
def moyennes(table):
    ### BEGIN SOLUTION
    return table.groupby("espece").mean()
    ### END SOLUTION


# %% test="test-moyennes" points=2 says="La moyenne par espèce"
_m = moyennes(load_iris(as_frame=True).data.assign(espece=np.repeat(["a", "b", "c"], 50)))
assert _m.shape == (3, 4), "Trois espèces et quatre mesures."
### BEGIN HIDDEN TESTS
assert abs(_m.loc["a"].iloc[0] - 5.006) < 1e-6, "La première moyenne n'est pas la bonne."
### END HIDDEN TESTS


# %% solution="modele"
def modele(X, y):
    ### BEGIN SOLUTION
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)).fit(X, y)
    ### END SOLUTION


# %% test="test-modele" points=3 says="Un modèle qui reconnaît les fleurs"
_X, _y = load_iris(return_X_y=True)
_train, _test, _ytrain, _ytest = train_test_split(_X, _y, test_size=0.3, random_state=0, stratify=_y)
_modele = modele(_train, _ytrain)
assert accuracy_score(_ytest, _modele.predict(_test)) > 0.9, "Il doit reconnaître plus de 9 fleurs sur 10."


# %% solution="voisins"
def voisins(X, y, Q, k):
    ### BEGIN SOLUTION
    d = ((Q[:, None, :] - X[None]) ** 2).sum(-1)
    proches = np.argsort(d, axis=1, kind="stable")[:, :k]
    return np.array([np.bincount(y[ligne]).argmax() for ligne in proches])
    ### END SOLUTION


# %% test="test-voisins" points=3 says="Les k plus proches voisins"
_X, _y = load_iris(return_X_y=True)
_train, _test, _ytrain, _ytest = train_test_split(_X, _y, test_size=0.3, random_state=1, stratify=_y)
_juste = float((voisins(_train, _ytrain, _test, 5) == _ytest).mean())
assert _juste > 0.9, "Il doit reconnaître plus de 9 fleurs sur 10."


# %% solution="droite"
def droite(x, y):
    ### BEGIN SOLUTION
    A = np.c_[x, np.ones(len(x))]
    pente, ordonnee = np.linalg.lstsq(A, y, rcond=None)[0]
    return pente, ordonnee
    ### END SOLUTION


# %% test="test-droite" points=2 says="La droite la plus proche"
_g = np.random.default_rng(7)
_x = np.linspace(0, 10, 200)
_pente, _ordonnee = droite(_x, 2.5 * _x - 1 + _g.normal(0, 0.1, 200))
assert abs(_pente - 2.5) < 0.05, "La pente est 2,5."
assert abs(_ordonnee + 1) < 0.1, "La droite commence à -1."

# %% [markdown] manual="explication" points=5 says="Expliquer la standardisation"
# Explique ce que la standardisation change pour les plus proches voisins.
