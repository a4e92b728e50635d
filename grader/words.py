"""Python's errors in French, for someone who meets them for the first time: what, why, what to try."""

import builtins
import difflib
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

TYPES = {
    "int": "un nombre entier",
    "float": "un nombre à virgule",
    "str": "un texte",
    "list": "une liste",
    "dict": "un dictionnaire",
    "tuple": "un tuple",
    "set": "un ensemble",
    "bool": "un vrai/faux",
    "NoneType": "rien (None)",
    "function": "une fonction",
    "DataFrame": "un tableau (DataFrame)",
    "Series": "une colonne (Series)",
}

TIMEOUT = "Ton programme ne s'arrête pas. Cherche une boucle dont la condition ne devient jamais fausse."
DEAD = "Ton programme a arrêté Python (trop de mémoire, ou un exit() ?). La suite n'a pas pu être corrigée."
UNANSWERED = "Tu n'as pas encore répondu ici."
TO_ANSWER = " Efface la ligne `raise NotImplementedError`, et écris ton programme à la place."
# Only French sentences hold no-break spaces: what learners import speaks to her already.
_FOR_HER = re.compile("[\u00a0\u202f]")


@dataclass(frozen=True)
class Place:
    """A line of the learner's own: its number in its cell, from 1, and what is written there."""

    line: int
    code: str


def french(text: str) -> str:
    """French spacing: no line may begin with a mark, nor a quotation mark stand alone."""
    text = re.sub(r" ([;!?])", "\u202f\\1", text)
    text = re.sub(r" ([:»])", "\u00a0\\1", text)
    return text.replace("« ", "«\u00a0")


def explain(name: str, message: str, place: Place | None = None, known: Collection[str] = ()) -> str:
    """What a learner reads of an error.

    Args:
        name: class of the error, e.g. ``NameError``.
        message: the error's own text.
        place: where in her work it happened, if that is known.
        known: names that she or the exercise defined, for "did you mean".
    """
    if name == "AssertionError":
        return message[:1000] or french("Ce n'est pas encore le résultat attendu.")
    if name == "NotImplementedError":
        return UNANSWERED + TO_ANSWER
    told = _explained(name, message, known)
    if place is not None and place.code.strip():
        told += french(f" Regarde la ligne {place.line} :") + f" {place.code.strip()[:120]}"
    return told


def _explained(name: str, message: str, known: Collection[str]) -> str:
    if _FOR_HER.search(message):
        return message[:1000]
    for names, pattern, say in _RULES:
        if name in names and (found := re.search(pattern, message)):
            return say(found, known)
    return french(f"Python s'est arrêté sur une erreur ({name}) : ") + message[:300]


def _say(text: str) -> Callable[[re.Match[str], Collection[str]], str]:
    """A sentence with the pattern's groups put in: ``{0}`` is the first."""
    spaced = french(text)
    return lambda found, known: spaced.format(*(group or "" for group in found.groups()))


