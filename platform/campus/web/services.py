"""What the pages need from the rest of the campus, handed over once by whoever builds the application."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from campus.dist import Dist
from campus.sharing import Sharing
from campus.web.viewer import SignIn, Viewer
from grader.batches import Batches
from grader.exchange.blobs import Blobs
from grader.hints import Hints
from grader.manifest import Course
from grader.progress import Progress
from grader.store import Store

HandIn = Callable[[Viewer, str, str], str]
"""(viewer, course, exercise) -> submission id; raises GraderError with words for her."""

Roster = Callable[[str], Mapping[str, str]]
"""(course) -> display name of each learner by name, in the order of the table."""


class RegradeAll(Protocol):
    """Begins a batch over one exercise; ``every``: older attempts too."""

    def __call__(self, course: str, exercise: str, started_by: str, *, every: bool = False) -> object: ...


@dataclass(frozen=True)
class Services:
    """Collaborators of the pages. ``base_url`` is JupyterHub's, ``node_modules`` holds what npm brought,
    ``dist`` what was built of the Atelier; ``sharing`` is None where nothing is shared; ``formats`` says by
    course which of its formats the campus follows, where it follows one; ``blobs`` keep pictures of results.
    """

    sign_in: SignIn
    courses: Mapping[str, Course]
    store: Store
    progress: Progress
    hints: Hints
    roster: Roster
    hand_in: HandIn
    regrade: Callable[[str], None]
    regrade_all: RegradeAll
    batches: Batches
    secret_key: str
    node_modules: Path
    blobs: Blobs | None = None
    dist: Dist = field(default_factory=Dist)
    sharing: Sharing | None = None
    formats: Mapping[str, str] = field(default_factory=dict)
    base_url: str = "/"
    site_name: str = "Objectif Ambitions"
    help_line: str = ""
    secure_cookies: bool = False
