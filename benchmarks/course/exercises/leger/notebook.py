# %% [markdown]
# # Léger
#
# Sept fonctions à écrire.

# %% locked="outils"
import math
import random
import re
import statistics
from collections import Counter
from fractions import Fraction
from itertools import pairwise


# %% solution="carres"
def carres(n):
    ### BEGIN SOLUTION
    if n < 1:
        raise ValueError("n doit valoir 1 ou plus")
    return [i * i for i in range(1, n + 1)]
    ### END SOLUTION


# %% test="test-carres" points=2 says="Les carrés de 1 à n"
assert carres(1) == [1], "Pour 1, on attend [1]."
assert carres(5) == [1, 4, 9, 16, 25], "Pour 5, on attend 1, 4, 9, 16, 25."
### BEGIN HIDDEN TESTS
try:
    carres(0)
except ValueError:
    pass
else:
    assert False, "Zéro n'est pas permis."
assert carres(100)[-1] == 10000, "Le centième carré n'est pas le bon."
### END HIDDEN TESTS


# %% solution="premiers"
def premiers(n):
    ### BEGIN SOLUTION
    crible = [True] * max(n, 2)
    crible[0] = crible[1] = False
    for i in range(2, int(n**0.5) + 1):
        if crible[i]:
            crible[i * i :: i] = [False] * len(crible[i * i :: i])
    return [i for i in range(n) if crible[i]]
    ### END SOLUTION


# %% test="test-premiers" points=3 says="Les nombres premiers sous n"
assert premiers(10) == [2, 3, 5, 7], "Sous 10, il y en a quatre."
### BEGIN HIDDEN TESTS
assert len(premiers(20000)) == 2262, "Sous 20 000, il y en a 2 262."
assert premiers(2) == [], "Sous 2, il n'y en a pas."
### END HIDDEN TESTS


# %% solution="mots"
def mots(texte, k):
    ### BEGIN SOLUTION
    compte = Counter(re.findall(r"[a-z]+", texte.lower()))
    return [mot for mot, _ in sorted(compte.items(), key=lambda paire: (-paire[1], paire[0]))[:k]]
    ### END SOLUTION


# %% test="test-mots" points=2 says="Les mots les plus fréquents"
assert mots("a b a c b a", 2) == ["a", "b"], "a vient trois fois, b deux fois."
assert mots("Le le LE chat", 1) == ["le"], "Les majuscules ne comptent pas."
_long = " ".join(random.Random(1).choices(["rouge", "vert", "bleu", "cyan"], [4, 3, 2, 1], k=20000))
assert mots(_long, 4) == ["rouge", "vert", "bleu", "cyan"], "Sur un long texte, l'ordre n'est pas le bon."


# %% solution="fib"
def fib(n):
    ### BEGIN SOLUTION
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a
    ### END SOLUTION


# %% test="test-fib" points=1 says="La suite de Fibonacci"
assert fib(10) == 55, "Le dixième nombre est 55."
assert fib(90) == 2880067194370816120, "Le quatre-vingt-dixième n'est pas le bon."


# %% solution="romain"
def romain(n):
    ### BEGIN SOLUTION
    signes = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")]
    signes += [(40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    dit = ""
    for valeur, signe in signes:
        while n >= valeur:
            dit += signe
            n -= valeur
    return dit
    ### END SOLUTION


# %% test="test-romain" points=3 says="Les chiffres romains"
_cas = {1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 1994: "MCMXCIV", 2024: "MMXXIV", 30: "XXX"}
for _n, _dit in _cas.items():
    assert romain(_n) == _dit, f"{_n} s'écrit {_dit}."


# %% solution="produit"
def produit(a, b):
    ### BEGIN SOLUTION
    return [[sum(x * y for x, y in zip(ligne, colonne)) for colonne in zip(*b)] for ligne in a]
    ### END SOLUTION


# %% test="test-produit" points=2 says="Le produit de deux tableaux"
assert produit([[1, 2], [3, 4]], [[5, 6], [7, 8]]) == [[19, 22], [43, 50]], "Un petit produit est faux."
### BEGIN HIDDEN TESTS
_r = random.Random(3)
_a = [[_r.randint(-9, 9) for _ in range(30)] for _ in range(30)]
_un = [[int(i == j) for j in range(30)] for i in range(30)]
assert produit(_a, _un) == _a, "Multiplier par l'identité ne change rien."
assert produit([[1, 2, 3]], [[1], [2], [3]]) == [[14]], "Une ligne par une colonne donne 14."
### END HIDDEN TESTS


# %% solution="resume"
def resume(valeurs):
    ### BEGIN SOLUTION
    return {
        "moyenne": statistics.mean(valeurs),
        "mediane": statistics.median(valeurs),
        "ecart": statistics.stdev(valeurs),
    }
    ### END SOLUTION


# %% test="test-resume" points=2 says="Moyenne, médiane, écart type"
_d = resume([1, 2, 3, 4])
assert math.isclose(_d["moyenne"], 2.5), "La moyenne est 2,5."
assert math.isclose(_d["mediane"], 2.5), "La médiane est 2,5."
assert math.isclose(_d["ecart"], 1.2909944487358056), "L'écart type est 1,29."
assert set(resume([1.0, 5.0, 9.0])) == {"moyenne", "mediane", "ecart"}, "Il manque une clé."

# %% [markdown] manual="explication" points=5 says="Expliquer le crible"
# Explique pourquoi le crible est plus rapide.
