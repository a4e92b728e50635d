"""What a hostile site tries, through its preview: on her browser, on the campus, on others, on her server."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page

from campus.learner.desk import Place
from campus.learner.site import relay
from campus.learner.site.sites import Sites
from tests.atelier.sites import HELLO, HOME, Campus, Served, served

# Every way for a page to reach what is the campus's; what it finds it tells its own site.
SPYING = """
const found = {};
const tried = async (name, attempt) => {
  try { found[name] = String(await attempt()); } catch (error) { found[name] = "refused " + error.name; }
};
await tried("cookie", () => document.cookie);
await tried("storage", () => localStorage.length);
await tried("parent", () => parent === window ? "alone" : parent.document.body.innerHTML);
await tried("api", async () => (await fetch("/hub/api", {credentials: "include"})).text());
await tried("blind", async () => (await fetch("/hub/blind", {credentials: "include", mode: "no-cors"})).type);
await tried("through", async () => (await fetch("detour", {credentials: "include"})).text());
await tried("frame", () => new Promise((done) => {
  const frame = document.createElement("iframe");
  frame.src = location.origin + "/hub/frame";
  frame.onload = () => done(frame.contentDocument?.body.innerHTML ?? "opaque");
  document.body.append(frame);
  setTimeout(() => done("nothing"), 700);
}));
await tried("picture", () => new Promise((done) => {
  const picture = new Image();
  picture.src = location.origin + "/hub/picture";
  picture.onerror = picture.onload = () => done("nothing");
}));
await tried("worker", () => navigator.serviceWorker.register("worker.js"));
await tried("window", () => window.open("/hub/window") === null ? "none" : "open");
await fetch("trouve", {method: "POST", headers: {"Content-Type": "application/json"},
  body: JSON.stringify(found)});
document.title = "fini";
"""
SPY = f"""
from flask import Flask, jsonify, redirect, request

app = Flask(__name__)
found = {{}}

@app.route("/")
def page():
    return '<!doctype html><title>espion</title><body><script type="module" src="spy.js"></script>'

@app.route("/spy.js")
def spy():
    return {SPYING!r}, 200, {{"Content-Type": "text/javascript"}}

@app.route("/worker.js")
def worker():
    return "", 200, {{"Content-Type": "text/javascript", "Service-Worker-Allowed": "/"}}

@app.route("/detour")
def detour():
    return redirect("http://" + request.host + "/hub/api")

@app.route("/trouve", methods=["GET", "POST"])
def trouve():
    if request.method == "POST":
        found.update(request.get_json())
    return jsonify(found)

@app.route("/entetes")
def entetes():
    return jsonify(dict(request.headers))
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Served]:
    Campus.seen.clear()
    with served(tmp_path) as made:
        yield made


@pytest.fixture
def signed_in(chromium: Browser, site: Served) -> Iterator[Page]:
    """Her browser, with the hub's cookies in it."""
    page = chromium.new_page()
    page.goto(f"{site.origin}/hub/sign-in")
    page.evaluate("localStorage.setItem('draft', 'secret')")
    yield page
    page.close()


def answering(headers: str, body: str = "''") -> str:
    page = f"def page():\n    return {body}, {headers}\n"
    return f"from flask import Flask\napp = Flask(__name__)\n\n@app.route('/')\n{page}"


@pytest.mark.e2e
@pytest.mark.parametrize("in_a_tab", [False, True], ids=["framed", "in a tab"])
def test_a_flask_page_reads_neither_the_hub_s_cookie_nor_its_api(
    site: Served, signed_in: Page, in_a_tab: bool
) -> None:
    assert site.start(SPY) == "running", site.standing
    signed_in.goto(site.url if in_a_tab else f"{site.origin}/hub/page?site={site.path}")
    until = time.monotonic() + 60
    while not (found := site.ask("trouve").json()) and time.monotonic() < until:
        time.sleep(0.1)
    assert found, "the page's scripts did not run"
    assert "everything" not in str(found)
    assert found["cookie"].startswith("refused")
    assert found["storage"].startswith("refused")
    assert found["parent"] == "alone" if in_a_tab else found["parent"].startswith("refused")
    assert found["api"].startswith("refused")
    assert found["through"] not in ("everything about Lea", "nobody")
    assert found["window"] == "none"
    assert found["worker"].startswith("refused")
    assert not [one for one in Campus.seen if one.endswith("hers")], Campus.seen
    assert not site.ask("entetes").json().get("Cookie")


