"""Pupils' texts made fit for a file: what neither paper nor a spreadsheet can hold is taken out.

Nothing is interpreted: a text stays a text, whatever typst or a spreadsheet would make of its signs.
"""

import re
from unicodedata import category, combining, normalize

# Cc: control, Cs: half of a pair, Co: no public meaning, Cn: no character at all.
UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn"})
# They turn the direction of all that follows, outside the text too.
DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
LONGEST_WORD = 24
ZERO_WIDTH_SPACE = "\u200b"
# Hangul fillers, tag characters and others that show nothing; the joiners of emoji stay.
INVISIBLE = re.compile(
    "[\u00ad\u115f\u1160\u180e\u2060-\u2065\u206a-\u206f\u3164\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def clean(text: str) -> str:
    """The text without control signs, half characters and marks of direction; lines end with ``\\n``."""
    lines = normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    kept = "".join(sign for sign in lines if sign in "\n\t" or _prints(sign))
    return INVISIBLE.sub("", kept).replace("\t", " ").strip()


def breakable(text: str) -> str:
    """The same text, whose very long words may be cut at the end of a line."""
    return re.sub(
        rf"\S{{{LONGEST_WORD},}}",
        lambda word: ZERO_WIDTH_SPACE.join(re.findall(rf".{{1,{LONGEST_WORD // 2}}}", word[0])),
        text,
    )


def one_line(text: str) -> str:
    """The clean text on one line; spaces that must not break stay as they are."""
    return re.sub("[ \n]+", " ", clean(text))


def shortened(text: str, most: int) -> str:
    """At most ``most`` signs, cut between words where that is possible."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    between = cut.rfind(" ")
    return (cut[:between] if between > most // 2 else cut).rstrip(" ,;:.") + "…"


def bounded(text: str, signs: int, lines: int) -> str:
    """At most so many signs and so many lines; what is cut ends with « … »."""
    kept = text.split("\n")
    cut = "\n".join(kept[:lines]) + ("…" if len(kept) > lines else "")
    return shortened(cut, signs)


def file_name(text: str) -> str:
    """A name for a file on any system, from a company's: « Re-Fil & Cie » gives ``re-fil-cie``."""
    plain = "".join(sign for sign in normalize("NFKD", text.lower()) if not combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "entreprise"


def _prints(sign: str) -> bool:
    return category(sign) not in UNPRINTABLE and sign not in DIRECTIONS
