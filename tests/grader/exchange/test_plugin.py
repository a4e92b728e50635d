"""The eight classes as nbgrader's apps and pages use them, on a real exchange."""

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError, ExchangeFactory
from nbgrader.server_extensions.assignment_list.handlers import AssignmentList
from traitlets.config import Config

from grader.exchange.bundle import pack
from grader.exchange.client import ExchangeClient
from grader.exchange.wire import for_nbgrader, read_time
from grader.store import Store

COURSE, EXERCISE = "girls_can_code", "guichet_malin"
BIN = Path(sys.executable).parent
Home = Callable[[str], tuple[Path, dict[str, str]]]


class Side:
    """Someone at her place: nbgrader's factory, configured as her server is."""

    def __init__(self, home: tuple[Path, dict[str, str]]) -> None:
        self.place, env = home
        self.config = Config()
        exec((self.place / "nbgrader_config.py").read_text(), {"get_config": lambda: self.config})  # noqa: S102
        self.config.Exchange.url = env["CAMPUS_EXCHANGE_URL"]
        self.config.Exchange.token = env["JUPYTERHUB_API_TOKEN"]
        self.config.Exchange.learner = env["JUPYTERHUB_USER"]
        self.config.Exchange.assignment_dir = str(self.place)
        self.config.CourseDirectory.root = str(self.place)

    def do(self, what: str, assignment: str = "", student: str = "*", **settings: Any) -> Any:
        directory = CourseDirectory(config=self.config, assignment_id=assignment, student_id=student)
        made = getattr(ExchangeFactory(config=self.config), what)(
            coursedir=directory,
            authenticator=Authenticator(config=self.config),
            config=self.config,
            **settings,
        )
        return made.start()


@pytest.fixture
def side(home: Home) -> Callable[[str], Side]:
    return lambda name: Side(home(name))


Of = Callable[[str], Side]
Notebook = Callable[[str], str]


@pytest.fixture(autouse=True)
def _commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """nbgrader makes a gradebook with the command ``alembic``."""
    monkeypatch.setenv("PATH", f"{BIN}:{os.environ['PATH']}")


@pytest.fixture
def olga(side: Of, notebook: Notebook) -> Side:
    """The teacher, with one assignment released."""
    made = side("olga")
    release = made.place / "release" / EXERCISE
    (release / "data").mkdir(parents=True)
    (release / f"{EXERCISE}.ipynb").write_text(notebook("def tarif(age): ..."))
    (release / "data/prix.csv").write_text("age;prix\n")
    made.do("ReleaseAssignment", EXERCISE)
    return made


def test_fetching_again_puts_back_only_what_is_missing(side: Of, olga: Side) -> None:
    ada = side("ada")
    ada.do("FetchAssignment", EXERCISE)
    mine = ada.place / COURSE / EXERCISE
    (mine / f"{EXERCISE}.ipynb").write_text("mine")
    (mine / "data/prix.csv").unlink()
    (mine / "data").rmdir()
    with pytest.raises(ExchangeError, match="déjà"):
        ada.do("FetchAssignment", EXERCISE)
    ada.do("FetchAssignment", EXERCISE, replace_missing_files=True)
    assert (mine / f"{EXERCISE}.ipynb").read_text() == "mine"
    assert (mine / "data/prix.csv").read_text() == "age;prix\n"
    assert [path.name for path in mine.parent.iterdir()] == [EXERCISE]


def test_what_nbgrader_leaves_out_is_not_handed_in(
    side: Of, olga: Side, client: Callable[[str], ExchangeClient]
) -> None:
    ada = side("ada")
    ada.do("FetchAssignment", EXERCISE)
    for name in ("feedback/x.html", ".ipynb_checkpoints/y.ipynb", "__pycache__/z.pyc"):
        path = ada.place / COURSE / EXERCISE / name
        path.parent.mkdir()
        path.write_text("x")
    receipt = ada.do("Submit", EXERCISE)
    assert client("ada").submission_bundle(receipt["id"]) == pack(olga.place / "release" / EXERCISE)


def test_a_missing_notebook_is_refused_only_when_strict(side: Of, olga: Side, notebook: Notebook) -> None:
    ada = side("ada")
    ada.do("FetchAssignment", EXERCISE)
    mine = ada.place / COURSE / EXERCISE
    (mine / f"{EXERCISE}.ipynb").rename(mine / "autre.ipynb")
    with pytest.raises(ExchangeError, match=f"manque {EXERCISE}.ipynb"):
        ada.do("Submit", EXERCISE, strict=True)
    assert ada.do("Submit", EXERCISE)["state"] == "queued"


