"""Pages and other files beside a notebook, wherever the learner's files are."""

from urllib.parse import unquote, urlsplit

from grader.page.page import Page
from grader.stage import plain
from grader.stage.door import DOOR
from grader.stage.told import lost_words, missing_words
from grader.stage.wire import Lost

TEXT_MAX = 1 << 20


def read_file(name: str) -> str | None:
    """The text of a file of hers, 1 MB at most; None where there is none."""
    try:
        told = DOOR.ask({"do": "read", "name": name})
        return None if told.get("text") is None else plain.text(told, "text", TEXT_MAX)
    except Lost as lost:
        raise AssertionError(lost_words(lost)) from None


def exists(name: str) -> bool:
    """Whether there is such a file of hers; capitals count, as on a server."""
    try:
        told = plain.several(DOOR.ask({"do": "names"}), "names", 2000)
    except Lost as lost:
        raise AssertionError(lost_words(lost)) from None
    return name.split("#")[0].split("?")[0].removeprefix("./") in told


def open_page(name: str = "index.html") -> Page:
    """Reads a page and the style sheets beside it that it links to.

    Raises:
        AssertionError: there is no such page, in words for her.
    """
    text = read_file(name)
    if text is None:
        raise AssertionError(missing_words(name))
    bare = Page(text)
    styles: dict[str, str] = {}
    for link in bare.find("link"):
        address = link.get("href")
        parts = urlsplit(address)
        if "stylesheet" in link.get("rel").lower().split() and not parts.scheme and not parts.netloc:
            styles[address] = read_file(unquote(parts.path)) or ""
    return Page(text, styles)
