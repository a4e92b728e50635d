"""Her Flask site in its preview: started as she wrote it, shown as she wrote it, explained where it fails."""

import io
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from campus.learner.desk import Place
from campus.learner.site import runner
from tests.atelier.sites import HELLO, HOME, WHERE, Served, served

GUESTBOOK = """
from flask import Flask, flash, redirect, render_template, request, session, url_for

app = Flask(__name__)
app.secret_key = "chut"
messages = []

@app.route("/")
def accueil():
    session["visites"] = session.get("visites", 0) + 1
    return render_template("index.html", messages=messages, visites=session["visites"])

@app.route("/ajouter", methods=["POST"])
def ajouter():
    messages.append(request.form["message"])
    flash("Merci !")
    return redirect(url_for("accueil"))

@app.route("/racine")
def racine():
    return redirect("/")

@app.route("/photo", methods=["GET", "POST"])
def photo():
    return str(len(request.files["photo"].read()))

@app.route("/adresse")
def adresse():
    return url_for("accueil", _external=True)

@app.route("/retour")
def retour():
    return redirect(request.referrer)
"""
INDEX = """<!doctype html><link rel="stylesheet" href="/static/style.css">
<p>Visite {{ visites }}</p>
{% for message in get_flashed_messages() %}<b>{{ message }}</b>{% endfor %}
<form action="/ajouter" method="post"><input name="message"></form>
<a href="{{ url_for('racine') }}">ici</a> <a href="//ailleurs.org">là</a>
{% for message in messages %}<li>{{ message }}</li>{% endfor %}
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path) as made:
        yield made


@pytest.fixture
def guestbook(site: Served) -> Served:
    files: Any = {
        "templates/index.html": INDEX,
        "static/style.css": "body { background: url(/static/a.png) }",
    }
    assert site.start(GUESTBOOK, **files) == "running", site.standing
    return site


def words(page: str) -> str:
    return unescape(page).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    "app",
    [
        HELLO,
        HELLO.replace("app = ", "application = ").replace("@app", "@application"),
        HELLO + "\napp.run()\n",
        HELLO + "\nif __name__ == '__main__':\n    app.run(host='0.0.0.0', port=80, debug=True)\n",
        "from flask import Flask\n\ndef create_app():\n    site = Flask(__name__)\n"
        f"    site.add_url_rule('/', view_func=lambda: '{HOME}')\n    return site\n",
        HELLO.replace("app", "mon_site"),
        HELLO + "\nfrom werkzeug.serving import run_simple\nrun_simple('localhost', 4000, app)\n",
    ],
    ids=["app", "application", "app.run()", "main", "factory", "another name", "run_simple"],
)
def test_her_application_is_found_as_she_wrote_it(site: Served, app: str) -> None:
    assert site.start(app) == "running", site.standing
    assert site.ask().text == HOME


def test_several_files_see_one_application(site: Served) -> None:
    more: Any = {"pages.py": "from app import app\n\n@app.route('/deux')\ndef deux():\n    return 'deux'\n"}
    assert site.start(HELLO + "\nimport pages\napp.run()\n", **more) == "running", site.standing
    assert site.ask("deux").text == "deux"


def test_a_form_a_redirect_and_a_flash_work_as_at_home(guestbook: Served) -> None:
    answer = guestbook.ask("ajouter", "POST", data={"message": "Coucou <3"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == guestbook.path
    page = guestbook.ask().text
    assert "Coucou &lt;3" in page
    assert "<b>Merci !</b>" in page
    assert "<b>" not in guestbook.ask().text


def test_session_lives_in_the_relay_s_jar_and_not_in_the_browser(guestbook: Served) -> None:
    first = guestbook.ask()
    assert "Visite 1" in first.text
    assert "Set-Cookie" not in first.headers
    assert "Visite 2" in guestbook.ask().text


def test_links_from_the_root_stay_on_her_site(guestbook: Served) -> None:
    root = guestbook.path
    page = guestbook.ask().text
    assert f'action="{root}ajouter"' in page
    assert f'href="{root}static/style.css"' in page
    assert f'href="{root}racine"' in page  # url_for knew it already
    assert 'href="//ailleurs.org"' in page
    assert guestbook.ask("racine").headers["Location"] == root
    assert f"url({root}static/a.png)" in guestbook.ask("static/style.css").text
    assert guestbook.ask("adresse").text == guestbook.url


def test_going_back_to_where_she_came_from_works_without_the_browser_s_help(guestbook: Served) -> None:
    guestbook.ask("?page=2")
    assert guestbook.ask("retour").headers["Location"] == f"{guestbook.path}?page=2"


def test_a_picture_can_be_uploaded(guestbook: Served) -> None:
    answer = guestbook.ask("photo", "POST", files={"photo": ("chat.png", io.BytesIO(b"x" * 3_000_000))})
    assert answer.text == "3000000"


def test_a_template_that_changes_is_there_at_once_and_nothing_starts_again(guestbook: Served) -> None:
    before = guestbook.standing["round"]
    guestbook.write({"templates/index.html": "<p>Nouveau"})
    assert guestbook.ask().text == "<p>Nouveau"
    assert guestbook.standing["round"] == before


def test_saving_starts_it_again_and_whoever_asks_meanwhile_waits(site: Served) -> None:
    assert site.start() == "running"
    before = site.standing["round"]
    site.write({"app.py": HELLO.replace("Bonjour", "Bonsoir")})
    site.wait("running", after=before)
    assert "Bonsoir" in site.ask().text


def test_starting_what_runs_unchanged_does_nothing(site: Served) -> None:
    assert site.start() == "running"
    before = site.standing["round"]
    site.do(site.sites.start(WHERE, "app.py"))
    assert site.standing["round"] == before


def test_a_crash_at_the_start_is_explained_with_its_line_and_mended_by_saving(site: Served) -> None:
    assert site.start(HELLO + "\nprint('presque')\nprint(mesage)\nmessage = 1\n") == "crashed"
    error = site.standing["error"]
    assert error["name"] == "NameError"
    assert (error["file"], error["line"]) == ("app.py", 10)
    assert "message" in error["french"]
    assert "print(mesage)" in words(error["french"])
    assert "presque" in site.standing["log"]
    answer = site.ask()
    assert answer.status_code == 503
    assert "app.py, ligne 10" in words(answer.text)
    before = site.standing["round"]
    site.write({"app.py": HELLO})
    site.wait("running", after=before)
    assert site.ask().text == HOME


@pytest.mark.parametrize(
    ("app", "line", "said"),
    [
        (HELLO + "\ndef oups(:\n", 9, "app.py"),
        ("app = 3\n", 0, "app = Flask(__name__)"),
        (HELLO + "\nnom = input('Ton nom ?')\n", 9, "formulaire"),
        (HELLO + "\nimport sys\nsys.exit()\n", 10, "exit()"),
        (
            HELLO + "\n@app.route('/b')\ndef accueil():\n    return ''\n",
            9,
            "Deux fonctions de ton site s'appellent accueil",
        ),
    ],
    ids=["syntax", "no site", "input", "exit", "twice"],
)
def test_what_keeps_it_from_starting_is_said_in_french(site: Served, app: str, line: int, said: str) -> None:
    assert site.start(app) == "crashed"
    error = site.standing["error"]
    assert error["line"] == line
    assert said in words(error["french"]) + error["file"]
    assert "pendant la correction" not in error["french"]


def test_an_error_in_a_page_is_explained_there_and_to_the_atelier(site: Served) -> None:
    site.start(HELLO + "\n@app.route('/age')\ndef age():\n    return 'Tu as ' + 12 + ' ans'\n")
    answer = site.ask("age")
    assert answer.status_code == 500
    assert "app.py, ligne 11" in words(answer.text)
    assert "Internal Server Error" not in answer.text
    error = site.standing["error"]
    assert (error["name"], error["line"]) == ("TypeError", 11)
    assert site.standing["state"] == "running"
    assert site.ask().text == HOME


def test_an_error_in_a_template_names_the_template(guestbook: Served) -> None:
    guestbook.write({"templates/index.html": "<p>\n{{ visites + 'a' }}"})
    answer = guestbook.ask()
    assert answer.status_code == 500
    assert "templates/index.html, ligne 2" in words(answer.text)
    guestbook.write({"templates/index.html": "<p>\n{% for %}"})
    assert "templates/index.html, ligne 2" in words(guestbook.ask().text)


def test_her_own_error_pages_are_shown_as_they_are(site: Served) -> None:
    mine = "\n@app.errorhandler({0})\ndef page_{0}(e):\n    return 'la mienne {0}', {0}\n"
    site.start(HELLO + mine.format(404) + mine.format(500) + "\n@app.route('/b')\ndef b():\n    1 / 0\n")
    assert (site.ask("rien").status_code, site.ask("rien").text) == (404, "la mienne 404")
    assert (site.ask("b").status_code, site.ask("b").text) == (500, "la mienne 500")
    assert site.standing["error"]["name"] == "ZeroDivisionError"


def test_pages_that_flask_would_say_in_english_are_said_in_french(site: Served) -> None:
    site.start(
        HELLO.replace("import Flask", "import Flask, request, abort")
        + "\n@app.post('/envoi')\ndef envoi():\n    return request.form['prenom']\n"
        + "\n@app.route('/rien')\ndef rien():\n    abort(404)\n"
    )
    assert '@app.route("/secret")' in words(site.ask("secret").text)
    assert "il n'y a rien ici" in words(site.ask("rien").text)
    assert 'methods=["GET", "POST"]' in words(site.ask("", "POST").text)
    missing = site.ask("envoi", "POST", data={"nom": "Lea"})
    assert missing.status_code == 400
    assert 'name="prenom"' in words(missing.text)


def test_a_file_that_never_ends_is_given_up_with_its_line(
    site: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "START_SECONDS", 2.0)
    assert site.start(HELLO + "\nwhile True:\n    pass\n") == "crashed"
    assert site.standing["error"]["line"] in (9, 10)
    assert "ne s'arrête pas" in words(site.standing["error"]["french"])


def test_one_site_runs_at_a_time(site: Served) -> None:
    assert site.start() == "running"
    other = Place("girls_can_code", "autre")
    folder: Path = site.home / other.notebook.parent
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "app.py").write_text(HELLO)
    started = site.do(site.sites.start(other, "app.py"))
    assert site.do(started.ready()) == "running"
    assert site.standing["state"] == "stopped"
    page = site.ask()
    assert page.status_code == 503
    assert "ne tourne pas en ce moment" in words(page.text)
    site.do(site.sites.stop(other))


def test_who_looks_at_nothing_for_long_finds_it_stopped(
    site: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert site.start() == "running"
    monkeypatch.setattr(runner, "IDLE_SECONDS", 0.0)
    site.wait("stopped")


def test_a_folder_without_the_file_says_which(site: Served) -> None:
    site.start()
    (site.folder / "app.py").unlink()
    site.wait("crashed")
    assert "« app.py »" in words(site.standing["error"]["french"])
