"""The ticket of Girls Can Code: a learner's own words, whatever they are, and errors she understands."""

from xml.etree import ElementTree

import pytest

from girls_can_code import montrer_ticket
from girls_can_code.ticket import CARD, INK, MAX_LINES, POOL

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314


def test_a_ticket_shows_what_she_wrote_line_by_line() -> None:
    ticket = montrer_ticket("Inès\nPrix : 5 €")
    assert texts(ticket._repr_svg_()) == ["LE GUICHET MALIN", "Inès", "Prix : 5 €"]
    assert str(ticket) == "Inès\nPrix : 5 €"


def test_signs_of_html_are_shown_not_obeyed() -> None:
    ticket = montrer_ticket('<script>alert("x")</script> & co')
    svg = ticket._repr_svg_()
    assert "<script" not in svg
    assert "".join(texts(svg)[1:]).replace(" ", "") == '<script>alert("x")</script>&co'


def test_a_very_long_text_stays_on_the_card() -> None:
    lines = texts(montrer_ticket("bonjour " * 200)._repr_svg_())[1:]
    assert len(lines) == MAX_LINES
    assert lines[-1] == "…"


def test_a_screen_reader_hears_the_ticket() -> None:
    image = ElementTree.fromstring(montrer_ticket("Lou, 3 €")._repr_svg_())  # noqa: S314
    assert image.get("role") == "img"
    assert "Lou, 3 €" in str(image.get("aria-label"))


@pytest.mark.parametrize(("front", "back"), [("#ffffff", POOL), (INK, CARD)])
def test_the_colours_can_be_read(front: str, back: str) -> None:
    lighter, darker = sorted((luminance(front), luminance(back)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 7


def test_a_forgotten_return_is_told_apart() -> None:
    with pytest.raises(TypeError, match="par return"):
        montrer_ticket(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="attend un texte, et a reçu 5"):
        montrer_ticket(5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="vide"):
        montrer_ticket("  ")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
