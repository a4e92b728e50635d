"""Links to handed-in games and sites: who makes one, what a visitor gets, and what nobody gets."""

import base64
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, update

from campus.dist import Dist
from campus.sharing import Sharing, is_shown, share_table
from campus.web.app import create_app
from campus.web.services import Services
from campus.web.viewer import Viewer
from grader.batches import Batches
from grader.exchange.blobs import FolderBlobs
from grader.exchange.bundle import BundleLimits, pack
from grader.hints import Hints
from grader.manifest import Course, Exercise
from grader.progress import Progress
from grader.store import Store, metadata, now
from tests.campus.conftest import Desk

AT = "/services/campus"
VERSION = "0123456789abcdef"
NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "assert secret_test"}],
}
FILES = {
    "jeu.py": b"print('jeu')\n",
    "images/chat.png": b"\x89PNG",
    "index.html": b"<!doctype html><title>Ma page</title><script src=a.js></script>",
    "a.js": b"1",
    "app.py": b"app = 3\n",
    "jeu.ipynb": json.dumps(NOTEBOOK).encode(),
    "notes/autre.IPYNB": json.dumps(NOTEBOOK).encode(),
    ".history/jeu.py": b"older",
    "_secret.py": b"hidden",
    "__pycache__/jeu.pyc": b"\0",
    "feuille.pdf": b"%PDF",
}


class School:
    """The pages with sharing, and a course of a game, a page, a Flask site and a notebook."""

    def __init__(self, url: str, folder: Path, dist: Dist | None = None) -> None:
        self.engine = create_engine(url)
        metadata.create_all(self.engine)
        self.store, self.desk = Store(self.engine), Desk()
        self.blobs = FolderBlobs(folder / "blobs")
        self.sharing = Sharing(self.engine, self.blobs, BundleLimits())
        kinds: Any = (("jeu", "game", "jeu.py"), ("page", "web", "index.html"), ("site", "web", "app.py"))
        exercises = [Exercise(slug, folder, slug, 20, slug, kind, main) for slug, kind, main in kinds]
        exercises.append(Exercise("carnet", folder, "carnet", 20, "carnet"))
        course = Course("pixels", "Pixels", "collège", "x", tuple(exercises), {}, folder, None)
        built = folder / "dist"
        built.mkdir()
        (built / "current.json").write_text(json.dumps({"version": VERSION}))
        self.services = Services(
            sign_in=self.desk,
            courses={course.id: course},
            store=self.store,
            progress=Progress(self.store, {}),
            hints=Hints(self.engine),
            roster=lambda course: {"ines": "Inès Martin"},
            hand_in=lambda viewer, course, exercise: "",
            regrade=lambda submission: None,
            regrade_all=Batches(self.engine).start,
            batches=Batches(self.engine),
            secret_key="only for tests",
            node_modules=folder,
            dist=dist or Dist(built),
            sharing=self.sharing,
        )
        self.app = create_app(self.services)
        self.client = self.app.test_client()
        source = folder / "work"
        for name, content in FILES.items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.sha256 = self.blobs.put(io.BytesIO(pack(source))).sha256

    def sit(self, name: str | None, teaches: tuple[str, ...] = ()) -> None:
        courses = () if teaches else ("pixels",)
        self.desk.person = Viewer(name, name.title(), frozenset(), courses, teaches, "t") if name else None

    def hand_in(self, exercise: str = "jeu", learner: str = "ines") -> str:
        made = self.store.add_submission("pixels", exercise, learner, self.sha256, 10).id
        self.store.finish(made, 0, 0, [])
        return made

    def result(self, submission: str) -> str:
        return plain(self.client.get(f"{AT}/results/{submission}").text)

    def press(self, path: str, seen_on: str, **data: str) -> Any:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(AT + seen_on).text)
        assert found, f"no form on {seen_on}"
        return self.client.post(AT + path, data={"csrf_token": found[1], **data})

    def share(self, exercise: str = "jeu", signature: str = "") -> str:
        """As Inès, on her result; gives the link's secret."""
        self.sit("ines")
        submission = self.hand_in(exercise)
        answer = self.press(f"/results/{submission}/share", f"/results/{submission}", signature=signature)
        assert answer.status_code == 303, answer.text
        link = self.sharing.of(submission)
        assert link is not None
        return link.secret

    def visit(self, path: str) -> Any:
        """Somebody without an account or a cookie."""
        self.sit(None)
        return create_app(self.services).test_client().get(f"{AT}/show/{path}")


