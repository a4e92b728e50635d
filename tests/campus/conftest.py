"""A class of learners on the real pages: real store, real progress; only the sign-in is a name on a desk."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import redirect
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from sqlalchemy import create_engine

from campus.dist import Dist
from campus.web.app import create_app
from campus.web.services import Services
from campus.web.viewer import Viewer
from grader.batches import Batches
from grader.exchange.blobs import FolderBlobs
from grader.hints import Hints
from grader.manifest import Course, Exercise
from grader.progress import Progress
from grader.results import CheckResult
from grader.store import Store, metadata

AT = "/services/campus"
HINTS = ("Relis le `tableau`.", "Pense à <elif>.", "Compare avec < et non <=.")
FORMATS = {"weekend": (("step_2",), ("step_0",))}
NODE_MODULES = Path(__file__).parents[2] / "platform" / "node_modules"


@dataclass
class Desk:
    """Whoever sits there is signed in."""

    person: Viewer | None = None

    def current_person(self) -> Viewer | None:
        return self.person

    def start(self, next_url: str) -> ResponseReturnValue:
        return redirect(f"/hub/login?next={next_url}")

    def finish(self) -> ResponseReturnValue:
        return redirect(AT)

    def leave(self) -> ResponseReturnValue:
        return redirect("/hub/logout")


def course_of(folder: Path, name: str, *titles: str) -> Course:
    exercises = tuple(
        Exercise(
            f"step_{number}", folder / name / f"step_{number}", title, 20, f"Résumé : {title}", hints=HINTS
        )
        for number, title in enumerate(titles)
    )
    return Course(name, f"Cours {name}", "collège", "Un pas après l'autre.", exercises, FORMATS, folder, None)


@dataclass
class Classroom:
    """The pages, and what happens to the class behind them."""

    store: Store
    hints: Hints
    desk: Desk
    client: FlaskClient
    blobs: FolderBlobs
    roster: dict[str, str] = field(default_factory=dict)
    regraded: list[str] = field(default_factory=list)
    refusal: list[Exception] = field(default_factory=list)
    formats: dict[str, str] = field(default_factory=dict)
    courses: Mapping[str, Course] = field(default_factory=dict)

    def seat(
        self, name: str = "ines", courses: Sequence[str] = ("pixels",), teaches: Sequence[str] = ()
    ) -> None:
        self.desk.person = Viewer(name, name.title(), frozenset(), tuple(courses), tuple(teaches), "token")

    def hand_in(self, learner: str = "ines", exercise: str = "step_0", course: str = "pixels") -> str:
        self.store.opened(course, exercise, learner)
        return self.store.add_submission(course, exercise, learner, "0" * 64, 10).id

    def graded(self, *checks: CheckResult, **where: str) -> str:
        made = self.hand_in(**where)
        scores = [check.score for check in checks if check.score is not None]
        points = sum(check.points for check in checks)
        self.store.finish(made, sum(scores), points, [check.as_dict(raw=True) for check in checks])
        return made

    def page(self, path: str, **headers: str) -> str:
        answer = self.client.get(AT + path, headers=headers)
        assert answer.status_code == 200, answer.status
        return answer.text

    def status(self, path: str) -> int:
        return self.client.get(AT + path).status_code

    def post(self, path: str, seen_on: str, data: Mapping[str, str] | None = None, **headers: str) -> Any:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.page(seen_on))
        assert found, f"no form on {seen_on}"
        return self.client.post(AT + path, data={"csrf_token": found[1], **(data or {})}, headers=headers)


@pytest.fixture
def classroom(database: Callable[[str], str], tmp_path: Path) -> Classroom:
    engine = create_engine(database("campus"))
    metadata.create_all(engine)
    store, hints, desk = Store(engine), Hints(engine), Desk()
    courses = (
        course_of(tmp_path, "pixels", "Ma carte pixel", "Le guichet malin", "Rosaces"),
        course_of(tmp_path, "cantine", "Première prédiction"),
    )
    for course in courses:
        for exercise in course.exercises:
            store.release(course.id, exercise.slug, "0" * 64)
    blobs = FolderBlobs(tmp_path / "blobs")
    room: Classroom
    formats: dict[str, str] = {}

    def hand_in(viewer: Viewer, course: str, exercise: str) -> str:
        if room.refusal:
            raise room.refusal[0]
        return room.hand_in(viewer.name, exercise, course)

    def roster(course: str) -> Mapping[str, str]:
        return room.roster if course == "pixels" else {}

    app = create_app(
        Services(
            sign_in=desk,
            courses={course.id: course for course in courses},
            store=store,
            progress=Progress(store, {}),
            hints=hints,
            roster=roster,
            hand_in=hand_in,
            regrade=lambda submission: room.regraded.append(submission),
            regrade_all=Batches(engine).start,
            batches=Batches(engine),
            secret_key="only for tests",
            node_modules=NODE_MODULES,
            blobs=blobs,
            dist=Dist(tmp_path / "dist"),
            formats=formats,
            help_line="Besoin d'aide ? Lève la main.",
        )
    )
    room = Classroom(
        store,
        hints,
        desk,
        app.test_client(),
        blobs,
        {"ines": "Inès", "lea": "Léa"},
        formats=formats,
        courses={course.id: course for course in courses},
    )
    room.seat()
    return room


@pytest.fixture
def passed() -> CheckResult:
    return CheckResult("enfants", "Un enfant de moins de 12 ans paie 3 €", 2, 2, "passed")


@pytest.fixture
def failed() -> CheckResult:
    return CheckResult(
        "bords",
        "À 12 ans pile, tarif normal",
        2,
        0.5,
        "failed",
        words="Essaie `tarif(12)` :\nest-ce <b>5 €</b> ?",
        raw="Traceback (most recent call last):\nAssertionError",
    )


@pytest.fixture
def waiting() -> CheckResult:
    return CheckResult("regle", "Expliquer sa règle", 2, None, "waiting")
