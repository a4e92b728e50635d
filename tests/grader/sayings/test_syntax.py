"""Lines that Python cannot read, as beginners write them."""

from collections.abc import Callable

import pytest

from grader import words

ReadsWell = Callable[..., None]


@pytest.mark.parametrize(
    ("code", "pieces"),
    [
        ("if x == 5\n    pass", ["deux-points", "ligne 1", "`if x == 5`"]),
        ("def f(x)\n    return x", ["deux-points"]),
        ("for i in range(3)\n    print(i)", ["deux-points"]),
        ("while True\n    pass", ["deux-points"]),
        ("x = 5\nif x = 5:\n    pass", ["==", "ligne 2"]),
        ('print("a"', ["« ( » n'est jamais refermé"]),
        ("x = [1, 2\ny = 3", ["« [ » n'est jamais refermé", "ligne 1"]),
        ("x = (1, 2]", ["Tu ouvres avec « ( »", "fermes avec « ] »"]),
        ("x = 1)", ["« ) » ferme quelque chose"]),
        ('print("a', ["guillemet à la fin"]),
        ("print('aujourd'hui')", ["L'apostrophe", "guillemets doubles"]),
        ('x = """abc', ['"""']),
        ("def f():\nreturn 3", ["décalé", "de la ligne 1", "ligne 2"]),
        ("for i in range(3):\nprint(i)", ["décalé"]),
        ("while x < 3:", ["décalé"]),
        ("def f():\n    x = 1\n      y = 2", ["espaces en trop", "ligne 3"]),
        ("  x = 1", ["espaces en trop"]),
        ("def f():\n    if True:\n        x = 1\n      return x", ["aligné", "ligne 4"]),
        ("if True:\n        x = 1\n\ty = 1", ["tabulations"]),
        ('print "bonjour"', ["parenthèses", "print(...)"]),
        ("if 1 < 2:\n    y = 1\nelseif 2 < 3:\n    y = 2", ["elif", "ligne 3"]),
        ("if 1 < 2:\n    y = 1\nelse if 2 < 3:\n    y = 2", ["elif", "ligne 3"]),
        ("if 1 < 2:\n    y = 1\nelse 2 < 3:\n    y = 2", ["else n'a pas de question"]),
        ("if 1 < 2:\n    y = 1\nx = 2\nelse:\n    y = 2", ["juste au-dessus", "ligne 4"]),
        ("if:\n    pass", ["Il manque la question"]),
        ("if 3 => 2:\n    pass", [">="]),
        ("if 3 =< 2:\n    pass", ["<="]),
        ("if 3 =! 2:\n    pass", ["!="]),
        ("if 3 <> 2:\n    pass", ["!="]),
        ("x++", ["`nombre += 1`"]),
        ("if x < 3 then\n    pass", ["pas de then"]),
        ("if x < 3 {\n}", ["accolades"]),
        ("for i = 1 to 3:\n    pass", ["`for i in range(10):`"]),
        ("for i range(3):\n    pass", ["`for i in range(10):`"]),
        ("for i in range 3:\n    pass", ["`range(3)`"]),
        ("si x < 3:\n    pass", ["Python parle anglais", "if"]),
        ("sinon:\n    pass", ["else"]),
        ("pour i in range(3):\n    pass", ["for"]),
        ("tant que x < 3:\n    pass", ["while"]),
        ("def f(x):\n    retourne x", ["return", "ligne 2"]),
        ("def f(x):\n    retrun x", ["« retrun »", "« return »"]),
        ("whlie True:\n    pass", ["« while »"]),
        ("imprt math", ["« import »"]),
        ("form math import sqrt", ["« from »"]),
        ("If x < 3:\n    pass", ["majuscules", "`if`"]),
        ("Def f(x):\n    return x", ["`def`"]),
        ("Return 3", ["`return`"]),
        ("mon prix = 3", ["un seul mot", "`mon_prix`"]),
        ("mon-prix = 3", ["`mon_prix`"]),
        ("2prix = 3", ["chiffre"]),
        ("class = 3", ["« class » est un mot réservé"]),
        ("None = 3", ["« None » est un mot réservé"]),
        ("3 = x", ["À gauche du signe ="]),
        ("f(x) = 3", ["À gauche du signe ="]),
        ("x = 3 000", ["sans espace"]),
        ("x = 08", ["ne commence pas par 0"]),
        ("x = 3 × 4", ["« × »", "*"]),
        ("x = 4 ÷ 2", ["/"]),
        ("print(“bonjour”)", ["guillemets droits", "“"]),
        ("prix = 3€", ["« € »"]),
        ("x = 3\u00a0+ 1", ["invisible"]),
        ('print("a" 3)', ["virgule"]),
        ("print(bonjour tout le monde)", ["guillemets autour d'un texte"]),
        ("x = 5 +", ["s'arrête trop tôt"]),
        ("x = * 5", ["avant le signe *"]),
        ("return 3", ["dans une fonction"]),
        ("break", ["dans une boucle"]),
        ("def f:\n    return 1", ["parenthèses, même vides"]),
        ("def (x):\n    return 1", ["un nom"]),
        ("def f(x, x):\n    pass", ["deux fois"]),
        ("def f(x=1, y):\n    pass", ["en dernier"]),
        ("f(x=1, 2)", ["d'abord les valeurs seules"]),
        ("try:\n    x = 1\ny = 2", ["except"]),
        ("x = 3 if 2 > 1", ["else"]),
        ('x = f"{}"', ["entre les accolades"]),
        ('x = f"{3}}"', ["accolade }"]),
        ("import scikit-learn", ["sklearn"]),
        ("from math import", ["`from math import sqrt`"]),
        ("x = 3;;", ["n'arrive pas à lire"]),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_what_to_try(
    reads_well: ReadsWell, code: str, pieces: list[str]
) -> None:
    reads_well(code, *pieces)


@pytest.mark.parametrize(
    ("line", "piece"),
    [
        ("return min(3, (4 + age)", "« ( » n'est jamais refermé"),
        ("mots = [')', (1)", "« [ » n'est jamais refermé"),
        ("if age > 3:", "la suite"),
        ('texte = """Bonjour', "long texte"),
        ("x = 3", "n'arrive pas à lire"),
    ],
)
def test_a_cell_that_stops_too_early_says_what_is_open(line: str, piece: str) -> None:
    place = words.Place(2, line)
    assert piece in words.explain("SyntaxError", "incomplete input (cell, line 2)", place).replace(
        "\u00a0", " "
    )