@pytest.mark.e2e
def test_what_belongs_to_her_site_works_in_the_sandbox(site: Served, signed_in: Page) -> None:
    app = HELLO.replace("import Flask", "import Flask, request, session").replace(
        HOME,
        "<form method=post action=/ajouter><input name=nom><button>Envoyer</button></form>"
        "<script>document.body.dataset.seen = 'yes'</script>",
    )
    app += "\napp.secret_key = 'x'\n\n@app.post('/ajouter')\ndef ajouter():\n"
    app += "    session['nom'] = request.form['nom']\n    return 'Merci ' + session['nom']\n"
    assert site.start(app) == "running", site.standing
    signed_in.goto(f"{site.origin}/hub/page?site={site.path}")
    frame = signed_in.frame_locator("iframe")
    frame.locator("input").fill("Zoé")
    assert frame.locator("body").get_attribute("data-seen") == "yes"
    frame.locator("button").click()
    frame.get_by_text("Merci Zoé").wait_for()
    names = {cookie.get("name") for cookie in signed_in.context.cookies()}
    assert names == {"jupyterhub-session-id", "_xsrf"}


def test_no_cookie_and_no_token_of_the_campus_s_reaches_her_program(site: Served) -> None:
    app = SPY + "\n@app.route('/env')\ndef env():\n    import os\n    return jsonify(dict(os.environ))\n"
    os.environ["JUPYTERHUB_API_TOKEN"] = "s3cret"
    try:
        assert site.start(app) == "running", site.standing
    finally:
        del os.environ["JUPYTERHUB_API_TOKEN"]
    sent = {"Cookie": "jupyterhub-session-id=hers", "Authorization": "token hers", "X-XSRFToken": "hers"}
    headers = site.ask("entetes", headers=sent).json()
    assert "hers" not in str(headers)
    assert "s3cret" not in site.ask("env").text


@pytest.mark.parametrize("token", ["", "-", "0" * 48, "..", "%2e%2e", "*", "a" * 5000])
def test_without_its_token_nobody_reaches_a_site(site: Served, token: str) -> None:
    assert site.start() == "running"
    answer = requests.get(f"{site.origin}/user/lea/campus/site/{token}/", timeout=10)
    assert answer.status_code in (400, 404)
    assert HOME not in answer.text


def test_tokens_are_long_new_with_each_server_and_different_for_each_site(tmp_path: Path) -> None:
    one, other = Place("a", "b"), Place("a", "c")
    first, second = Sites(tmp_path, "/user/lea/"), Sites(tmp_path, "/user/lea/")
    tokens = {first.token(one), first.token(other), second.token(one), second.token(other)}
    assert len(tokens) == 4
    assert all(re.fullmatch(r"[0-9a-f]{48}", token) for token in tokens)


@pytest.mark.parametrize(
    "path",
    [
        "../../../hub/api",
        "static/../../secret.txt",
        "static/%2e%2e/%2e%2e/secret.txt",
        "//evil.org/",
        "%2e%2e/",
    ],
)
def test_a_path_leads_to_her_program_and_nowhere_else(site: Served, path: str) -> None:
    (site.home / "secret.txt").write_text("of another exercise")
    assert site.start(HELLO, **{"static/a.css": "a {}"}) == "running"
    prepared = requests.Request("GET", site.url).prepare()
    prepared.url = site.url + path  # as it stands, not tidied up
    with requests.Session() as session:
        answer = session.send(prepared, timeout=10, allow_redirects=False)
    assert answer.status_code in (308, 404)
    assert "of another exercise" not in answer.text
    assert "nobody" not in answer.text


