"""What a game, or a page that got into the player, must never reach: each attempt is a test of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Error, Frame

from benchmarks.player_page import PlayerPage, player_page
from campus.dist import Dist
from tests.atelier.tab import Tab

# Python, in the game's worker: URL is the campus, ``script`` runs JavaScript; ``got`` is what was read.
FROM_A_GAME = {
    "the hub's cookie": "got = js.eval('document.cookie')",
    "the cookie store": "got = script('cookieStore.getAll()')",
    "the hub's API by fetch": "got = run_sync(run_sync(js.fetch(URL + '/hub/api/user')).text())",
    "the hub's API with its cookie": """
got = script("fetch('URL/hub/api/user', { credentials: 'include' }).then((one) => one.text())")
""",
    "the hub's API, answer unseen": "got = script(\"fetch('URL/hub/api', { mode: 'no-cors' })\").type",
    "the hub's API by Pyodide's fetch": """
from pyodide.http import pyfetch
got = run_sync(run_sync(pyfetch(URL + '/hub/api')).string())
""",
    "the hub's API by open_url": """
from pyodide.http import open_url
got = open_url(URL + '/hub/api').read()
""",
    "the hub's API by XMLHttpRequest": """
request = js.XMLHttpRequest.new()
request.open('GET', URL + '/hub/api', False)
request.send()
got = request.responseText
""",
    "the hub's API by urllib": "import urllib.request\ngot = urllib.request.urlopen(URL + '/hub/api').read()",
    "another learner's server": "got = script(\"fetch('URL/user/lynx/tree', { mode: 'no-cors' })\").type",
    "a socket": """
import socket
there = socket.create_connection(('127.0.0.1', int(URL.rsplit(':', 1)[1])), 3)
there.sendall(b'GET /socket HTTP/1.0\\r\\n\\r\\n')
time.sleep(0.5)
got = there.recv(100)
""",
    "a WebSocket": """
got = script('''new Promise((yes, no) => {
    const socket = new WebSocket('URL/websocket'.replace('http', 'ws'));
    socket.onopen = () => yes('open');
    socket.onerror = () => no(new Error('refused'));
})''')
""",
    "an EventSource": """
got = script('''new Promise((yes, no) => {
    const source = new EventSource('URL/events');
    source.onmessage = () => yes('open');
    source.onerror = () => no(new Error('refused'));
})''')
""",
    "a WebTransport": "got = script(\"new WebTransport('URL/transport'.replace('http', 'https')).ready\")",
    "a module from elsewhere": "got = script(\"import('URL/module.js')\")",
    "a script from elsewhere": "js.importScripts(URL + '/script.js')\ngot = 'run'",
    "a font from elsewhere": "got = script(\"new FontFace('x', 'url(URL/font.woff2)').load()\")",
    "a worker from elsewhere": "got = script(\"new Worker('URL/worker.js', { type: 'module' })\")",
    "the network from a worker of its own": """
got = script('''new Worker("data:text/javascript,fetch('URL/nested')", { type: 'module' })''')
""",
    "the network from a module of its own": """
got = script('''import("data:text/javascript,export default await fetch('URL/inner')")''').default
""",
    "a channel to other pages": "got = script(\"new BroadcastChannel('x')\")",
    "what other pages keep": "got = js.eval('localStorage.length')",
    "a data base that stays": "got = script(\"indexedDB.open('x')\")",
    "the page around the player": "got = js.eval('parent.document.body.innerHTML')",
    "the page by messages of its own": "got = script(\"postMessage({ t: 'caption', text: 'SECRET' })\")",
    "a window": "got = script(\"open('URL/window')\")",
    "the top window": "got = script(\"top.location = 'URL/top'\")",
    "Pyodide's packages": """
import pyodide_js
run_sync(pyodide_js.loadPackage('numpy'))
import numpy
got = numpy.__version__
""",
    "a wheel from elsewhere": """
