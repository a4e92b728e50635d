"""The same questions to pygame-ce itself and to pygame for the browser: what both answer, errors included."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.atelier.engine import Engine

ASKED = Path(__file__).parent / "asked"
# Answers every line of asked.json: an expression's value, or its error.
ANSWERING = """
import array, copy, io, json, math, os, sys, time, warnings
warnings.simplefilter("ignore")
import pygame
from pygame import Color, FRect, Rect, Vector2, Vector3
from pygame.event import Event as E
from pygame.locals import *
from pygame.time import Clock

def put(thing, name, value):
    setattr(thing, name, value)
    return thing

def then(thing, name, *arguments):
    return getattr(thing, name)(*arguments), thing

def after(line):
    things = {"f": FRect(1, 2, 3, 4), "v": Vector2(1, 2), "w": Vector3(1, 2, 3)}
    things["r"] = Color(1, 2, 3, 4) if COLOURS else Rect(1, 2, 3, 4)
    exec(line, {**globals(), **things}, things)
    return [things[name] for name in "rfvw"]

def exact(value):
    if isinstance(value, (Vector2, Vector3)):
        return f"{type(value).__name__}({', '.join(exact(one) for one in value)})"
    if isinstance(value, float):
        return f"{value:.11g}"  # sines and arc tangents are not the same to the last bit everywhere
    if isinstance(value, tuple):
        return f"({', '.join(exact(one) for one in value)})"
    return repr(value)

def answer(line):
    try:
        return (exact if EXACT else repr)(eval(line))
    except Exception as error:
        return f"{type(error).__name__}: {error}"

with open("asked.json", encoding="utf-8") as file:
    COLOURS, EXACT, lines = json.load(file)
for number, line in enumerate(lines):
    if number % 50 == 0 and sys.platform == "emscripten":
        time.sleep(0.1)  # the page's clock: what is printed at once is cut
    print(json.dumps(answer(line)[:500]))
"""
_QUIET = {"PYGAME_HIDE_SUPPORT_PROMPT": "1", "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
# Classes of ours are Python's and say their bare names in errors; pygame-ce pads one of its messages.
_PLAIN = (
    (re.compile(r"pygame\.(?:rect|color|math|event|mixer|_\w+)\.(?=[A-Z])"), ""),
    (re.compile(r"of type ' +"), "of type '"),
    (re.compile(r"0x[0-9a-f]{6,}"), "0x…"),
    (re.compile(r"(?<![\d.])-(?=0(?:\.0)?(?![\d.]))"), ""),
    (re.compile(r"working directory '[^']*'"), "working directory"),
    # Python 3.14 says it longer.
    (re.compile(r" and no __dict__ for setting new attributes"), ""),
)


def asked(name: str) -> list[str]:
    """The questions of a file in ``asked/``, one a line."""
    return [line for line in (ASKED / name).read_text("utf-8").splitlines() if line]


def differences(
    engine: Engine,
    lines: Sequence[str],
    folder: Path,
    files: dict[str, bytes] | None = None,
    colours: bool = False,
    exact: bool = False,
) -> list[tuple[str, str, str]]:
    """Each question with pygame-ce's answer and ours, where they are not the same.

    Args:
        folder: empty, to run pygame-ce in.
        files: beside the program.
        colours: ``after`` works on a Color, not on a Rect.
        exact: vectors are told with eleven digits, not six.
    """
    question = json.dumps([colours, exact, list(lines)])
    every: dict[str, str | bytes] = {"jeu.py": ANSWERING, "asked.json": question, **(files or {})}
    for name, content in every.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    real = subprocess.run(
        [sys.executable, "jeu.py"], cwd=folder, env={**os.environ, **_QUIET}, capture_output=True, check=True
    )
    played = engine.run(files=every, seconds=120)
    assert played.error is None, played.error
    theirs, ours = _answers(real.stdout.decode()), _answers(played.output)
    assert len(theirs) == len(ours) == len(lines)
    return [(line, one, other) for line, one, other in zip(lines, theirs, ours, strict=True) if one != other]


def _answers(output: str) -> list[str]:
    answers = [str(json.loads(line)) for line in output.splitlines() if line.startswith('"')]
    for pattern, plain in _PLAIN:
        answers = [pattern.sub(plain, one) for one in answers]
    return answers