RAW = """
import json, os, socket, sys

told = json.loads(sys.argv[1]) if len(sys.argv) > 1 else {{}}
import gc
# Her own server in place of ours, on our socket: she may send any bytes.
for number in range(3, 4096):
    try:
        listener = socket.socket(fileno=os.dup(number))
        if listener.family == socket.AF_UNIX and listener.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            break
    except OSError:
        pass
from flask import Flask
app = Flask(__name__)
import threading
def serve():
    while True:
        there, _ = listener.accept()
        there.recv(65536)
        {act}
        there.close()
for _ in range(4):
    threading.Thread(target=serve, daemon=True).start()
from werkzeug import serving
class Silent:
    def serve_forever(self):
        threading.Event().wait()
serving.make_server = lambda *a, **k: Silent()
"""


def raw(act: str) -> str:
    return RAW.format(act=act)


@pytest.mark.parametrize(
    "lines",
    [
        "Location: /\\r\\nSet-Cookie: a=b\\r\\nX: y",
        "X-One: a\\nSet-Cookie: a=b",
        "X-One: a\\rSet-Cookie: a=b",
        "Content-Type: text/html\\r\\n Set-Cookie: a=b",
        "Content-Type: text/html\\x00\\r\\nSet-Cookie: a=b",
        "Content-Disposition: inline\\r\\n\\tSet-Cookie: a=b",
    ],
)
def test_no_header_is_split_or_smuggled(site: Served, lines: str) -> None:
    act = f"there.sendall(b'HTTP/1.1 200 OK\\r\\n{lines}\\r\\n\\r\\nhello')"
    assert site.start(raw(act)) == "running", site.standing
    answer = site.ask()
    assert "Set-Cookie" not in answer.headers
    assert answer.status_code in (200, 302, 502)
    assert answer.headers["Content-Security-Policy"].startswith("sandbox ")


@pytest.mark.parametrize(
    "act",
    [
        "there.sendall(b'hello')",
        "there.sendall(b'HTTP/1.1 999 X\\r\\n\\r\\n')",
        "there.sendall(b'HTTP/1.1 101 Switching\\r\\nUpgrade: websocket\\r\\n\\r\\n')",
        "there.sendall(b'HTTP/1.1 200 OK\\r\\nX: ' + b'a' * 200_000 + b'\\r\\n\\r\\n')",
        "there.sendall(b'HTTP/1.1 200 OK\\r\\n' + b'A: b\\r\\n' * 5000 + b'\\r\\n')",
        "there.sendall(b'')",
    ],
    ids=["no head", "no status", "switching", "long header", "many headers", "nothing"],
)
def test_what_is_no_answer_becomes_a_page_of_ours(site: Served, act: str) -> None:
    assert site.start(raw(act)) == "running", site.standing
    answer = site.ask()
    assert answer.status_code == 502
    assert '<html lang="fr">' in answer.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Set-Cookie", "jupyterhub-session-id=mine; Path=/"),
        ("Clear-Site-Data", '"cookies", "storage"'),
        ("WWW-Authenticate", 'Basic realm="Le campus"'),
        ("Refresh", "0; url=https://evil.org"),
        ("Link", "<https://evil.org/a.js>; rel=preload; as=script"),
        ("Access-Control-Allow-Credentials", "true"),
        ("Service-Worker-Allowed", "/"),
        ("Strict-Transport-Security", "max-age=1000"),
        ("Transfer-Encoding", "chunked"),
        ("Keep-Alive", "timeout=100"),
        ("Proxy-Authenticate", "Basic"),
        ("Upgrade", "h2c"),
    ],
)
def test_headers_that_act_on_the_browser_stay_here(site: Served, name: str, value: str) -> None:
    sent = f"HTTP/1.1 401 No\r\n{name}: {value}\r\n\r\nhello".encode()
    assert site.start(raw(f"there.sendall({sent!r})")) == "running", site.standing
    answer = site.ask()
    assert name not in answer.headers
    assert answer.status_code == 403
    assert answer.text == "hello"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Security-Policy", "default-src *"),
        ("Referrer-Policy", "unsafe-url"),
        ("X-Content-Type-Options", "none"),
        ("Cache-Control", "public, max-age=1000"),
        ("Access-Control-Allow-Origin", "http://evil.org"),
    ],
)
def test_her_headers_never_replace_ours(site: Served, name: str, value: str) -> None:
    assert site.start(answering(repr({name: value}), "'hello'")) == "running"
    plain = site.ask("rien")
    answer = site.ask()
    assert answer.text == "hello"
    assert answer.headers[name] == plain.headers[name] != value


