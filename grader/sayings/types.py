"""Values of the wrong kind: texts for numbers, functions without parentheses, too many of them."""

import re

from grader.sayings.french import FUNCTIONS, NUMBERS, called, clipped, french
from grader.sayings.names import PARENTHESES, nothing
from grader.sayings.spelling import BUILTINS, meant
from grader.sayings.trouble import Rule, Trouble, rule

TO_NUMBER = " Change d'abord le texte en nombre, avec int(...) ou float(...)."
TO_TEXT = "On ne colle à un texte qu'un autre texte. Autour du nombre, écris str(...)."


def _mixed(found: re.Match[str], trouble: Trouble) -> str:
    sign, left, right = found[1].rstrip(":="), found[2], found[3]
    sign = found[1].rstrip(":") if sign in ("", "<", ">", "!") else sign
    both = {left, right}
    if "NoneType" in both:
        return nothing(found, trouble)
    if both & FUNCTIONS:
        return french(PARENTHESES)
    if "module" in both:
        return french(
            "Tu te sers d'un module comme d'une valeur. Écris ce que tu veux de lui, après un point."
        )
    if "str" in both and both & NUMBERS:
        if sign == "+" and left == "str":
            return french(TO_TEXT)
        return french(f"Le signe {sign} ne marche pas entre un texte et un nombre.{TO_NUMBER}")
    said = french(f"Le signe {sign} ne marche pas entre {called(left)} et {called(right)}.")
    if "list" in both and both & NUMBERS:
        return said + french(" Prends une seule case de ta liste, par exemple `liste[0]`.")
    return said


def _missing(found: re.Match[str], trouble: Trouble) -> str:
    function, values = found[1].removesuffix(".__init__"), found[2].replace(" and ", " et ").replace("'", "")
    if values == "self":
        maker = function.partition(".")[0]
        return french(f"Fabrique d'abord un {maker}, avec `{maker}(...)`, puis sers-toi de lui.")
    return french(f"Il manque une valeur entre les parenthèses de {function}(...) : {clipped(values)}.")


def _too_many(found: re.Match[str], trouble: Trouble) -> str:
    function, most, given = found[1], found[2], int(found[3])
    wanted = int(re.findall(r"\d+", most)[-1])
    if "." in function and given == wanted + 1:
        return french(
            f"{function}(...) reçoit une valeur de trop. As-tu écrit self en premier, dans sa ligne def ?"
        )
    unit = "valeur" if wanted < 2 else "valeurs"
    return french(f"{function}(...) attend {wanted} {unit} entre ses parenthèses, et en reçoit {given}.")


def _not_callable(found: re.Match[str], trouble: Trouble) -> str:
    kind = found[1]
    if kind == "NoneType":
        return nothing(found, trouble)
    if kind == "module":
        name = (re.search(r"(\w+)\(", trouble.code) or ["", "module"])[1]
        return french(
            f"{name} est un module. Écris ce que tu veux de lui après un point : `{name}.nom(...)`."
        )
    used = re.findall(r"([^\W\d]\w*)\(", trouble.code)
    hidden = [name for name in used if name in trouble.names and name in BUILTINS]
    if hidden:
        return french(
            f"Ta variable « {hidden[0]} » cache la fonction {hidden[0]}() de Python. "
            "Donne-lui un autre nom, puis relance tout."
        )
    if kind in NUMBERS and re.search(r"[\w)]\s*\([^)]", trouble.code):
        return french(
            "Un nombre n'est pas une fonction. Pour multiplier, écris le signe * avant la parenthèse."
        )
    if kind in ("tuple", "str") and re.match(r"""\s*[("'].*[)"'],?\s*$""", trouble.code):
        # A line of a list, written as it is: what comes next is taken for a call.
        return french("Il manque une virgule à la fin de cette ligne, avant la parenthèse qui suit.")
    if kind in ("list", "tuple", "dict", "str", "DataFrame", "Series", "ndarray"):
        return french(
            f"Pour prendre une case d'{_short(kind)}, mets des crochets [ ], pas des parenthèses ( )."
        )
    return french("Tu as mis des parenthèses ( ) après quelque chose qui n'est pas une fonction.")


def _short(kind: str) -> str:
    return called(kind)


