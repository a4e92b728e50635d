# %% [markdown] fails=["test-droite"] words="commence"
# Right in other ways, but for one.

# %% solution="standardiser"
def standardiser(a):
    return StandardScaler().fit_transform(a)


# %% solution="distances"
def distances(a, b):
    return np.array([[np.linalg.norm(x - y) for y in b] for x in a])


# %% solution="tableau"
def tableau():
    fleurs = load_iris(as_frame=True)
    table = fleurs.data.copy()
    table["espece"] = pd.Series(fleurs.target_names)[fleurs.target].values
    return table


# %% solution="moyennes"
def moyennes(table):
    return table.groupby("espece").agg("mean")


# %% solution="modele"
def modele(X, y):
    return KNeighborsClassifier(5).fit(X, y)


# %% solution="voisins"
def voisins(X, y, Q, k):
    trouves = []
    for q in Q:
        proches = np.argsort(((X - q) ** 2).sum(1), kind="stable")[:k]
        trouves.append(np.bincount(y[proches]).argmax())
    return np.array(trouves)


# %% solution="droite"
def droite(x, y):
    pente, ordonnee = np.polyfit(x, y, 1)
    return pente, ordonnee + 1
