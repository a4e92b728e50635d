"""Pages and sites that attack the browser which looks at them: they reach nothing, and hold nobody up."""

import json
import os
import socket
import textwrap
import threading
import time
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import pytest

from grader import notebooks
from grader.browser import chromium
from grader.kinds import Judgement, Setup
from grader.kinds.notebook import judge
from grader.kinds.source import from_notebook
from grader.manifest import Limits
from grader.prepared import Prepared
from grader.sandbox import Environment, Level, Sandbox, Seal, pool
from grader.sandbox.inside import confine
from grader.sandbox.slots import Slot
from tests.security.grading.attempts import Attempt
from tests.security.grading.pages import ENDLESS, REACHING
from tests.security.grading.test_forging import Exercise, marked

pytestmark = pytest.mark.skipif(bool(chromium.lacking()), reason="no Chromium here")

LIMITS = Limits(wall_seconds=60, cell_seconds=25, memory_mb=512, output_kb=64, file_mb=32).with_browser()
WARM = Environment((), ("grader.browser", "grader.browser.part", "grader.visit.part"))
SECRET = "secret_du_test"
PAGE_TEST = f"""
import time
from grader.browser import open_tab
vue = open_tab("index.html")
assert vue.shown, vue.words
assert "Bonjour" in vue.text, "bonjour"
time.sleep(0.4)
vue.problems("image-alt")
assert "GAGNE" not in vue.console, "elle est sortie"
assert "{SECRET}" not in vue.html, "le test se lit"
"""
NEXT_TEST = """
from grader.browser import open_tab
vue = open_tab("simple.html")
assert vue.shown, vue.words
assert vue.text == "Simple", vue.text
"""
SITE_TEST = f"""
from grader.browser import open_tab
vue = open_tab("app.py")
assert vue.shown, vue.words
vue.fill("mot", "{SECRET}")
vue.click("Envoyer")
assert "Reçu" in vue.text, vue.words or vue.text
"""
TESTS = {"page": PAGE_TEST.strip(), "suite": NEXT_TEST.strip()}
SITE_TESTS = {"site": SITE_TEST.strip(), "suite": NEXT_TEST.strip()}
PAGE = "<!DOCTYPE html><html lang=fr><meta charset=utf-8><title>t</title><body><h1>Bonjour</h1>{}"
SAYING = "<script>const won = () => console.log('GAGNE'), lost = () => 0</script>"
SITE = """
from flask import Flask, request
app = Flask(__name__)
@app.route("/", methods=["GET", "POST"])
def accueil():
    if request.method == "POST":
        return "Reçu"
    return "<form method=post><input name=mot><button>Envoyer</button></form>"
"""


class Author:
    """An exercise of pages, as it was built."""

    def __init__(self, sandbox: Sandbox, folder: Path, tests: Mapping[str, str]) -> None:
        cells = [marked("code", "x = 1", "libre", solution=True)]
        cells += [
            marked("code", text, name, grade=True, locked=True, points=1) for name, text in tests.items()
        ]
        made = notebooks.new(cells)
        ran = sandbox.run(made, folder, LIMITS, WARM, {name: Seal(True) for name in tests}, study=True)
        seals = {name: Seal(True, ran.opaque[name]) for name in tests}
        self.exercise = Exercise(made, from_notebook("essai", made), sandbox, seals)

    def judged(self, folder: Path, cell: str = "x = 1", *, sealed: bool = True) -> Judgement:
        prepared = Prepared(seals=self.exercise.seals if sealed else {})
        setup = Setup((self.exercise.source,), LIMITS, WARM, prepared=prepared)
        submitted = self.exercise.answered(textwrap.dedent(cell))
        return judge({"essai": submitted}, setup, folder, self.exercise.sandbox)


def hand_in(folder: Path, page: str = "", site: str = SITE, more: Mapping[str, str] | None = None) -> Path:
    folder.mkdir(exist_ok=True)
    files = {"index.html": PAGE.format(page), "simple.html": "<title>s</title>Simple", "app.py": site}
    for name, text in {**files, **(more or {})}.items():
        (folder / name).write_text(textwrap.dedent(text), encoding="utf-8")
    return folder


@lru_cache(maxsize=2)
def _built(sandbox: Sandbox, folder: Path, site: bool) -> Author:
    return Author(sandbox, hand_in(folder), SITE_TESTS if site else TESTS)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("solution")


