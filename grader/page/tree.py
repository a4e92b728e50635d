"""HTML as a tree: tags, attributes and text, however badly it is closed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
# A new one closes the one before, as browsers do.
_CLOSES: Mapping[str, frozenset[str]] = {
    "p": frozenset(("p",)),
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "tr": frozenset(("tr", "td", "th")),
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    "option": frozenset(("option",)),
}
_BLOCKS = frozenset(
    ("address", "article", "aside", "div", "dl", "fieldset", "figure", "footer", "form", "header", "hr")
) | frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "main", "nav", "ol", "p", "pre", "section", "table", "ul"))
DEPTH_MAX = 200
ELEMENTS_MAX = 20_000


@dataclass(eq=False)
class Element:
    """A tag with what is in it; ``line`` is where it begins, from 1."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = 0
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)

    def get(self, name: str, otherwise: str = "") -> str:
        return self.attributes.get(name, otherwise)

    def has(self, name: str) -> bool:
        return name in self.attributes

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.get("class").split())

    @property
    def text(self) -> str:
        """All that can be read in it, blanks made one."""
        return " ".join("".join(self._texts()).split())

    @property
    def own_text(self) -> str:
        """What stands in it and in no tag of its own."""
        return " ".join("".join(one for one in self.children if isinstance(one, str)).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in ("script", "style", "template"):
                yield from child._texts()
                yield " " if child.tag in _BLOCKS or child.tag in ("br", "li", "td", "th") else ""

    def walk(self) -> Iterator["Element"]:
        """Every element in it, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def find(self, *tags: str) -> list["Element"]:
        """The elements of these tags, in the order of the page."""
        return [one for one in self.walk() if one.tag in tags]

    def ancestors(self) -> Iterator["Element"]:
        above = self.parent
        while above is not None:
            yield above
            above = above.parent


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]
        self.count = 0
        self.unclosed: list[Element] = []
        self.unopened: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count += 1
        if self.count > ELEMENTS_MAX:
            return
        closed = _CLOSES.get(tag, frozenset())
        if (closed and self.open[-1].tag in closed) or (tag in _BLOCKS and self.open[-1].tag == "p"):
            self.open.pop()
        made = Element(tag, {}, self.getpos()[0], self.open[-1])
        for name, value in attrs:
            made.attributes.setdefault(name, value or "")
        self.open[-1].children.append(made)
        if tag not in VOID and len(self.open) < DEPTH_MAX:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, one in enumerate(self.open) if one.tag == tag]
        if not places:
            if tag not in VOID and tag != "p":
                self.unopened.append((tag, self.getpos()[0]))
            return
        self.unclosed += [one for one in self.open[places[-1] + 1 :] if one.tag not in _CLOSES]
        del self.open[places[-1] :]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


@dataclass(frozen=True)
class Parsed:
    """A page as a tree, the elements that are never closed, and the closing tags (name, line) of nothing."""

    root: Element
    unclosed: tuple[Element, ...]
    unopened: tuple[tuple[str, int], ...]


def parse(text: str) -> Parsed:
    """Never raises: a browser shows something for any text."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    left = [one for one in builder.open[1:] if one.tag not in _CLOSES and one.tag not in ("html", "body")]
    return Parsed(builder.root, (*builder.unclosed, *left), tuple(builder.unopened))
