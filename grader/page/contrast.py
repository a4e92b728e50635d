"""How well each text of a page can be read, as far as colours are written in its styles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from grader.page.colour import BLACK, WHITE, Colour, contrast, read_colour
from grader.page.style import Sheet, resolved
from grader.page.tree import Element

LINK = Colour(0, 0, 238)  # of every browser
_SILENT = frozenset(("script", "style", "template", "head", "title", "option", "svg", "noscript"))


@dataclass(frozen=True)
class Contrast:
    """A text, its colours, and their contrast (1 to 21); ``ratio`` is None where only a browser can tell.

    Attributes:
        text: 60 letters at most.
        line: where its element begins.
    """

    tag: str
    text: str
    line: int
    colour: Colour
    background: Colour | None
    ratio: float | None


@dataclass(frozen=True)
class _Seen:
    """What an element gets from those around it."""

    colour: Colour
    background: Colour | None
    variables: Mapping[str, str]


def contrasts(root: Element, sheet: Sheet) -> Iterator[Contrast]:
    """One for each element that has a text of its own and can be seen, in the order of the page."""
    yield from _below(root, sheet, _Seen(BLACK, WHITE, {}))


def _below(element: Element, sheet: Sheet, seen: _Seen) -> Iterator[Contrast]:
    for child in element.children:
        if not isinstance(child, Element) or child.tag in _SILENT or child.has("hidden"):
            continue
        said = sheet.of(child)
        if said.get("display") == "none" or said.get("visibility") == "hidden":
            continue
        here = _seen(child, said, seen)
        if text := child.own_text:
            ratio = None
            if here.background is not None:
                ratio = contrast(here.colour.over(here.background), here.background)
            yield Contrast(child.tag, text[:60], child.line, here.colour, here.background, ratio)
        yield from _below(child, sheet, here)


def _seen(element: Element, said: Mapping[str, str], around: _Seen) -> _Seen:
    variables = {**around.variables, **{name: value for name, value in said.items() if name[:2] == "--"}}
    seen = replace(around, variables=variables)
    if element.tag == "a" and element.has("href"):
        seen = replace(seen, colour=LINK)
    if element.tag == "mark":
        seen = replace(seen, colour=BLACK, background=Colour(255, 255, 0))
    if element.tag == "button":
        seen = replace(seen, colour=BLACK, background=Colour(239, 239, 239))
    if "color" in said:
        value = resolved(said["color"], variables)
        seen = replace(
            seen, colour=around.colour if value == "inherit" else read_colour(value) or seen.colour
        )
    below = seen.background
    for name in ("background", "background-color", "background-image"):
        if name in said:
            below = _background(resolved(said[name], variables), below)
    return replace(seen, background=below)


def _background(value: str, below: Colour | None) -> Colour | None:
    """What is behind a text; None for pictures and gradients."""
    if "url(" in value or "gradient(" in value:
        return None
    found = read_colour(value) or next(
        (colour for word in value.split() if (colour := read_colour(word)) is not None), None
    )
    if found is None:
        return below
    if found.alpha == 1:
        return found
    return found.over(below) if below is not None else None