def _no_places(found: re.Match[str], trouble: Trouble) -> str:
    kind = found[1]
    if kind == "NoneType":
        return nothing(found, trouble)
    if kind in FUNCTIONS:
        return french("Une fonction s'appelle avec des parenthèses ( ), pas avec des crochets [ ].")
    if kind in NUMBERS:
        return french(
            "Un nombre n'a pas de cases : les crochets [ ] servent aux listes, textes et dictionnaires."
        )
    if kind == "set":
        return french("Un ensemble n'a pas de places numérotées. Change-le en liste, avec list(...).")
    return french(f"On ne met pas de crochets [ ] après {called(kind)}.")


def _not_walkable(found: re.Match[str], trouble: Trouble) -> str:
    kind = found[1]
    if kind == "NoneType":
        return nothing(found, trouble)
    if kind in FUNCTIONS:
        return french(PARENTHESES)
    if kind in NUMBERS and trouble.code.startswith("for"):
        return french(
            "On ne parcourt pas un nombre. Pour répéter plusieurs fois, écris range(...) autour de lui."
        )
    if kind in NUMBERS:
        return french("Python attendait plusieurs valeurs, comme une liste, et il a reçu un seul nombre.")
    return french(f"On ne peut pas parcourir {called(kind)}.")


def _no_length(found: re.Match[str], trouble: Trouble) -> str:
    kind = found[1]
    if kind == "NoneType":
        return nothing(found, trouble)
    if kind in FUNCTIONS:
        return french(PARENTHESES)
    if kind in NUMBERS:
        return french(
            "len(...) compte les lettres d'un texte ou les cases d'une liste. Un nombre n'en a pas."
        )
    return french(f"len(...) ne marche pas pour {called(kind)}.")


def _wrong_index(found: re.Match[str], trouble: Trouble) -> str:
    kind, given = found[1], (found[2] or "").strip("'")
    if given == "float":
        return french("Le numéro d'une case est un nombre entier. Pour diviser sans virgule, écris //.")
    if given == "str":
        what = "Dans un texte" if kind == "string" else "Dans une liste"
        return french(
            f"{what}, une case se demande par son numéro, comme [0]. Un nom va avec un dictionnaire."
        )
    return french("Le numéro d'une case est un seul nombre entier, comme [0].")


def _frozen(found: re.Match[str], trouble: Trouble) -> str:
    if found[1] == "NoneType":
        return nothing(found, trouble)
    if found[1] == "str":
        return french("Un texte ne se change pas lettre par lettre. Fabrique un nouveau texte.")
    if found[1] == "tuple":
        return french("Un tuple ne change plus. Prends une liste, entre crochets [ ].")
    return french(f"On ne range rien entre crochets dans {called(found[1])}.")


def _whole(found: re.Match[str], trouble: Trouble) -> str:
    if found[1] == "NoneType":
        return nothing(found, trouble)
    if found[1] == "str":
        return french("Il faut ici un nombre entier, et c'est un texte. Change-le avec int(...).")
    if found[1] == "float":
        return french(
            "Il faut ici un nombre entier, sans virgule. Change-le avec int(...), ou divise avec //."
        )
    if found[1] == "list":
        return french("Il faut ici un nombre entier, et c'est une liste. Pour sa taille, écris len(...).")
    return french(f"Il faut ici un nombre entier, et c'est {called(found[1])}.")


def _needs_number(found: re.Match[str], trouble: Trouble) -> str:
    kind = found[1]
    if kind == "NoneType":
        return nothing(found, trouble)
    if kind in FUNCTIONS:
        return french(PARENTHESES)
    return french(f"Il faut ici un nombre, et c'est {called(kind)}.{TO_NUMBER if kind == 'str' else ''}")


def _unknown_setting(found: re.Match[str], trouble: Trouble) -> str:
    suggested = re.search(r"Did you mean '(\w+)'", trouble.message)
    hint = f" Voulais-tu écrire « {suggested[1]} » ?" if suggested else meant(found[2], trouble.names)
    function = found[1].removesuffix(".__init__")
    return french(f"{function}(...) ne connaît pas le réglage « {found[2]} ».{hint or ' Vérifie son nom.'}")


