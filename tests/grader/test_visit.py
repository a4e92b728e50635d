"""A learner's Flask site is opened and visited as a test says, without a network."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.visit import Site
from tests.grader.staged import staged, write

GUESTBOOK = """
from flask import Flask, redirect, render_template, request, session
app = Flask(__name__)
app.secret_key = "cle"
mots = []

@app.route("/", methods=["GET", "POST"])
def accueil():
    if request.method == "POST":
        mots.append(request.form["mot"])
        session["dernier"] = request.form["mot"]
        return redirect("/")
    return render_template("accueil.html", mots=mots, dernier=session.get("dernier", ""))

@app.route("/casse")
def casse():
    return 1 / 0

@app.route("/lente")
def lente():
    while True:
        pass

if __name__ == "__main__":
    app.run(debug=True)
    print("jamais")
"""
TEMPLATE = """<!doctype html><title>Mots</title><ul>
{% for mot in mots %}<li>{{ mot }}</li>{% endfor %}</ul><p>{{ dernier }}</p>"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("grader.visit.site.PATIENCE_SECONDS", 0.5)
    monkeypatch.setattr("grader.visit.site.SECONDS", 4.0)
    with staged(tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def site() -> Site:
    write("app.py", GUESTBOOK)
    write("templates/accueil.html", TEMPLATE)
    opened = Site("app.py")
    assert opened.open, opened.words
    return opened


def items(site: Site) -> list[str]:
    return [one.text for one in site.visit("/").page.find("li")]


def test_a_page_is_read_with_its_status_and_headers(site: Site) -> None:
    answer = site.visit("/")
    assert (answer.status, answer.ok, answer.path, answer.words) == (200, True, "/", "")
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.page.title == "Mots"


def test_what_is_sent_stays_for_the_next_visit(site: Site) -> None:
    assert site.send("/", mot="Salut").ok
    assert site.send("/", mot="<b>Coucou</b>").path == "/"
    assert items(site) == ["Salut", "<b>Coucou</b>"]
    assert not site.visit("/").page.find("b")


def test_a_redirect_can_be_looked_at(site: Site) -> None:
    answer = site.send("/", follow=False, mot="Salut")
    assert (answer.status, answer.headers["location"]) == (302, "/")


def test_cookies_are_kept_for_one_visitor(site: Site) -> None:
    site.send("/", mot="Salut")
    assert site.visit("/").page.find("p")[0].text == "Salut"
    other = Site("app.py")
    assert items(other) == []
    assert items(site) == ["Salut"]


def test_an_error_of_hers_is_told_with_its_line(site: Site) -> None:
    answer = site.visit("/casse")
    assert answer.status == 500
    assert "La page «\u00a0/casse\u00a0» s'arrête sur une erreur." in answer.words
    assert answer.words.endswith("Dans app.py, regarde la ligne 17\u00a0: `return 1 / 0`")
    assert site.visit("/").ok


def test_pages_that_are_not_there_and_fields_that_are_missing_are_answers_too(site: Site) -> None:
    assert [site.visit("/rien").status, site.send("/", autre="x").status] == [404, 400]


def test_a_page_that_never_ends_is_given_up(site: Site) -> None:
    answer = site.visit("/lente")
    assert answer.status == 0
    assert "met trop de temps" in answer.words
    assert site.visit("/").ok


def test_a_site_without_app_run_is_opened_too() -> None:
    write("app.py", "from flask import Flask\napp = Flask(__name__)\n@app.route('/')\ndef f(): return 'ok'\n")
    assert Site("app.py").visit("/").text == "ok"


@pytest.mark.parametrize(
    ("text", "state", "words"),
    [
        ("from flask import Flask\napp = Flask(__name__)\nmots.append(1)\n", "crashed", "la ligne 3"),
        ("app = Flask(__name__)\n", "crashed", "ne connaît pas le nom"),
        ("x = 1\n", "no site", "app = Flask(__name__)"),
        ("while True:\n    pass\n", "frozen", "tourne sans fin"),
        ("import os\nos._exit(0)\n", "lost", "fermé Python"),
    ],
)
def test_a_site_that_does_not_open_says_why(text: str, state: str, words: str) -> None:
    write("app.py", text)
    site = Site("app.py")
    assert (site.state, site.open) == (state, False)
    assert words in site.words
    assert (site.visit("/").status, site.visit("/").words) == (0, site.words)


def test_a_site_that_is_not_there_is_said_by_its_name() -> None:
    assert "App.py" in Site("App.py").words


@pytest.mark.slow
def test_a_python_of_its_own_opens_the_same(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with staged(tmp_path, monkeypatch, forks=False):
        other = Site("app.py")
        assert other.send("/", mot="Salut").ok
        assert items(other) == ["Salut"]
