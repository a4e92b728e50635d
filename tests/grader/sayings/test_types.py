"""Values of the wrong kind."""

from collections.abc import Callable

import pytest

ReadsWell = Callable[..., None]
NOTHING = "def f(x):\n    print(x)\n"
FUNCTION = "def f(x):\n    return x\n"
CAT = "class Chat:\n    def parle():\n        return 1\n"
NAMED = "class Chat:\n    def __init__(self, nom):\n        self.nom = nom\n"


@pytest.mark.parametrize(
    ("code", "pieces"),
    [
        ('x = "a" + 3', ["str(...)"]),
        ('x = 3 + "a"', ["+", "int(...)"]),
        (
            'age = input("Ton âge ?")\nif age < 18: pass',
            ["<", "un texte et un nombre", "int(...)", "ligne 2"],
        ),
        ('x = "12" - 1', ["int(...)"]),
        ('x = "a" * "b"', ["nombre entier"]),
        ("x = [1] + 3", [".append(...)"]),
        ('plan = [\n    ("a", 10)\n    ("b", 30),\n]', ["virgule à la fin de cette ligne", "ligne 2"]),
        ("[1] < 3", ["une liste", "`liste[0]`"]),
        ("{} + {}", ["un dictionnaire et un dictionnaire"]),
        (NOTHING + "f(3) + 1", ["None", "return", "ligne 3"]),
        (NOTHING + "f(3) < 1", ["None", "return"]),
        (NOTHING + "f(3)[0]", ["None"]),
        (NOTHING + "for i in f(3): pass", ["None"]),
        (NOTHING + "len(f(3))", ["None"]),
        (NOTHING + "int(f(3))", ["None"]),
        (NOTHING + '"a" + f(3)', ["None"]),
        ("l = [1].append(3)\nl()", ["None"]),
        (FUNCTION + "f < 3", ["sans l'appeler", "parenthèses"]),
        (FUNCTION + "f + 3", ["parenthèses"]),
        (FUNCTION + '"a" + f', ["parenthèses"]),
        (FUNCTION + "f[3]", ["parenthèses ( )"]),
        (FUNCTION + "f()", ["Il manque une valeur", "x"]),
        (FUNCTION + "f(1, 2)", ["attend 1 valeur ", "en reçoit 2"]),
        (FUNCTION + "f(y=1)", ["« y »"]),
        (FUNCTION + "f(1, x=2)", ["deux fois « x »"]),
        (CAT + "Chat().parle()", ["self", "ligne 4"]),
        (CAT + 'Chat("a")', ["__init__"]),
        (NAMED + "Chat()", ["Chat(...) : nom"]),
        ('list = [1, 2]\nlist("abc")', ["« list »", "cache la fonction list()"]),
        ("max = 3\nmax(1, 2)", ["« max »"]),
        ("x = 3\nx(4)", ["signe *"]),
        ("x = [1, 2]\nx(0)", ["crochets [ ]"]),
        ("import random\nrandom(1)", ["random est un module"]),
        ("x = 5\nx[0]", ["Un nombre n'a pas de cases"]),
        ("{1, 2}[0]", ["list(...)"]),
        ("for i in 5: pass", ["range(...)"]),
        ("a, b = 5", ["plusieurs valeurs"]),
        ("len(5)", ["len(...)", "nombre"]),
        ('range("3")', ["int(...)"]),
        ("range(2.5)", ["//"]),
        ("for i in range([1, 2]): pass", ["len(...)"]),
        ('[1]["a"]', ["numéro", "dictionnaire"]),
        ("[1][1.0]", ["nombre entier"]),
        ('s = "abc"\ns[0] = "d"', ["nouveau texte"]),
        ("t = (1, 2)\nt[0] = 3", ["Un tuple ne change plus"]),
        ("{[1]: 2}", ["clé"]),
        ('"a" in 5', ["in"]),
        ('abs("3")', ["Il faut ici un nombre"]),
        ('import math\nmath.sqrt("4")', ["Il faut ici un nombre", "int(...)"]),
        ('"a".join([1, 2])', ["str(...)"]),
        ('"a" % 3', ['f"']),
        ('"a".replace("b")', ["bon nombre de valeurs"]),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_with_what_to_do(
    reads_well: ReadsWell, code: str, pieces: list[str]
) -> None:
    reads_well(code, *pieces)