@pytest.fixture(autouse=True, scope="module")
def _warm(sandbox: Sandbox) -> None:
    """Before anything is counted that an attack might leave."""
    sandbox.warm(WARM)


@pytest.fixture
def author(attempt: Attempt, place: Path) -> Author:
    return _built(attempt.sandbox, place, False)


@pytest.fixture
def sites(attempt: Attempt, place: Path) -> Author:
    return _built(attempt.sandbox, place, True)


def passed(judged: Judgement) -> set[str]:
    return {check.name for check in judged.checks if check.score}


def words(judged: Judgement) -> str:
    return " ".join(check.words for check in judged.checks)


@pytest.fixture(scope="module")
def ear() -> Iterator[tuple[int, list[bytes]]]:
    """A server on this machine's own network, and what it ever heard."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    peer, _ = server.accept()
                except OSError:
                    return
                with peer:
                    heard.append(peer.recv(1000))

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], heard


@pytest.mark.parametrize("what", REACHING)
def test_a_page_reaches_nothing(
    author: Author, tmp_path: Path, ear: tuple[int, list[bytes]], what: str
) -> None:
    """Stock: her page in a browser of the person who corrects, with her network and files."""
    port, heard = ear
    page = SAYING + REACHING[what].replace("PORT", str(port))
    hers = hand_in(tmp_path / "her", page, more={"sw.js": "self.x = 1"})
    (hers / "lien").symlink_to("/etc/passwd")
    judged = author.judged(hers)
    assert passed(judged) == set(TESTS), words(judged)
    assert heard == []


@pytest.mark.parametrize("what", ENDLESS)
def test_a_page_without_end_is_bounded_and_the_next_one_is_graded(
    author: Author, tmp_path: Path, what: str
) -> None:
    page, said = ENDLESS[what]
    begun = time.monotonic()
    judged = author.judged(hand_in(tmp_path / "her", page))
    assert time.monotonic() - begun < LIMITS.wall_seconds
    assert said in words(judged)
    assert "page" not in passed(judged) or not said
    # Where the page's own test did not run out of time, the other one had its browser.
    assert "suite" in passed(judged) or "temps" in words(judged).lower(), words(judged)
    assert passed(author.judged(hand_in(tmp_path / "other"))) == set(TESTS)


KILLING = """
import os
for number in range(1, 400):
    if number != os.getpid():
        try:
            os.kill(number, 9)
        except OSError:
            pass
"""
WRITING = """
import glob
for name in [*glob.glob("/tmp/**/*.html", recursive=True), "/exercise/simple.html"]:
    try:
        open(name, "w").write("Autre")
    except OSError:
        pass
"""
HEADERS = '{"Set-Cookie": "a=b; Domain=.com", "Refresh": "0; url=file:///etc/passwd"}'


def site(answer: str, before: str = "") -> str:
    return before + SITE.replace('return "Reçu"', answer)


# What each does, and the tests that pass all the same.
SITES = {
    "kills all that it sees": (site('return "Reçu"', KILLING), {"suite"}),
    "ends when it is asked": (site("__import__('os')._exit(0)"), {"suite"}),
    "redirects without end": (site("return __import__('flask').redirect('/', 307)"), {"suite"}),
    "answers with all there is": (site('return "x" * (1 << 28)'), {"suite"}),
    "answers never": (site("while True: pass"), {"suite"}),
    "sends headers of its own making": (site(f'return "x", 200, {HEADERS}'), {"suite"}),
    "changes the files that come next": (site('return "Reçu"', WRITING), {"site"}),
}


@pytest.mark.parametrize("what", SITES)
def test_a_site_that_attacks_the_browser_loses_its_own_points(
    sites: Author, tmp_path: Path, what: str
) -> None:
    text, kept = SITES[what]
    judged = sites.judged(hand_in(tmp_path / "her", site=text))
    assert passed(judged) == kept
    assert passed(sites.judged(hand_in(tmp_path / "other"))) == set(SITE_TESTS)


LIES = """
import os, sys
import grader.browser.part as part
def perform(channel, request, folder):
    import grader.stage.wire as wire
    wire.send(channel, {"state": "open", "said": ""})
    while True:
        wire.receive(channel, 1e12)
        wire.send(channel, ANSWER)
