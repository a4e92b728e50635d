"""Names that Python does not know: variables, methods, modules, and what was perhaps meant."""

import re
from collections.abc import Mapping

from grader.sayings.french import FUNCTIONS, called, clipped, french
from grader.sayings.spelling import BUILTINS, attributes, close, contents, listed, meant, modules, plain
from grader.sayings.trouble import Rule, Trouble, rule

_CONSTANTS: Mapping[str, str] = {
    "true": "True",
    "vrai": "True",
    "false": "False",
    "faux": "False",
    "none": "None",
    "null": "None",
    "rien": "None",
}
_IMPORTS: Mapping[str, str] = {
    "np": "import numpy as np",
    "numpy": "import numpy",
    "pd": "import pandas as pd",
    "pandas": "import pandas",
    "plt": "import matplotlib.pyplot as plt",
    "math": "import math",
    "random": "import random",
    "time": "import time",
    "datetime": "from datetime import datetime",
    "json": "import json",
    "re": "import re",
    "os": "import os",
    "pygame": "import pygame",
    "sqrt": "from math import sqrt",
    "pi": "from math import pi",
    "ceil": "from math import ceil",
    "floor": "from math import floor",
    "randint": "from random import randint",
    "choice": "from random import choice",
    "shuffle": "from random import shuffle",
    "sleep": "from time import sleep",
}
_FLASK = frozenset(
    ("Flask", "abort", "flash", "redirect", "render_template", "request", "session", "url_for"),
)
_FRENCH: Mapping[str, str] = {
    "afficher": "print",
    "affiche": "print",
    "imprimer": "print",
    "longueur": "len",
    "taille": "len",
    "demander": "input",
    "arrondir": "round",
    "somme": "sum",
}
# (type, what she wrote after the dot): what to write.
_INSTEAD: Mapping[tuple[str, str], str] = {
    ("list", "add"): "Pour ajouter à une liste, écris .append(...).",
    ("list", "push"): "Pour ajouter à une liste, écris .append(...).",
    ("list", "ajouter"): "Pour ajouter à une liste, écris .append(...).",
    ("str", "append"): "Un texte ne s'allonge pas avec append : colle un autre texte avec +.",
    ("str", "add"): "Pour allonger un texte, colle un autre texte avec +.",
    ("tuple", "append"): "Un tuple ne change plus. Prends une liste, entre crochets [ ].",
    ("dict", "append"): 'Pour ajouter à un dictionnaire, écris `dico["clé"] = valeur`.',
    ("dict", "add"): 'Pour ajouter à un dictionnaire, écris `dico["clé"] = valeur`.',
    ("set", "append"): "Pour ajouter à un ensemble, écris .add(...).",
    (
        "ndarray",
        "append",
    ): "Un tableau numpy ne grandit pas : prends np.append(tableau, valeur), ou une liste.",
    ("DataFrame", "append"): "Pour mettre deux tableaux bout à bout, écris pd.concat([a, b]).",
    ("Series", "append"): "Pour mettre deux colonnes bout à bout, écris pd.concat([a, b]).",
}
_LENGTHS = {"length", "len", "size", "count", "longueur", "taille"}
_SKLEARN: Mapping[str, str] = {
    "LinearRegression": "sklearn.linear_model",
    "LogisticRegression": "sklearn.linear_model",
    "Ridge": "sklearn.linear_model",
    "DecisionTreeClassifier": "sklearn.tree",
    "DecisionTreeRegressor": "sklearn.tree",
    "RandomForestClassifier": "sklearn.ensemble",
    "RandomForestRegressor": "sklearn.ensemble",
    "KNeighborsClassifier": "sklearn.neighbors",
    "KMeans": "sklearn.cluster",
    "OneHotEncoder": "sklearn.preprocessing",
    "StandardScaler": "sklearn.preprocessing",
    "train_test_split": "sklearn.model_selection",
    "cross_val_score": "sklearn.model_selection",
    "accuracy_score": "sklearn.metrics",
    "mean_absolute_error": "sklearn.metrics",
    "make_pipeline": "sklearn.pipeline",
    "make_column_transformer": "sklearn.compose",
}
_PACKAGES: Mapping[str, str] = {
    "scikit_learn": "sklearn",
    "scikitlearn": "sklearn",
    "scikit": "sklearn",
    "panda": "pandas",
    "matplot": "matplotlib.pyplot",
    "pyplot": "matplotlib.pyplot",
    "maths": "math",
}
UNUSED = (
    "append, sort et leurs pareils changent la liste sur place et ne donnent rien. Ne mets pas de = devant."
)
NOTHING = "Une de tes valeurs est vide (None). Une fonction qui oublie « return » donne None : vérifie-la."
PARENTHESES = "Tu te sers d'une fonction sans l'appeler. Mets des parenthèses après son nom."
_GIVES_NOTHING = r"=\s*[\w.\[\]'\", ]+\.(append|sort|reverse|extend|insert|remove|add|update|clear)\("


