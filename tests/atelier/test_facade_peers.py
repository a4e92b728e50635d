"""pygame-ce's own unit tests, out of the installed package, against pygame for the browser."""

import json

import pytest

from atelier.installed import installed
from tests.atelier.engine import Engine

RUNNING = """
import importlib, io, json, sys, types, unittest
import pygame
tests = pygame.tests = sys.modules["pygame.tests"] = types.ModuleType("pygame.tests")
tests.__path__ = ["/game/tests"]
sys.path.insert(0, "/game/tests")
found = unittest.defaultTestLoader.loadTestsFromModule(importlib.import_module(NAME))
result = unittest.TextTestRunner(stream=io.StringIO()).run(found)
failed = sorted(test.id().rpartition(".")[2] for test, _ in [*result.failures, *result.errors])
print(json.dumps([result.testsRun, failed]))
"""
# What they ask for and a page, or a Python without numpy and threads, has not.
KNOWN = {
    "rect_test": (365, []),
    "math_test": (183, []),
    "color_test": (93, ["test_arraystruct", "test_newbuf"]),
    "event_test": (50, ["test_event_wait"]),
    "key_test": (9, []),
    "constants_test": (11, []),
    "locals_test": (1, []),
}


@pytest.mark.parametrize("name", KNOWN)
def test_pygame_ces_own_tests_pass(engine: Engine, name: str) -> None:
    folder = installed().folder / "tests"
    files = {f"tests/{name}.py": (folder / f"{name}.py").read_text("utf-8")}
    for path in (folder / "test_utils").rglob("*.py"):
        files[f"tests/{path.relative_to(folder).as_posix()}"] = path.read_text("utf-8")
    played = engine.run(f"NAME = {name!r}\n{RUNNING}", files=files, seconds=120)
    assert played.error is None, played.error
    count, failed = json.loads(played.output.splitlines()[-1])
    assert (count, failed) == KNOWN[name]
