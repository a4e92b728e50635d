"""Girls Can Code's games in the browser's pygame: where learners start, their kits, the solutions."""

import tomllib
from pathlib import Path

import pytest

from tests.atelier.engine import ATELIER, Engine

EXERCISES = ATELIER.parents[1] / "courses" / "girls_can_code" / "exercises"
TEXTS = {".py", ".txt"}
KEYS = (
    ("ArrowRight", 10, 40),
    ("ArrowUp", 30, 60),
    ("Space", 65, 66),
    ("Enter", 70, 71),
    ("ArrowLeft", 80, 110),
)


def games() -> list[tuple[str, str, str]]:
    """Exercise, folder (``files`` or ``solution``) and file."""
    found: list[tuple[str, str, str]] = []
    for told in sorted(EXERCISES.glob("*/exercise.toml")):
        exercise = tomllib.loads(told.read_text())
        if exercise.get("kind") == "game":
            slug = told.parent.name
            found += [(slug, "files", path.name) for path in sorted((told.parent / "files").glob("*.py"))]
            found.append((slug, "solution", exercise["main"]))
    return found


@pytest.mark.parametrize(("slug", "folder", "main"), games(), ids=lambda part: part)
def test_a_game_of_the_course_runs_in_the_atelier(slug: str, folder: str, main: str, engine: Engine) -> None:
    beside = read(EXERCISES / slug / "files")
    if folder == "solution":
        beside |= read(EXERCISES / slug / "solution")
    events = [
        {
            "t": what,
            "code": code,
            "key": " " if code == "Space" else code,
            "mod": 0,
            "rep": False,
            "frame": frame,
        }
        for code, first, last in KEYS
        for what, frame in (("kd", first), ("ku", last))
    ]
    events.sort(key=lambda event: int(str(event["frame"])))
    played = engine.run(files=beside, main=main, events=events, stop_after_frames=120)
    assert played.error is None, played.error
    assert played.presented >= 120


def read(folder: Path) -> dict[str, str | bytes]:
    return {
        path.name: path.read_text() if path.suffix in TEXTS else path.read_bytes()
        for path in folder.iterdir()
        if path.is_file()
    }
