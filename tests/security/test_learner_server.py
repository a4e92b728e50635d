"""What a learner tries from a kernel in her own server, through the real hub, and does not get.

Not closed yet, and so not tested here:

- Her server shares the machine's network: every port on 127.0.0.1 and the whole Internet can be reached.
  What listens there asks for a token (hub, proxy, exchange, pages, formgraders, other servers), but nothing
  hides it, and she may listen on ports of her own. Abstract UNIX sockets are shared in the same way.
- Nothing limits how much disk, memory, processes or processor time she takes.
- On a machine without bubblewrap servers run unconfined, if the operator says so; these tests are skipped.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from benchmarks.kernel import Kernel
from benchmarks.running import Running
from benchmarks.visitor import Visitor
from campus import secret
from campus.settings import REPOSITORY
from grader.sandbox import Level, confinement

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(confinement() is Level.NONE, reason="bubblewrap does not work on this machine"),
]

COURSE, EXERCISE = "girls_can_code", "guichet_malin"
ATTACKER, VICTIM = "jade", "yasmine"

# What every attempt may use: read(path) and ask(method, url, token) never raise.
TOOLS = """
import json, os, pathlib, requests, socket

def read(path):
    try:
        return pathlib.Path(path).read_bytes().decode(errors="replace")
    except OSError as error:
        return None

def ask(method, url, token=os.environ["JUPYTERHUB_API_TOKEN"], **options):
    answer = requests.request(method, url, headers={"Authorization": "token " + token},
                              allow_redirects=False, timeout=30, **options)
    return answer.status_code, answer.text
"""


class Attempt:
    """The attacker's kernel: runs code there and gives back its ``found`` as JSON."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        kernel.run(TOOLS)

    def __call__(self, code: str, **given: Any) -> Any:
        values = "".join(f"{name} = json.loads({json.dumps(value)!r})\n" for name, value in given.items())
        return json.loads(self._kernel.run(f"{values}{code}\nprint(json.dumps(found))"))

    def shell(self, command: str) -> tuple[int, str]:
        return self._kernel.shell(command)


def visitor(campus: Running, name: str) -> Visitor:
    made = Visitor(campus.url, name, campus.words(name))
    assert made.sign_in().ok
    made.start_server()
    return made


@pytest.fixture(scope="module")
def victim(campus: Running) -> Visitor:
    """Another learner at work, with something handed in."""
    made = visitor(campus, VICTIM)
    made.open(COURSE, EXERCISE)
    made.hand_in(COURSE, EXERCISE)
    return made


@pytest.fixture(scope="module")
def attacker(campus: Running, victim: Visitor) -> Visitor:
    made = visitor(campus, ATTACKER)
    made.open(COURSE, EXERCISE)
    return made


@pytest.fixture(scope="module")
def attempt(attacker: Visitor) -> Iterator[Attempt]:
    with Kernel(attacker) as kernel:
        yield Attempt(kernel)


@pytest.fixture(scope="module")
def tokens(attacker: Visitor, attempt: Attempt) -> list[str]:
    """Every token she can have: her server's, and one that she makes herself."""
    return [attempt("found = os.environ['JUPYTERHUB_API_TOKEN']"), attacker.new_token()]


def submissions(campus: Running) -> list[str]:
    return [one.id for one in campus.campus.store.submissions()]


# -- files -----------------------------------------------------------------------------------------


def test_the_homes_of_others_are_not_there(campus: Running, attempt: Attempt) -> None:
    homes = campus.campus.settings.homes_dir
    assert (homes / VICTIM / COURSE / EXERCISE / f"{EXERCISE}.ipynb").is_file()
    looked = [str(homes), str(homes / VICTIM), f"/home/{VICTIM}", f"/home/{ATTACKER}/../{VICTIM}"]
    assert attempt("found = [one for one in looked if os.path.exists(one)]", looked=looked) == []
    assert attempt("found = os.listdir('/home')") == [ATTACKER]


def test_of_the_data_directory_only_the_settings_of_her_own_server_are_there(
    campus: Running, attempt: Attempt
) -> None:
    settings = campus.campus.settings
    walk = "found = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names]"
    found = [Path(one) for one in attempt(walk, folder=str(settings.data_dir))]
    assert found
    assert all(one.is_relative_to(settings.conf_dir / "learner") for one in found)
    text = attempt("found = ''.join(read(one) for one in files)", files=[str(one) for one in found])
    assert [name for name, key in secret.read(settings.secrets_dir).items() if key in text] == []


