"""A new exercise, or a new course with one in it: files that work, written where nothing was before."""

import re
import shutil
import tomllib
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from grader import records
from grader.errors import GraderError
from grader.manifest import SLUG, Kind, load_course, load_exercise

# What a new exercise begins as: small, whole, proved. Each file's name has ".txt" after it.
STARTER = Path(__file__).parent / "starter"
# The folder in it, by the kind of exercise.
FOLDERS: Mapping[Kind, str] = {"notebook": "exercise", "game": "game", "web": "web"}
FIRST = "premier_pas"
_PATH = re.compile(r"(?P<before>\s*path\s*=\s*\[)(?P<inside>[^\]]*)\]")


class NewError(GraderError):
    """Nothing was written."""

    def __init__(self, code: str, operator: str) -> None:
        super().__init__(code, "L'exercice n'a pas été créé.", operator, HTTPStatus.CONFLICT)


def new_exercise(course: Path, name: str, kind: Kind = "notebook") -> tuple[Path, ...]:
    """Writes an exercise into a course and adds it at the end of the path; gives what was written.

    Raises:
        ManifestError: the course is malformed.
        NewError: ``bad-slug``, ``exists``, or ``path-not-found`` where course.toml cannot be changed.
    """
    loaded = load_course(course)
    folder = loaded.folder / "exercises" / name
    _check_name(name, "exercise")
    if folder.exists():
        raise NewError("exists", f"{folder} is there already; choose another name, or remove it.")
    manifest = loaded.folder / "course.toml"
    changed = _with_step(manifest, name)
    files = _write_exercise(folder, name, kind)
    manifest.write_text(changed, encoding="utf-8")
    return (*files, manifest)


def new_course(folder: Path, kind: Kind = "notebook") -> tuple[Path, ...]:
    """Writes a course with one exercise and a package that learners import; gives what was written.

    Raises:
        NewError: ``bad-slug`` or ``exists``.
    """
    folder = folder.resolve()
    _check_name(folder.name, "course")
    if folder.exists() and any(folder.iterdir()):
        raise NewError("exists", f"{folder} is there already and not empty; choose another name.")
    package = folder / folder.name / "__init__.py"
    package.parent.mkdir(parents=True)
    package.write_text(_text("package.py", folder.name), encoding="utf-8")
    files = _write_exercise(folder / "exercises" / FIRST, FIRST, kind)
    manifest = folder / "course.toml"
    manifest.write_text(_text("course.toml", folder.name), encoding="utf-8")
    load_course(folder)
    return (manifest, package, *files)


def _check_name(name: str, what: str) -> None:
    if not SLUG.fullmatch(name):
        why = f'the name "{name}" of the {what} must match {SLUG.pattern}: small letters, figures and "_".'
        raise NewError("bad-slug", why)


def _write_exercise(folder: Path, name: str, kind: Kind) -> tuple[Path, ...]:
    """All files or none: half an exercise would stop its whole course."""
    start = STARTER / FOLDERS[kind]
    names = [path.relative_to(start).with_suffix("") for path in sorted(start.rglob("*.txt"))]
    try:
        for path in names:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(_text(f"{start.name}/{path}", name), encoding="utf-8")
        load_exercise(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return tuple(folder / path for path in names)


def _text(path: str, name: str) -> str:
    text = (STARTER / f"{path}.txt").read_text(encoding="utf-8")
    words = {"title": name.replace("_", " ").capitalize(), "id": name, "exercise": FIRST}
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text


def _with_step(manifest: Path, name: str) -> str:
    """course.toml with an exercise more in its path, and every other letter as it was."""
    text = manifest.read_text(encoding="utf-8")
    before = tomllib.loads(text)
    lines = text.splitlines(keepends=True)
    start = sum(map(len, lines[: records.line_of(manifest, "path") - 1]))
    found = _PATH.match(text, start)
    if found is not None:
        inside = found["inside"].rstrip().rstrip(",")
        # One a line where they are one a line already.
        gap = re.search(r"\n\s*", found["inside"])
        comma = f",{gap[0] if gap else ' '}" if inside.strip() else ""
        end = ",\n" if gap else ""
        changed = f'{text[:start]}{found["before"]}{inside}{comma}"{name}"{end}]{text[found.end() :]}'
        try:
            if tomllib.loads(changed) == {**before, "path": [*before["path"], name]}:
                return changed
        except tomllib.TOMLDecodeError:
            pass
    raise NewError("path-not-found", f'{manifest}: add "{name}" to path by hand, then make its folder.')