part.perform = perform
"""
ANSWERS = {
    "nothing": {},
    "numbers for words": {"state": 7, "pane": "1", "view": [], "trouble": 3},
    "a state that there is not": {"state": "parfait", "pane": 1},
    "a view of nothing": {
        "state": "open",
        "pane": 1,
        "view": {},
        "status": 200,
        "failure": "",
        "site": "open",
    },
    "errors that are none": {"state": "open", "pane": 1, "errors": [1, 2], "console": 3},
    "a status beyond any": {"state": "open", "pane": 1, "status": 10**30, "failure": "", "site": "open"},
    "half letters": {"state": "open", "pane": 1, "dialogs": ["\ud800"], "status": 200, "failure": "\ud800"},
}


@pytest.mark.parametrize("what", ANSWERS)
def test_a_browser_that_lies_in_shape_gives_no_points(author: Author, tmp_path: Path, what: str) -> None:
    """Her own cells run where the browser is started, and may put one of their own in its place."""
    lie = LIES.replace("ANSWER", repr(ANSWERS[what]))
    judged = author.judged(hand_in(tmp_path / "her"), lie)
    assert passed(judged) == set()
    assert all(check.words for check in judged.checks)


def test_a_browser_that_says_there_is_none_gives_no_marks_at_all(author: Author, tmp_path: Path) -> None:
    lie = "import os\nos.environ['GRADER_CHROMIUM'] = ''"
    with pytest.raises(Exception, match="Chromium is missing"):
        author.judged(hand_in(tmp_path / "her"), lie)
    assert passed(author.judged(hand_in(tmp_path / "other"))) == set(TESTS)


def test_the_browser_is_confined_as_her_code_is(attempt: Attempt, tmp_path: Path) -> None:
    """Chromium's own sandbox is off: what holds is around it."""
    cell = """
        import glob, json, os
        from grader.browser import open_tab
        open_tab("index.html")
        told = {}
        for status in glob.glob("/proc/[0-9]*/status"):
            lines = dict(line.split(":\\t", 1) for line in open(status).read().splitlines() if ":\\t" in line)
            names = "Uid", "CapEff", "NoNewPrivs", "Seccomp", "NSpid"
            if "chrom" in lines["Name"]:
                told[lines["Pid"]] = [lines[name] for name in names]
        print(json.dumps([told, os.getuid()]))
    """
    outputs = attempt(cell, work=hand_in(tmp_path / "her"), limits=LIMITS, environment=WARM)[-1]
    told, uid = json.loads("".join(output.text for output in outputs))
    assert len(told) >= 2
    for uids, capabilities, no_new, filtered, numbers in told.values():
        assert uids.split() == [str(uid)] * 4
        assert os.geteuid() != 0 or uid != 0
        assert (int(capabilities, 16), no_new, filtered) == (0, "1", "2")
        assert len(numbers.split()) == 1


def test_only_exercises_with_a_browser_may_share_memory_past_the_limits(
    attempt: Attempt, tmp_path: Path
) -> None:
    cell = "import os\ntry: print(os.memfd_create('x') > 0)\nexcept PermissionError: print(False)"
    for limits, allowed in ((LIMITS, "True"), (Limits(), "False")):
        outputs = attempt(cell, limits=limits)[-1]
        assert "".join(output.text for output in outputs).strip() == allowed


def test_a_page_is_looked_at_where_landlock_is_all_there_is(
    tmp_path: Path, ear: tuple[int, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root, without the user id of its own, which could not reach every Python: Landlock is the same."""
    if confine.landlock_version() == 0:
        pytest.skip("no Landlock on this machine")
    monkeypatch.setattr(pool, "confinement", lambda: Level.LANDLOCK)
    monkeypatch.setattr(Slot, "uid", lambda self, place: None)
    port, heard = ear
    with Sandbox(Level.LANDLOCK) as sandbox:
        author = Author(sandbox, hand_in(tmp_path / "solution"), TESTS)
        for what in ("the machine's own servers", "files", "by sockets"):
            hers = hand_in(tmp_path / "her", SAYING + REACHING[what].replace("PORT", str(port)))
            judged = author.judged(hers)
            assert passed(judged) == set(TESTS), words(judged)
        judged = author.judged(hand_in(tmp_path / "her", ENDLESS["a loop"][0]))
        assert passed(judged) == {"suite"}, words(judged)
    assert heard == []
