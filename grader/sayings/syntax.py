"""Lines that Python cannot read: what is missing, what is too much, what another language would write."""

import keyword
import re
from collections.abc import Mapping

from grader.sayings.french import clipped, french
from grader.sayings.spelling import close
from grader.sayings.trouble import Rule, Trouble, by_word, rule

ENGLISH: Mapping[str, str] = {
    "si": "if",
    "sinon": "else",
    "sinonsi": "elif",
    "pour": "for",
    "tant": "while",
    "tantque": "while",
    "retourne": "return",
    "retourner": "return",
    "renvoie": "return",
    "renvoyer": "return",
    "donne": "return",
    "importe": "import",
    "importer": "import",
    "depuis": "from",
    "fonction": "def",
    "function": "def",
    "func": "def",
    "définir": "def",
    "afficher": "print",
    "affiche": "print",
}
_LOWER = {word.capitalize(): word for word in [*keyword.kwlist, "print"] if word[0].islower()}
_STARTS = [word for word in [*keyword.kwlist, "print"] if word[0].islower()]
# The first word is a name of hers, whatever it resembles.
_A_VALUE = re.compile(r"[^\W\d]\w*\s*([+*/-]?=(?!=)|\[|\.)")
_EVERY = "SyntaxError"
_INVALID = r"invalid syntax|incomplete input|unexpected EOF|expected ':'"


def _misspelt(found: re.Match[str], trouble: Trouble) -> str:
    word = (re.match(r"[^\W\d]\w*", trouble.code) or [""])[0]
    if not word or _A_VALUE.match(trouble.code) or word in keyword.kwlist or word in trouble.names:
        return ""
    near = "from" if re.match(r"\w+ \S+ import\b", trouble.code) else close(word, _STARTS, 0.75)
    return french(f"Python ne comprend pas « {word} ». Voulais-tu écrire « {near} » ?") if near else ""


def _two_words(found: re.Match[str], trouble: Trouble) -> str:
    name = (re.match(r"[^=]+", trouble.code) or [""])[0].strip()
    if keyword.iskeyword(name.split()[0]):
        return ""
    joined = re.sub(r"[\s-]+", "_", name)
    return french(f"Un nom s'écrit en un seul mot, sans espace ni tiret : `{clipped(joined)}`.")


def _reserved(found: re.Match[str], trouble: Trouble) -> str:
    word = (re.match(r"\w+", trouble.code) or [""])[0]
    if not keyword.iskeyword(word):
        return ""
    return french(f"« {word} » est un mot réservé de Python. Choisis un autre nom pour ta variable.")


_WRITTEN: tuple[Rule, ...] = (
    rule(
        _EVERY,
        _INVALID,
        "« Sinon, si » s'écrit elif, en un seul mot.",
        r"^(elseif|elsif|elif\s+if|else\s+if)\b",
    ),
    rule(
        _EVERY,
        _INVALID,
        "else n'a pas de question : il prend tous les autres cas. "
        "Écris else: tout seul, ou elif avec ta question.",
        r"^else\s+[^:\s]",
    ),
    rule(
        _EVERY,
        _INVALID,
        "Il manque la question, entre le premier mot et les deux-points.",
        r"^(if|elif|while)\s*:",
    ),
    rule(
        _EVERY,
        "invalid syntax|'elif' block follows an 'else' block",
        "Ce morceau n'a pas de if ou de try juste au-dessus de lui. "
        "Aligne-le avec son if, et ne mets rien entre les deux.",
        r"^(else|elif|except|finally)\b.*:",
    ),
    rule(_EVERY, "invalid syntax", "Le signe = se met en dernier : écris <= ou >=.", r"=\s*[<>](?!=)"),
    rule(_EVERY, "invalid syntax", "« Différent de » s'écrit !=.", r"=!|<>"),
    rule(
        _EVERY,
        "invalid syntax|expression cannot",
        "Python n'a ni ++ ni --. Pour ajouter 1, écris `nombre += 1`.",
        r"\w(\+\+|--)\s*(\)|;|:|$)",
    ),
    rule(
        _EVERY,
        _INVALID,
        "En Python, pas de then : finis par deux-points ( : ).",
        r"\b(then|alors)\b\s*:?$",
    ),
    rule(
        _EVERY,
        _INVALID + "|never closed",
        "Python ne range pas un bloc entre accolades. Mets deux-points ( : ), puis décale la suite à droite.",
        r"^(if|while|for|def|else|elif)\b.*\{$",
    ),
    rule(_EVERY, _INVALID, "range veut des parenthèses : `range(3)`.", r"\brange\s+\w"),
    rule(
        _EVERY,
        _INVALID + "|Maybe you meant",
        "Une boucle for s'écrit ainsi : `for i in range(10):`.",
        r"^for\b(?!.*\bin\b)",
    ),
    rule(_EVERY, _INVALID, "Après in, il manque ce que la boucle doit parcourir.", r"^for\b.*\bin\s*:?$"),
    rule(
        _EVERY,
        "invalid syntax|comma",
        "Un nombre s'écrit sans espace : 3000, et non 3 000.",
        r"(?<![\w.\"'])\d+ \d{3}\b(?!.*[\"'])",
    ),
    rule(_EVERY, _INVALID + "|cannot assign", _reserved, r"^\w+\s*=(?!=)"),
    rule(_EVERY, "invalid syntax|comma", _two_words, r"^[^\W\d]\w*( [^\W\d]\w*)+\s*=(?!=)"),
    rule(_EVERY, "cannot assign to expression", _two_words, r"^[^\W\d]\w*(-[^\W\d]\w*)+\s*=(?!=)"),
    rule(
        _EVERY,
        "invalid syntax",
        "scikit-learn s'importe sous un autre nom : `sklearn`.",
        r"^(import|from) scikit-learn",
    ),
    rule(
        _EVERY,
        "invalid syntax|trailing comma|Expected one or more",
        "Un import s'écrit `import math`, ou `from math import sqrt`.",
        r"^(import|from)\b",
    ),
    rule(_EVERY, "invalid syntax", "Une fonction a besoin d'un nom : `def prix(age):`.", r"^def\s*\("),
    rule(
        _EVERY, "invalid syntax", "Une lambda donne sa valeur toute seule : enlève return.", r"lambda.*return"
    ),
    rule(
        _EVERY,
        _INVALID,
        "Ta ligne s'arrête trop tôt : il manque une valeur à la fin.",
        r"([=+*/<>%-]|\b(and|or|not|in))$",
    ),
)


def _first_word(words: Mapping[str, str], text: str) -> Rule:
    spoken = by_word(words, text)

    def say(found: re.Match[str], trouble: Trouble) -> str:
        start = re.match(r"([^\W\d]\w*)", trouble.code)
        hers = start is None or start[1] in trouble.names or _A_VALUE.match(trouble.code)
        return "" if hers or start is None else spoken(start, trouble)

    return rule(_EVERY, r"invalid syntax|expected ':'|comma|Missing parentheses", say)


RULES: tuple[Rule, ...] = (
    *_WRITTEN,
    _first_word(
        _LOWER, "Python fait la différence entre majuscules et minuscules. Écris `{1}`, tout en petit."
    ),
    _first_word(ENGLISH, "Python parle anglais : à la place de « {0} », écris {1}."),
    rule(_EVERY, r"Missing parentheses in call to '(\w+)'", "Il manque les parenthèses : écris {0}(...)."),
    rule(_EVERY, _INVALID, _misspelt),
)
