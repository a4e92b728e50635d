"""Names that Python does not know, and what was meant."""

from collections.abc import Callable

import pytest

ReadsWell = Callable[..., None]
CAT = "class Chat:\n    def __init__(self, nom):\n        {body}\n"


@pytest.mark.parametrize(
    ("code", "pieces"),
    [
        ("Prix = 3\nprint(prix)", ["« prix »", "Majuscules", "« Prix »", "ligne 2"]),
        ("âge = 3\nprint(age)", ["accents", "« âge »"]),
        ("prix_total = 3\nprint(prixtotal)", ["« prix_total »"]),
        ("print(bonjour)", ["« bonjour »", "guillemets"]),
        ("prnit(3)", ["« print »"]),
        ("rang(3)", ["« range »"]),
        ("lenght([1])", ["« len »"]),
        ("Print(3)", ["« print »"]),
        ("afficher(3)", ["« print »"]),
        ("x = true", ["True, avec une majuscule"]),
        ("x = null", ["None"]),
        ("sqrt(2)", ["`from math import sqrt`"]),
        ("math.sqrt(2)", ["`import math`"]),
        ("pd.DataFrame()", ["`import pandas as pd`"]),
        ("randint(1, 6)", ["`from random import randint`"]),
        ("def nom():\n    return self.nom\nnom()", ["`def nom(self):`", "ligne 2"]),
        ("def f():\n    total = total + 1\ntotal = 0\nf()", ["« total »", "avant d'avoir reçu", "ligne 2"]),
        ("[].apend(3)", ["« append »"]),
        ("[].add(3)", [".append(...)"]),
        ("[1].length", ["len(...)"]),
        ('"a".uper()', ["« upper »"]),
        ('"a".append("b")', ["avec +"]),
        ("(1, 2).append(3)", ["Un tuple ne change plus"]),
        ("{}.append(3)", ["`dico["]),
        ('{"prix": 1}.prix', ['`["prix"]`']),
        ("{1}.append(3)", [".add(...)"]),
        ("(3).append(2)", ["un nombre entier"]),
        ("def f():\n    return 1\nf.upper()", ["parenthèses après son nom"]),
        ("x = None\nx.append(3)", ["None", "return"]),
        ("l = [2, 1].sort().append(3)", ["Ne mets pas de = devant"]),
        (CAT.format(body="nom = nom") + 'Chat("a").nom', ["`self.nom = ...`"]),
        ("import math\nmath.squrt(2)", ["« sqrt »"]),
        ("import random\nrandom.randit(1, 2)", ["« randint »"]),
        ("import datetime\ndatetime.now()", ["`from datetime import datetime`"]),
        ("from random import randit", ["« randint »"]),
        ("import maths", ["« maths »", "« math »"]),
        ("import numppy", ["« numpy »"]),
        ("import panda", ["« pandas »"]),
        ("import rien_du_tout", ["n'existe pas ici"]),
        ("import math.sqrt", ["`from math import sqrt`"]),
    ],
)
def test_an_unknown_name_is_told_with_the_one_that_was_meant(
    reads_well: ReadsWell, code: str, pieces: list[str]
) -> None:
    reads_well(code, *pieces)


def test_what_the_exercise_gives_is_among_what_she_may_have_meant(reads_well: ReadsWell) -> None:
    reads_well("montrer_tickt(3)", "« montrer_ticket »", given="def montrer_ticket(texte):\n    pass")


def test_a_hidden_name_is_never_proposed(reads: Callable[..., str]) -> None:
    hidden = "### BEGIN HIDDEN TESTS\nprix_secret = 3\n### END HIDDEN TESTS"
    assert "prix_secret" not in reads("print(prix_secre)", given=hidden)
