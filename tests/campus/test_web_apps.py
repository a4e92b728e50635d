"""A course's app on the campus's pages: the way to it, and what is handed in there and not here."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from campus.web.app import create_app
from campus.web.services import Services
from campus.web.viewer import Viewer
from grader.batches import Batches
from grader.course_app import App
from grader.hints import Hints
from grader.progress import Progress
from grader.results import CheckResult
from grader.store import Store, metadata
from tests.campus.conftest import AT, NODE_MODULES, Desk, course_of

APP = App("robots.arena:serve", "L’arène", collects=("step_1",))


class Class:
    """The pages of a course with an app: the second of its exercises is handed in there."""

    def __init__(self, database_url: str, folder: Path) -> None:
        engine = create_engine(database_url)
        metadata.create_all(engine)
        self.store, self.desk, self.handed_in = Store(engine), Desk(), list[str]()
        course = replace(course_of(folder, "robots", "Un pas", "Un combat"), app=APP)
        for exercise in course.exercises:
            self.store.release(course.id, exercise.slug, "0" * 64)
        self.client = create_app(
            Services(
                sign_in=self.desk,
                courses={course.id: course},
                store=self.store,
                progress=Progress(self.store, {}),
                hints=Hints(engine),
                roster=lambda course: {"ines": "Inès"},
                hand_in=self.hand_in,
                regrade=lambda submission: None,
                regrade_all=Batches(engine).start,
                batches=Batches(engine),
                secret_key="only for tests",
                node_modules=NODE_MODULES,
            )
        ).test_client()

    def hand_in(self, viewer: Viewer, course: str, exercise: str) -> str:
        self.handed_in.append(exercise)
        return "id"

    def sign_in(self, learns: tuple[str, ...] = (), teaches: tuple[str, ...] = ()) -> None:
        self.desk.person = Viewer("ines", "Inès", frozenset(), learns, teaches, "token")

    def page(self, path: str) -> str:
        answer = self.client.get(AT + path)
        assert answer.status_code == HTTPStatus.OK
        return unescape(answer.text)

    def card(self, exercise: str) -> str:
        found = re.search(rf'<article[^>]*id="step-robots-{exercise}".*?</article>', self.page("/path"), re.S)
        assert found
        return found[0]

    def post(self, path: str) -> Any:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page("/path"))
        assert token, "no form on the page"
        return self.client.post(AT + path, data={"csrf_token": token[1]})


@pytest.fixture
def room(database: Callable[[str], str], tmp_path: Path) -> Class:
    made = Class(database("campus"), tmp_path)
    made.sign_in(learns=("robots",))
    return made


def test_a_learner_finds_the_app_above_the_path_of_its_course(room: Class) -> None:
    assert '<a class="button warm" href="/services/robots/">L’arène</a>' in room.page("/path")


def test_what_is_done_in_the_app_opens_there_and_is_not_handed_in_here(room: Class) -> None:
    for slug in ("step_0", "step_1"):
        room.store.opened("robots", slug, "ines")
    ours, theirs = room.card("step_0"), room.card("step_1")
    assert 'href="/hub/user-redirect/campus/open/robots/step_0"' in ours
    assert "Rendre" in ours
    assert 'href="/services/robots/rendre/step_1"' in theirs
    assert "Rendre" not in theirs
    answer = room.post("/steps/robots/step_1/hand-in")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "avec ton équipe" in unescape(answer.text)
    assert room.handed_in == []


def test_its_result_leads_back_to_the_app(room: Class, passed: CheckResult) -> None:
    made = room.store.add_submission("robots", "step_1", "ines", "0" * 64, 10).id
    room.store.finish(made, 2, 2, [passed.as_dict(raw=True)])
    assert 'href="/services/robots/rendre/step_1"' in room.page(f"/results/{made}")


def test_a_facilitator_opens_the_app_from_her_room(room: Class) -> None:
    room.sign_in(teaches=("robots",))
    assert 'href="/services/robots/"' in room.page("/room")
