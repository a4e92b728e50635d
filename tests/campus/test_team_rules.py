"""Who may be in a team, and which exercises take its work, as the campus knows it."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import create_engine

from campus.accounts import Account, Accounts, metadata
from campus.people import People
from campus.settings import Settings
from campus.wiring import Campus
from grader.manifest import load_course

COURSE = 'title = "A"\naudience = "B"\nsummary = "C"\npath = ["canevas", "seule"]\n'
EXERCISE = 'title = "A"\nminutes = 5\nsummary = "B"\n'


def test_only_exercises_that_say_so_take_teams(tmp_path: Path) -> None:
    folder = tmp_path / "affaires"
    for slug, more in (("canevas", "[team]\nmost = 4\n"), ("seule", "")):
        exercise = folder / "exercises" / slug
        exercise.mkdir(parents=True)
        (exercise / "exercise.toml").write_text(EXERCISE + more)
        (exercise / "notebook.py").write_text("# %%\n")
    (folder / "course.toml").write_text(COURSE)
    campus = Campus(Settings(data_dir=tmp_path), (load_course(folder),))
    asked = ("affaires", "canevas"), ("affaires", "seule"), ("affaires", "jamais"), ("autre", "canevas")
    assert [campus.most_in_team(*one) for one in asked] == [4, 0, 0, 0]


def test_members_are_found_by_their_accounts(database: Callable[[str], str], tmp_path: Path) -> None:
    engine = create_engine(database("campus"))
    metadata.create_all(engine)
    accounts = Accounts(engine)
    accounts.save(Account("ines", "Inès", "learner", ("affaires",)), "un deux trois")
    people = People(Settings(data_dir=tmp_path), ("affaires",), accounts)
    ines = people.find("ines")
    assert ines is not None
    assert (ines.courses, ines.teaches) == (frozenset({"affaires"}), frozenset())
    assert people.find("personne") is None
