"""The worker's core, in Node: programs run unmodified, wait, ask, fail and are stopped."""

import zipfile
from collections.abc import Iterator

import pytest

from tests.atelier.conftest import build
from tests.atelier.engine import Engine, EngineError

# As little of pygame as a program needs to wait.
TINY = """
import builtins, time
import campus_host
from pyodide.ffi import run_sync

def _sleep(seconds):
    run_sync(campus_host.sleep(seconds * 1000))
    if campus_host.stopped():
        raise KeyboardInterrupt

def _input(prompt=""):
    answer = run_sync(campus_host.ask(prompt))
    if answer is None:
        raise KeyboardInterrupt
    return answer

time.sleep = _sleep
builtins.input = _input
"""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The worker with a pygame of a few lines: what it does itself is tested here."""
    build("node")
    library = tmp_path_factory.mktemp("tiny") / "pygame.zip"
    with zipfile.ZipFile(library, "w") as archive:
        archive.writestr("pygame/__init__.py", TINY)
    engine = Engine(library)
    yield engine
    engine.close()


def test_a_program_prints_and_waits(tiny: Engine) -> None:
    played = tiny.run("import time\nprint('un', end=' ')\ntime.sleep(2)\nprint('deux')")
    assert played.output == "un deux\n"
    assert played.error is None
    assert played.ms == pytest.approx(2000, abs=1)


def test_a_program_asks(tiny: Engine) -> None:
    played = tiny.run("nom = input('Ton nom ? ')\nprint('Bonjour', nom)", answers=["Zoé"])
    assert played.asked == ["Ton nom ? "]
    assert played.output == "Bonjour Zoé\n"


def test_a_question_without_an_answer_is_stopped(tiny: Engine) -> None:
    played = tiny.run("input()\nprint('jamais')")
    assert played.stopped
    assert played.output == ""
    assert played.error is None


def test_an_endless_program_is_stopped(tiny: Engine) -> None:
    played = tiny.run("import time\nwhile True:\n    time.sleep(0.1)", stop_after_ms=1000)
    assert played.stopped
    assert played.error is None


def test_her_own_modules_are_found(tiny: Engine) -> None:
    files = {"jeu.py": "import niveau\nfrom dossier import objets\nprint(niveau.NOMBRE, objets.MOT)"}
    files |= {"niveau.py": "NOMBRE = 3", "dossier/objets.py": "MOT = 'clé'"}
    assert tiny.run(files=files).output == "3 clé\n"


def test_nothing_stays_from_one_program_to_the_next(tiny: Engine) -> None:
    tiny.run(files={"jeu.py": "import autre\nautre.x = 5", "autre.py": "x = 1"})
    played = tiny.run(
        files={"jeu.py": "import autre\nprint(autre.x, 'math' in globals())", "autre.py": "x = 1"}
    )
    assert played.output == "1 False\n"
    assert tiny.run("import autre").error is not None


def test_a_mistake_has_its_file_and_line(tiny: Engine) -> None:
    played = tiny.run("print('ok')\nprint(1 / 0)")
    assert played.error is not None
    assert (played.error["file"], played.error["line"]) == ("jeu.py", 2)
    assert played.error["name"] == "ZeroDivisionError"
    assert "campus_run" not in played.error["english"]


def test_leaving_is_no_mistake(tiny: Engine) -> None:
    played = tiny.run("import sys\nprint('fini')\nsys.exit()")
    assert played.error is None
    assert tiny.run("exit('tant pis')").stderr == "tant pis\n"


def test_the_main_file_is_main(tiny: Engine) -> None:
    source = "import __main__\nx = 4\nif __name__ == '__main__':\n    print(__main__.x, __file__)"
    assert tiny.run(source).output == "4 jeu.py\n"


def test_a_file_with_a_byte_order_mark_runs(tiny: Engine) -> None:
    assert tiny.run(files={"jeu.py": b"\xef\xbb\xbfprint('\xc3\xa9t\xc3\xa9')"}).output == "été\n"


def test_a_file_beside_is_opened(tiny: Engine) -> None:
    files = {"jeu.py": "print(open('mots/liste.txt', encoding='utf-8').read())", "mots/liste.txt": "chat"}
    assert tiny.run(files=files).output == "chat\n"


def test_a_flood_of_text_is_cut_and_said(tiny: Engine) -> None:
    played = tiny.run("for i in range(30_000):\n    print('une ligne de plus', i)")
    assert len(played.output) < 200_000
    assert "caractères de plus ne sont pas montrés" in played.stderr


def test_a_program_that_never_pauses_costs_one_process(tiny: Engine) -> None:
    with pytest.raises(EngineError, match="within 2 s"):
        tiny.run("while True:\n    pass", seconds=2)
    assert tiny.run("print('encore')").output == "encore\n"