def _close(word: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(word, [*known, *dir(builtins)], n=1, cutoff=0.7)
    return close[0] if close and close[0] != word else ""


def _unknown_name(found: re.Match[str], known: Collection[str]) -> str:
    word = found[1]
    said = french(f"Python ne connaît pas le nom « {word} ».")
    if meant := _close(word, known):
        return said + french(f" Voulais-tu écrire « {meant} » ?")
    return said + " Vérifie qu'il est bien écrit, et qu'il est défini plus haut dans ton travail."


def _unknown_attribute(found: re.Match[str], known: Collection[str]) -> str:
    kind = TYPES.get(found[1], found[1])
    return french(
        f"« .{found[2]} » n'existe pas pour {kind}. Vérifie l'orthographe, ou ce que contient ta variable."
    )


def _mixed(found: re.Match[str], known: Collection[str]) -> str:
    sign, left, right = found[1], found[2], found[3]
    if "NoneType" in (left, right):
        return _nothing(found, known)
    said = french(
        f"Le signe {sign} ne marche pas entre {TYPES.get(left, left)} et {TYPES.get(right, right)}."
    )
    if "str" in (left, right):
        said += " Pour changer un texte en nombre, écris int(...) ; pour l'inverse, str(...).".replace(
            " ;", "\u202f;"
        )
    return said


def _nothing(found: re.Match[str], known: Collection[str]) -> str:
    return french(
        "Une de tes valeurs est vide (None). Une fonction qui oublie « return » donne None : vérifie-la."
    )


_RULES: tuple[tuple[tuple[str, ...], str, Callable[[re.Match[str], Collection[str]], str]], ...] = (
    (("CellTimeoutError", "UnresponsiveKernelError"), "", _say(TIMEOUT)),
    (("NotebookTimeoutError",), "", _say("Ton travail entier prend trop de temps. " + TIMEOUT)),
    (("DeadKernelError",), "", _say(DEAD)),
    (
        ("ScoreError",),
        "",
        _say("Ta réponse n'a pas pu être comptée ici. Montre-la à une personne de l'équipe."),
    ),
    (
        ("UnboundLocalError",),
        r"'(\w+)'",
        _say("Dans ta fonction, « {0} » est utilisé avant d'avoir reçu une valeur."),
    ),
    (("NameError",), r"name '(\w+)' is not defined", _unknown_name),
    (("AttributeError",), r"'NoneType' object", _nothing),
    (("AttributeError",), r"'(\w+)' object has no attribute '(\w+)'", _unknown_attribute),
    (
        ("AttributeError",),
        r"module '([\w.]+)' has no attribute '(\w+)'",
        _say("Le module {0} ne contient pas « {1} »."),
    ),
    (("TypeError",), r"unsupported operand type\(s\) for (\S+): '(\w+)' and '(\w+)'", _mixed),
    (("TypeError",), r"'(\S+)' not supported between instances of '(\w+)' and '(\w+)'", _mixed),
    (
        ("TypeError",),
        r"can only concatenate (\w+)",
        _say("On ne peut ajouter à un texte qu'un autre texte. Pour un nombre, écris str(...) autour."),
    ),
    (
        ("TypeError",),
        r"(\w+)\(\) missing \d+ required \S+ arguments?: (.+)",
        _say("Il manque une valeur entre les parenthèses de {0}() : {1}."),
    ),
    (
        ("TypeError",),
        r"(\w+)\(\) takes (\S+ )?(\d+) positional arguments? but (\d+)",
        _say("Ta fonction {0}() attend {2} valeur(s) entre ses parenthèses, et elle en a reçu {3}."),
    ),
    (("TypeError",), r"'NoneType' object", _nothing),
    (
        ("TypeError",),
        r"'(\w+)' object is not callable",
        _say("Tu as mis des parenthèses ( ) après quelque chose qui n'est pas une fonction."),
    ),
    (
        ("TypeError",),
        r"'(\w+)' object is not subscriptable",
        _say("Tu as mis des crochets [ ] après quelque chose qui n'est ni une liste ni un dictionnaire."),
    ),
    (
        ("TypeError",),
        r"",
        _say("Une valeur n'est pas du bon type pour ce que tu lui demandes (texte, nombre, liste…)."),
    ),
    (
        ("IndexError",),
        "",
        _say("Tu demandes une place qui n'existe pas dans la liste. La première place porte le numéro 0."),
    ),
    (
        ("KeyError",),
        r"(.*)",
        _say("Le dictionnaire (ou le tableau) ne contient pas {0}. Vérifie l'orthographe."),
    ),
    (
        ("ValueError",),
        r"invalid literal for int\(\) with base 10: (.*)",
        _say("int(...) ne peut pas changer {0} en nombre entier."),
    ),
    (
        ("ValueError",),
        r"could not convert string to float: (.*)",
        _say("float(...) ne peut pas changer {0} en nombre."),
    ),
    (("ValueError",), r"(.*)", _say("Une valeur ne convient pas : {0}")),
    (
        ("ZeroDivisionError",),
        "",
        _say("Tu divises par zéro : c'est impossible. Vérifie d'abord ce qu'il y a en bas."),
    ),
    (
        ("IndentationError",),
        r"expected an indented block",
        _say("Il manque des espaces au début de la ligne : ce qui suit les deux-points doit être décalé."),
    ),
    (("IndentationError",), r"unexpected indent", _say("Il y a des espaces en trop au début de la ligne.")),
    (
        ("IndentationError", "TabError"),
        "",
        _say("Les débuts de lignes ne sont pas alignés. Mets le même nombre d'espaces partout dans le bloc."),
    ),
    (("SyntaxError",), r"expected ':'", _say("Il manque deux-points ( : ) à la fin de la ligne.")),
    (("SyntaxError",), r"'(.)' was never closed", _say("Le « {0} » n'est jamais refermé.")),
    (("SyntaxError",), r"unmatched '(.)'", _say("Le « {0} » ferme quelque chose qui n'a pas été ouvert.")),
    (("SyntaxError",), r"unterminated (f-)?string", _say("Il manque un guillemet à la fin d'un texte.")),
    (("SyntaxError",), r"Maybe you meant '=='", _say("Pour comparer, écris == (deux signes égal), pas =.")),
    (("SyntaxError",), r"forgot a comma", _say("Il manque peut-être une virgule.")),
    (
        ("SyntaxError",),
        r"'return' outside function",
        _say("« return » doit être dans une fonction, décalé sous la ligne « def »."),
    ),
    (
        ("SyntaxError",),
        "",
        _say("Python n'arrive pas à lire cette ligne. Vérifie deux-points, parenthèses et guillemets."),
    ),
    (("ModuleNotFoundError",), r"No module named '([\w.]+)'", _say("Le module « {0} » n'existe pas ici.")),
    (
        ("ImportError",),
        r"cannot import name '(\w+)' from '([\w.]+)'",
        _say("Le module {1} ne contient pas « {0} »."),
    ),
    (("FileNotFoundError",), r"'([^']*)'$", _say("Le fichier « {0} » n'est pas là. Vérifie son nom.")),
    (("RecursionError",), "", _say("Ta fonction s'appelle elle-même sans jamais s'arrêter.")),
    (("MemoryError",), "", _say("Ton programme demande trop de mémoire. Ta liste grandit-elle sans fin ?")),
    (
        ("StdinNotImplementedError",),
        "",
        _say("input() ne marche pas pendant la correction : personne n'est là pour répondre. Enlève-le."),
    ),
    (("SystemExit",), "", _say("Ton programme s'arrête lui-même avec exit(). Enlève cet appel.")),
    (("KeyboardInterrupt",), "", _say("Ton programme a été interrompu.")),
    (
        ("ConnectionError", "URLError", "gaierror", "ConnectionRefusedError"),
        "",
        _say("Internet n'est pas disponible pendant la correction."),
    ),
)
