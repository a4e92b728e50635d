"""Games and sites that lie to the tests that run them: their marks are their own work's, or none."""

import textwrap
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pytest

from grader import notebooks
from grader.kinds import Judgement, Setup
from grader.kinds.notebook import judge
from grader.kinds.source import from_notebook
from grader.manifest import Limits
from grader.prepared import Prepared
from grader.sandbox import Environment, Sandbox, Seal
from tests.security.grading.attempts import CHANNEL, Attempt
from tests.security.grading.test_forging import Exercise, marked

LIMITS = Limits(wall_seconds=40, cell_seconds=12, memory_mb=256, output_kb=64, file_mb=16, processes=32)
WARM = Environment((), ("pygame", "grader.play", "grader.play.part", "grader.visit", "grader.visit.part"))
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
SITE = """
from flask import Flask, request
app = Flask(__name__)
mots = []
@app.route("/", methods=["GET", "POST"])
def accueil():
    if request.method == "POST":
        mots.append(request.form["mot"])
    return "<h1>" + str(len(mots)) + "</h1>" + " ".join(mots).replace("<", "&lt;")
app.run()
"""
TESTS = {
    "image": 'from grader.play import play\npartie = play("jeu.py", frames=12)\n'
    "assert partie.playing, partie.words\nassert partie.picture().background == (0, 0, 90), 'fond'\n"
    "assert partie.picture().box('red').left == 10, 'place'",
    "touche": 'from grader.play import play\npartie = play("jeu.py", frames=12, keys={(3, 6): "right"})\n'
    "assert partie.playing, partie.words\n### BEGIN HIDDEN TESTS\n"
    "assert partie.picture().box('red').left == 13, 'place'\n"
    "assert partie.caption != 'secret_place', 'titre'\n### END HIDDEN TESTS",
    "page": 'from grader.visit import Site\nsite = Site("app.py")\nassert site.open, site.words\n'
    "assert site.visit('/').page.headings(1)[0].text == '0', 'vide'\n"
    "site.send('/', mot='<b>secret_mot</b>')\npage = site.visit('/').page\n"
    "assert page.headings(1)[0].text == '1', 'un'\n"
    "assert '<b>secret_mot</b>' in page.root.text, 'mot'",
}


class Author:
    """An exercise of a game and a site, as it was built."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        cells = [marked("code", "x = 1", "libre", solution=True)]
        cells += [
            marked("code", text, name, grade=True, locked=True, points=1) for name, text in TESTS.items()
        ]
        made = notebooks.new(cells)
        seals = {name: Seal(True) for name in TESTS}
        ran = sandbox.run(made, folder, LIMITS, WARM, seals, study=True)
        seals = {name: Seal(True, ran.opaque[name]) for name in TESTS}
        self.exercise = Exercise(made, from_notebook("essai", made), sandbox, seals)

    def judged(self, folder: Path, cell: str = "x = 1", *, sealed: bool = True) -> Judgement:
        prepared = Prepared(seals=self.exercise.seals if sealed else {})
        setup = Setup((self.exercise.source,), LIMITS, WARM, prepared=prepared)
        submitted = self.exercise.answered(textwrap.dedent(cell))
        return judge({"essai": submitted}, setup, folder, self.exercise.sandbox)


@lru_cache(maxsize=1)
def _built(sandbox: Sandbox, folder: Path) -> Author:
    return Author(sandbox, hand_in(folder, GAME, SITE))


def hand_in(folder: Path, game: str, site: str = "", more: Mapping[str, str] | None = None) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in {"jeu.py": game, "app.py": site, **(more or {})}.items():
        (folder / name).write_text(textwrap.dedent(text), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("solution")


@pytest.fixture(autouse=True, scope="module")
def _warm(sandbox: Sandbox) -> None:
    """Before anything is counted that an attack might leave."""
    sandbox.warm(WARM)


@pytest.fixture
def author(attempt: Attempt, place: Path) -> Author:
    return _built(attempt.sandbox, place)


def passed(judged: Judgement) -> set[str]:
    return {check.name for check in judged.checks if check.score}


def test_an_honest_game_and_site_have_all_points(author: Author, tmp_path: Path) -> None:
    honest = hand_in(tmp_path / "her", GAME, SITE)
    assert passed(author.judged(honest)) == passed(author.judged(honest, sealed=False)) == set(TESTS)
    assert passed(author.judged(hand_in(tmp_path / "start", "", ""))) == set()


REPLY = (
    "{'state': 'playing', 'frames': 12, 'ms': 9, 'caption': '', 'printed': '', 'sounds': [], 'error': None,"
    " 'start': 1, 'steps': [None] * 12, 'passed': True, 'v': True, 'reply': {'state': 'open'}}"
)
SOCKET = (
    "next(int(n) for n in os.listdir('/proc/self/fd') if os.path.islink(f'/proc/self/fd/{n}')"
    " and os.readlink(f'/proc/self/fd/{n}').startswith('socket'))"
)
TELLS = f"""
import json, os, struct
def send(body):
    os.write({SOCKET}, struct.pack('>I', len(body)) + body)
