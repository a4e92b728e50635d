# %% [markdown] fails=["test-standardiser", "test-distances", "test-tableau", "test-moyennes", "test-modele", "test-voisins", "test-droite"] words="mean"
# Stops on an error everywhere.

# %% solution="standardiser"
def standardiser(a):
    return (a - a.mean(axis=0) / a.std(axis=0)

# %% solution="distances"
def distances(a, b):
    return a - b[:3]

# %% solution="tableau"
def tableau():
    return pd.read_csv("fleurs.csv")

# %% solution="moyennes"
def moyennes(table):
    return table.groupby("especes").mean()

# %% solution="modele"
def modele(X, y):
    return LogisticRegression()

# %% solution="voisins"
def voisins(X, y, Q, k):
    raise NotImplementedError()

# %% solution="droite"
def droite(x, y):
    return pente, ordonnee
