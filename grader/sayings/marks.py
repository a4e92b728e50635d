"""Brackets, quotes, colons and blanks: what Python itself says is missing or too much in a line."""

import re
from collections.abc import Mapping

from grader.sayings.french import french
from grader.sayings.trouble import Rule, Trouble, rule

SIGNS: Mapping[str, str] = {"×": "*", "÷": "/", "−": "-", "–": "-", "—": "-", "≤": "<=", "≥": ">=", "≠": "!="}
COLON = "Il manque deux-points ( : ) à la fin de la ligne."
_EVERY = "SyntaxError"


def _character(found: re.Match[str], trouble: Trouble) -> str:
    sign = found[1]
    if sign in SIGNS:
        return french(f"Python ne comprend pas le signe « {sign} ». Écris {SIGNS[sign]} à la place.")
    if sign in "“”„«»‘’‚`´":
        return french(f"Ce guillemet n'est pas de Python : {sign} Écris des guillemets droits, \" ou '.")
    if sign in "€$£%°":
        return french(f"Python ne comprend pas « {sign} » ici. Enlève-le, ou mets-le dans un texte.")
    return french(f"Python ne comprend pas le caractère « {sign} ». Efface-le, puis tape-le au clavier.")


def _string(found: re.Match[str], trouble: Trouble) -> str:
    if re.search(r"\w'\w", trouble.code) and trouble.code.count("'") % 2:
        return french('L\'apostrophe a fermé ton texte trop tôt. Entoure-le de guillemets doubles : "...".')
    return "Il manque un guillemet à la fin d'un texte. Il doit être le même qu'au début, sur la même ligne."


RULES: tuple[Rule, ...] = (
    rule(_EVERY, r"^expected ':'", COLON),
    rule(
        _EVERY,
        r"f-string: (?:unmatched|expecting)",
        'Dans un texte f"...", il manque une accolade, ou les guillemets du dedans ferment ceux du dehors. '
        "Prends ' dedans et \" dehors.",
    ),
    rule(
        _EVERY, r"f-string: (?:single '\}'|unmatched '\}')", "Il y a une accolade }} de trop dans ton texte."
    ),
    rule(
        _EVERY,
        r"f-string: (?:empty expression|valid expression required)",
        "Il manque quelque chose entre les accolades {{ }} de ton texte.",
    ),
    rule(
        _EVERY,
        r"'(.)' was never closed",
        "Le « {0} » n'est jamais refermé. Compte ceux que tu ouvres, et ceux que tu fermes.",
    ),
    rule(
        _EVERY,
        r"closing parenthesis '(.)' does not match opening parenthesis '(.)'",
        "Tu ouvres avec « {1} » et tu fermes avec « {0} » : les deux doivent aller ensemble.",
    ),
    rule(_EVERY, r"unmatched '(.)'", "Le « {0} » ferme quelque chose qui n'a pas été ouvert."),
    rule(_EVERY, "starred expression", "Il manque une valeur avant le signe *."),
    rule(
        _EVERY, "unterminated triple-quoted", 'Ton long texte n\'est jamais refermé : il manque """ à la fin.'
    ),
    rule(_EVERY, r"unterminated|EOL while scanning", _string),
    rule(
        _EVERY,
        r"cannot assign to (?:literal|expression|function call|comparison|attribute|subscript|f-string)",
        "À gauche du signe =, il faut un nom. Pour comparer, écris == (deux signes égal).",
    ),
    rule(_EVERY, r"cannot assign to (\w+)", "« {0} » est un mot réservé de Python. Choisis un autre nom."),
    rule(
        _EVERY,
        r"meant [\"']==[\"']",
        "Pour comparer, écris == (deux signes égal). Un seul = range une valeur dans une variable.",
    ),
    rule(
        _EVERY,
        r"forgot a comma",
        "Il manque une virgule entre deux valeurs, ou des guillemets autour d'un texte.",
    ),
    rule(
        _EVERY,
        r"'return' outside function",
        "« return » doit être dans une fonction, décalé sous la ligne « def ».",
    ),
    rule(
        _EVERY,
        r"'(break|continue)' (?:outside loop|not properly in loop)",
        "« {0} » ne marche que dans une boucle, décalé sous la ligne for ou while.",
    ),
    rule(_EVERY, r"'(\w+)' outside", "« {0} » ne marche que dans une fonction."),
    rule(
        _EVERY,
        r"expected '\('",
        "Après le nom d'une fonction, il faut des parenthèses, même vides : `def nom():`.",
    ),
    rule(_EVERY, r"expected 'except'", "Un try a besoin d'un except, aligné avec lui, juste après."),
    rule(
        _EVERY,
        r"expected 'else' after 'if'",
        "Quand if est au milieu d'une ligne, il lui faut aussi un else.",
    ),
    rule(
        _EVERY, r"duplicate argument '(\w+)'", "« {0} » est deux fois entre les parenthèses de ta fonction."
    ),
    rule(
        _EVERY,
        r"non-default argument|parameter without a default",
        "Ce qui a déjà une valeur (avec =) se met en dernier, entre les parenthèses de ta fonction.",
    ),
    rule(
        _EVERY,
        r"positional argument follows keyword",
        "Entre les parenthèses, mets d'abord les valeurs seules, puis celles qui ont un nom et un =.",
    ),
    rule(
        _EVERY,
        r"leading zeros",
        "Un nombre entier ne commence pas par 0 : écris 8, et non 08.",
    ),
    rule(
        _EVERY,
        r"invalid decimal literal",
        "Un nom ne commence pas par un chiffre, et un nombre ne contient pas de lettres. "
        "Pour multiplier, écris le signe *.",
    ),
    rule(_EVERY, r"invalid character '(.)'", _character),
    rule(
        _EVERY,
        r"non-printable character",
        "Il y a un caractère invisible dans cette ligne, venu d'un copier-coller. "
        "Efface-la et tape-la au clavier.",
    ),
    rule(_EVERY, r"line continuation", "Le signe \\ n'a pas sa place ici. Pour diviser, écris /."),
    rule(
        "IndentationError",
        r"expected an indented block after .*on line (\d+)",
        "Ce qui suit les deux-points de la ligne {0} doit être décalé. Commence la ligne par quatre espaces.",
    ),
    rule(
        "IndentationError",
        r"expected an indented block",
        "Ce qui suit les deux-points doit être décalé. Commence la ligne par quatre espaces.",
    ),
    rule(
        "IndentationError",
        r"unexpected indent",
        "Il y a des espaces en trop au début de la ligne. Aligne-la avec celle du dessus.",
    ),
    rule(
        "TabError",
        "",
        "Tu as mélangé des espaces et des tabulations. "
        "Efface le début de la ligne, puis mets quatre espaces.",
    ),
    rule(
        "IndentationError",
        "",
        "Le début de cette ligne n'est aligné avec aucune autre. "
        "Mets le même nombre d'espaces dans tout le bloc.",
    ),
    rule(
        _EVERY,
        "",
        "Python n'arrive pas à lire cette ligne. Vérifie deux-points, parenthèses, virgules et guillemets.",
    ),
)