import pyodide_js
run_sync(pyodide_js.loadPackage(URL + '/evil-1.0-py3-none-any.whl'))
import evil
got = 'installed'
""",
    "micropip": "import micropip\nrun_sync(micropip.install('requests'))\ngot = 'installed'",
}
# JavaScript, in the frame itself, should a page ever get there: `yes` is called with what was reached.
FROM_THE_FRAME = {
    "the hub's cookie": "yes(document.cookie)",
    "what the campus keeps": "yes(localStorage.length)",
    "what the campus keeps for the session": "yes(sessionStorage.length)",
    "a data base that stays": "const asked = indexedDB.open('x'); asked.onsuccess = yes; asked.onerror = no",
    "the page around it": "yes(parent.document.body.innerHTML)",
    "what the page around it keeps": "yes(parent.localStorage.length)",
    "the page's own names": "yes(parent.player.options)",
    "the hub's API by fetch": "fetch(`${URL}/hub/api`, { credentials: 'include' }).then(yes, no)",
    "the hub's API, answer unseen": "fetch(`${URL}/hub/api`, { mode: 'no-cors' }).then(yes, no)",
    "another learner's server": "fetch(`${URL}/user/lynx/tree`, { mode: 'no-cors' }).then(yes, no)",
    "the hub's API by XMLHttpRequest": """
        const one = Object.assign(new XMLHttpRequest(), { onload: yes, onerror: no });
        one.open("GET", `${URL}/hub/api`);
        one.send();
    """,
    "a WebSocket": """
        const socket = new WebSocket(`${URL.replace("http", "ws")}/socket`);
        Object.assign(socket, { onopen: yes, onerror: no });
    """,
    "an EventSource": "Object.assign(new EventSource(`${URL}/events`), { onmessage: yes, onerror: no })",
    "a beacon": "navigator.sendBeacon(`${URL}/beacon`, 'x')",
    "an image": "Object.assign(new Image(), { onload: yes, onerror: no, src: `${URL}/image.png` })",
    "a script": """
        const one = Object.assign(document.createElement("script"), { onload: yes, onerror: no });
        one.src = `${URL}/one.js`;
        document.head.append(one);
    """,
    "a style sheet": """
        const one = Object.assign(document.createElement("link"), { onload: yes, onerror: no });
        Object.assign(one, { rel: "stylesheet", href: `${URL}/one.css` });
        document.head.append(one);
    """,
    "a module": "import(`${URL}/module.js`).then(yes, no)",
    "a worker from elsewhere": """
        const one = new Worker(`${URL}/worker.js`, { type: "module" });
        Object.assign(one, { onmessage: yes, onerror: no });
    """,
    "the network from a worker that is not shut": """
        const fetched = `fetch("${URL}/raw").then(() => postMessage("yes"), () => postMessage("no"))`;
        const one = new Worker(`data:text/javascript,${encodeURIComponent(fetched)}`, { type: "module" });
        one.onmessage = ({ data }) => (data === "yes" ? yes(data) : no());
    """,
    "a frame in the frame": """
        document.body.append(Object.assign(document.createElement("iframe"), { src: `${URL}/frame` }));
    """,
    "a form that is sent": """
        const one = Object.assign(document.createElement("form"), { action: `${URL}/form` });
        document.body.append(one);
        one.submit();
    """,
    "another page in its own place": "location.href = `${URL}/place`",
    "the top window": "top.location.href = `${URL}/top`",
    "a new window": "yes(window.open(`${URL}/window`).closed)",
}
# What neither succeeds nor fails is looked at a little later: nobody may have been asked for anything.
LATER_MS = 700


@pytest.fixture(scope="module")
def served(dist: Dist) -> Iterator[PlayerPage]:
    with player_page(dist) as page:
        yield page


@pytest.fixture(scope="module")
def shared(chromium: Browser, served: PlayerPage) -> Iterator[Tab]:
    context = chromium.new_context()
    yield Tab(context.new_page(), served.url)
    context.close()


@pytest.fixture
def tab(shared: Tab, served: PlayerPage) -> Iterator[Tab]:
    """Nobody was asked for anything, and afterwards nobody has been."""
    shared.wait_until_ready()
    shared.page.evaluate("Object.assign(heard, { output: '', captions: [], states: [], mistakes: [] })")
    served.asked.clear()
    yield shared
    shared.stop()
    assert served.asked == []
    assert shared.page.url == f"{served.url}/"
    assert len(shared.page.context.pages) == 1


_START = """
import time, js
from pyodide.ffi import run_sync

