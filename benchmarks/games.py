"""A game that a test plays for 600 pictures, against the ten seconds that they take on a screen.

Run: ``python -m benchmarks.games``. The game is the same in all: 640 x 480 pixels, forty things that fall, a
hero who is moved. Graded, it is handed in as a learner's file: judged in the sandbox, its test sealed, once
right and once with a test that fails and so shows its last seconds. The peer is the game itself: pygame
without a screen, in real time, with its own clock at sixty pictures a second. The last line is JSON:

- ``grade_600_frames_s``: median of one hand-in, from the judge's beginning to its judgement.
- ``grade_and_film_s``: the same where the test fails and a film of it is made; ``film_kb``: how large it is.
- ``real_time_s``: the same 600 pictures as pygame shows them.
- ``ratio``: ``real_time_s / grade_600_frames_s``.
- ``course_check_s``, ``exercises``: ``campus course check girls_can_code``, once, and how many it checked.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader import notebooks
from grader.kinds import Judgement, Setup
from grader.kinds.notebook import judge
from grader.kinds.source import from_notebook
from grader.manifest import Limits
from grader.prepared import Prepared
from grader.sandbox import Environment, Sandbox, Seal

COURSE = "girls_can_code"
FRAMES = 600
ROUNDS = 7
WARM = Environment((), ("pygame", "grader.play", "grader.play.part", "grader.play.animation"))
GAME = """
import random
import pygame

pygame.init()
ecran = pygame.display.set_mode((640, 480))
horloge = pygame.time.Clock()
x = 300
etoiles = [[random.randrange(640), random.randrange(480)] for _ in range(40)]
en_cours = True
while en_cours:
    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            en_cours = False
    touches = pygame.key.get_pressed()
    x += 4 * touches[pygame.K_RIGHT] - 4 * touches[pygame.K_LEFT]
    ecran.fill((20, 30, 70))
    pygame.draw.rect(ecran, (60, 160, 60), (0, 420, 640, 60))
    for etoile in etoiles:
        etoile[1] = (etoile[1] + 3) % 480
        pygame.draw.circle(ecran, "yellow", etoile, 8)
    pygame.draw.rect(ecran, "red", (x, 380, 50, 40))
    pygame.display.flip()
    horloge.tick(60)
"""
TEST = """
from grader.play import play

partie = play("jeu.py", frames={frames}, keys={{(30, 60): "right", (200, 290): "left"}}, look=[1, {frames}])
assert partie.playing, partie.words
assert partie.picture().box("red").left == {left}, "Le héros n'est pas à sa place."
"""
PLACE = 300 + 4 * 30 - 4 * 90
# The end of the play, which a learner's hand on the window's cross would be.
REAL = """
import sys, time
import pygame
shown, flip = 0, pygame.display.flip
def count():
    global shown
    flip()
    shown += 1
    if shown == {frames}:
        print(time.perf_counter() - begun)
        sys.exit()
pygame.display.flip = count
begun = time.perf_counter()
exec(compile(open("jeu.py").read(), "jeu.py", "exec"), {{"__name__": "__main__"}})
"""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="campus-bench-") as made, Sandbox() as sandbox:
        folder = Path(made)
        (folder / "jeu.py").write_text(GAME, "utf-8")
        sandbox.warm(WARM)
        graded, right = graded_seconds(sandbox, folder, PLACE)
        assert right.score == right.max_score, right.checks
        _say("600 pictures, graded", graded)
        filmed, wrong = graded_seconds(sandbox, folder, PLACE + 1)
        (film,) = wrong.shown.values()
        _say("600 pictures, graded and shown", filmed)
        real = real_seconds(folder)
        _say("600 pictures, in real time", [real])
    seconds, exercises = course_check()
    found = {
        "grade_600_frames_s": round(statistics.median(graded), 3),
        "grade_and_film_s": round(statistics.median(filmed), 3),
        "film_kb": round(len(film) / 1000),
        "real_time_s": round(real, 2),
        "ratio": round(real / statistics.median(graded), 1),
        "course_check_s": round(seconds, 1),
        "exercises": exercises,
    }
    print(json.dumps(found))


def _say(what: str, seconds: list[float]) -> None:
    print(f"{what}: {', '.join(f'{one:.3f}' for one in seconds)} s", flush=True)


def graded_seconds(sandbox: Sandbox, folder: Path, left: int) -> tuple[list[float], Judgement]:
    """One hand-in after the other.

    Args:
        left: where the test wants the hero, in pixels.
    """
    mark = {"grade_id": "joue", "grade": True, "locked": True, "solution": False, "task": False, "points": 1}
    source = TEST.format(frames=FRAMES, left=left)
    cell = notebooks.new_cell("code", source, metadata={"nbgrader": {**mark, "schema_version": 3}})
    notebook = notebooks.new([cell])
    sources = (from_notebook("jeu", notebook),)
    setup = Setup(sources, Limits(), WARM, prepared=Prepared(seals={"joue": Seal(True)}), shows=True)
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        judged = judge({"jeu": notebook}, setup, folder, sandbox)
        taken.append(time.perf_counter() - started)
    return taken, judged


def real_seconds(folder: Path) -> float:
    """The game's own time: from its first line until the last of its pictures is shown."""
    silent = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
    done = subprocess.run(
        [sys.executable, "-c", REAL.format(frames=FRAMES)],
        cwd=folder,
        env={**os.environ, **silent},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[-1])


def course_check() -> tuple[float, int]:
    """Seconds of the whole command, and how many exercises it told of."""
    command = [str(Path(sys.executable).with_name("campus")), "course", "check", COURSE, "--json"]
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(
            f"campus course check {COURSE} found problems:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
    told = json.loads(done.stdout)
    print(f"course check: {seconds:.1f} s", flush=True)
    return seconds, len(told["exercises"])


if __name__ == "__main__":
    main()
