"""Earlier versions: one a minute, thinned with time, in bounded room, and never in the way of a save."""

import errno
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from campus.learner import history as module
from campus.learner.desk import Place
from campus.learner.files import LearnerFiles
from campus.learner.history import History, Version, superfluous
from tests.atelier.page_server import COURSE, FILES, her_server, notebook, put
from tests.campus.learner.test_learner_files import nothing_written, save

WHERE = Place(COURSE, "ma_page")
NAME = "index.html"
NOON = datetime(2026, 3, 14, 12, 0, 20, tzinfo=UTC)
PATH = f"{COURSE}/ma_page/{NAME}"


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def texts(history: History, name: str = NAME) -> list[str | None]:
    return [history.text(WHERE, name, version.at) for version in history.versions(WHERE, name)]


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path)


@pytest.fixture
def files(tmp_path: Path) -> LearnerFiles:
    put(tmp_path, "ma_page", notebook("web", "index.html", "Ma page"), FILES)
    return LearnerFiles(root_dir=str(tmp_path))


def test_of_one_minute_the_last_stays(history: History) -> None:
    for seconds, text in enumerate(["a", "ab", "abc"]):
        history.keep(WHERE, NAME, text.encode(), NOON + timedelta(seconds=seconds))
    history.keep(WHERE, NAME, b"abcd", at(1))
    assert texts(history) == ["abc", "abcd"]


def test_what_has_not_changed_is_no_version(history: History) -> None:
    for minute in range(5):
        history.keep(WHERE, NAME, b"a", at(minute))
    assert len(history.versions(WHERE, NAME)) == 1


def test_what_she_began_with_is_a_version(history: History) -> None:
    history.keep_before(WHERE, NAME, b"start", at(-500), NOON)
    history.keep(WHERE, NAME, b"mine", NOON)
    assert texts(history) == ["start", "mine"]


def test_what_she_began_with_this_very_minute_is_one_too(history: History) -> None:
    history.keep_before(WHERE, NAME, b"start", NOON, NOON)
    history.keep(WHERE, NAME, b"mine", NOON)
    assert texts(history) == ["start", "mine"]


def test_old_versions_are_thinned_but_a_day_is_never_empty() -> None:
    every_minute = [Version(at(-minute), Path()) for minute in range(3 * 24 * 60, -1, -1)]
    gone = {version.at for version in superfluous(every_minute, NOON)}
    ages = [NOON - version.at for version in every_minute if version.at not in gone]
    two_hours, day = timedelta(hours=2), timedelta(days=1)
    assert sum(age <= two_hours for age in ages) == 121
    assert 131 <= sum(two_hours < age <= day for age in ages) <= 133
    assert 47 <= sum(day < age for age in ages) <= 49


def test_a_long_afternoon_leaves_each_of_its_last_minutes(history: History) -> None:
    for minute in range(200):
        history.keep(WHERE, NAME, f"{minute}".encode(), at(minute))
    versions = history.versions(WHERE, NAME)
    minutes = [version.at.minute for version in versions[-120:]]
    assert minutes == [at(minute).minute for minute in range(80, 200)]
    assert len(versions) == 120 + 8
    assert texts(history)[-1] == "199"


