"""A page of a learner's that was opened for a test: what it shows, and what it does when it is used."""

import base64
import binascii
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from grader.browser import seen
from grader.browser.launched import BROWSER
from grader.browser.problems import Problem, problems
from grader.browser.seen import Link, ScriptError, View, Wide
from grader.browser.states import State, judged
from grader.browser.words import covered, picture_words, state_words, unfound, unwritten, wide_words
from grader.page import Page
from grader.stage import plain
from grader.stage.exhibit import Exhibit, offer
from grader.stage.told import lost_words, trouble
from grader.stage.wire import Lost

Told = dict[str, Any]
T = TypeVar("T")

COMPUTER, PHONE = (1280, 720), (390, 844)
PHONE_WIDTH_MAX = 600
PATIENCE_SECONDS = 2.0
PICTURE_SECONDS = 4.0
FAULTS_MAX = 5
_STOPPED = ("frozen", "crashed", "loop", "messages", "closed", "forgotten")
_SITE = ("missing", "crashed", "frozen", "no site", "lost")


def open_tab(
    file: str = "index.html",
    path: str = "",
    *,
    width: int = COMPUTER[0],
    height: int | None = None,
    seed: int = 0,
) -> "Tab":
    """Opens a page of hers, or her Flask site. Never raises for what she wrote.

    Args:
        file: beside the notebook: a page, or the program of a site (``.py``).
        path: of the site, such as "/contact"; of a page, what comes behind its name, such as "#lieu".
        width: of the window, in pixels; below 600 it is a telephone's.
        seed: of everything random in the site.

    Raises:
        NoChromium: this machine has none; then nobody gets a grade.
    """
    usual = PHONE[1] if width < PHONE_WIDTH_MAX else COMPUTER[1]
    return Tab(file, path, width, height or usual, seed)


