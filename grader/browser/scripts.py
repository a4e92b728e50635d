"""Errors of JavaScript in French, for someone who meets them for the first time."""

import re

from grader.sayings.french import clipped, french

_RULES: tuple[tuple[str, str], ...] = (
    (
        r"ReferenceError: Cannot access '(.+)' before initialization",
        "JavaScript se sert de {0} avant la ligne qui le crée. Déplace cette ligne plus haut.",
    ),
    (
        r"ReferenceError: (.+) is not defined",
        "JavaScript ne connaît pas le nom {0}. Vérifie son orthographe : majuscules et accents comptent.",
    ),
    (
        r"TypeError: Cannot (?:read|set) properties of (?:null|undefined) \((?:reading|setting) '(.+)'\)",
        "JavaScript cherche {0} sur quelque chose qui n'existe pas. L'élément est-il bien dans la page, "
        "avec ce id, et le script est-il placé après lui ?",
    ),
    (
        r"TypeError: (.+) is not a function",
        "{0} n'est pas une fonction. Vérifie son nom, ou enlève les parenthèses.",
    ),
    (r"TypeError: (.+) is not iterable", "{0} n'est pas une liste : on ne peut pas la parcourir."),
    (
        r"TypeError: Assignment to constant variable",
        "Une valeur créée avec const ne change plus. Écris let à la place.",
    ),
    (
        r"SyntaxError: Identifier '(.+)' has already been declared",
        "Le nom {0} est créé deux fois. Garde un seul let ou const pour lui.",
    ),
    (
        r"SyntaxError: (?:Unexpected end of input|missing \) after argument list)",
        "Le script s'arrête trop tôt : il manque une parenthèse ou une accolade fermante, ) ou }.",
    ),
    (r"SyntaxError: Invalid or unexpected token", "Un guillemet n'est pas fermé, ou un signe est de trop."),
    (
        r"SyntaxError: Unexpected (?:token|identifier|string|number) ?'?(.*?)'?$",
        "JavaScript ne s'attend pas à « {0} » à cet endroit. Regarde juste avant : manque-t-il un signe ?",
    ),
    (
        r"RangeError: Maximum call stack size exceeded",
        "Une fonction s'appelle elle-même sans fin. Quand doit-elle s'arrêter ?",
    ),
    (
        r"RangeError: (?:Array buffer allocation failed|Invalid array length)",
        "Le script demande beaucoup trop de mémoire.",
    ),
)


def script_words(message: str, file: str = "", line: int = 0) -> str:
    """What she reads of an error in her JavaScript: what, where, what to try."""
    plain = message.removeprefix("Uncaught ").strip()
    said = f"Le script s'arrête sur une erreur : {clipped(plain, 200)}"
    for pattern, words in _RULES:
        if found := re.search(pattern, plain):
            said = words.replace("{0}", clipped(found[1])) if found.groups() else words
            break
    said += "" if said.endswith((".", "?", "!")) else "."
    if line:
        said += f" Dans {clipped(file)}, regarde la ligne {line}." if file else f" Regarde la ligne {line}."
    return french(said)