def test_the_database_cannot_be_reached(campus: Running, attempt: Attempt) -> None:
    server = campus.campus.settings.sockets_dir / "pg" / ".s.PGSQL.5432"
    assert server.is_socket()
    connect = """
found = []
for address in addresses:
    kind = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(kind) as tried:
        try:
            tried.connect(address if kind == socket.AF_UNIX else tuple(address))
            found.append(address)
        except OSError:
            pass
"""
    assert attempt(connect, addresses=[str(server), ["127.0.0.1", 5432]]) == []


def test_neither_solutions_nor_hidden_tests_are_anywhere_she_can_read(
    campus: Running, attempt: Attempt
) -> None:
    ours = sorted(one.name for one in REPOSITORY.iterdir())
    assert {"courses", "tests"} <= set(ours)
    walk = """
found = []
for top, folders, names in os.walk(root):
    folders[:] = [one for one in folders if one not in (".venv", "node_modules", "__pycache__")]
    found += [os.path.join(top, name) for name in names]
"""
    there = [Path(one).relative_to(REPOSITORY) for one in attempt(walk, root=str(REPOSITORY))]
    allowed = [Path("grader"), Path("platform/campus"), *(Path("courses", c, c) for c in course_ids(campus))]
    strangers = [one for one in there if not any(one.is_relative_to(folder) for folder in allowed)]
    assert strangers == []
    written = "found = [one for one in files if '### BEGIN SOLUTION\\n' in (read(one) or '')]"
    packages = [str(REPOSITORY / one) for one in there if one.parts[0] == "courses"]
    assert attempt(written, files=packages) == []
    # What she was given has its tests, without the hidden part.
    mine = f"/home/{ATTACKER}/{COURSE}/{EXERCISE}/{EXERCISE}.ipynb"
    given = attempt(f"found = read('{mine}')")
    assert "assert" in given
    assert "HIDDEN TESTS" not in given


def course_ids(campus: Running) -> tuple[str, ...]:
    return campus.campus.course_ids


def test_outside_her_home_she_changes_nothing(campus: Running, attempt: Attempt) -> None:
    conf = campus.campus.settings.conf_dir / "learner"
    package = REPOSITORY / "courses" / COURSE / COURSE
    folders = [REPOSITORY, REPOSITORY / "grader", package, conf, Path("/"), Path("/etc"), Path("/usr/bin")]
    write = """
found = []
for folder in folders:
    try:
        pathlib.Path(folder, "hers.txt").write_text("hers")
        found.append(folder)
    except OSError:
        pass
for file in files:
    try:
        open(file, "ab").close()
        found.append(file)
    except OSError:
        pass
"""
    files = [conf / "nbgrader_config.json", REPOSITORY / "grader" / "errors.py", package / "__init__.py"]
    given = {"folders": [str(one) for one in folders], "files": [str(one) for one in files]}
    assert attempt(write, **given) == []


# -- processes -------------------------------------------------------------------------------------


def test_no_process_but_her_own_is_seen_or_can_be_ended(campus: Running, attempt: Attempt) -> None:
    everyone = [campus.process.pid, *campus.pids()]
    code = """
inside = {int(one) for one in os.listdir("/proc") if one.isdigit()}
found = []
for pid in outside:
    if pid not in inside:
        try:
            os.kill(pid, 9)
            found.append(pid)
        except ProcessLookupError:
            pass
"""
    assert attempt(code, outside=everyone) == []
    assert all(psutil.pid_exists(pid) for pid in everyone)
    owners = attempt(
        "found = sorted({os.stat(f'/proc/{pid}').st_uid for pid in os.listdir('/proc') if pid.isdigit()})"
    )
    home = campus.campus.settings.homes_dir / ATTACKER
    assert set(owners) <= {0, home.stat().st_uid}  # 0: bubblewrap itself
    assert attempt("try: os.kill(1, 9); found = True\nexcept OSError: found = False") is False


def test_no_secret_of_the_campus_is_in_an_environment_or_a_command_line(
    campus: Running, victim: Visitor, attempt: Attempt
) -> None:
    look = """
found = ""
for pid in os.listdir("/proc"):
    if pid.isdigit():
        for name in ("environ", "cmdline"):
            found += read(f"/proc/{pid}/{name}") or ""
"""
    seen = attempt(look)
    assert "JUPYTERHUB_API_TOKEN" in seen  # her own
    secrets = secret.read(campus.campus.settings.secrets_dir)
    assert [name for name, key in secrets.items() if key in seen] == []
    with Kernel(victim) as kernel:
        hers = kernel.run("import os; print(os.environ['JUPYTERHUB_API_TOKEN'])").strip()
    assert len(hers) > 20
    assert hers not in seen