def test_every_answer_of_a_site_is_sandboxed_whatever_it_is(site: Served) -> None:
    site.start(HELLO + "\n@app.route('/b')\ndef b():\n    1 / 0\n", **{"static/a.svg": "<svg/>"})
    answers = [site.ask(path) for path in ("", "b", "rien", "static/a.svg", "static")]
    answers.append(requests.get(f"{site.origin}/user/lea/campus/site/nothing/", timeout=10))
    answers.append(site.ask("", "OPTIONS"))
    answers.append(site.ask("", "POST"))
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("sandbox allow-scripts allow-forms allow-modals;"), answer.url
        assert "allow-same-origin" not in policy
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_name_of_a_host_cannot_write_into_the_policy(site: Served) -> None:
    assert site.start() == "running"
    answer = site.ask(headers={"Host": "x; script-src *"})
    assert "script-src *" not in answer.headers.get("Content-Security-Policy", "")


@pytest.mark.e2e
def test_its_address_is_not_in_a_referer_even_where_her_header_asks_for_it(
    site: Served, signed_in: Page
) -> None:
    page = "'<a href=\"//127.0.0.1:9/ailleurs\">ailleurs</a>'"
    assert site.start(answering("{'Referrer-Policy': 'unsafe-url'}", page)) == "running"
    signed_in.goto(site.url)
    with signed_in.expect_request("**/ailleurs") as asked:
        signed_in.locator("a").click(no_wait_after=True)
    assert "referer" not in asked.value.all_headers()


def test_a_redirect_never_leads_out_of_the_preview(site: Served) -> None:
    app = "from flask import Flask, redirect, request\napp = Flask(__name__)\n"
    app += "\n@app.route('/')\ndef page():\n    return redirect(request.args['to'])\n"
    assert site.start(app) == "running"
    for to in (
        "https://evil.org/",
        "//evil.org",
        "javascript:alert(1)",
        "http://127.0.0.1:1/",
        "data:text/html,x",
    ):
        answer = site.ask(params={"to": to})
        assert answer.status_code == 200
        assert "Location" not in answer.headers
    for to in ("/hub/logout", f"{site.origin}/hub/logout", "../../../hub/logout", "/user/lea/campus/site/x/"):
        location = site.ask(params={"to": to}).headers["Location"]
        assert location.startswith(site.path), to


def test_an_answer_that_is_too_large_is_not_passed_on(site: Served) -> None:
    assert site.start(answering("200", "'a' * 20_000_000")) == "running"
    answer = site.ask()
    assert answer.status_code == 502
    assert "trop grosse" in answer.text
    assert site.standing["state"] == "running"


def test_an_answer_that_never_ends_is_cut_off_by_its_size_or_its_time(
    site: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "ANSWER_SECONDS", 1.5)
    app = "from flask import Flask\nimport itertools, time\napp = Flask(__name__)\n"
    app += "\n@app.route('/vite')\ndef vite():\n    return itertools.repeat('a' * 100_000)\n"
    app += "\n@app.route('/goutte')\ndef goutte():\n"
    app += "    while True:\n        time.sleep(0.05)\n"
    assert site.start(app) == "running"
    assert site.ask("vite").status_code == 502
    began = time.monotonic()
    answer = site.ask("goutte")
    assert time.monotonic() - began < 30
    assert answer.status_code == 503
    # It holds a thread for good, so it is ended, and says where it was.
    error = site.standing["error"]
    assert site.standing["state"] == "crashed"
    assert error["line"] in (12, 13)


def test_what_is_sent_to_it_is_bounded_too(site: Served) -> None:
    assert site.start() == "running"
    try:
        answer = site.ask("", "POST", data=b"a" * (relay.BODY_BYTES_MAX + 1))
    except requests.ConnectionError:
        return  # cut off while it was still sending
    assert answer.status_code == 413