def nothing(found: re.Match[str], trouble: Trouble) -> str:
    """Words for a value that is None."""
    chained = re.search(r"\.(append|sort|reverse|extend|insert|add|update)\(.*\)\s*[.\[]", trouble.code)
    return french(UNUSED if chained or re.search(_GIVES_NOTHING, trouble.code) else NOTHING)


def _unknown_name(found: re.Match[str], trouble: Trouble) -> str:
    word = found[1]
    said = french(f"Python ne connaît pas le nom « {word} ».")
    if word in _CONSTANTS and _CONSTANTS[word] not in trouble.names:
        return said + french(f" Écris {_CONSTANTS[word]}, avec une majuscule.")
    if word == "self":
        return french("Il manque self entre les parenthèses de ta fonction : `def nom(self):`.")
    twins = [one for one in [*trouble.names, *BUILTINS] if one != word and plain(one) == plain(word)]
    if twins:
        why = " Majuscules, accents et tirets comptent"
        return said + french(f"{why} : voulais-tu écrire « {twins[0]} » ?")
    if word in _FLASK and (word == "Flask" or {"Flask", "flask"} & set(trouble.names)):
        return said + french(" Ajoute-le tout en haut, à la fin de la ligne `from flask import ...`.")
    if word in _IMPORTS:
        return said + french(f" Écris `{_IMPORTS[word]}` en haut de ta cellule.")
    if word in ("length", "lenght"):
        return said + french(" Voulais-tu écrire « len » ?")
    if word in _FRENCH:
        return said + french(f" Python parle anglais : écris « {_FRENCH[word]} ».")
    if near := meant(word, [*trouble.names, *BUILTINS]):
        return said + near
    return said + " Vérifie qu'il est défini plus haut ; si c'est un texte, mets des guillemets.".replace(
        " ;", "\u202f;"
    )


def _unknown_attribute(found: re.Match[str], trouble: Trouble) -> str:
    kind, word = found[1], found[2]
    if kind in FUNCTIONS:
        return french(PARENTHESES)
    said = french(f"« .{word} » n'existe pas pour {called(kind)}.")
    near = close(word, [name for one, name in _INSTEAD if one == kind], 0.8)
    if instead := _INSTEAD.get((kind, word)) or _INSTEAD.get((kind, near)):
        return french(instead)
    if word in _LENGTHS and kind in ("list", "str", "dict", "tuple", "set"):
        return said + french(" Pour compter ce qu'il y a dedans, écris len(...).")
    if kind in ("DataFrame", "dict") and (column := _column(word, trouble)):
        return said + french(f' Entre crochets et guillemets, peut-être : `["{clipped(column)}"]`.')
    known = attributes(kind)
    if not known and re.search(
        r"(Regress|Classif|Ridge|Lasso|Encoder|Scaler|Pipeline|KMeans|Transformer)", kind
    ):
        known = listed("estimator")
    if near := meant(word, known, 0.65):
        return said + near
    if kind in trouble.names:
        return said + french(f" L'as-tu rangé avec `self.{word} = ...` ?")
    return said + " Vérifie l'orthographe, ou ce que contient ta variable."


