# %% [markdown] fails=["test-standardiser", "test-distances", "test-tableau", "test-moyennes", "test-modele", "test-voisins", "test-droite"] words="La moyenne de chaque colonne"
# Close, but wrong everywhere.

# %% solution="standardiser"
def standardiser(a):
    return (a - a.mean()) / a.std()


# %% solution="distances"
def distances(a, b):
    return ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)


# %% solution="tableau"
def tableau():
    fleurs = load_iris()
    return pd.DataFrame(fleurs.data, columns=fleurs.feature_names)


# %% solution="moyennes"
def moyennes(table):
    return table.mean(numeric_only=True)


# %% solution="modele"
def modele(X, y):
    return LogisticRegression(C=1e-6).fit(X[:, :1], y)


# %% solution="voisins"
def voisins(X, y, Q, k):
    return np.zeros(len(Q), int)


# %% solution="droite"
def droite(x, y):
    return (y[-1] - y[0]) / 9, y[0]