def plain(page: str) -> str:
    return unescape(page).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def school(database: Callable[[str], str], tmp_path: Path) -> School:
    return School(database("campus"), tmp_path)


def test_a_game_is_shared_from_its_result_and_played_without_an_account(school: School) -> None:
    secret = school.share()
    page = school.visit(secret)
    assert page.status_code == 200
    assert f'src="{AT}/atelier/{VERSION}/show.js"' in page.text
    files = school.visit(f"{secret}/files").json
    assert base64.b64decode(files["jeu.py"]) == FILES["jeu.py"]
    assert base64.b64decode(files["images/chat.png"]) == FILES["images/chat.png"]


def test_a_visitor_gets_no_notebook_nothing_hidden_and_no_name(school: School) -> None:
    secret = school.share()
    files = school.visit(f"{secret}/files").json
    assert set(files) == {"jeu.py", "app.py", "index.html", "a.js", "images/chat.png"}
    for answer in (school.visit(secret), school.visit(f"{secret}/files")):
        assert "Set-Cookie" not in answer.headers
        for word in ("ines", "Inès", "Martin", "secret_test"):
            assert word not in answer.text + str(answer.headers)


def test_she_signs_only_if_she_wants(school: School) -> None:
    assert "par Zazie <3" in plain(school.visit(school.share(signature="  Zazie \n <3 ")).text)
    assert "par " not in plain(school.visit(school.share()).text)


def test_a_signature_is_text_and_short(school: School) -> None:
    page = school.visit(school.share(signature="<script>alert(1)</script>" + "x" * 200)).text
    assert "<script>alert" not in page
    assert "x" * 41 not in page


def test_a_page_is_shown_in_an_origin_of_its_own(school: School) -> None:
    secret = school.share("page")
    assert f'src="{AT}/show/{secret}/site/"' in school.visit(secret).text
    assert school.visit(f"{secret}/site/").headers["Location"] == f"{AT}/show/{secret}/site/index.html"
    for name, kind in (
        ("index.html", "text/html"),
        ("a.js", "text/javascript"),
        ("images/chat.png", "image/png"),
    ):
        answer = school.visit(f"{secret}/site/{name}")
        assert answer.data == FILES[name]
        assert answer.headers["Content-Type"].startswith(kind)
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("sandbox allow-scripts")
        assert "allow-same-origin" not in policy
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "name",
    [
        "jeu.ipynb",
        "notes/autre.IPYNB",
        ".history/jeu.py",
        "_secret.py",
        "__pycache__/jeu.pyc",
        "feuille.pdf",
        "app.py",
        "../../results/1",
        "%2e%2e/%2e%2e/path",
        "/etc/passwd",
    ],
)
def test_nothing_else_of_the_hand_in_is_reachable(school: School, name: str) -> None:
    answer = school.visit(f"{school.share('page')}/site/{name}")
    assert answer.status_code in (302, 308, 404)
    assert answer.data != FILES.get(name)
    assert "secret_test" not in answer.text


def test_a_flask_site_says_that_it_needs_her_space_and_gives_no_code(school: School) -> None:
    secret = school.share("site")
    assert "dans l'Atelier de celle qui l'a écrit" in plain(school.visit(secret).text)
    assert school.visit(f"{secret}/files").status_code == 404
    assert school.visit(f"{secret}/site/app.py").status_code == 404


