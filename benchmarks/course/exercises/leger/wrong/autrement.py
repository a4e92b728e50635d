# %% [markdown] fails=["test-produit"] words="petit produit"
# Right in other ways, but for one.

# %% solution="carres"
def carres(n):
    if n < 1:
        raise ValueError(n)
    return [i**2 for i in range(1, n + 1)]


# %% solution="premiers"
def premiers(n):
    return [p for p in range(2, n) if all(p % q for q in range(2, int(p**0.5) + 1))]


# %% solution="mots"
def mots(texte, k):
    compte = {}
    for mot in re.findall(r"[a-z]+", texte.lower()):
        compte[mot] = compte.get(mot, 0) + 1
    return sorted(compte, key=lambda mot: (-compte[mot], mot))[:k]


# %% solution="romain"
def romain(n):
    dit = ""
    for valeur, signe in [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ]:
        dit += signe * (n // valeur)
        n %= valeur
    return dit


# %% solution="produit"
def produit(a, b):
    n, m, p = len(a), len(b), len(b[0])
    print("produit de", n, "lignes")
    somme = [[0] * p] * n
    for i in range(n):
        for j in range(p):
            for k in range(m):
                somme[i][j] += a[i][k] * b[k][j]
    return somme
