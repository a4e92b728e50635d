"""The Atelier's page in her own server: who gets it, what it says of the exercise, and what it may load."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from campus.learner.desk import Place
from campus.learner.piece import Piece, exercise_of, piece_of
from tests.atelier.page_server import COURSE, FILES, her_server, notebook, put

pytestmark = pytest.mark.slow
DIST = "/services/campus/atelier/0123456789abcdef/"
PAGE = f"campus/atelier/{COURSE}/ma_page"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with her_server(tmp_path_factory.mktemp("atelier"), DIST) as started:
        put(started.home, "ma_page", notebook("web", "index.html", "Ma </script> page"), FILES)
        plain = json.loads(notebook("web", "index.html", ""))
        del plain["metadata"]["campus"]
        put(started.home, "guichet", json.dumps(plain), {})
        yield started


@pytest.fixture
def page(server: Any) -> requests.Response:
    answer: requests.Response = server.ask("GET", PAGE)
    assert answer.status_code == 200
    return answer


def config_of(page: requests.Response) -> Any:
    found = re.search(r'<script type="application/json" id="config">(.*?)</script>', page.text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_an_exercise_that_is_made_there_opens_in_the_atelier(server: Any) -> None:
    answer = server.ask("GET", f"campus/open/{COURSE}/ma_page")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/user/lea/{PAGE}"


def test_any_other_exercise_opens_as_a_notebook(server: Any) -> None:
    answer = server.ask("GET", f"campus/open/{COURSE}/guichet")
    assert answer.headers["Location"] == f"/user/lea/notebooks/{COURSE}/guichet/guichet.ipynb"


def test_where_the_atelier_is_not_built_every_exercise_opens_as_a_notebook(tmp_path: Any) -> None:
    with her_server(tmp_path, None) as server:
        put(server.home, "ma_page", notebook("web", "index.html", "Ma page"), FILES)
        answer = server.ask("GET", f"campus/open/{COURSE}/ma_page")
        assert answer.headers["Location"].endswith("/ma_page.ipynb")
        assert server.ask("GET", PAGE).headers["Location"] == f"/user/lea/campus/open/{COURSE}/ma_page"


def test_the_page_is_french_and_says_what_its_scripts_need(page: requests.Response) -> None:
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Cache-Control"] == "no-store"
    assert '<html lang="fr">' in page.text
    config = config_of(page)
    nonce = config.pop("nonce")
    assert len(nonce) >= 16
    assert config == {
        "learner": "lea",
        "course": COURSE,
        "exercise": "ma_page",
        "kind": "web",
        "main": "index.html",
        "title": "Ma </script> page",
        "base": "/user/lea/",
        "dist": DIST,
        "hub": "/hub/",
        "path": "/services/campus/",
        "notebook": f"/user/lea/notebooks/{COURSE}/ma_page/ma_page.ipynb",
    }


def test_the_page_loads_from_what_was_built_and_from_her_server_alone(page: requests.Response) -> None:
    host = urlsplit(page.url).netloc
    policy = dict(
        directive.strip().split(" ", 1) for directive in page.headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == f"http://{host}{DIST}"
    assert policy["style-src"] == f"http://{host}{DIST} 'nonce-{config_of(page)['nonce']}'"
    assert policy["connect-src"].split() == [
        f"http://{host}/user/lea/",
        f"ws://{host}/user/lea/",
        f"http://{host}{DIST}",
    ]
    assert policy["frame-src"].split() == [
        f"http://{host}{DIST}player.html",
        f"http://{host}/user/lea/campus/preview",
        f"http://{host}/user/lea/campus/site/",
    ]
    assert policy["form-action"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in page.headers["Content-Security-Policy"]


def test_a_host_that_is_none_is_not_written_into_the_policy(server: Any) -> None:
    answer = server.ask("GET", PAGE, headers={"Host": "x; script-src *"})
    assert "script-src *" not in answer.headers.get("Content-Security-Policy", "")


def test_nobody_gets_the_page_without_signing_in(server: Any) -> None:
    answer = requests.get(server.url + PAGE, timeout=10, allow_redirects=False)
    assert answer.status_code == 302
    assert "/login" in answer.headers["Location"]


def test_what_is_no_exercise_of_the_atelier_opens_as_any_other(server: Any) -> None:
    for exercise in ("guichet", "inconnu", "%2e%2e"):
        answer = server.ask("GET", f"campus/atelier/{COURSE}/{exercise}")
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/user/lea/campus/open/")


def test_the_frame_of_previews_has_no_origin_and_no_network(server: Any) -> None:
    answer = requests.get(f"{server.url}campus/preview", timeout=10)
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts allow-forms allow-modals; default-src 'none'")
    assert "allow-same-origin" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("girls_can_code/ma_page/index.html", "index.html"),
        ("girls_can_code/livre_dor/templates/base.html", "templates/base.html"),
        ("girls_can_code/ma_page/ma_page.ipynb", None),
        ("girls_can_code/ma_page/.cache/x.py", None),
        ("girls_can_code/notes.txt", None),
        ("notes.txt", None),
        ("Girls Can/ma_page/index.html", None),
    ],
)
def test_a_file_belongs_to_an_exercise_by_its_path(path: str, name: str | None) -> None:
    found = exercise_of(path)
    assert (found and found[1]) == name


@pytest.mark.parametrize(
    "told",
    [None, [], {"kind": "notebook", "main": "x"}, {"kind": "game"}, {"kind": "web", "main": ""}, {"kind": 1}],
)
def test_a_notebook_that_says_nothing_sensible_is_no_piece(tmp_path: Any, told: Any) -> None:
    content = json.loads(notebook("web", "index.html", ""))
    content["metadata"]["campus"] = told
    put(tmp_path, "ma_page", json.dumps(content), {})
    assert piece_of(tmp_path, Place(COURSE, "ma_page")) is None


def test_a_notebook_that_changes_is_read_anew(tmp_path: Any) -> None:
    where = Place(COURSE, "jeu")
    put(tmp_path, "jeu", notebook("game", "jeu.py", "Mon jeu"), {})
    assert piece_of(tmp_path, where) == Piece("game", "jeu.py", "Mon jeu")
    put(tmp_path, "jeu", notebook("game", "jeu.py", "Mon grand jeu"), {})
    assert piece_of(tmp_path, where) == Piece("game", "jeu.py", "Mon grand jeu")
    put(tmp_path, "jeu", "{", {})
    assert piece_of(tmp_path, where) is None
