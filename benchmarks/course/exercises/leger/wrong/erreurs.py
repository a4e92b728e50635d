# %% [markdown] fails=["test-carres", "test-premiers", "test-mots", "test-fib", "test-romain", "test-produit", "test-resume"] words="nom"
# Stops on an error everywhere.

# %% solution="carres"
def carres(n):
    return inconnu + n

# %% solution="premiers"
def premiers(n):
    return [p for p in range(n) if p.est_premier()]

# %% solution="mots"
def mots(texte, k):
    print("essai", len(texte))
    return texte.lower().split()[: k + 1][k]["x"]

# %% solution="fib"
def fib(n):
    return fib(n - 1) + fib(n - 2)

# %% solution="romain"
def romain(n):
    raise NotImplementedError()

# %% solution="produit"
def produit(a, b):
    return a * b

# %% solution="resume"
def resume(valeurs)
    return {"moyenne": sum(valeurs) / 0}