RULES: tuple[Rule, ...] = (
    rule(
        "TypeError", r"unsupported operand type\(s\) for (\S+)(?: or \S+)?: '([\w.]+)' and '([\w.]+)'", _mixed
    ),
    rule("TypeError", r"'(\S+)' not supported between instances of '([\w.]+)' and '([\w.]+)'", _mixed),
    rule("TypeError", r'can only concatenate str \(not "NoneType"\)', nothing),
    rule("TypeError", r'can only concatenate str \(not "(?:function|method|type|builtin\w+)"\)', PARENTHESES),
    rule("TypeError", r"can only concatenate str|must be str, not", TO_TEXT),
    rule(
        "TypeError",
        r"can only concatenate list",
        "À une liste, + n'ajoute qu'une autre liste. Pour une seule valeur, écris .append(...).",
    ),
    rule("TypeError", r"can only concatenate", "Le signe + ne marche pas entre ces deux sortes de valeurs."),
    rule(
        "TypeError",
        r"can't multiply sequence",
        "Un texte ou une liste ne se multiplie que par un nombre entier." + TO_NUMBER,
    ),
    rule(
        "TypeError",
        r"([\w.]+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.+)",
        _missing,
    ),
    rule("TypeError", r"([\w.]+)\(\) takes (.*?)positional arguments? but (\d+) (?:was|were)", _too_many),
    rule(
        "TypeError",
        r"([\w.]+)\(\) takes no arguments",
        "{0}(...) ne prend rien entre ses parenthèses. Si c'est ta classe, vérifie le nom de `__init__`.",
    ),
    rule("TypeError", r"([\w.]+)\(\) takes exactly one argument", "{0}(...) attend une seule valeur."),
    rule(
        "TypeError",
        r"([\w.]+)(?:\(\))? (?:expected|takes) (?:at (least|most)|exactly) (\d+)",
        "{0}(...) n'a pas reçu le bon nombre de valeurs entre ses parenthèses.",
    ),
    rule("TypeError", r"([\w.]+)\(\) got an unexpected keyword argument '(\w+)'", _unknown_setting),
    rule(
        "TypeError",
        r"([\w.]+)\(\) got multiple values for argument '(\w+)'",
        "Tu donnes deux fois « {1} » à {0}(...). Une seule fois suffit.",
    ),
    rule("TypeError", r"'(\w+)' object is not callable", _not_callable),
    rule("TypeError", r"'(\w+)' object is not subscriptable", _no_places),
    rule(
        "TypeError",
        r"cannot unpack non-iterable (?!NoneType)",
        "Ta boucle attend plusieurs valeurs à chaque tour, et n'en reçoit qu'une. "
        "Mets un seul nom après for.",
        r"^for\b[^:]*,[^:]*\bin\b",
    ),
    rule("TypeError", r"cannot unpack non-iterable (\w+) object", _not_walkable),
    rule("TypeError", r"argument of type '(\w+)' is not", "Le mot in cherche dans un texte ou une liste."),
    rule("TypeError", r"'(\w+)' object is not (?:iterable|an iterator|reversible)", _not_walkable),
    rule("TypeError", r"object of type '(\w+)' has no len", _no_length),
    rule(
        "TypeError",
        r"(list|tuple|string) indices must be integers(?: or slices)?(?:, not (\S+))?",
        _wrong_index,
    ),
    rule("TypeError", r"'(\w+)' object does not support item (?:assignment|deletion)", _frozen),
    rule("TypeError", r"'(\w+)' object cannot be interpreted as an integer", _whole),
    rule(
        "TypeError",
        r"unhashable type: '(\w+)'|cannot use '(\w+)' as",
        "Une liste ou un dictionnaire ne peut pas servir de clé. Prends un texte ou un nombre.",
    ),
    rule("TypeError", r"bad operand type for (?:abs\(\)|unary .): '(\w+)'", _needs_number),
    rule("TypeError", r"type (\w+) doesn't define __round__", _needs_number),
    rule("TypeError", r"(?:must be|required).* (?:real )?number.*, not '?(\w+)'?", _needs_number),
    rule(
        "TypeError",
        r"sequence item \d+: expected str instance, (\w+) found",
        "join(...) ne colle que des textes, et ta liste contient autre chose. "
        "Change chaque valeur avec str(...).",
    ),
    rule("TypeError", r"can only join an iterable", "join(...) attend une liste de textes."),
    rule(
        "TypeError",
        r"not all arguments converted|format: a .* is required",
        'Pour mettre une valeur dans un texte, écris f"... {{valeur}} ...".',
    ),
    rule("TypeError", r"NoneType", nothing),
)
