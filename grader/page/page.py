"""A page of a learner's: what it says of itself, its headings, pictures, links, forms and colours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urlsplit

from grader.page.contrast import Contrast, contrasts
from grader.page.style import Sheet, read_sheet
from grader.page.tree import Element, Parsed, parse

LANDMARKS: Mapping[str, str] = {
    "header": "banner",
    "nav": "navigation",
    "main": "main",
    "aside": "complementary",
    "footer": "contentinfo",
}
# Fields that say what they are without a label.
_NAMED = frozenset(("hidden", "submit", "button", "reset", "image"))


@dataclass(frozen=True)
class Page:
    """The page of an HTML text; ``styles`` are the sheets that it links to, by their address in it."""

    text: str
    styles: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _parsed(self) -> Parsed:
        return parse(self.text)

    @property
    def root(self) -> Element:
        return self._parsed.root

    def find(self, *tags: str) -> list[Element]:
        """The elements of these tags, in the order of the page."""
        return self.root.find(*tags)

    @property
    def unclosed(self) -> tuple[Element, ...]:
        """Elements that are opened and never closed."""
        return self._parsed.unclosed

    @property
    def is_html5(self) -> bool:
        """Whether it begins with ``<!DOCTYPE html>``."""
        return self.text.lstrip("\ufeff \t\r\n").lower().startswith("<!doctype html")

    @property
    def lang(self) -> str:
        """Of the ``html`` tag, in small letters; empty where it says none."""
        return next((one.get("lang").strip().lower() for one in self.find("html")), "")

    @property
    def title(self) -> str:
        """What the tab of a browser shows."""
        return next((one.text for one in self.find("title")), "")

    def headings(self, level: int | None = None) -> list[Element]:
        """``h1`` to ``h6``, or those of one level."""
        return self.find(f"h{level}") if level else self.find("h1", "h2", "h3", "h4", "h5", "h6")

    @property
    def skipped_headings(self) -> list[Element]:
        """Headings that come more than one level below the one before."""
        found, before = [], 0
        for one in self.headings():
            if int(one.tag[1]) > before + 1:
                found.append(one)
            before = int(one.tag[1])
        return found

    def landmarks(self, name: str) -> list[Element]:
        """Elements of the tag ``header``, ``nav``, ``main``, ``aside`` or ``footer``, or of that role."""
        return [one for one in self.root.walk() if one.tag == name or one.get("role") == LANDMARKS[name]]

    @property
    def images(self) -> list[Element]:
        return self.find("img")

    @property
    def images_without_words(self) -> list[Element]:
        """Pictures without an ``alt``; an empty one is right for those that only decorate."""
        return [one for one in self.images if not one.has("alt")]

    @property
    def links(self) -> list[Element]:
        """``a`` tags that lead somewhere."""
        return [one for one in self.find("a") if one.get("href").strip()]

    @property
    def links_without_words(self) -> list[Element]:
        """Links that a screen reader reads nothing of."""
        return [one for one in self.links if not (one.text or one.get("aria-label") or _pictured(one))]

    def local_links(self) -> list[tuple[Element, str]]:
        """Links and pictures of the site itself, each with the name of its file, ``#`` and ``?`` left out."""
        found = []
        for one in self.find("a", "img", "link", "script", "source", "audio", "video"):
            parts = urlsplit(one.get("href") or one.get("src"))
            if not parts.scheme and not parts.netloc and parts.path:
                found.append((one, unquote(parts.path).removeprefix("./")))
        return found

    @property
    def dead_anchors(self) -> list[Element]:
        """Links to a place of this page (``#lieu``) that it does not have."""
        places = {one.get("id") for one in self.root.walk()} | {one.get("name") for one in self.find("a")}
        return [
            one for one in self.links if one.get("href").startswith("#") and one.get("href")[1:] not in places
        ]

    @property
    def forms(self) -> list[Element]:
        return self.find("form")

    def form_field(self, name: str) -> Element | None:
        """The field of a form by its name."""
        fields = self.find("input", "textarea", "select")
        return next((one for one in fields if one.get("name") == name), None)

    @property
    def fields_without_label(self) -> list[Element]:
        """Fields of which nobody who cannot see them knows what they are for."""
        named = {one.get("for") for one in self.find("label")}
        return [
            one
            for one in self.find("input", "textarea", "select")
            if one.get("type", "text").lower() not in _NAMED
            and not (one.get("aria-label") or one.get("aria-labelledby"))
            and one.get("id", "\0") not in named
            and not any(above.tag == "label" for above in one.ancestors())
        ]

    @cached_property
    def sheet(self) -> Sheet:
        """All its styles that could be read, in their order."""
        texts = []
        for one in self.find("style", "link"):
            if one.tag == "style":
                texts.append("".join(child for child in one.children if isinstance(child, str)))
            elif "stylesheet" in one.get("rel").lower().split():
                texts.append(self.styles.get(one.get("href"), ""))
        return read_sheet("\n".join(texts))

    def style(self, element: Element) -> dict[str, str]:
        """What its styles say of an element itself."""
        return self.sheet.of(element)

    def contrasts(self) -> list[Contrast]:
        """Of each text that can be seen; 4.5 or more is easy to read (WCAG 2.1, 1.4.3)."""
        return list(contrasts(self.root, self.sheet))


def _pictured(element: Element) -> bool:
    return any(one.get("alt") for one in element.find("img"))
