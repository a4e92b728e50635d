"""`campus doctor` looks, says and advises; it changes nothing."""

import socket
from pathlib import Path

import pytest

from campus import doctor, programs
from campus.settings import Courses, Hub, Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", hub=Hub(port=9901, internal_port=9911))


def found(settings: Settings) -> dict[str, doctor.Finding]:
    return {finding.topic: finding for finding in doctor.examine(settings)}


def test_nothing_is_made_on_the_machine(settings: Settings) -> None:
    assert found(settings)["Data directory"].verdict == "ok"
    assert not settings.data_dir.exists()


def test_whatever_is_not_ok_comes_with_advice(settings: Settings) -> None:
    assert all(finding.advice for finding in doctor.examine(settings) if finding.verdict != "ok")


def test_each_course_is_looked_at(settings: Settings) -> None:
    assert {"Course busy_ness", "Course girls_can_code", "Course keskia"} <= set(found(settings))


def test_a_malformed_course_is_missing_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "course.toml").write_text("title = 3\n", "utf-8")
    settings = Settings(data_dir=tmp_path / "data", courses=Courses((tmp_path / "mine",)))
    finding = found(settings)["Course mine"]
    assert finding.verdict == "missing"
    assert "course.toml:1:" in finding.advice


def test_a_port_in_use_is_a_warning_because_a_campus_may_run(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        finding = found(Settings(data_dir=tmp_path, hub=Hub(port=port)))["Ports"]
    assert finding.verdict == "warning"
    assert str(port) in finding.said


def test_a_missing_proxy_is_said(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(programs, "NODE_MODULES", tmp_path / "node_modules")
    finding = found(settings)["Proxy"]
    assert (finding.verdict, "make env" in finding.advice) == ("missing", True)
