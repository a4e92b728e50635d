"""What Python 3.12 to 3.14 say otherwise: learners' browsers run a newer Python than their kernels."""

import pytest

from grader.words import Place, explain

# Error, its text in Python 3.14, her line, a piece of what she reads.
NEWER = [
    ("SyntaxError", "'elif' block follows an 'else' block", "elif x > 3:", "Aligne-le avec son if"),
    ("SyntaxError", "invalid syntax. Did you mean 'while'?", "whille True:", "« while »"),
    ("SyntaxError", "Expected one or more names after 'import'", "from math import", "from math import sqrt"),
    ("SyntaxError", "f-string: valid expression required before '}'", 'x = f"{}"', "entre les accolades"),
    (
        "SyntaxError",
        "parameter without a default follows parameter with a default",
        "def f(x=1, y):",
        "en dernier",
    ),
    (
        "AttributeError",
        "module 'random' has no attribute 'randint' (consider renaming '/game/random.py' since it has "
        "the same name as the standard library module named 'random' and prevents importing that one)",
        "random.randint(1, 6)",
        "même nom que le module random",
    ),
    (
        "ImportError",
        "cannot import name 'choice' from 'random' (consider renaming '/game/random.py' since it has "
        "the same name as the standard library module named 'random' and prevents importing that one)",
        "from random import choice",
        "même nom que le module random",
    ),
    (
        "TypeError",
        "'module' object is not callable. Did you mean: 'random.random(...)'?",
        "random(1)",
        "module",
    ),
    ("TypeError", "cannot use 'list' as a dict key (unhashable type: 'list')", "{[1]: 2}", "clé"),
    ("TypeError", "argument of type 'int' is not a container or iterable", "'a' in 5", "in cherche"),
    ("ValueError", "too many values to unpack (expected 2, got 3)", "a, b = 1, 2, 3", "à gauche du ="),
    ("ValueError", "max() iterable argument is empty", "max([])", "liste vide"),
    ("ValueError", "expected a nonnegative input, got -1.0", "math.sqrt(-1)", "Vérifie son signe"),
    ("ValueError", "empty range in randint(6, 1)", "randint(6, 1)", "randint(1, 6)"),
    ("ValueError", "list.index(x): x not in list", "[1].index(3)", "n'est pas dans la liste"),
    (
        "NameError",
        "name 'randint' is not defined. Did you forget to import 'random'?",
        "randint(1, 6)",
        "import",
    ),
]


@pytest.mark.parametrize(("name", "message", "code", "piece"), NEWER)
def test_newer_words_are_known(name: str, message: str, code: str, piece: str) -> None:
    said = explain(name, message, Place(1, code))
    assert piece in said.replace("\u00a0", " ").replace("\u202f", " ")