def test_all_files_together_have_their_room_and_the_oldest_go_first(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ALL_BYTES", 20_000)
    for minute in range(30):
        for name in ("a.js", "b.js"):
            history.keep(WHERE, name, os.urandom(1000), at(minute))
    kept = [version for name in ("a.js", "b.js") for version in history.versions(WHERE, name)]
    assert sum(version.bytes for version in kept) <= 20_000
    assert min(version.at for version in kept) > at(15)
    assert max(version.at for version in kept).minute == 29


def test_a_huge_file_has_no_versions(history: History) -> None:
    history.keep(WHERE, NAME, b"a" * (module.FILE_BYTES + 1), NOON)
    assert history.versions(WHERE, NAME) == []


def test_a_version_that_is_broken_is_none(history: History) -> None:
    history.keep(WHERE, NAME, b"a", NOON)
    (version,) = history.versions(WHERE, NAME)
    version.path.write_bytes(b"no gzip")
    assert history.text(WHERE, NAME, version.at) is None
    history.keep(WHERE, NAME, b"b", at(1))
    assert texts(history)[-1] == "b"


def test_a_name_leads_nowhere_else(history: History, tmp_path: Path) -> None:
    for name in ("../../../x", "/etc/passwd", "a/../../b"):
        history.keep(WHERE, name, b"a", NOON)
    written = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")}
    assert written == {module.FOLDER}


def test_saving_a_file_of_the_atelier_leaves_its_versions(files: LearnerFiles, tmp_path: Path) -> None:
    save(files, PATH, "<h1>Léa</h1>")
    history = History(tmp_path)
    assert texts(history) == [FILES[NAME], "<h1>Léa</h1>"]


def test_what_was_changed_without_the_atelier_is_kept_before_it_is_saved_over(
    files: LearnerFiles, tmp_path: Path
) -> None:
    save(files, PATH, "one")
    (tmp_path / PATH).write_text("by hand")
    os.utime(tmp_path / PATH, (0, 0))
    save(files, PATH, "two")
    assert "by hand" in texts(History(tmp_path))
    assert texts(History(tmp_path))[-1] == "two"


def test_other_files_have_none(files: LearnerFiles, tmp_path: Path) -> None:
    put(tmp_path, "guichet", "{}", {})
    save(files, f"{COURSE}/guichet/notes.py", "x = 1")
    save(files, "notes.py", "x = 1")
    assert not (tmp_path / module.FOLDER).exists()


def test_where_no_version_can_be_written_she_saves_all_the_same(
    files: LearnerFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(History, "_write", full)
    save(files, PATH, "mine")
    assert (tmp_path / PATH).read_text() == "mine"
    (tmp_path / module.FOLDER).write_text("a file in its place")
    save(files, PATH, "mine too")
    assert (tmp_path / PATH).read_text() == "mine too"


def test_a_save_that_finds_no_room_leaves_the_old_text_and_its_versions(
    files: LearnerFiles, tmp_path: Path
) -> None:
    save(files, PATH, "one")
    with nothing_written(), pytest.raises(Exception, match="prennent trop de place"):
        save(files, PATH, "two" * 1000)
    assert (tmp_path / PATH).read_text() == "one"
    assert texts(History(tmp_path))[-1] == "one"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with her_server(tmp_path_factory.mktemp("history"), "/services/campus/atelier/0123456789abcdef/") as one:
        yield one


@pytest.fixture
def desk(server: Any) -> Any:
    put(server.home, "ma_page", notebook("web", "index.html", "Ma page"), FILES)
    return server


def put_text(server: Any, text: str, **more: Any) -> Any:
    body = {"type": "file", "format": "text", "content": text, **more}
    return server.ask("PUT", f"api/contents/{PATH}", json=body)


@pytest.mark.slow
def test_her_page_reads_the_list_and_any_version(desk: Any) -> None:
    assert put_text(desk, "<h1>Léa</h1>").ok
    address = f"campus/api/history/{PATH}"
    moments = desk.ask("GET", address).json()["versions"]
    assert len(moments) == 2
    told = [desk.ask("GET", address, params={"at": moment}).json()["text"] for moment in moments]
    assert told == [FILES[NAME], "<h1>Léa</h1>"]


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["2020-01-01T00:00Z", "../../x", "maintenant"])
def test_a_version_that_is_not_there_is_told_in_french(desk: Any, moment: str) -> None:
    answer = desk.ask("GET", f"campus/api/history/{PATH}", params={"at": moment})
    assert answer.status_code == 404
    assert answer.json()["code"] == "unknown-version"
    assert "n'existe plus" in answer.json()["message"]


@pytest.mark.slow
def test_a_file_without_versions_has_an_empty_list_and_a_course_that_is_none_is_refused(desk: Any) -> None:
    assert desk.ask("GET", f"campus/api/history/{COURSE}/ma_page/new.css").json() == {"versions": []}
    assert desk.ask("GET", "campus/api/history/Girls%20Can/ma_page/x.css").status_code == 404


@pytest.mark.slow
def test_a_page_that_has_not_seen_the_newest_text_does_not_write_over_it(desk: Any) -> None:
    seen = desk.ask("GET", f"api/contents/{PATH}", params={"hash": 1}).json()["hash"]
    saved = put_text(desk, "one", base=seen)
    assert saved.ok
    assert saved.json()["hash"] not in ("", seen)
    refused = put_text(desk, "two", base=seen)
    assert refused.status_code == 409
    assert refused.json()["reason"] == "changed-elsewhere"
    assert "changé ailleurs" in refused.json()["message"]
    assert (desk.home / PATH).read_text() == "one"
    assert put_text(desk, "two", base=saved.json()["hash"]).ok


@pytest.mark.slow
def test_a_new_file_takes_no_other_s_place(desk: Any) -> None:
    assert put_text(desk, "mine", base="").status_code == 409
    (desk.home / PATH).unlink()
    made = put_text(desk, "mine", base="")
    assert made.status_code == 201
    assert made.json()["hash"]


@pytest.mark.slow
def test_no_page_shows_the_folder_of_versions(desk: Any) -> None:
    assert put_text(desk, "mine").ok
    assert (desk.home / module.FOLDER).is_dir()
    names = [entry["name"] for entry in desk.ask("GET", "api/contents").json()["content"]]
    assert module.FOLDER not in names
    assert desk.ask("GET", f"api/contents/{module.FOLDER}").status_code == 404