def test_her_kernels_listen_on_no_port_where_others_could_hear_them(
    campus: Running, attempt: Attempt
) -> None:
    code = """
inodes = set()
for path in pathlib.Path("/proc").glob("[0-9]*/fd/*"):
    try:
        inodes.add(os.readlink(path))
    except OSError:
        pass
rows = [line.split() for name in ("tcp", "tcp6") for line in open(f"/proc/net/{name}").readlines()[1:]]
found = [int(row[1].split(":")[1], 16) for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in inodes]
server = int(os.environ["JUPYTERHUB_SERVICE_URL"].split(":")[2].split("/")[0])
found = [port for port in found if port != server]
"""
    assert attempt(code) == []


# -- the exchange ----------------------------------------------------------------------------------


def test_she_cannot_hand_in_under_anothers_name(campus: Running, attempt: Attempt, tokens: list[str]) -> None:
    before = submissions(campus)
    code = """
from grader.exchange.bundle import pack
bundle = pack(pathlib.Path.home() / where)
found = [ask("POST", url, token, data=bundle)[0] for token in tokens]
"""
    url = f"{campus.campus.settings.exchange_url}/api/submissions/{COURSE}/{EXERCISE}?learner={VICTIM}"
    assert attempt(code, url=url, tokens=tokens, where=f"{COURSE}/{EXERCISE}") == [403, 403]
    assert submissions(campus) == before


def test_she_reads_neither_the_work_nor_the_results_of_others(
    campus: Running, victim: Visitor, attempt: Attempt, tokens: list[str]
) -> None:
    [*_, theirs] = campus.campus.store.submissions([COURSE], EXERCISE, VICTIM)
    base = f"{campus.campus.settings.exchange_url}/api"
    time = theirs.received_at.isoformat(timespec="microseconds").replace("+", "%2B")
    urls = [
        f"{base}/submissions/{theirs.id}",
        f"{base}/submissions/{theirs.id}/bundle",
        f"{base}/submissions?learner={VICTIM}",
        f"{base}/submissions?course={COURSE}&learner={VICTIM}",
        f"{base}/feedback/{COURSE}/{EXERCISE}?learner={VICTIM}",
        f"{base}/feedback/{COURSE}/{EXERCISE}/{time}?learner={VICTIM}",
    ]
    code = "found = [ask('GET', url, token)[0] for url in urls for token in tokens]"
    assert attempt(code, urls=urls, tokens=tokens) == [403] * 12
    # Nor in what she may ask for, nor through the pages of her own server.
    hers = attempt("found = ask('GET', url)[1]", url=f"{base}/submissions")
    assert VICTIM not in hers
    through = f"{campus.url}/user/{ATTACKER}/campus/api/submissions/{theirs.id}"
    assert attempt("found = ask('GET', url, token)[0]", url=through, token=tokens[1]) == 403


def test_she_releases_nothing_and_takes_nothing_back(
    campus: Running, attempt: Attempt, tokens: list[str]
) -> None:
    before = campus.campus.store.find_release(COURSE, EXERCISE)
    url = f"{campus.campus.settings.exchange_url}/api/assignments/{COURSE}/{EXERCISE}"
    code = """
found = [ask("DELETE", url, token)[0] for token in tokens]
found += [ask("PUT", url + "?force=1", token, data=b"")[0] for token in tokens]
"""
    assert attempt(code, url=url, tokens=tokens) == [403] * 4
    assert campus.campus.store.find_release(COURSE, EXERCISE) == before


# -- the hub, the proxy and the servers of others --------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "users"),
        ("GET", f"users/{VICTIM}"),
        ("GET", f"users/{VICTIM}/tokens"),
        ("POST", f"users/{VICTIM}/tokens"),
        ("POST", "users/eve"),
        ("PATCH", f"users/{ATTACKER}"),
        ("DELETE", f"users/{VICTIM}/server"),
        ("POST", "users/nadia/server"),
        ("GET", "groups"),
        ("POST", f"groups/formgrade-{COURSE}/users"),
        ("GET", "services"),
        ("GET", "proxy"),
        ("GET", "info"),
        ("POST", "shutdown"),
    ],
)
def test_the_hub_tells_and_does_nothing_about_others(
    campus: Running, attempt: Attempt, tokens: list[str], method: str, path: str
) -> None:
    code = "found = [ask(method, url, token, json=body)[0] for token in tokens]"
    body = {"users": [ATTACKER], "admin": True}
    for base in (campus.campus.settings.hub_api_url, f"{campus.url}/hub/api"):
        statuses = attempt(code, method=method, url=f"{base}/{path}", tokens=tokens, body=body)
        assert set(statuses) <= {403, 404}