def test_a_refusal_reaches_her_in_the_exchanges_words(side: Of, olga: Side, store: Store) -> None:
    ada = side("ada")
    ada.do("FetchAssignment", EXERCISE)
    (ada.place / COURSE / EXERCISE / "raccourci").symlink_to("/etc/passwd")
    with pytest.raises(ExchangeError, match="raccourci"):
        ada.do("Submit", EXERCISE)
    (ada.place / COURSE / EXERCISE / "raccourci").unlink()
    with pytest.raises(ExchangeError, match="pas à ton nom"):
        ada.do("Submit", EXERCISE, student="grace")
    with pytest.raises(ExchangeError, match="n'existe pas"):
        ada.do("FetchAssignment", "rien")
    ada.config.Exchange.token = ""
    with pytest.raises(ExchangeError, match="ne sait pas qui tu es"):
        ada.do("Submit", EXERCISE)
    assert store.submissions() == []


def test_only_a_teacher_removes_and_never_work_handed_in(side: Of, olga: Side, store: Store) -> None:
    side("ada").do("FetchAssignment", EXERCISE)
    side("ada").do("Submit", EXERCISE)
    with pytest.raises(ExchangeError, match="ne s'efface jamais"):
        olga.do("List", inbound=True, remove=True)
    with pytest.raises(ExchangeError, match="Seule l'équipe"):
        side("ada").do("List", EXERCISE, remove=True)
    with pytest.raises(ExchangeError, match="pas inscrite"):
        side("eve").do("FetchAssignment", EXERCISE)
    (removed,) = olga.do("List", EXERCISE, remove=True)
    assert removed["status"] == "removed"
    assert len(store.submissions([COURSE])) == 1


def test_collecting_keeps_the_newest_and_updates_when_asked(side: Of, olga: Side, store: Store) -> None:
    ada = side("ada")
    ada.do("FetchAssignment", EXERCISE)
    (ada.place / COURSE / EXERCISE / "timestamp.txt").write_text("1999-01-01 00:00:00.000000 UTC")
    receipts = [ada.do("Submit", EXERCISE) for _ in range(2)]
    side("grace").do("FetchAssignment", EXERCISE)
    side("grace").do("Submit", EXERCISE)
    stamps = [for_nbgrader(read_time(one["timestamp"])) for one in receipts]

    olga.do("Collect", EXERCISE, student="ada")
    collected = olga.place / "submitted" / "ada" / EXERCISE
    assert (collected / "timestamp.txt").read_text() == stamps[1]
    assert [path.name for path in (olga.place / "submitted").iterdir()] == ["ada"]

    third = for_nbgrader(read_time(ada.do("Submit", EXERCISE)["timestamp"]))
    olga.do("Collect", EXERCISE)
    assert (collected / "timestamp.txt").read_text() == stamps[1]
    olga.do("Collect", EXERCISE, update=True)
    assert (collected / "timestamp.txt").read_text() == third
    assert (olga.place / "submitted" / "grace" / EXERCISE / f"{EXERCISE}.ipynb").is_file()
    assert {path.name for path in collected.parent.iterdir()} == {EXERCISE}


def test_with_a_due_date_the_last_work_in_time_is_collected(side: Of, olga: Side) -> None:
    ada = side("ada")
    ada.do("FetchAssignment", EXERCISE)
    first = read_time(ada.do("Submit", EXERCISE)["timestamp"])
    late = read_time(ada.do("Submit", EXERCISE)["timestamp"])
    due = (first + (late - first) / 2).replace(tzinfo=None)
    with Gradebook(f"sqlite:///{olga.place}/gradebook.db", COURSE) as gradebook:
        gradebook.add_assignment(EXERCISE, duedate=due)
    stamp = olga.place / "submitted" / "ada" / EXERCISE / "timestamp.txt"
    olga.do("Collect", EXERCISE, before_duedate=True)
    assert stamp.read_text() == for_nbgrader(first)
    olga.do("Collect", EXERCISE, update=True)
    assert stamp.read_text() == for_nbgrader(late)