def test_many_cookies_fill_only_the_jar(site: Served) -> None:
    app = "from flask import Flask\napp = Flask(__name__)\n\n@app.route('/')\ndef page():\n"
    app += "    return 'x', [('Set-Cookie', f'c{n}=' + 'a' * 3000) for n in range(500)]\n"
    assert site.start(app) == "running"
    assert site.ask().status_code in (200, 502)
    assert site.ask().status_code in (200, 502)
    found = site.sites.of(Place("girls_can_code", "livre_dor"))
    assert found is not None
    assert len(found.jar.header()) < 200_000


def test_a_site_that_multiplies_is_ended_and_nothing_of_it_stays(site: Served) -> None:
    app = "import os, time\nfor _ in range(60):\n    if os.fork() == 0:\n        os.setsid()\n"
    app += "        time.sleep(300)\n        os._exit(0)\n" + HELLO
    site.write({"app.py": app})
    site.start(app)
    site.wait("crashed")
    assert "beaucoup trop de programmes" in site.standing["error"]["french"]
    assert left_over(site) == []


def test_what_it_started_ends_with_it(site: Served) -> None:
    app = "import subprocess\nsubprocess.Popen(['sleep', '300'], start_new_session=True)\n" + HELLO
    assert site.start(app) == "running"
    assert len(left_over(site)) == 2
    site.do(site.sites.stop(Place("girls_can_code", "livre_dor")))
    assert left_over(site) == []


def test_it_ends_with_her_server_where_no_space_ends_it(site: Served) -> None:
    assert site.start() == "running"
    found = site.sites.of(Place("girls_can_code", "livre_dor"))
    assert found is not None
    assert found._program is not None
    site.loop.call_soon_threadsafe(found._program.channel.close)  # as the kernel does
    until = time.monotonic() + 60
    while left_over(site) and time.monotonic() < until:
        time.sleep(0.05)
    assert left_over(site) == []


def left_over(site: Served) -> list[str]:
    """Programs of the site, by what they have as their folder."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and (folder / "cwd").readlink() == site.folder:
                found.append((folder / "cmdline").read_bytes().decode())
        except OSError:
            continue
    return found


def test_a_site_that_listens_elsewhere_is_not_shown(site: Served) -> None:
    app = "from http.server import HTTPServer, SimpleHTTPRequestHandler\n"
    app += "import threading\nserver = HTTPServer(('127.0.0.1', 0), SimpleHTTPRequestHandler)\n"
    app += "threading.Thread(target=server.serve_forever, daemon=True).start()\n"
    assert site.start(app) == "crashed"
    assert site.ask().status_code == 503


def test_what_it_prints_without_end_is_neither_kept_nor_fatal(site: Served) -> None:
    app = "import threading\ndef say():\n    while True:\n        print('a' * 1000)\n"
    app += "threading.Thread(target=say, daemon=True).start()\n" + HELLO
    assert site.start(app) == "running"
    time.sleep(1)
    assert site.ask().text == HOME
    assert len(site.standing["log"]) <= 20_000


def test_nonsense_on_its_channel_ends_it_politely(site: Served) -> None:
    app = "import os\nfor number in range(3, 4096):\n    try:\n        os.write(number, b'\\xff' * 100)\n"
    app += "    except OSError:\n        pass\n" + HELLO
    assert site.start(app) == "crashed"
    assert site.standing["error"]["french"]


def test_a_note_that_she_made_up_is_only_text(site: Served) -> None:
    note = '\'{"kind": "error", "name": "<script>", "message": "<script>alert(1)</script>", "line": 1e400}\''
    assert site.start(answering("{'X-Campus-Note': 'error'}", note)) == "running"
    answer = site.ask()
    assert "<script" not in answer.text
    assert "X-Campus-Note" not in answer.headers


def kinds(answer: Any) -> str:
    return str(answer.headers["Content-Type"])


def test_what_has_no_type_is_text_and_is_not_guessed(site: Served) -> None:
    assert site.start(raw("there.sendall(b'HTTP/1.1 200 OK\\r\\n\\r\\n<script>1</script>')")) == "running"
    answer = site.ask()
    assert kinds(answer).startswith("text/plain")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