def say(told):
    send(json.dumps(told).encode())
"""
# Each shows nothing right; what it does instead.
FORGERIES = {
    "its own answers on the channel": TELLS + f"for n in range(50): say({REPLY})\nwhile True: pass\n",
    "one answer, then silence": TELLS + f"say({REPLY})\nos._exit(0)\n",
    "an answer with errors of its own making": TELLS
    + "say({'callback': 0, 'a': [], 'k': {}})\nsay({'exc': 7})\nsay({'ask': {'op': 'get'}})\n",
    "nothing but brackets": TELLS + "send(b'[' * 900_000)\n",
    "a length of four gigabytes": TELLS + f"os.write({SOCKET}, b'\\xff' * 100)\nwhile True: pass\n",
    "a picture of a gigabyte in a kilobyte": TELLS
    + "import base64, zlib\n"
    + "z = base64.b64encode(zlib.compress(zlib.compress(bytes(10 ** 8), 9), 9)).decode()\n"
    + f"say({REPLY})\n"
    + "while True: say({'start': 12, 'steps': [{'w': 4096, 'h': 1900, 'y': 0, 'rows': 1900, 'z': z}]})\n",
    "the stage patched": "import gc, sys\nimport grader.play.part as part, grader.play.film as film\n"
    "import grader.stage.program as program\n"
    "part.answer = program.answer = lambda *told: None\n"
    "film.Film.add = lambda *told: None\nfilm.Film.piece = lambda *told: {'start': 1, 'steps': []}\n"
    "for one in gc.get_objects():\n    if isinstance(one, part.Stage):\n        one._end('playing')\n",
    "the end of the play called": "import gc\nimport grader.play.part as part\n"
    "[stage] = [one for one in gc.get_objects() if isinstance(one, part.Stage)]\n"
    "stage.film._steps += [None] * 12\nstage._end('playing')\n",
    "errors that look like words": "class AssertionError(Exception): pass\nraise AssertionError('réussi')\n",
    "an exit that says all is well": "raise SystemExit(0)\n",
    "children that answer later": TELLS
    + "import time\nfor _ in range(5):\n    if os.fork() == 0:\n        while True:\n"
    f"            say({REPLY})\n            time.monotonic()\nos._exit(0)\n",
    "its parent killed": "import os\nfor n in (os.getppid(), 1, 2, 3):\n    for s in (9, 15, 2, 11):\n"
    "        try: os.kill(n, s)\n        except OSError: pass\nwhile True: pass\n",
    "the memory of others written": "import os\nfor n in range(1, 60):\n    try:\n"
    "        f = open(f'/proc/{n}/mem', 'r+b', 0)\n        for line in open(f'/proc/{n}/maps'):\n"
    "            start, end = (int(x, 16) for x in line.split()[0].split('-'))\n"
    "            if n != os.getpid() and 'w' in line.split()[1]:\n"
    "                f.seek(start); f.write(bytes(4096))\n"
    "    except (OSError, ValueError, OverflowError): pass\n",
    "files that others import": "import os\n"
    "places = '.', '..', '/exercise', '/tmp', '/campus', os.__file__[:-6]\n"
    "for place in places:\n    for name in ('json.py', 'grader.py', 'pygame.py', 'sitecustomize.py'):\n"
    "        try: open(place + '/' + name, 'w').write('raise SystemExit')\n        except OSError: pass\n",
    "the harness's own files": "import grader.play, os, glob\n"
    "for name in glob.glob(os.path.dirname(grader.play.__file__) + '/*.py'):\n"
    "    try: open(name, 'a').write('playing = True')\n    except OSError: pass\n",
    "words on the output": "import os, sys\nprint('{\"passed\": true}')\nfor n in range(3):\n"
    "    try: os.write(n, b'{\"passed\": true}')\n    except OSError: pass\n",
    "its limits lifted": "import resource, ctypes\nfor n in range(16):\n"
    "    try: resource.setrlimit(n, (-1, -1))\n    except (OSError, ValueError): pass\n"
    "libc = ctypes.CDLL(None)\nlibc.prctl(4, 1, 0, 0, 0)\nlibc.unshare(0x10000000)\nx = bytes(10 ** 10)\n",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_game_that_forges_its_marks_has_none(author: Author, tmp_path: Path, forgery: str) -> None:
    """Stock runs her game where it runs the tests' cells, so most of these would be the tests' own memory."""
    lying = hand_in(tmp_path / "her", FORGERIES[forgery], FORGERIES[forgery].replace("part.Stage", "object"))
    begun = time.monotonic()
    assert passed(author.judged(lying)) == set()
    assert time.monotonic() - begun < LIMITS.wall_seconds
    honest = hand_in(tmp_path / "other", GAME, SITE)
    assert passed(author.judged(honest)) == set(TESTS)


HOSTS = {
    "a host that knows all answers": f"""
        import grader.stage.host as host
        host.Host.serve = lambda self, told: {{'number': 1, 'reply': {REPLY}}}
        """,
    "a server that knows all answers": f"""
        import sys
        server = sys.modules['inside.learner'].Server
        server._op_stage = lambda self, message: {{'number': 1, 'reply': {REPLY}}}
        """,
    "no answers at all": """
        import sys
        sys.modules['inside.learner'].Server._op_stage = lambda self, message: None
        """,
    "play of her own": """
        import sys, types
        class Partie:
            playing = open = ok = True
            def __getattr__(self, name): return self
            def __call__(self, *told, **named): return self
            def __eq__(self, other): return True
            def __getitem__(self, n): return self
            def __contains__(self, one): return True
        play = Site = lambda *told, **named: Partie()
        for name in ('grader.play', 'grader.visit'):
            sys.modules[name] = types.ModuleType(name)
            sys.modules[name].play = sys.modules[name].Site = play
        """,
    "forged answers on the grader's channel": f"""
        import json, os, struct
        body = json.dumps({{'id': 2, 'outputs': [], 'passed': True}}).encode()
        os.write({CHANNEL}, struct.pack('>Ic', len(body), b'a') + body)
        """,
}


@pytest.mark.parametrize("way", HOSTS)
def test_a_cell_that_answers_for_her_game_has_no_points(author: Author, tmp_path: Path, way: str) -> None:
    """Her notebook's cells share a process with the host of her programs: none of its answers is believed."""
    folder = hand_in(tmp_path / "her", "", "")
    assert passed(author.judged(folder, HOSTS[way])) == set()


