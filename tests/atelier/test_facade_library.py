"""pygame.zip: the same bytes from the same sources, with pygame-ce's own files and their licence."""

import ast
import zipfile
from pathlib import Path

import pytest

from atelier import library
from atelier.installed import installed


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    target = tmp_path_factory.mktemp("made") / "pygame.zip"
    library.write(target)
    return zipfile.ZipFile(target)


def test_it_is_the_same_every_time(made: zipfile.ZipFile, tmp_path: Path) -> None:
    library.write(tmp_path / "again.zip")
    assert made.filename is not None
    assert (tmp_path / "again.zip").read_bytes() == Path(made.filename).read_bytes()


def test_what_is_pygame_ces_comes_with_its_licence(made: zipfile.ZipFile) -> None:
    place = installed().folder
    for name in ("sprite.py", "cursors.py", "colordict.py", "freesansbold.ttf"):
        assert made.read(f"pygame/{name}") == (place / name).read_bytes()
        assert name in made.read("pygame/NOTICE.txt").decode()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in made.read("pygame/LGPL.txt").decode()


def test_nothing_of_this_machine_is_in_it(made: zipfile.ZipFile) -> None:
    for name in made.namelist():
        assert str(Path.home()).encode() not in made.read(name)
        assert str(Path(library.__file__).parents[2]).encode() not in made.read(name)


def test_the_explanations_come_along_under_their_own_name(made: zipfile.ZipFile) -> None:
    names = [name for name in made.namelist() if not name.startswith("pygame/")]
    assert {"campus_explain.py", "campus_words/words.py", "campus_words/sayings/__init__.py"} <= set(names)
    for name in names:
        for node in ast.walk(ast.parse(made.read(name))):
            imported = node.module if isinstance(node, ast.ImportFrom) else ""
            assert not (imported or "").startswith(("grader", "atelier", "pygame"))