def test_the_proxy_takes_no_orders_from_her(campus: Running, attempt: Attempt, tokens: list[str]) -> None:
    url = f"http://127.0.0.1:{campus.campus.settings.proxy_port}/api/routes"
    code = """
found = [ask("GET", url, token)[0] for token in tokens]
found += [ask("POST", url + "/user/eve", token, json={"target": "http://127.0.0.1:1"})[0] for token in tokens]
found.append(requests.get(url, timeout=30).status_code)
"""
    assert attempt(code, url=url, tokens=tokens) == [403] * 5


def test_the_server_of_another_lets_nobody_else_in(
    campus: Running, victim: Visitor, attacker: Visitor, attempt: Attempt, tokens: list[str]
) -> None:
    with Kernel(victim) as kernel:
        direct = kernel.run("import os; print(os.environ['JUPYTERHUB_SERVICE_URL'])").strip().rstrip("/")
    notebook = f"api/contents/{COURSE}/{EXERCISE}/{EXERCISE}.ipynb"
    code = "found = [ask(method, url, token)[0] for url in urls for token in tokens for method in ('GET', 'POST')]"
    for server in (direct, f"{campus.url}/user/{VICTIM}"):
        urls = [f"{server}/{notebook}", f"{server}/api/kernels", f"{server}/api/terminals"]
        assert set(attempt(code, urls=urls, tokens=tokens)) <= {403}
    # Nor with all the cookies of her browser.
    page = attacker.session.get(f"{campus.url}/user/{VICTIM}/tree", timeout=30)
    assert page.status_code == 403
    assert victim.session.get(f"{campus.url}/user/{VICTIM}/api/status", timeout=30).ok


def test_the_pages_of_facilitators_stay_closed(campus: Running, attempt: Attempt, tokens: list[str]) -> None:
    formgrader = f"{campus.url}/services/formgrader-{COURSE}"
    urls = [f"{formgrader}/formgrader", f"{formgrader}/api/contents", f"{campus.url}/services/campus/room"]
    found = attempt(
        "found = [ask('GET', url, token) for url in urls for token in tokens]", urls=urls, tokens=tokens
    )
    for status, text in found:
        assert status in (302, 403)
        assert VICTIM not in text


# -- links -----------------------------------------------------------------------------------------


def test_a_link_in_her_home_is_followed_by_nothing_of_ours(
    campus: Running, attacker: Visitor, attempt: Attempt
) -> None:
    secrets = campus.campus.settings.secrets_dir
    theirs = campus.campus.settings.homes_dir / VICTIM / COURSE / EXERCISE
    before = submissions(campus)
    for target in (secrets, theirs, theirs / f"{EXERCISE}.ipynb", Path("/etc/hosts")):
        for name in (f"{EXERCISE}.ipynb", "plus.txt"):
            link = f"{COURSE}/{EXERCISE}/{name}"
            assert attempt.shell(f"mv {COURSE} kept && cp -r kept {COURSE} && ln -sf {target} {link}")[0] == 0
            url = f"{campus.url}/user/{ATTACKER}/campus/api/submissions/{COURSE}/{EXERCISE}"
            answer = attacker.session.post(url, headers=attacker.xsrf(), timeout=60)
            assert answer.status_code in (400, 404), answer.text
            opened = f"{campus.url}/user/{ATTACKER}/api/contents/{link}"
            shown = attacker.session.get(opened, timeout=60)
            # Links lead no further than she can see from inside.
            assert not shown.ok or target == Path("/etc/hosts")
            assert attempt.shell(f"rm -rf {COURSE} && mv kept {COURSE}")[0] == 0
    assert submissions(campus) == before


def test_a_folder_that_is_a_link_gives_nothing_of_others(
    campus: Running, attacker: Visitor, attempt: Attempt
) -> None:
    theirs = campus.campus.settings.homes_dir / VICTIM / COURSE
    before = submissions(campus)
    assert attempt.shell(f"mv {COURSE} kept && ln -s {theirs} {COURSE}")[0] == 0
    base = f"{campus.url}/user/{ATTACKER}/campus"
    opened = attacker.session.get(f"{base}/open/{COURSE}/{EXERCISE}", timeout=60)
    assert not opened.ok
    handed_in = attacker.session.post(
        f"{base}/api/submissions/{COURSE}/{EXERCISE}", headers=attacker.xsrf(), timeout=60
    )
    assert not handed_in.ok
    assert attempt.shell(f"rm {COURSE} && mv kept {COURSE}")[0] == 0
    assert submissions(campus) == before