class Tab:
    """A page in its window.

    Attributes:
        state: "shown"; "blank": nothing can be seen; "missing": there is no such file; "not found": no such
            page in it (404); "broken": her site answers with an error; "no site": no Flask in the file;
            "frozen": its script, or the site, turns without end; "loop": it leads to itself without end;
            "messages": it opens messages without end; "closed": it closed its tab; "crashed": the tab, or her
            site, stopped on an error or for want of memory; "silent": no page came; "lost": nothing is left.
        words: what she reads of that, in French; empty where it is shown.
        status: 200, 404…; 0 where no answer came.
        text: what can be read on the page.
        title, html: of the document as it is now, JavaScript included.
        path: where the visitor is by now, such as "/contact?nom=Zoé".
        errors: of her JavaScript.
        console, dialogs: what it wrote with ``console.log``, and said with ``alert`` and the like.
        missing: files that the page asked for and that are not there, such as "/photo.png".
        outside: other machines that it asked for something, and did not reach.
    """

    def __init__(self, file: str, path: str, width: int, height: int, seed: int) -> None:
        self._file = file
        self._faults: dict[str, str] = {}
        self._pane: int | None = None
        self.width, self.height = width, height
        self.state: State = "lost"
        self.words = ""
        self.status = 0
        self.errors: tuple[ScriptError, ...] = ()
        self.console: tuple[str, ...] = ()
        self.dialogs: tuple[str, ...] = ()
        self.missing: tuple[str, ...] = ()
        self.outside: tuple[str, ...] = ()
        self._view = View()
        site = file.endswith(".py")
        question: Told = {"do": "open", "file": file, "path": (path or "/") if site else f"/{file}{path}"}
        question |= {"width": width, "height": height, "seed": seed, "patience": PATIENCE_SECONDS}
        try:
            told = BROWSER.open(question)
            pane = told.get("pane")
            self._pane = pane if type(pane) is int else None
            self._read(told)
        except Lost as lost:
            self._lose(lost)
        offer(self._exhibit)

    # -- what is seen -------------------------------------------------------------------------------

    @property
    def shown(self) -> bool:
        return self.state == "shown"

    @property
    def text(self) -> str:
        return self._view.text

    @property
    def title(self) -> str:
        return self._view.title

    @property
    def html(self) -> str:
        return self._view.html

    @property
    def path(self) -> str:
        return self._view.address

    @property
    def links(self) -> tuple[Link, ...]:
        return self._view.links

    @property
    def page(self) -> Page:
        """The document as it is now: its language, headings, parts, forms."""
        return Page(self._view.html)

    @property
    def overflows(self) -> bool:
        """Whether one must scroll sideways to read all of it."""
        return bool(self.overflow_words)

    @property
    def overflow_words(self) -> str:
        """What she reads of that, or of a page that does not show; empty where all fits."""
        if self.words and not self._there:
            return self.words
        if self._view.full <= self.width + 1:
            return ""
        self._faults = {one.selector: f"la balise {one.tag} « {one.text} »" for one in self._view.wide}
        viewport = any(one.get("name").lower() == "viewport" for one in self.page.find("meta"))
        return wide_words(self._view.full, self.width, self._view.wide, viewport=viewport)

    @property
    def wide(self) -> tuple[Wide, ...]:
        """What is wider than the window."""
        return self._view.wide

    def problems(self, *rules: str, without: Collection[str] = ()) -> list[Problem]:
        """What axe-core finds: all its rules for WCAG 2.2 AA and good practice, or these alone.

        Args:
            without: rules that do not matter here, such as "region".

        Raises:
            AssertionError: in words for her, where there is no page to look at.
        """
        told = self._asked({"do": "judge", "rules": list(rules)})
        found = [one for one in self._taken(problems, told) if one.rule not in without]
        if found:
            self._faults = {spot.selector: spot.said for spot in found[0].spots}
        return found

    def dead_links(self) -> list[Link]:
        """Links into the site that lead to no page, or to no place of this one. Other sites are not asked.

        Raises:
            AssertionError: in words for her, where there is no page to look at.
        """
        told = self._asked({"do": "links"})
        found = [one for one in self._taken(seen.links, told) if one.words]
        if found:
            self._faults = {found[0].selector: f"le lien « {found[0].text} »"}
        return found

    # -- what a visitor does ------------------------------------------------------------------------

    def go(self, path: str) -> None:
        """Opens another page of the site in this tab, such as "/contact" or "/page2.html"."""
        self._ask({"do": "go", "path": path if path.startswith("/") else f"/{path}"})

    def reload(self) -> None:
        """Opens the same page again."""
        self.go(self.path or "/")

    def fill(self, name: str, value: str) -> None:
        """Writes into a field (or chooses, in a list): by its name, its label or its id.

        Raises:
            AssertionError: in words for her, where it cannot be done.
        """
        told = self._asked({"do": "fill", "name": name, "value": value})
        found = self._taken(_found, told)
        if said := unwritten(name, value, found):
            self._point_at(found, name)
            raise AssertionError(said)

    def click(self, words: str) -> None:
        """Clicks a button or a link: by what is written on it, or its id. Waits for what comes of it.

        Raises:
            AssertionError: in words for her, where it cannot be done.
        """
        told = self._asked({"do": "click", "words": words})
        found = self._taken(_found, told)
        if said := unfound(words, found) or covered(words, found):
            self._point_at(found, words)
            raise AssertionError(said)

    # -- its process --------------------------------------------------------------------------------

    @property
    def _there(self) -> bool:
        """Whether there is a document: of a page that is not found or broken, too."""
        return self._pane is not None and self.state in ("shown", "not found", "broken")

    def _asked(self, question: Told) -> Told:
        """The answer of a page that was there before; AssertionError where it is none, or gone after that."""
        if not self._there:
            raise AssertionError(self.words or lost_words(Lost("gone")))
        told = self._ask(question)
        if self._pane is None:
            raise AssertionError(self.words)
        return told

    def _taken(self, take: Callable[[Told], T], told: Told) -> T:
        try:
            return take(told)
        except Lost as lost:
            self._lose(lost)
            raise AssertionError(self.words) from None

    def _point_at(self, found: Mapping[str, Any], name: str) -> None:
        selector = found.get("selector")
        self._faults = {selector: f"« {name} »"} if type(selector) is str else {}

    def _ask(self, question: Told) -> Told:
        """What was answered; nothing where the page is not there any more."""
        if self._pane is None:
            return {}
        self._faults = {}
        offer(self._exhibit)
        try:
            told = BROWSER.ask({**question, "pane": self._pane})
            self._read(told)
        except Lost as lost:
            self._lose(lost)
            return {}
        return told

    def _lose(self, lost: Lost) -> None:
        self.state = "frozen" if lost.why == "late" else "lost"
        self._pane = None
        self.words = lost_words(lost)

    def _read(self, told: Told) -> None:
        state = told.get("state")
        error = trouble(plain.table(told, "trouble"))
        if self._pane is None:
            if state not in _SITE:
                raise Lost("nonsense")
            self.state = state
            self.words = state_words(state, self._file, error, site=True)
            return
        self.errors = seen.errors(told) if "errors" in told else self.errors
        for name in ("console", "dialogs", "missing", "outside"):
            if name in told:
                setattr(self, name, seen.texts(told, name))
        if state in _STOPPED:
            self._pane = None
            self.state = "lost" if state == "forgotten" else state
            self.words = state_words(self.state, self._file, error)
            return
        self.status = plain.number(told, "status", 0, 999)
        found = plain.table(told, "view")
        if found is not None:
            self._view = seen.view(found)
        failure, site = plain.text(told, "failure", 100), plain.text(told, "site", 20)
        self.state, self.words = judged(self._view, self.status, failure, site, self._file, error)

    def _exhibit(self) -> Exhibit | None:
        """What the page looks like at both sizes."""
        if self._pane is None:
            return None
        question = {"do": "poster", "pane": self._pane, "selectors": list(self._faults)[:FAULTS_MAX]}
        told = BROWSER.ask(question, PICTURE_SECONDS)
        try:
            image = base64.b64decode(plain.text(told, "image", 300_000), validate=True)
        except binascii.Error:
            return None
        said = picture_words(self.title, self.text, list(self._faults.values())[:FAULTS_MAX])
        return Exhibit("image/jpeg", image, said)


def _found(told: Told) -> Mapping[str, Any]:
    return plain.table(told, "found") or {}
