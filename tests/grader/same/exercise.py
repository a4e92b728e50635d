"""One exercise with every kind of cell that nbgrader grades, and answers to it: right, wrong and worse."""

from collections.abc import Mapping

SLUG = "atelier"

SCRIPT = """# %% [markdown] locked="enonce"
# # L'atelier

# %% locked="outils"
import pandas as pd
from outils import PRIX

ventes = pd.read_csv("donnees/ventes.csv")

# %%
brouillon = 1

# %% solution="moyenne"
def moyenne(nombres):
    ### BEGIN SOLUTION
    return sum(nombres) / len(nombres)
    ### END SOLUTION

# %% test="moyenne-juste" points=2 says="La moyenne est juste"
print("Essai de la moyenne")
assert moyenne([1, 2, 3]) == 2, "La moyenne de 1, 2 et 3 est 2."
### BEGIN HIDDEN TESTS
assert moyenne([5, 8]) == 6.5, "Essaie avec deux nombres."
### END HIDDEN TESTS

# %% test="moyenne-vide" points=1 says="Une liste vide est refusée"
try:
    moyenne([])
except ZeroDivisionError:
    refus = True
else:
    refus = False
assert refus, "Que se passe-t-il sans aucun nombre ?"

# %% solution="total"
def total(table):
    ### BEGIN SOLUTION
    return table.groupby("ville")["billets"].sum()
    ### END SOLUTION

# %% test="total-villes" points=1.5 says="Les billets de chaque ville"
obtenu = total(ventes)
assert obtenu["Lille"] == 12, "À Lille, on a vendu 12 billets."
assert obtenu["Roubaix"] * PRIX == 56, "À Roubaix, on a gagné 56 €."

# %% solution="panier"
### BEGIN SOLUTION
class Panier:
    def __init__(self):
        self.billets = []

    def ajoute(self, age):
        self.billets.append(age)

    def prix(self):
        return len(self.billets) * PRIX
### END SOLUTION

# %% test="panier-prix" points=1 says="Le panier compte"
panier = Panier()
assert panier.prix() == 0, "Un panier vide ne coûte rien."
panier.ajoute(12)
panier.ajoute(30)
assert panier.prix() == 2 * PRIX, "Deux billets, deux fois le prix."

# %% test="panier-deux" points=0.5 says="Chaque panier a ses billets"
autre = Panier()
assert len(autre.billets) == 0, "Un nouveau panier est vide."

# %% solution="carre"
### BEGIN SOLUTION
import numpy as np

carre = np.arange(9).reshape(3, 3)
### END SOLUTION

# %% test="carre-forme" points=1 says="Un carré de trois sur trois"
assert carre.shape == (3, 3), "Trois lignes, trois colonnes."
assert carre.sum() == 36, "Les nombres de 0 à 8."

# %% manual="dessin" points=2 says="Dessiner les ventes"
### BEGIN SOLUTION
ventes.plot.bar()
### END SOLUTION

# %% [markdown] manual="regle" points=2 says="Expliquer"
# Parce que.
"""

# What our percent format does not write, and an author may add in nbgrader itself.
PARTIAL = """points = 0
if moyenne([2, 4]) == 3:
    points += 1
if len(Panier().billets) == 0:
    points += 0.5
points"""
TASK = "Montre ton atelier à quelqu'un."

FILES = {
    "outils.py": "PRIX = 8\n",
    "donnees/ventes.csv": "ville,billets\nLille,5\nRoubaix,7\nLille,7\n",
}

RIGHT: Mapping[str, str] = {
    "moyenne": "def moyenne(nombres):\n    return sum(nombres) / len(nombres)",
    "total": "def total(table):\n    return table.groupby('ville')['billets'].sum()",
    "panier": """class Panier:
    def __init__(self):
        self.billets = []
    def ajoute(self, age):
        self.billets.append(age)
    def prix(self):
        return len(self.billets) * PRIX""",
    "carre": "import numpy as np\ncarre = np.arange(9).reshape(3, 3)",
    "dessin": "print('#' * 12)",
    "regle": "Parce que c'est plus clair.",
}

# The first of each is as good as RIGHT.
OTHERS: Mapping[str, tuple[str, ...]] = {
    "moyenne": (
        "import statistics\ndef moyenne(nombres):\n    if not nombres: raise ZeroDivisionError\n"
        "    return statistics.mean(nombres)",
        "def moyenne(nombres):\n    return sum(nombres) / (len(nombres) + 1)",
        "def moyenne(nombres):\n    return nombre[0]",
        "def moyenne(nombres):\n    print(sum(nombres) / len(nombres))",
        "def moyenne(nombres)\n    return 2",
        "def moyenne(nombres):\n    return 2",
        "import sys\ndef moyenne(nombres):\n    print('!', file=sys.stderr)\n"
        "    return sum(nombres) / len(nombres)",
        "import numpy as np\ndef moyenne(nombres):\n    1 / len(nombres)\n    return np.mean(nombres)",
        "def moyenne(nombres):\n    return moyenne.juste(nombres)",
        "def moyenne():\n    return 2",
        "moyenne = 2",
        "def moyenne(nombres):\n    yield sum(nombres) / len(nombres)",
        "def moyenne(nombres):\n    raise KeyError(nombres[0])",
    ),
    "total": (
        "def total(table):\n    return {'Lille': 12, 'Roubaix': int(table.billets[1])}",
        "def total(table):\n    return table.groupby('ville')['billets'].mean()",
        "def total(table):\n    return table.groupby('villes')['billets'].sum()",
        "def total(table):\n    return table['billets'].sum()",
        "def total(table):\n    table['billets'] = 0\n    return table.groupby('ville')['billets'].sum()",
        "def total(table):\n    return table",
        "def total(table):\n    return [12, 7]",
    ),
    "panier": (
        "class Panier:\n    def __init__(self): self.billets = ()\n"
        "    def ajoute(self, age): self.billets += (age,)\n    def prix(self): return 8 * len(self.billets)",
        "class Panier:\n    billets = []\n    def ajoute(self, age): self.billets.append(age)\n"
        "    def prix(self): return len(self.billets) * PRIX",
        "class Panier:\n    def __init__(self):\n        self.billets = []\n"
        "    def prix(self):\n        return 0",
        "class Panier:\n    def __init__(self, taille):\n        self.billets = []",
        "class Panier:\n    def __init__(self):\n        self.billets = None\n"
        "    def ajoute(self, age):\n        self.billets.append(age)\n    def prix(self):\n        return 0",
        "class Panier\n    pass",
    ),
    "carre": (
        "import numpy as np\ncarre = np.array([[0, 1, 2], [3, 4, 5], [6, 7, 8]], dtype='int16')",
        "import numpy as np\ncarre = np.arange(9)",
        "carre = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]",
        "import numpy as np\ncarre = np.arange(9).reshape(3, 4)",
        "import pandas as pd\ncarre = pd.DataFrame([[0, 1, 2], [3, 4, 5], [6, 7, 8]])",
    ),
    "dessin": ("ventes.head()", "1 / 0", "import turtles", "# rien"),
    "regle": ("Je ne sais pas.", "<b>Parce que</b> $x$"),
}
ENDLESS = """def moyenne(nombres):
    while len(nombres) == 2:
        pass
    return sum(nombres) / len(nombres)"""
