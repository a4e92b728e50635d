"""Pictures of failed tests come out of the sandbox bounded and looked at, and no score depends on them."""

import textwrap
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from grader import exhibits, notebooks
from grader.kinds import Judgement, Setup
from grader.kinds.notebook import judge
from grader.kinds.source import from_notebook
from grader.manifest import Limits
from grader.prepared import Prepared
from grader.sandbox import Environment, Sandbox, Seal
from tests.security.grading.test_forging import marked

LIMITS = Limits(wall_seconds=40, cell_seconds=12, memory_mb=256, output_kb=64, file_mb=16, processes=32)
WARM = Environment((), ("pygame", "grader.play", "grader.play.part", "grader.play.animation"))
GAME = """
import pygame
pygame.init()
ecran = pygame.display.set_mode((64, 48))
horloge = pygame.time.Clock()
x = 10
while True:
    for evenement in pygame.event.get():
        pass
    if pygame.key.get_pressed()[pygame.K_RIGHT]:
        x = x + 1
    ecran.fill((0, 0, 90))
    pygame.draw.rect(ecran, (255, 0, 0), (x, 20, 5, 6))
    pygame.display.flip()
    horloge.tick(60)
"""
PLAY = 'from grader.play import play\npartie = play("jeu.py", 60, keys={(10, 30): "right"})\n'
TESTS = {
    "place": f"{PLAY}assert partie.playing, partie.words\n"
    "assert partie.picture(50).box('red').left == 99, 'Il devrait être en 99.'",
    "apres": "assert 1 == 1, 'rien'",
    "joue": f"{PLAY}assert partie.playing, partie.words",
}


class Exercise:
    """Three tests of a game, of which the one in the middle needs none; or others."""

    def __init__(
        self,
        sandbox: Sandbox,
        *,
        sealed: bool,
        shows: bool = True,
        tests: Mapping[str, str] = TESTS,
        wall_seconds: int = 40,
    ) -> None:
        self.sealed = sealed
        cells = [marked("code", "x = 1", "libre", solution=True)]
        cells += [
            marked("code", text, name, grade=True, locked=True, points=1) for name, text in tests.items()
        ]
        made = notebooks.new(cells)
        seals = {name: Seal(True) for name in tests} if sealed else {}
        limits = replace(LIMITS, wall_seconds=wall_seconds, cell_seconds=min(12, wall_seconds))
        self._made = made
        source = from_notebook("essai", made)
        self._setup = Setup((source,), limits, WARM, None, Prepared(seals=seals), shows=shows)
        self._sandbox = sandbox

    def judged(self, folder: Path, game: str, cell: str = "x = 1") -> Judgement:
        (folder / "jeu.py").write_text(textwrap.dedent(game))
        handed_in = notebooks.copied(self._made)
        handed_in.cells[0].source = cell
        return judge({"essai": handed_in}, self._setup, folder, self._sandbox)


@pytest.fixture(params=[True, False], ids=["sealed", "unsealed"])
def exercise(request: pytest.FixtureRequest, sandbox: Sandbox) -> Exercise:
    return Exercise(sandbox, sealed=request.param)


def scores(judged: Judgement) -> Mapping[str, float | None]:
    return {check.name: check.score for check in judged.checks}


def test_a_test_that_fails_shows_the_game(exercise: Exercise, tmp_path: Path) -> None:
    judged = exercise.judged(tmp_path, GAME)
    assert scores(judged) == {"place": 0, "apres": 1, "joue": 1}
    place, *others = judged.checks
    assert place.words == "Il devrait être en 99."
    assert place.shown is not None
    assert place.shown.seconds > 0.5
    assert "flèche droite" in place.shown.alt
    assert all(check.shown is None for check in others)
    (data,) = judged.shown.values()
    assert exhibits.name(data) == place.shown.sha256


def test_where_nobody_looks_nothing_is_made(sandbox: Sandbox, tmp_path: Path) -> None:
    exercise = Exercise(sandbox, sealed=True, shows=False)
    judged = exercise.judged(tmp_path, GAME)
    assert scores(judged) == {"place": 0, "apres": 1, "joue": 1}
    assert not judged.shown


