# %% [markdown] fails=["test-carres", "test-premiers", "test-mots", "test-fib", "test-romain", "test-produit", "test-resume"] words="Zéro n'est pas permis."
# Close, but wrong everywhere.

# %% solution="carres"
def carres(n):
    return [i * i for i in range(1, n + 1)]


# %% solution="premiers"
def premiers(n):
    return [p for p in range(1, min(n, 500)) if all(p % q for q in range(2, p))]


# %% solution="mots"
def mots(texte, k):
    return [mot for mot, _ in Counter(texte.split()).most_common(k)]


# %% solution="fib"
def fib(n):
    a, b = 1, 1
    for _ in range(n):
        a, b = b, a + b
    return a


# %% solution="romain"
def romain(n):
    dit = ""
    for valeur, signe in [(1000, "M"), (500, "D"), (100, "C"), (50, "L"), (10, "X"), (5, "V"), (1, "I")]:
        while n >= valeur:
            dit += signe
            n -= valeur
    return dit


# %% solution="produit"
def produit(a, b):
    return [[x * y for x, y in zip(u, v)] for u, v in zip(a, b)]


# %% solution="resume"
def resume(valeurs):
    return {"moyenne": sum(valeurs) / len(valeurs), "mediane": sorted(valeurs)[len(valeurs) // 2], "ecart": 0}
