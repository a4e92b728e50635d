"""Each error that an operator meets is one sentence that says what to do, and an exit code."""

import fcntl
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from campus import cli, ports, programs
from campus.settings import Hub, Settings, load

COURSE = 'title = "Un cours"\naudience = "collège"\nsummary = "Un résumé."\npath = []\n'

Campus = Callable[..., tuple[int, str]]


@pytest.fixture
def campus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """The command itself: its exit code, and what it wrote to the error stream.

    In this very process, so only what fails before anything is launched: a campus that stops ends every
    process below its own.
    """

    def call(*words: str, toml: str = "", output: bool = False) -> tuple[int, str]:
        (tmp_path / "campus.toml").write_text(toml, "utf-8")
        monkeypatch.setattr(sys, "argv", ["campus", "--config", str(tmp_path / "campus.toml"), *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), said.out if output else said.err

    return call


@pytest.fixture
def listener() -> Iterator[int]:
    """A port that somebody else listens on, with free ones after it for the campus's own."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_known_one(campus: Campus) -> None:
    code, said = campus("start", toml="[hub]\nprot = 9000\n")
    assert code == cli.MISUSED
    assert "campus.toml:2:" in said
    assert 'unknown key "prot": did you mean "port"?' in said


def test_a_missing_settings_file_is_said(campus: Campus, tmp_path: Path) -> None:
    code, said = campus("--config", str(tmp_path / "other.toml"), "start")
    assert (code, "other.toml:1: there is no such file; create it" in said) == (cli.MISUSED, True)


def test_a_taken_port_is_named_with_the_program_that_has_it(campus: Campus, listener: int) -> None:
    url = "postgresql://db/campus"
    code, said = campus("start", toml=f'[hub]\nport = {listener}\n[database]\nurl = "{url}"\n')
    assert code == cli.FAILED
    assert f"port {listener} is in use by " in said
    assert f"(process {os.getpid()})" in said
    assert "choose another port under [hub] in campus.toml" in said


def test_a_second_campus_on_the_same_data_is_refused(campus: Campus, tmp_path: Path) -> None:
    lock = tmp_path / "data" / "run" / "campus.lock"
    lock.parent.mkdir(parents=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        code, said = campus("start", toml='data_dir = "data"\n')
    assert code == cli.FAILED
    assert f"already-running: a campus already runs on {tmp_path / 'data'}; stop it first" in said


def test_a_data_directory_that_cannot_be_made_is_said(campus: Campus, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, said = campus("start", toml='data_dir = "file/data"\n')
    assert code == cli.FAILED
    assert "data-dir-unwritable" in said
    assert "cannot be written (Not a directory)" in said
    assert "data_dir in campus.toml" in said


def test_the_demonstration_says_the_same_of_its_folder(campus: Campus, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, said = campus("demo", "--folder", str(tmp_path / "file" / "demo"))
    assert (code, "data-dir-unwritable" in said) == (cli.FAILED, True)


@pytest.mark.parametrize("url", ["mysql://db/campus", "postgresql://db:seven/campus?bad", "campus.db"])
def test_an_address_that_is_not_postgresql_s_is_refused_at_once(campus: Campus, url: str) -> None:
    code, said = campus("start", toml=f'[database]\nurl = "{url}"\n')
    assert code == cli.FAILED
    assert "database-url: [database] url in campus.toml" in said


def test_an_unreadable_course_is_named_with_its_line(campus: Campus, tmp_path: Path) -> None:
    course = tmp_path / "mine"
    course.mkdir()
    (course / "course.toml").write_text(COURSE + "titel = 3\n", "utf-8")
    code, said = campus("start", toml='[courses]\nfolders = ["mine"]\n')
    assert code == cli.MISUSED
    assert "mine/course.toml:5:" in said
    assert "titel" in said


def test_a_course_that_is_not_there_is_said(campus: Campus, tmp_path: Path) -> None:
    code, said = campus("start", toml='[courses]\nfolders = ["nowhere"]\n')
    assert (code, "nowhere/course.toml:1: there is no such file" in said) == (cli.MISUSED, True)


def test_a_missing_proxy_says_how_to_get_it(
    campus: Campus, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(programs, "NODE_MODULES", tmp_path / "node_modules")
    code, said = campus("start", toml='[database]\nurl = "postgresql://db/campus"\n')
    assert code == cli.FAILED
    assert "configurable-http-proxy is not installed: run `make env`" in said


def test_the_doctor_shows_keys_in_their_brackets(campus: Campus, listener: int) -> None:
    _, said = campus("doctor", toml=f"[hub]\nport = {listener}\n", output=True)
    assert f"in use: {listener}" in said
    assert "change [hub] port or internal_port" in said


def test_every_port_of_the_campus_is_looked_at(tmp_path: Path, listener: int) -> None:
    settings = Settings(data_dir=tmp_path, hub=Hub(port=listener + 1, internal_port=listener - 11))
    assert listener in ports.taken(settings, 2)
    assert listener not in ports.taken(settings, 1)


def test_settings_of_the_demonstration_are_read_back(tmp_path: Path) -> None:
    from campus import demo

    settings = load(demo.write_settings(tmp_path / "new", 8123, confined=False))
    assert (settings.hub.port, settings.hub.internal_port) == (8123, 8223)
    assert settings.data_dir == tmp_path / "new"
    assert settings.learners.run_servers_unconfined_with_access_to_every_file