def test_the_same_words_have_one_picture_and_no_work_has_more_than_four(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    play = "from grader.play import play\npartie = play('jeu.py', 5)\n"
    tests = {f"t{number}": f"{play}assert partie.frames == 9, 'Image {number % 6}.'" for number in range(8)}
    checks = Exercise(sandbox, sealed=True, tests=tests).judged(tmp_path, GAME).checks
    assert [check.shown is not None for check in checks] == [True] * 4 + [False] * 4
    tests = {f"t{number}": f"{play}assert partie.frames == 9, 'Toujours.'" for number in range(3)}
    checks = Exercise(sandbox, sealed=True, tests=tests).judged(tmp_path, GAME).checks
    assert [check.shown is not None for check in checks] == [True, False, False]


AGAIN = """
import os, tempfile
place = '/tmp/seen'
again = os.path.exists(place)
open(place, 'a').close()
"""
SHY = {
    "another game the second time": f"{AGAIN}\nif again: raise SystemExit\n{GAME}",
    "no end the second time": f"{AGAIN}\nimport signal as s\nwhile again: s.setitimer(2, 0)\n{GAME}",
    "no process the second time": f"{AGAIN}\nif again: os._exit(3)\n{GAME}",
    "lies the second time": f"{AGAIN}\nimport zlib\nif again: zlib.compress = lambda *all: b'x' * 99\n{GAME}",
}


@pytest.mark.parametrize("game", SHY.values(), ids=SHY)
def test_a_game_that_does_not_play_again_costs_nothing(exercise: Exercise, tmp_path: Path, game: str) -> None:
    """Only the first of its three plays is honest, and it is the second that nobody may notice."""
    begun = time.monotonic()
    judged = exercise.judged(tmp_path, game)
    assert time.monotonic() - begun < 25
    place, after, _ = judged.checks
    assert (place.score, place.words, place.shown) == (0, "Il devrait être en 99.", None)
    assert after.score == 1


CELLS = {
    "html": "stand.take = lambda: Exhibit('text/html', b'<script>alert(1)</script>', 'x')",
    "svg": "stand.take = lambda: Exhibit('image/svg+xml', b'<svg onload=\"alert(1)\"/>', 'x')",
    "too large": "stand.take = lambda: Exhibit('image/png', b'x' * (9 << 20), 'x')",
    "no text": "stand.take = lambda: Exhibit('image/png', b'x', 3)",
    "an error": "stand.take = lambda: 1 / 0",
    "an exit": "stand.take = lambda: __import__('os')._exit(1)",
    "no end": "def stand_still():\n    while True: pass\nstand.take = stand_still",
    "many offers": "import builtins\nfor _ in range(1000): offer(lambda: stand.offer(lambda: None))",
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_her_cells_may_spoil_what_is_shown_and_no_more(
    exercise: Exercise, tmp_path: Path, cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.sandbox.showing.SECONDS", 1.5)
    cell = f"from grader.stage.exhibit import STAND as stand, Exhibit, offer\n{cell}"
    judged = exercise.judged(tmp_path, GAME, cell)
    place = judged.checks[0]
    assert (place.score, place.words) == (0, "Il devrait être en 99.")
    for data in judged.shown.values():
        assert exhibits.look(data) is not None
    if exercise.sealed:
        assert scores(judged) == {"place": 0, "apres": 1, "joue": 1}
        assert place.shown is not None


def test_the_time_it_takes_is_not_the_learner_s(sandbox: Sandbox, tmp_path: Path) -> None:
    slow = (
        "from grader.stage.exhibit import offer\nimport time\noffer(lambda: time.sleep(4))\nassert False, 'a'"
    )
    late = "import time\ntime.sleep(0.5)\nassert True, 'b'"
    exercise = Exercise(sandbox, sealed=True, tests={"slow": slow, "late": late}, wall_seconds=4)
    assert scores(exercise.judged(tmp_path, GAME)) == {"slow": 0, "late": 1}
