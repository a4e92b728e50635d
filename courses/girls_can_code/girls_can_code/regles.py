"""The rules of « Mon jeu vidéo »: what she writes that her game does, read so that a test can play it."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NoReturn

FILE = "regles.txt"
BEGIN = 10  # the first key goes down at this picture
TAP = 12  # pictures that a short press takes, what comes after it included
AFTER = 30  # pictures until one looks
LONGEST = 1800
RULES_MAX = 12
KINDS = {"gagner": "Gagner", "perdre": "Perdre", "regle": "Règle"}
FIELDS = {"touches": "Touches", "titre": "Titre", "console": "Console", "hasard": "Hasard"}
NAMES = {
    "droite": "right",
    "gauche": "left",
    "haut": "up",
    "bas": "down",
    "espace": "space",
    "entree": "return",
    **{letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"},
}
EXAMPLE = "Touches : droite 60, espace, rien 30"


@dataclass(frozen=True)
class Rule:
    """One promise: after these keys, the window's title or the console says these words.

    Attributes:
        kind: "gagner", "perdre" or "regle".
        says: the promise in her own words.
        line: where it begins in the file.
        keys, clicks, frames: for ``grader.play.play``.
        seed: of everything random; None where it shall hold for any.
    """

    kind: str
    says: str
    line: int
    keys: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    clicks: dict[int, tuple[int, int]] = field(default_factory=dict)
    frames: int = 0
    title: str = ""
    console: str = ""
    seed: int | None = None

    @property
    def pressed(self) -> bool:
        return bool(self.keys or self.clicks)

    @property
    def expected(self) -> str:
        """What shall be seen, as a piece of a sentence."""
        return f"« {self.title} » dans le titre" if self.title else f"« {self.console} » dans la console"

    def kept(self, game: Any) -> bool:
        """Whether a game that was played says the words."""
        place, words = (game.caption, self.title) if self.title else (game.printed, self.console)
        return _plain(words) in _plain(place)

    def seen(self, game: Any) -> str:
        """What it says instead."""
        if self.title:
            return f"le titre est {game.caption!r}"
        return f"la console dit {game.printed[-80:]!r}" if game.printed else "la console est vide"


def read_rules(text: str | None) -> list[Rule]:
    """The rules of a file.

    Raises:
        AssertionError: there is none, or a line is not understood, in words for her with its number.
    """
    if text is None:
        raise AssertionError(
            f"Il n'y a pas de fichier {FILE}. Garde-le à côté de jeu.py : on y lit tes règles."
        )
    blocks: list[tuple[int, str, str, dict[str, tuple[int, str]]]] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.replace("\u00a0", " ").replace("\u202f", " ").strip()
        if not line or line.startswith("#"):
            continue
        name, colon, value = line.partition(":")
        key, value = _plain(name), value.strip()
        if not colon:
            _wrong(number, f"je ne vois pas de deux-points dans « {line} ». Écris par exemple : {EXAMPLE}")
        if key in KINDS:
            blocks.append((number, key, value, {}))
            continue
        if key not in FIELDS:
            _wrong(
                number, f"je ne connais pas « {name.strip()} ».{_near(name, {**KINDS, **FIELDS}.values())}"
            )
        if not blocks:
            _wrong(number, f"« {FIELDS[key]} » vient trop tôt. Commence par Gagner, Perdre ou Règle.")
        if key in blocks[-1][3]:
            _wrong(
                number,
                f"« {FIELDS[key]} » est déjà dans cette règle. Pour une autre règle, écris Règle : d'abord.",
            )
        blocks[-1][3][key] = number, value
    if len(blocks) > RULES_MAX:
        _wrong(blocks[RULES_MAX][0], f"c'est beaucoup ! Garde {RULES_MAX} règles, les plus importantes.")
    return [_rule(*block) for block in blocks]


def _rule(number: int, kind: str, says: str, fields: dict[str, tuple[int, str]]) -> Rule:
    if len(says) < 3 or says.strip(".… ") == "":
        _wrong(number, f"dis ta règle avec tes mots, après « {KINDS[kind]} : ».")
    if "touches" not in fields:
        _wrong(number, f"cette règle n'a pas de ligne Touches. Écris par exemple : {EXAMPLE}")
    if ("titre" in fields) == ("console" in fields):
        _wrong(number, "il faut une ligne Titre, ou bien une ligne Console : ce qu'on doit lire à la fin.")
    place = "titre" if "titre" in fields else "console"
    line, words = fields[place]
    if not words:
        _wrong(line, f"après « {FIELDS[place]} : », écris les mots qu'on doit lire.")
    seed = None
    if "hasard" in fields:
        line, luck = fields["hasard"]
        if not luck.isdecimal() or len(luck) > 6:
            _wrong(line, f"après « Hasard : », on attend un nombre entier, et tu as écrit « {luck} ».")
        seed = int(luck)
    keys, clicks, end = _steps(*fields["touches"])
    title, console = (words, "") if place == "titre" else ("", words)
    return Rule(kind, says, number, keys, clicks, end + AFTER, title, console, seed)


def _steps(line: int, told: str) -> tuple[dict[tuple[int, int], list[str]], dict[int, tuple[int, int]], int]:
    """Keys and clicks by picture, and the picture after the last of them."""
    keys: dict[tuple[int, int], list[str]] = {}
    clicks: dict[int, tuple[int, int]] = {}
    at = BEGIN
    for step in filter(None, (part.strip() for part in told.split(","))):
        found = re.fullmatch(r"([^\d]+?)\s*(\d+)?(?:\s+(\d+))?", step)
        if found is None:
            _wrong(
                line,
                f"je ne comprends pas « {step} ». Écris une touche, puis un nombre d'images : droite 60.",
            )
        names, first, second = found[1], found[2], found[3]
        if _plain(names) == "clic":
            if first is None or second is None:
                _wrong(line, f"je ne comprends pas « {step} ». Un clic a un x et un y : clic 320 240.")
            clicks[at] = int(first), int(second)
            at += TAP
            continue
        if second is not None:
            _wrong(line, f"il y a deux nombres dans « {step} ». Mets une virgule entre deux touches.")
        length = int(first or 0)
        if _plain(names) == "rien":
            at += length or TAP
        elif first is not None and length == 0:
            _wrong(line, f"« {step} » dure 0 image. Écris au moins 1.")
        else:
            pressed = [_key(line, name.strip()) for name in names.split("+")]
            keys[(at, at + (length or 3))] = pressed
            at += length or TAP
        if at > LONGEST:
            _wrong(
                line,
                f"tes touches durent plus de {LONGEST // 60} secondes. 60 images font une seconde.",
            )
    if at == BEGIN:
        _wrong(line, f"la ligne Touches est vide. Écris par exemple : {EXAMPLE}")
    return keys, clicks, at


def _key(line: int, name: str) -> str:
    known = NAMES.get(_plain(name))
    if known is None:
        words = [word for word in NAMES if len(word) > 1]
        _wrong(line, f"je ne connais pas la touche « {name} ».{_near(name, [*words, 'rien', 'clic'])}")
    return known


def _near(name: str, known: Iterable[str]) -> str:
    every = list(known)
    close = difflib.get_close_matches(_plain(name), [_plain(one) for one in every], n=1, cutoff=0.6)
    if close:
        return f" Voulais-tu écrire « {next(one for one in every if _plain(one) == close[0])} » ?"
    return f" Voici les mots possibles : {', '.join(every)}."


def _plain(text: str) -> str:
    """Without capitals, accents and doubled blanks."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in bare if not unicodedata.combining(sign)).split())


def _wrong(line: int, words: str) -> NoReturn:
    raise AssertionError(f"Ligne {line} de {FILE} : {words}")