def script(text):
    got = js.eval(text.replace("URL", URL))
    return run_sync(got) if hasattr(got, "then") else got
"""
# Each attempt on its own; a line of what came of it.
_ATTEMPT = """
def attempt():
    {body}
    return got

try:
    print({name!r}, "REACHED", attempt())
except BaseException as error:
    print({name!r}, "refused", type(error).__name__)
"""


@dataclass(frozen=True)
class Came:
    """What came of all attempts of one game.

    Attributes:
        printed: a line for each.
        asked: what the campus was asked for meanwhile.
    """

    printed: str
    asked: tuple[str, ...]
    captions: tuple[str, ...]


@pytest.fixture(scope="module")
def came(shared: Tab, served: PlayerPage) -> Came:
    served.asked.clear()
    shared.wait_until_ready()
    attempts = (
        _ATTEMPT.format(name=name, body=body.strip().replace("\n", "\n    "))
        for name, body in FROM_A_GAME.items()
    )
    start = f"URL = {served.url!r}\n{_START}"
    shared.play(start + "".join(attempts) + "\ntime.sleep(1)\n")
    heard = shared.ended(60)
    assert heard["mistakes"] == []
    return Came(heard["output"], tuple(served.asked), tuple(heard["captions"]))


@pytest.mark.parametrize("name", FROM_A_GAME)
def test_a_game_does_not_reach(came: Came, name: str) -> None:
    assert f"{name} refused" in came.printed
    assert came.asked == ()
    assert came.captions == ()


@pytest.mark.parametrize("attempt", FROM_THE_FRAME.values(), ids=FROM_THE_FRAME)
def test_a_page_in_the_player_does_not_reach(chromium: Browser, served: PlayerPage, attempt: str) -> None:
    served.asked.clear()
    context = chromium.new_context()
    tab = Tab(context.new_page(), served.url)
    tab.frame.locator("#stage").wait_for()
    got = attempted(player(tab), served, attempt)
    assert "REACHED" not in got
    assert served.asked == []
    assert tab.page.url == f"{served.url}/"
    assert len(context.pages) == 1
    context.close()


def attempted(frame: Frame, served: PlayerPage, attempt: str) -> str:
    try:
        return str(
            frame.evaluate(
                f"""(URL) => new Promise((done, no) => {{
                    const yes = (what) => done(`REACHED ${{what}}`);
                    setTimeout(() => done("refused"), {LATER_MS});
                    {attempt};
                }})""",
                served.url,
            )
        )
    except Error as refused:
        return f"refused: {refused}"


def player(tab: Tab) -> Frame:
    return next(frame for frame in tab.page.frames if frame.parent_frame is not None)


@pytest.mark.parametrize("name", ["the hub's cookie", "what the campus keeps", "the hub's API by fetch"])
def test_outside_the_player_the_same_attempt_succeeds(tab: Tab, served: PlayerPage, name: str) -> None:
    assert "REACHED" in attempted(tab.page.main_frame, served, FROM_THE_FRAME[name])
    served.asked.clear()


def test_a_game_that_no_longer_listens_is_stopped(tab: Tab) -> None:
    tab.play(
        "import js, time\njs.self.onmessage = None\njs.self.close = None\nwhile True:\n    time.sleep(1)\n"
    )
    assert tab.stop() < 20


def test_a_game_that_ends_its_own_worker_harms_nobody(tab: Tab) -> None:
    tab.play("import js, time\njs.self.close()\nwhile True:\n    time.sleep(1)\n")
    assert tab.stop() < 20
    tab.play("print('encore')")
    tab.printed("encore", 60)


def test_the_frame_has_an_origin_of_its_own_and_its_policy(tab: Tab) -> None:
    assert player(tab).evaluate("origin") == "null"
    sandbox = tab.page.locator("iframe").get_attribute("sandbox")
    assert sandbox == "allow-scripts"


def test_nothing_is_fetched_while_games_are_played(tab: Tab) -> None:
    seen: list[str] = []
    tab.page.on("request", lambda request: seen.append(request.url))
    for _ in range(2):
        tab.play("import pygame\npygame.init()\npygame.display.set_mode((100, 100))\npygame.display.flip()")
        tab.ended()
        tab.wait_until_ready()
    assert [url for url in seen if not url.startswith("data:")] == []
