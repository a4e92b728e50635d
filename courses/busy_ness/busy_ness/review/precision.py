"""Whether a text says something: enough words, about somebody, and the team's own."""

import re
import unicodedata
from collections.abc import Iterable

from busy_ness.app.writing.boxes import BOXES
from busy_ness.dossier import Dossier

WORDS_MIN = 4
COPIED_WORDS_MIN = 5
_EVERYBODY = re.compile(
    r"\b(tout le monde|n'importe qui|tous les gens|toute la planete|tous les ages|tout public|"
    r"toutes les personnes|tous les clients|hommes et femmes|plein de gens)\b"
)
_NOTHING = re.compile(
    r"(on |je )?(ne )?(sait|sais) pas( encore)?|rien|aucune?|idem|pareil|a completer|a faire|a voir|etc|"
    r"bla( bla)*|lorem ipsum.*|test|xxx+|\?+|\.+"
)
_VOWELS = frozenset("aeiouy")
_EMPTY_WORDS = frozenset(
    re.findall(
        "[a-z]+",
        """afin ainsi alors apres aussi autre avant avec avoir beaucoup bien cela celle celles
        celui cette chaque chez client cliente clients comme dans depuis deux donc elle elles
        entre etre faire fait font grand grande leur leurs mais meme moins nous offre parce
        pendant personne personnes petit petite plus pour pourquoi produit produits quand quel
        quelle quelque quelques qui quoi sans sera service services sont sous sur tous tout
        toute toutes tres trois veut veulent vers voir votre vous""",
    )
)
_STEM_LETTERS = 5


def folded(text: str) -> str:
    """Small letters without accents, one space between words: « Déjà l’été » gives ``deja l'ete``."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe").lower())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", folded(text))


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that carry sense: « lycéennes » and « lycéens » have the same one."""
    told = (word for word in words_of(text) if len(word) > 3 and word not in _EMPTY_WORDS)
    return frozenset(word[:_STEM_LETTERS] for word in told)


def everybody(text: str) -> bool:
    """Whether it is meant for everybody, and so for nobody."""
    return bool(_EVERYBODY.search(folded(text)))


def vague(dossier: Dossier, key: str, least: int = WORDS_MIN) -> str:
    """What is missing in a text of the team, without its title; "" where it says something.

    Args:
        least: how many words it takes to say something there.
    """
    text = dossier.text(key)
    words = words_of(text)
    if not words:
        return "c’est vide"
    if _NOTHING.fullmatch(folded(text).strip(" .!?…")):
        return f"« {text[:30]} » ne dit rien encore"
    if all(_is_mashed(word) for word in words):
        return f"« {text[:30]} » n’est pas une phrase"
    if len(words) < least:
        count = "un mot seulement" if len(words) == 1 else f"{len(words)} mots seulement"
        return f"{count} : dites qui, quoi, où ou combien"
    box = BOXES.get(key)
    copied = box is not None and words == words_of(box.example)
    if copied and len(words) >= COPIED_WORDS_MIN:  # of a first name and an age, chance is enough
        return "c’est l’exemple de Re-Fil, mot pour mot"
    return ""


def named(key: str) -> str:
    """How a text of the team is called, between French quotation marks."""
    box = BOXES.get(key)
    return f"« {box.title} »" if box is not None else f"« {key} »"


def first_vague(dossier: Dossier, keys: Iterable[str], least: int = WORDS_MIN) -> str:
    """A sentence about the texts among these that say nothing; "" where each does."""
    told = [(key, said) for key in keys if (said := vague(dossier, key, least))]
    if not told:
        return ""
    key, said = told[0]
    others = ", ".join(named(other) for other, _ in told[1:])
    more = f" À reprendre aussi : {others}." if others else ""
    return f"{named(key)} : {said}.{more}"


def numbers(text: str) -> list[str]:
    """The numbers written in figures: « 1 250,50 € et 3 sacs » gives ``1250.50`` and ``3``."""
    found = re.findall(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?", text)
    return [re.sub(r"[ \u00a0\u202f]", "", one).replace(",", ".") for one in found]


def _is_mashed(word: str) -> bool:
    return not word.isdigit() and (len(set(word)) < 2 or (len(word) > 3 and not _VOWELS & set(word)))
