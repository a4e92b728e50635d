"""The ticket of « Le guichet malin »: a learner's own text, printed on a card she can see."""

import hashlib
from dataclasses import dataclass
from html import escape
from textwrap import wrap

WIDTH = 408
LINE_HEIGHT = 30
LINE_LETTERS = 32  # fits WIDTH at 18 px, stub and margins apart
MAX_LINES = 6
# White on POOL has a contrast of 7.6, INK on CARD 14.7 (WCAG 2.1 asks for 4.5).
POOL, CARD, INK = "#0b5c6b", "#fff8e7", "#1d2433"


@dataclass(frozen=True)
class Ticket:
    """A printed ticket. A notebook draws it (SVG); elsewhere it reads as its own text."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"[ticket] {self.text}"

    def _repr_svg_(self) -> str:
        lines = _lines(self.text)
        height = 110 + LINE_HEIGHT * len(lines)
        written = "".join(
            f'<text x="32" y="{92 + LINE_HEIGHT * row}" font-size="18" fill="{INK}">{escape(line)}</text>'
            for row, line in enumerate(lines)
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" role="img" '
            f'aria-label="{escape("Ticket : " + self.text)}" font-family="sans-serif">'
            f'<rect x="4" y="4" width="{WIDTH - 8}" height="{height - 8}" rx="14" fill="{CARD}" '
            f'stroke="{POOL}" stroke-width="3"/>'
            f'<path d="M4 18a14 14 0 0 1 14-14h{WIDTH - 36}a14 14 0 0 1 14 14v34H4z" fill="{POOL}"/>'
            '<text x="32" y="36" font-size="20" font-weight="bold" fill="#ffffff">LE GUICHET MALIN</text>'
            f"{_wave()}{written}{_barcode(self.text, height)}"
            "</svg>"
        )


def montrer_ticket(texte: str) -> Ticket:
    """Show a text as a ticket.

    Args:
        texte: what the ticket says; a line break starts a new line, long lines are folded, 6 lines are shown.

    Returns:
        A ``Ticket``: as the last line of a cell, the notebook draws it.

    Raises:
        TypeError: not a text (message in French; it tells a forgotten ``return`` apart).
        ValueError: an empty text (message in French).
    """
    if texte is None:
        raise TypeError(
            "montrer_ticket a reçu None, c'est-à-dire rien. Ta fonction se termine-t-elle par return ? "
            "print montre à l'écran, mais ne donne rien au ticket."
        )
    if not isinstance(texte, str):
        raise TypeError(
            f"montrer_ticket attend un texte, et a reçu {texte!r}. Mets le texte entre guillemets, "
            "ou donne-lui le résultat de ta fonction ticket."
        )
    if not texte.strip():
        raise ValueError("Le texte du ticket est vide. Écris au moins un mot entre les guillemets.")
    return Ticket(texte)


def _lines(text: str) -> list[str]:
    folded = [part for line in text.splitlines() for part in wrap(line, LINE_LETTERS) or [""]]
    return folded if len(folded) <= MAX_LINES else [*folded[: MAX_LINES - 1], "…"]


def _wave() -> str:
    """A line of water under the title."""
    crests = "q10 -8 20 0t20 0" * ((WIDTH - 8) // 40)
    return f'<path d="M4 60{crests}" fill="none" stroke="{POOL}" stroke-width="2"/>'


def _barcode(text: str, height: int) -> str:
    """Bars drawn from the text: another text gives another code. It is a decoration, not a proof."""
    bars, x = [], 32
    for byte in hashlib.sha256(text.encode()).digest()[:24]:
        width = 1 + byte % 4
        bars.append(f'<rect x="{x}" y="{height - 30}" width="{width}" height="16" fill="{INK}"/>')
        x += width + 2 + byte // 64
    return "".join(bars)
