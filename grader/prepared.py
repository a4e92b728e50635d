"""What a build found out by running an exercise: kept beside its course, for workers only."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.sandbox.environment import Seal, Seals

FOLDER = ".prepared"


@dataclass(frozen=True)
class Mistake:
    """A wrong answer of the author's, as it was seen to fail.

    Attributes:
        name: the wrong answer's file, without ``.py``.
        words: what a learner who makes it reads, by name of each test that fails.
        advice: what to tell her beside that; empty where the author wrote nothing.
    """

    name: str
    words: Mapping[str, str]
    advice: str = ""


@dataclass(frozen=True)
class Prepared:
    """All that is known of an exercise from running it; everything empty where nothing was run.

    Attributes:
        modules: what the solution imports, directly or not.
        seals: how each test is run.
        mistakes: how each wrong answer fails.
    """

    modules: tuple[str, ...] = ()
    seals: Seals = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()


def read(directory: Path, exercise: str) -> Prepared:
    """``directory`` is nbgrader's course directory; an exercise that was never prepared gives nothing."""
    path = directory / FOLDER / f"{exercise}.json"
    return parsed(path.read_text(encoding="utf-8")) if path.is_file() else Prepared()


def write(directory: Path, exercise: str, prepared: Prepared) -> None:
    path = directory / FOLDER / f"{exercise}.json"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(written(prepared), encoding="utf-8")
    fresh.replace(path)


def parsed(text: str) -> Prepared:
    """Raises ValueError, KeyError or TypeError for anything that ``written`` did not write."""
    told = json.loads(text)
    seals = {
        name: Seal(seal["sealed"], frozenset(seal["opaque"]), seal["why"])
        for name, seal in told["seals"].items()
    }
    return Prepared(tuple(told["modules"]), seals, tuple(Mistake(**one) for one in told["mistakes"]))


def written(prepared: Prepared) -> str:
    """As JSON; the same findings give the same text."""
    seals = {
        name: {"sealed": seal.sealed, "opaque": sorted(seal.opaque), "why": seal.why}
        for name, seal in prepared.seals.items()
    }
    mistakes = [
        {"name": one.name, "words": dict(one.words), "advice": one.advice} for one in prepared.mistakes
    ]
    told = {"modules": list(prepared.modules), "seals": seals, "mistakes": mistakes}
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
