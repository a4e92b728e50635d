"""The plan of a site: the links of its pages, its menu, and every page that clicks alone lead to.

Tests give it what ``grader.visit`` answers: of a site it needs ``visit``, of an answer ``page``, ``path``,
``ok`` and ``headers``.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urldefrag, urljoin, urlsplit

PAGES_MAX = 20
_HERE = "http://site"


@dataclass(frozen=True)
class Link:
    """A link of a page.

    Attributes:
        path: of the page of this site that it leads to, with what asks; empty where it leads elsewhere.
        text: what is read on it.
        element: its ``a`` tag.
        page: path of the page that it is on.
    """

    path: str
    text: str
    element: Any
    page: str


@dataclass(frozen=True)
class Dead:
    """A link, and what answers where it leads."""

    link: Link
    answer: Any


@dataclass(frozen=True)
class Tour:
    """A walk through a site.

    Attributes:
        pages: answers that are pages, by their path, the first one first.
        dead: links to what does not answer, the first met first.
    """

    pages: dict[str, Any]
    dead: tuple[Dead, ...]


def links(answer: Any) -> list[Link]:
    """The links of a page that have an address, in its order."""
    return [_link(answer, one) for one in answer.page.links]


def menu(answer: Any) -> list[Link]:
    """Those that stand in its ``nav``, and lead to this site."""
    inside = [one for nav in answer.page.landmarks("nav") for one in nav.find("a") if one.get("href").strip()]
    found = [_link(answer, one) for one in dict.fromkeys(inside)]
    return [one for one in found if one.path]


def tour(site: Any) -> Tour:
    """Begins at ``/`` and follows every link of this site, the nearest first; 20 pages at most."""
    pages: dict[str, Any] = {}
    dead: list[Dead] = []
    asked = {"/"}
    waiting: list[Link] = [Link("/", "", None, "")]
    while waiting and len(pages) < PAGES_MAX:
        link = waiting.pop(0)
        answer = site.visit(link.path)
        if not answer.ok:
            dead.append(Dead(link, answer))
            continue
        if answer.path in pages or "html" not in answer.headers.get("content-type", "text/html"):
            continue
        pages[answer.path] = answer
        fresh = [one for one in links(answer) if one.path and one.path not in asked]
        for one in fresh:
            if one.path not in asked:
                asked.add(one.path)
                waiting.append(one)
    return Tour(pages, tuple(dead))


def pictures(answer: Any) -> list[tuple[str, str]]:
    """What a page shows of this site's own files: the address as it is written, and its path."""
    found = []
    for one in answer.page.find("img", "link", "script", "source", "audio", "video"):
        written = one.get("src") or one.get("href")
        if written and (path := _path(answer.path, written)):
            found.append((written, path))
    return found


def _link(answer: Any, element: Any) -> Link:
    address = element.get("href").strip()
    return Link(_path(answer.path, address), element.text, element, answer.path)


def _path(page: str, address: str) -> str:
    try:
        whole = urldefrag(urljoin(_HERE + quote(page), address))[0]
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if f"{parts.scheme}://{parts.netloc}" != _HERE:
        return ""
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