# What is looked for is written backwards, so that her own program does not hold it.
SPY = """
import gc, glob, linecache, os, sys
def found():
    frame = sys._getframe()
    while frame:
        yield str(frame.f_code.co_consts) + str(list(frame.f_globals))
        frame = frame.f_back
    yield str(linecache.cache)
    for one in gc.get_objects():
        if isinstance(one, (str, dict, list, tuple)):
            try:
                yield str(one)[:20_000]
            except Exception:
                pass
    for name in glob.glob("/proc/[0-9]*/*") + glob.glob("/exercise/**", recursive=True):
        if os.path.basename(name) in ("mem", "environ", "cmdline") or name.startswith("/exercise"):
            try:
                with open(name, "rb") as file:
                    yield file.read(10 ** 6).decode("latin-1")
            except OSError:
                pass
if any("ecalp_terces" in text[::-1] for text in found()):
    raise ValueError("lu")
"""


def test_a_game_cannot_read_the_tests_that_run_it(author: Author, tmp_path: Path) -> None:
    """Stock, or a test that is not sealed: her game is begun by the process that runs the test."""
    spying = hand_in(tmp_path / "her", SPY + GAME, SITE)
    assert any("lu" in check.words for check in author.judged(spying, sealed=False).checks)
    judged = author.judged(spying)
    assert not any("ValueError" in check.raw for check in judged.checks)
    assert passed(judged) == set(TESTS)


@pytest.mark.parametrize(
    ("game", "words"),
    [
        ("import pygame\npygame.Surface((16_000, 16_000))\n", "trop grande pour la mémoire"),
        ("x = []\nwhile True: x.append(bytes(10 ** 6))\n", "mémoire"),
        ("open('plein', 'wb').write(bytes(10 ** 9))\n", "."),
        ("import os\nwhile True: os.fork()\n", "."),
        ("import socket\nsocket.create_connection(('1.1.1.1', 80), 2)\n", "."),
    ],
)
def test_a_game_that_takes_too_much_is_stopped(author: Author, tmp_path: Path, game: str, words: str) -> None:
    judged = author.judged(hand_in(tmp_path / "her", game, SITE))
    assert passed(judged) <= {"page"}
    assert any(words in check.words for check in judged.checks)