def _column(word: str, trouble: Trouble) -> str:
    """A text of the notebook that is that word, but for case and accents."""
    found = [text for text in trouble.texts if plain(text) == plain(word)]
    return found[0] if found else ""


def _unknown_content(found: re.Match[str], trouble: Trouble) -> str:
    module, word = found[1], found[2]
    said = french(f"Le module {module} ne contient pas « {word} ».")
    if module == "datetime" and word in ("now", "today", "strptime"):
        return said + french(" Écris `from datetime import datetime` en haut de ta cellule.")
    if module == "sklearn" and word in _SKLEARN:
        return french(f"« {word} » se trouve ailleurs : écris `from {_SKLEARN[word]} import {word}`.")
    inside = [*contents(module), *(name for name, where in _SKLEARN.items() if where == module)]
    return said + (meant(word, inside, 0.65) or " Vérifie l'orthographe.")


def _unknown_import(found: re.Match[str], trouble: Trouble) -> str:
    again = re.match(r"(\S+) (\S+)", f"{found[2]} {found[1]}")
    return _unknown_content(again, trouble) if again else ""


def _unknown_module(found: re.Match[str], trouble: Trouble) -> str:
    name = found[1]
    said = french(f"Le module « {name} » n'existe pas ici.")
    if real := _PACKAGES.get(plain(name)):
        return said + french(f" Voulais-tu écrire « {real} » ?")
    top, _, rest = name.partition(".")
    if rest and rest in contents(top):
        return said + french(f" Écris `from {top} import {rest}`.")
    return said + (meant(name, modules(trouble.modules), 0.75) or " Vérifie l'orthographe.")


RULES: tuple[Rule, ...] = (
    rule(
        "UnboundLocalError",
        r"'(\w+)'",
        "Dans ta fonction, « {0} » est utilisé avant d'avoir reçu une valeur. "
        "Donne-lui une valeur au début de la fonction.",
    ),
    rule(
        "NameError",
        r"free variable '(\w+)'",
        "« {0} » est utilisé avant d'avoir reçu une valeur. Donne-lui une valeur plus haut.",
    ),
    rule("NameError UndefinedVariableError", r"name '(\w+)' is not defined", _unknown_name),
    rule("AttributeError", r"'NoneType' object", nothing),
    rule(
        "AttributeError",
        r"partially initialized module '(\w+)'",
        "Ton fichier porte le même nom que le module {0}, et le cache. Donne-lui un autre nom.",
    ),
    rule(
        "AttributeError ImportError",
        r"(?:module|from) '(\w+)'.*\(consider renaming '",
        "Ton fichier porte le même nom que le module {0}, et le cache. Donne-lui un autre nom.",
    ),
    rule("AttributeError", r"module '([\w.]+)' has no attribute '(\w+)'", _unknown_content),
    rule("AttributeError", r"'([\w.]+)' object has no attribute '(\w+)'", _unknown_attribute),
    rule("AttributeError", r"type object '(\w+)' has no attribute '(\w+)'", _unknown_attribute),
    rule(
        "AttributeError", r"", "Ce qui suit le point n'existe pas pour cette valeur. Vérifie l'orthographe."
    ),
    rule("ImportError", r"cannot import name '(\w+)' from '([\w.]+)'", _unknown_import),
    rule(
        "ModuleNotFoundError",
        r"No module named '(\w+)\.(\w+)'; '\w+' is not a package",
        "{0} n'est pas un dossier de modules. Écris `from {0} import {1}`.",
    ),
    rule("ModuleNotFoundError ImportError", r"No module named '([\w.]+)'", _unknown_module),
)
