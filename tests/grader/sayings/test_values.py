"""Values that do not fit, and how a run can end."""

from collections.abc import Callable

import pytest

from grader.words import Place, explain

ReadsWell = Callable[..., None]


@pytest.mark.parametrize(
    ("code", "pieces"),
    [
        ("l = [1, 2, 3]\nl[3]", ["place qui n'existe pas", "place 0", "len(liste) - 1", "ligne 2"]),
        ("l = []\nl[0] = 3", [".append(...)"]),
        ("[].pop()", ["vide"]),
        ('"abc"[10]', ["lettre"]),
        ('{"prenom": 1}["prénom"]', ["« prénom »", "« prenom »"]),
        ('{"age": 1}["Age"]', ["« age »"]),
        ("{1: 1}[2]", ["« 2 »"]),
        ('int("3,5")', ["« 3,5 »", "un point"]),
        ('int("3.5")', ["float(...)"]),
        ('int("douze")', ["que des chiffres"]),
        ('int("")', ["vide"]),
        ('float("3,5")', ["un point"]),
        ('float("3 €")', ["qu'un nombre"]),
        ("a, b = 1, 2, 3", ["autant des deux côtés"]),
        ("for k, v in [1, 2]: pass", ["plusieurs valeurs"]),
        ('for k, v in {"abc": 1}: pass', [".items()"]),
        ("max([])", ["max(...)", "vide"]),
        ("import math\nmath.sqrt(-1)", ["négatif"]),
        ("import random\nrandom.randint(6, 1)", ["`randint(1, 6)`"]),
        ("import random\nrandom.choice([])", ["vide"]),
        ("[1].index(3)", ["n'est pas dans la liste"]),
        ("f\"{'a':.2f}\"", ["float(...)"]),
        ("1 / 0", ["zéro"]),
        ("1 % 0", ["zéro"]),
        ("10.0 ** 400", ["trop grand"]),
        ('d = {"a": 1}\nfor k in d:\n    del d[k]', ["copie"]),
        ("def f(n):\n    return f(n - 1)\nf(3)", ["s'appelle elle-même", "ligne 2"]),
        ('open("donnees.csv")', ["« donnees.csv »"]),
        ("exit()", ["exit()"]),
        ('raise ValueError("Il manque un âge")', ["Il manque un âge."]),
        ('raise Exception("Ça ne va pas")', ["Exception", "Ça ne va pas"]),
        ("raise NotImplementedError", ["pas encore répondu"]),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_what_to_do(
    reads_well: ReadsWell, code: str, pieces: list[str]
) -> None:
    reads_well(code, *pieces)


@pytest.mark.parametrize(
    ("name", "message", "piece"),
    [
        # Python 3.12 and 3.13 say some things in other words.
        ("SyntaxError", "'{' was never closed (cell, line 1)", "« { » n'est jamais refermé"),
        ("SyntaxError", "unterminated f-string literal (detected at line 1)", "guillemet"),
        ("SyntaxError", "f-string: valid expression required before '}'", "accolades"),
        ("SyntaxError", "f-string: expecting '}'", "accolade"),
        ("SyntaxError", "parameter without a default follows parameter with a default", "en dernier"),
        ("SyntaxError", "incomplete input (cell, line 1)", "n'arrive pas à lire"),
        ("ValueError", "max() iterable argument is empty", "vide"),
        ("ValueError", "too many values to unpack (expected 2, got 3)", "autant"),
        ("ValueError", "empty range in randrange(6, 2)", "randint"),
        ("ValueError", "expected a nonnegative input, got -1.0", "négatif"),
        ("TypeError", "f() got an unexpected keyword argument 'alpah'. Did you mean 'alpha'?", "« alpha »"),
        ("TypeError", "unhashable type: 'list'", "clé"),
        ("TypeError", "argument of type 'int' is not a container or iterable", "in"),
        ("TypeError", "string indices must be integers", "numéro"),
        ("ImportError", "cannot import name 'sqr' from 'math' (unknown location)", "« sqrt »"),
        ("UnboundLocalError", "local variable 'x' referenced before assignment", "« x »"),
        ("CellTimeoutError", "A cell timed out", "ne s'arrête pas"),
        ("DeadKernelError", "Kernel died", "arrêté Python"),
        ("StdinNotImplementedError", "raw_input was called", "personne n'est là"),
        ("gaierror", "[Errno -3] Temporary failure in name resolution", "Internet"),
        ("Erreur_de_la_classe", "quelque chose", "quelque chose"),
    ],
)
def test_other_versions_of_python_and_our_own_endings_are_told_too(
    name: str, message: str, piece: str
) -> None:
    assert piece in explain(name, message).replace("\u00a0", " ")


def test_what_already_speaks_to_her_is_left_as_it_is() -> None:
    said = "La graine est un nombre\u00a0: generer_saison(graine=3)."
    assert explain("TypeError", said) == said


def test_the_line_is_quoted_whatever_stands_in_it() -> None:
    said = explain("ZeroDivisionError", "division by zero", Place(3, "    x = `1` / 0  " + "#" * 200))
    assert "Regarde la ligne 3\u00a0: `x = '1' / 0" in said
    assert said.count("`") == 2


@pytest.mark.parametrize("message", ["{0} {x} {", "'{'", "\\", "", "é" * 5000])
@pytest.mark.parametrize(
    "name", ["KeyError", "ValueError", "TypeError", "NameError", "SyntaxError", "FileNotFoundError"]
)
def test_no_message_breaks_the_words(name: str, message: str) -> None:
    assert 0 < len(explain(name, message)) < 800
