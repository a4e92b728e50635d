"""A learner's site that was opened for a test, and the pages that it answers with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from grader.page import Page
from grader.sayings.french import french
from grader.stage import plain
from grader.stage.door import Program
from grader.stage.told import Trouble, lost_words, missing_words, trouble
from grader.stage.wire import Lost
from grader.words import at

State = Literal["open", "crashed", "frozen", "missing", "no site", "lost"]

SECONDS = 8.0
PATIENCE_SECONDS = 2.0
TEXT_MAX = 400_000


@dataclass(frozen=True)
class Answer:
    """What came back for one visit.

    Attributes:
        status: 200, 404, 302…; 0 where no answer came.
        path: the page in the end, where redirects were followed.
        headers: by their names in small letters.
        text: what the browser would show, as its source.
        error: the error of hers that made a page of status 500.
        words: what she reads of it, where the site does not answer or stops on an error; else empty.
    """

    status: int
    path: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    error: Trouble | None = None
    words: str = ""

    @property
    def ok(self) -> bool:
        return self.status == 200

    @cached_property
    def page(self) -> Page:
        """The same, read as a page."""
        return Page(self.text)


class Site:
    """A learner's Flask site, opened as ``python app.py`` would, without a network.

    Never raises for what she wrote.

    All visits are those of one visitor, cookies and all; another ``Site`` begins afresh, files too.

    Args:
        file: beside the notebook.
        seed: of everything random.

    Attributes:
        state: "open"; "crashed": on an error; "frozen": it never came to app.run(); "missing": there is no
            such file; "no site": no Flask in it; "lost": its process is gone or makes no sense.
        error: what stopped it.
        words: what she reads of that, in French; empty where it is open.
    """

    def __init__(self, file: str = "app.py", *, seed: int = 0) -> None:
        self._program: Program | None = None
        self.state: State = "lost"
        self.error: Trouble | None = None
        request = {"file": file, "seed": seed, "patience": PATIENCE_SECONDS}
        try:
            self._program = Program("visit", request, SECONDS)
            told = self._program.first
            state = told.get("state")
            if state not in ("open", "crashed", "frozen", "missing", "no site"):
                raise Lost("nonsense")
            self.error = trouble(plain.table(told, "error"))
            if state == "crashed" and self.error is None:
                raise Lost("nonsense")
            self.state = state
            self.words = opening_words(state, file, self.error)
        except Lost as lost:
            self.state = "frozen" if lost.why == "late" else "lost"
            self.words = lost_words(lost)

    @property
    def open(self) -> bool:
        return self.state == "open"

    def visit(self, path: str = "/", *, follow: bool = True) -> Answer:
        """Opens a page. ``follow``: goes where it is redirected to."""
        return self._ask("GET", path, {}, follow)

    def send(self, path: str = "/", *, follow: bool = True, **form: str) -> Answer:
        """Sends a form, each field by its name."""
        return self._ask("POST", path, form, follow)

    def _ask(self, method: str, path: str, form: Mapping[str, str], follow: bool) -> Answer:
        if self._program is None or not self.open:
            return Answer(0, path, words=self.words)
        question = {"method": method, "path": path, "form": dict(form), "follow": follow}
        try:
            return _answer(self._program.ask(question, SECONDS), path)
        except Lost as lost:
            return Answer(0, path, words=lost_words(lost))


def _answer(told: dict[str, Any], path: str) -> Answer:
    status = plain.number(told, "status", 0, 999)
    if status == 0:
        said = f"La page « {path} » met trop de temps à répondre. Cherche une boucle qui ne s'arrête jamais."
        return Answer(0, path, words=french(said))
    headers: dict[str, str] = {}
    for pair in plain.several(told, "headers", 50):
        if type(pair) is not list or [type(one) for one in pair] != [str, str]:
            raise Lost("nonsense")
        headers.setdefault(pair[0].lower(), pair[1])
    error = trouble(plain.table(told, "error"))
    words = ""
    if error is not None:
        words = french(f"La page « {path} » s'arrête sur une erreur. ") + error.words
    return Answer(status, plain.text(told, "path"), headers, plain.text(told, "text", TEXT_MAX), error, words)


def opening_words(state: str, file: str, error: Trouble | None) -> str:
    """What she reads of a site that does not open."""
    if state == "crashed" and error is not None:
        return error.words
    if state == "missing":
        return missing_words(file)
    if state == "no site":
        return french(f"Dans {file}, il n'y a pas de site. Il faut une ligne `app = Flask(__name__)`.")
    if state == "frozen":
        here = at(error.line, error.code, error.file) if error is not None and error.line else ""
        return french("Ton programme tourne sans fin avant d'ouvrir le site.") + here
    return ""
