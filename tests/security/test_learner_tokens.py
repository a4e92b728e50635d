"""What a learner tries with the tokens that she has or makes, and is refused.

From inside, she reaches the hub's API and the exchange, through the gateway's sockets, and nothing else; from
outside, where her browser and her own computer are, she has the same tokens.
"""

from typing import Any

import pytest
import requests

from benchmarks.kernel import Kernel
from benchmarks.running import Running
from benchmarks.visitor import Visitor

pytestmark = pytest.mark.e2e

Attempt = Any  # tests/security/conftest.py
COURSE, EXERCISE = "girls_can_code", "guichet_malin"
ATTACKER, VICTIM = "jade", "yasmine"
HUB = "http+unix://%2Frun%2Fcampus%2Fhub.sock/hub/api"
EXCHANGE = "http+unix://%2Frun%2Fcampus%2Fexchange.sock/services/exchange/api"
NOBODY = 0  # answers there: tests/security/conftest.py


def submissions(campus: Running) -> list[str]:
    return [one.id for one in campus.campus.store.submissions()]


def ask(method: str, url: str, token: str, **options: Any) -> requests.Response:
    """The same from her own computer."""
    headers = {"Authorization": f"token {token}"}
    return requests.request(method, url, headers=headers, allow_redirects=False, timeout=30, **options)


# -- the exchange ----------------------------------------------------------------------------------


def test_she_cannot_hand_in_under_anothers_name(campus: Running, attempt: Attempt, tokens: list[str]) -> None:
    before = submissions(campus)
    code = """
from grader.exchange.bundle import pack
bundle = pack(pathlib.Path.home() / where)
found = [ask("POST", url, token, data=bundle)[0] for token in tokens]
"""
    url = f"{EXCHANGE}/submissions/{COURSE}/{EXERCISE}?learner={VICTIM}"
    assert attempt(code, url=url, tokens=tokens, where=f"{COURSE}/{EXERCISE}") == [403, 403]
    assert submissions(campus) == before


def test_she_reads_neither_the_work_nor_the_results_of_others(
    campus: Running, victim: Visitor, attempt: Attempt, tokens: list[str]
) -> None:
    [*_, theirs] = campus.campus.store.submissions([COURSE], EXERCISE, VICTIM)
    time = theirs.received_at.isoformat(timespec="microseconds").replace("+", "%2B")
    urls = [
        f"{EXCHANGE}/submissions/{theirs.id}",
        f"{EXCHANGE}/submissions/{theirs.id}/bundle",
        f"{EXCHANGE}/submissions?learner={VICTIM}",
        f"{EXCHANGE}/submissions?course={COURSE}&learner={VICTIM}",
        f"{EXCHANGE}/feedback/{COURSE}/{EXERCISE}?learner={VICTIM}",
        f"{EXCHANGE}/feedback/{COURSE}/{EXERCISE}/{time}?learner={VICTIM}",
    ]
    code = "found = [ask('GET', url, token)[0] for url in urls for token in tokens]"
    assert attempt(code, urls=urls, tokens=tokens) == [403] * 12
    # Nor in what she may ask for, nor through the pages of her own server.
    hers = attempt("found = ask('GET', url)[1]", url=f"{EXCHANGE}/submissions")
    assert VICTIM not in hers
    through = f"{campus.url}/user/{ATTACKER}/campus/api/submissions/{theirs.id}"
    assert ask("GET", through, tokens[1]).status_code == 403


def test_she_releases_nothing_and_takes_nothing_back(
    campus: Running, attempt: Attempt, tokens: list[str]
) -> None:
    before = campus.campus.store.find_release(COURSE, EXERCISE)
    url = f"{EXCHANGE}/assignments/{COURSE}/{EXERCISE}"
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
    inside = attempt(code, method=method, url=f"{HUB}/{path}", tokens=tokens, body=body)
    outside = [ask(method, f"{campus.url}/hub/api/{path}", token, json=body).status_code for token in tokens]
    assert {*inside, *outside} <= {403, 404}


def test_the_proxy_takes_no_orders_from_her(campus: Running, attempt: Attempt, tokens: list[str]) -> None:
    url = f"http://127.0.0.1:{campus.campus.settings.proxy_port}/api/routes"
    body = {"target": "http://127.0.0.1:1"}
    # Where it can be reached, it is not open either.
    assert [ask("GET", url, token).status_code for token in tokens] == [403] * 2
    assert [ask("POST", f"{url}/user/eve", token, json=body).status_code for token in tokens] == [403] * 2
    assert requests.get(url, timeout=30).status_code == 403
    assert (
        attempt("found = [ask('GET', url, token)[0] for token in tokens]", url=url, tokens=tokens)
        == [NOBODY] * 2
    )


def test_the_server_of_another_lets_nobody_else_in(
    campus: Running, victim: Visitor, attacker: Visitor, attempt: Attempt, tokens: list[str]
) -> None:
    with Kernel(victim) as kernel:
        direct = kernel.run("import os; print(os.environ['JUPYTERHUB_SERVICE_URL'])").strip().rstrip("/")
    paths = [f"api/contents/{COURSE}/{EXERCISE}/{EXERCISE}.ipynb", "api/kernels", "api/terminals"]
    for server in (direct, f"{campus.url}/user/{VICTIM}"):
        urls = [f"{server}/{path}" for path in paths]
        asked = [(how, url, token) for how in ("GET", "POST") for url in urls for token in tokens]
        assert {ask(*one).status_code for one in asked} == {403}
        assert set(attempt("found = [ask(*one)[0] for one in asked]", asked=asked)) == {NOBODY}
    # Nor with all the cookies of her browser.
    page = attacker.session.get(f"{campus.url}/user/{VICTIM}/tree", timeout=30)
    assert page.status_code == 403
    assert victim.session.get(f"{campus.url}/user/{VICTIM}/api/status", timeout=30).ok


def test_the_pages_of_facilitators_stay_closed(campus: Running, tokens: list[str]) -> None:
    formgrader = f"{campus.url}/services/formgrader-{COURSE}"
    urls = [f"{formgrader}/formgrader", f"{formgrader}/api/contents", f"{campus.url}/services/campus/room"]
    for answer in [ask("GET", url, token) for url in urls for token in tokens]:
        assert answer.status_code in (302, 403)
        assert VICTIM not in answer.text