@pytest.mark.parametrize("secret", ["x", "a" * 32, "../path", "%00" * 8, "' or 1=1 --", "a" * 5000])
def test_a_guessed_link_leads_nowhere(school: School, secret: str) -> None:
    school.share()
    for path in (secret, f"{secret}/files", f"{secret}/site/index.html"):
        assert school.visit(path).status_code == 404


def test_secrets_are_long_and_new_each_time(school: School) -> None:
    made = {school.share() for _ in range(5)}
    assert len(made) == 5
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32}", secret) for secret in made)


def test_she_ends_her_link_and_a_new_one_replaces_the_old(school: School) -> None:
    school.sit("ines")
    submission = school.hand_in()
    page, share = f"/results/{submission}", f"/results/{submission}/share"
    school.press(share, page)
    first = school.sharing.of(submission)
    assert first is not None
    assert first.secret in school.result(submission)
    school.press(share, page)
    second = school.sharing.of(submission)
    assert second is not None
    assert school.visit(first.secret).status_code == 404
    school.sit("ines")
    school.press(f"/results/{submission}/unshare", page)
    assert school.visit(second.secret).status_code == 404
    assert school.visit(f"{second.secret}/files").status_code == 404


def test_a_link_ends_by_itself(school: School) -> None:
    secret = school.share()
    with school.engine.begin() as db:
        past = now() - timedelta(seconds=1)
        db.execute(update(share_table).values(expires_at=past))
    assert school.visit(secret).status_code == 404


def test_a_facilitator_sees_the_link_and_ends_it(school: School) -> None:
    secret = school.share(signature="Zazie")
    link = school.sharing.find(secret)
    assert link is not None
    school.sit("nadia", ("pixels",))
    assert "Elle a signé : « Zazie »" in school.result(link.submission_id)
    school.press(f"/results/{link.submission_id}/unshare", f"/results/{link.submission_id}")
    assert school.visit(secret).status_code == 404


def test_a_facilitator_stops_all_links_of_her_course_and_permits_them_again(school: School) -> None:
    secret = school.share()
    school.sit("nadia", ("pixels",))
    school.press("/room/pixels/jeu/sharing", "/room/pixels/jeu")
    assert school.visit(secret).status_code == 404
    school.sit("ines")
    again = school.hand_in()
    assert "Partager" not in school.result(again)
    school.sit("nadia", ("pixels",))
    school.press("/room/pixels/jeu/sharing", "/room/pixels/jeu", resume="1")
    assert school.visit(secret).status_code == 200


def test_only_she_makes_a_link_to_her_work(school: School) -> None:
    school.sit("ines")
    submission = school.hand_in()
    mine = school.hand_in(learner="lea")
    for name, teaches in (("lea", ()), ("nadia", ("pixels",))):
        school.sit(name, teaches)
        seen_on = f"/results/{mine}" if not teaches else "/room/pixels/jeu"
        for act in ("share", *(() if teaches else ("unshare",))):
            assert school.press(f"/results/{submission}/{act}", seen_on).status_code == 403
    school.sit(None)
    assert school.client.post(f"{AT}/results/{submission}/share").status_code == 400  # no token of a form
    assert school.sharing.of(submission) is None


def test_a_notebook_is_never_shared(school: School) -> None:
    school.sit("ines")
    notebook, game = school.hand_in("carnet"), school.hand_in()
    assert "Partager" not in school.result(notebook)
    assert school.press(f"/results/{notebook}/share", f"/results/{game}").status_code == 404


def test_switched_off_no_link_works_and_none_is_offered(school: School) -> None:
    secret = school.share()
    school.services = replace(school.services, sharing=None)
    assert school.visit(secret).status_code == 404
    school.client = create_app(school.services).test_client()
    school.sit("ines")
    submission = school.hand_in()
    assert "Partager" not in school.result(submission)


def test_the_page_of_a_link_frames_only_its_own_and_is_framed_by_nobody(school: School) -> None:
    answer = school.visit(school.share())
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("name", ["a.py", "a/b.png", "A.HTML"])
def test_what_a_game_or_a_page_is_made_of_is_shown(name: str) -> None:
    assert is_shown(name)
