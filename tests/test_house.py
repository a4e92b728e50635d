"""The rules of the house that a reader cannot see in one file."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COURSES = sorted(folder.name for folder in (ROOT / "courses").iterdir() if folder.is_dir())


def imported(folder: Path) -> Iterator[tuple[Path, str]]:
    """(file, top-level package) for each import below a folder."""
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file, name.name.split(".")[0]) for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                yield file, node.module.split(".")[0]


def offenders(folder: Path, forbidden: set[str]) -> list[str]:
    return [
        f"{file.relative_to(ROOT)} imports {name}" for file, name in imported(folder) if name in forbidden
    ]


def test_the_grader_knows_neither_the_hub_nor_the_campus_nor_a_course() -> None:
    assert offenders(ROOT / "grader", {"jupyterhub", "campus", *COURSES}) == []


@pytest.mark.parametrize("course", COURSES)
def test_what_learners_import_needs_nothing_of_ours(course: str) -> None:
    others = {"grader", "campus", "jupyterhub", *COURSES} - {course}
    assert offenders(ROOT / "courses" / course / course, others) == []


def test_platform_is_never_a_package() -> None:
    assert not (ROOT / "platform" / "__init__.py").exists()


def test_no_notebook_is_in_git() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "*.ipynb"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert listed.stdout == ""


@pytest.mark.parametrize("name", ["requirements.lock", "platform/package-lock.json"])
def test_lock_files_name_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "http://" not in text
    assert "https://" not in text