def test_newer_feedback_is_noticed_and_fetched(side: Of, olga: Side) -> None:
    ada = side("ada")
    ada.do("FetchAssignment", EXERCISE)
    stamp = for_nbgrader(read_time(ada.do("Submit", EXERCISE)["timestamp"]))
    olga.do("Collect", EXERCISE)
    page = olga.place / "feedback" / "ada" / EXERCISE / f"{EXERCISE}.html"
    page.parent.mkdir(parents=True)
    page.write_text("one")
    with pytest.raises(ExchangeError, match="timestamp"):
        olga.do("ReleaseFeedback", EXERCISE)
    (page.parent / "timestamp.txt").write_text(stamp)
    (page.parent / "solution.txt").write_text("not hers")
    olga.do("ReleaseFeedback", EXERCISE)
    ada.do("FetchFeedback", EXERCISE)
    fetched = ada.place / COURSE / EXERCISE / "feedback" / stamp
    assert {path.name for path in fetched.iterdir()} == {f"{EXERCISE}.html", ".sha256"}

    page.write_text("two")
    olga.do("ReleaseFeedback", EXERCISE)
    (group,) = ada.do("List", cached=True)
    assert group["submissions"][0]["feedback_updated"]
    ada.do("FetchFeedback", EXERCISE)
    assert (fetched / f"{EXERCISE}.html").read_text() == "two"
    (group,) = ada.do("List", cached=True)
    assert not group["submissions"][0]["feedback_updated"]


def test_the_assignment_list_page_has_what_it_reads(
    home: Home, side: Of, olga: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, env = home("ada")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(place)
    page = AssignmentList()
    page.root_dir = str(place)
    (released,) = page.list_assignments(COURSE)["value"]
    assert (released["status"], released["notebooks"]) == ("released", [])
    assert page.fetch_assignment(COURSE, EXERCISE) == {"success": True}
    assert page.submit_assignment(COURSE, EXERCISE) == {"success": True}
    fetched, submitted = page.list_assignments(COURSE)["value"]
    assert (fetched["status"], fetched["path"]) == ("fetched", f"{COURSE}/{EXERCISE}")
    assert fetched["notebooks"][0]["path"] == f"{COURSE}/{EXERCISE}/{EXERCISE}.ipynb"
    (one,) = submitted["submissions"]
    assert (submitted["status"], submitted["student_id"]) == ("submitted", "ada")
    assert one["local_feedback_path"] is None
    assert one["notebooks"][0]["notebook_id"] == EXERCISE
    assert not one["has_exchange_feedback"]

    stamp = olga.place / "feedback" / "ada" / EXERCISE
    stamp.mkdir(parents=True)
    (stamp / "timestamp.txt").write_text(one["timestamp"])
    (stamp / f"{EXERCISE}.html").write_text("Bravo")
    olga.do("ReleaseFeedback", EXERCISE)
    assert page.fetch_feedback(COURSE, EXERCISE) == {"success": True}
    _, submitted = page.list_assignments(COURSE)["value"]
    local = submitted["submissions"][0]["local_feedback_path"]
    assert local == f"{COURSE}/{EXERCISE}/feedback/{one['timestamp']}"
    assert page.list_courses()["value"] == [COURSE]


def test_the_formgrader_releases_collects_and_takes_back(side: Of, olga: Side, store: Store) -> None:
    side("ada").do("FetchAssignment", EXERCISE)
    side("ada").do("Submit", EXERCISE)
    api = NbGraderAPI(config=olga.config)
    assert api.exchange_is_functional
    assert api.get_released_assignments() == {EXERCISE}
    assert api.collect(EXERCISE)["success"]
    assert api.get_submitted_students(EXERCISE) == {"ada"}
    assert api.unrelease(EXERCISE)["success"]
    assert api.get_released_assignments() == set()
    assert api.release_assignment(EXERCISE)["success"]
    assert api.release_feedback(EXERCISE)["success"]
    assert api.fetch_feedback(EXERCISE, "ada")["success"]


def test_late_work_is_taken_and_its_lateness_seen(side: Of, olga: Side) -> None:
    ada = side("ada")
    ada.do("FetchAssignment", EXERCISE)
    received = read_time(ada.do("Submit", EXERCISE)["timestamp"])
    due = (received - timedelta(hours=1)).replace(tzinfo=None)
    with Gradebook(f"sqlite:///{olga.place}/gradebook.db", COURSE) as gradebook:
        gradebook.add_assignment(EXERCISE, duedate=due)
        olga.do("Collect", EXERCISE)
        stamp = CourseDirectory(root=str(olga.place)).get_existing_timestamp(
            str(olga.place / "submitted" / "ada" / EXERCISE)
        )
        gradebook.add_student("ada")
        assert gradebook.add_submission(EXERCISE, "ada", timestamp=stamp).total_seconds_late == 3600
