"""Values that do not fit: places and keys that are not there, texts that are no numbers."""

import re

from grader.sayings.french import clipped, french
from grader.sayings.spelling import meant
from grader.sayings.trouble import Rule, Trouble, rule

_KEY = r"^(?P<quote>['\"]?)(?P<key>.*)(?P=quote)$"


def _no_key(found: re.Match[str], trouble: Trouble) -> str:
    quoted = trouble.message[:1] in "'\""
    key = found["key"]
    said = french(f"Le dictionnaire (ou le tableau) ne contient pas « {clipped(key)} ».")
    if not quoted:
        return said + french(" Vérifie ce qu'il y a entre les crochets [ ].")
    return said + (meant(key, trouble.texts) or " Vérifie l'orthographe, et les majuscules.")


def _no_columns(found: re.Match[str], trouble: Trouble) -> str:
    first = (re.search(r"'([^']*)'", found[1]) or ["", found[1]])[1]
    said = french(f"Le tableau ne contient pas « {clipped(first)} ».")
    return said + (meant(first, trouble.texts) or " Vérifie l'orthographe, et les majuscules.")


def _not_whole(found: re.Match[str], trouble: Trouble) -> str:
    text = found[1].strip("'\"")
    said = french(f"int(...) ne peut pas changer « {clipped(text)} » en nombre entier.")
    if not text.strip():
        return french("int(...) a reçu un texte vide : il n'y a aucun nombre dedans.")
    if re.fullmatch(r"\s*-?\d+,\d+\s*", text):
        return said + french(" Python écrit les nombres avec un point : float(...) et 3.5, par exemple.")
    if re.fullmatch(r"\s*-?\d*\.\d+\s*", text):
        return said + french(" Il a une virgule : prends float(...).")
    return said + french(" Le texte ne doit contenir que des chiffres.")


def _not_number(found: re.Match[str], trouble: Trouble) -> str:
    text = found[1].strip("'\"")
    said = french(f"float(...) ne peut pas changer « {clipped(text)} » en nombre.")
    if not text.strip():
        return french("float(...) a reçu un texte vide : il n'y a aucun nombre dedans.")
    if "," in text:
        return said + french(" Python écrit les nombres avec un point : 3.5.")
    return said + french(" Le texte ne doit contenir qu'un nombre.")


def _outside(found: re.Match[str], trouble: Trouble) -> str:
    asked, size = found[1], int(found[2])
    last = f"de 0 à {size - 1}" if size else "aucune"
    return french(
        f"Tu demandes la place {asked}, mais les places vont {last}." if size else "Ce tableau est vide."
    )


def _uneven(found: re.Match[str], trouble: Trouble) -> str:
    if re.search(r"^for\b.*,.*\bin\b(?!.*(items|zip|enumerate))", trouble.code):
        return french(
            "Ta boucle attend plusieurs valeurs à chaque tour. Pour un dictionnaire, écris .items()."
        )
    return french(
        "Le nombre de noms à gauche du = n'est pas le nombre de valeurs à droite. "
        "Il en faut autant des deux côtés."
    )


def _unsuitable(found: re.Match[str], trouble: Trouble) -> str:
    return french(f"Une valeur ne convient pas : {clipped(trouble.message, 200)}")


RULES: tuple[Rule, ...] = (
    rule(
        "IndexError",
        r"assignment index",
        "Cette place n'existe pas encore dans la liste. "
        "Pour ajouter une valeur à la fin, écris .append(...).",
    ),
    rule("IndexError", r"pop from empty|empty sequence", "Ta liste est vide : il n'y a plus rien à prendre."),
    rule("IndexError", r"index (-?\d+) is out of bounds for axis \d+ with size (\d+)", _outside),
    rule(
        "IndexError",
        r"Replacement index",
        "Ton texte a plus d'accolades {{ }} que de valeurs à mettre dedans.",
    ),
    rule("IndexError", r"too many indices", "Ce tableau a moins de dimensions que tu ne donnes de numéros."),
    rule(
        "IndexError",
        r"list index",
        "Tu demandes une place qui n'existe pas dans la liste. "
        "La première est la place 0, la dernière len(liste) - 1.",
    ),
    rule(
        "IndexError",
        r"string index",
        "Tu demandes une lettre qui n'existe pas dans le texte. La première est la place 0.",
    ),
    rule("IndexError", "", "Tu demandes une place qui n'existe pas. La première porte le numéro 0."),
    rule("KeyError", r"(\[.*\]) (?:not in index|not found in axis)", _no_columns),
    rule("KeyError", r"None of \[Index\((\[.*?\])", _no_columns),
    rule("KeyError", _KEY, _no_key),
    rule("ValueError", r"invalid literal for int\(\) with base 10: (.*)", _not_whole),
    rule("ValueError", r"could not convert string to float: (.*)", _not_number),
    rule("ValueError", r"values to unpack", _uneven),
    rule(
        "ValueError", r"(min|max)\(\) .*empty", "{0}(...) a reçu une liste vide : il n'y a rien à comparer."
    ),
    rule(
        "ValueError",
        r"math domain error|expected a (?:nonnegative|positive) input",
        "Ce calcul n'existe pas pour ce nombre, comme la racine d'un nombre négatif. Vérifie son signe.",
    ),
    rule(
        "ValueError",
        r"empty range",
        "Le plus petit nombre se met en premier : `randint(1, 6)`, et non `randint(6, 1)`.",
    ),
    rule("ValueError", r"non-integer|not an integer", "Il faut ici des nombres entiers, sans virgule."),
    rule("ValueError", r"substring not found", "Ce que tu cherches n'est pas dans le texte."),
    rule(
        "ValueError",
        r"is not in (?:list|tuple)|not in list",
        "Cette valeur n'est pas dans la liste. Vérifie d'abord avec in.",
    ),
    rule(
        "ValueError",
        r"Unknown format code '(.)' for object of type 'str'",
        "Ce qui est entre les accolades est un texte, et :{0} demande un nombre. Change-le avec float(...).",
    ),
    rule(
        "ValueError",
        r"Unknown format code|Invalid format specifier",
        "Après les deux-points de {{ }}, écris par exemple .2f, pour deux chiffres après la virgule.",
    ),
    rule(
        "ValueError",
        r"does not match format",
        "La date n'est pas écrite comme tu l'annonces. Compare les deux.",
    ),
    rule(
        "ZeroDivisionError",
        "",
        "Tu divises par zéro : c'est impossible. Vérifie d'abord ce qu'il y a en bas.",
    ),
    rule(
        "OverflowError",
        "",
        "Ce nombre est trop grand pour Python. Vérifie tes multiplications et tes puissances.",
    ),
    rule("StopIteration", "", "Il n'y a plus rien à prendre : tout a déjà été parcouru."),
    rule(
        "RuntimeError",
        r"changed size during iteration",
        "Tu changes ce que ta boucle est en train de parcourir. Parcours une copie, avec list(...).",
    ),
    # What she or the exercise raised on purpose is told as it is.
    rule("ValueError", "", _unsuitable),
    rule(
        "TypeError",
        "",
        "Une valeur n'est pas du bon type pour ce que tu lui demandes (texte, nombre, liste…).",
    ),
)
