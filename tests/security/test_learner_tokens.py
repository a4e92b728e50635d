"""What a learner tries with the tokens that she has or makes, and is refused.

Nothing here keeps her from *reaching* these addresses: see test_learner_server.py for what is not closed yet.
"""

from typing import Any

import pytest

from benchmarks.kernel import Kernel
from benchmarks.running import Running
from benchmarks.visitor import Visitor

pytestmark = pytest.mark.e2e

Attempt = Any  # tests/security/conftest.py
COURSE, EXERCISE = "girls_can_code", "guichet_malin"
ATTACKER, VICTIM = "jade", "yasmine"


def submissions(campus: Running) -> list[str]:
    return [one.id for one in campus.campus.store.submissions()]


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
    code = "found = [ask(how, url, token)[0] for how in ('GET', 'POST') for url in urls for token in tokens]"
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
