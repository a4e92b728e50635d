"""Flask, its templates and SQLite, as they complain in a first web site."""

from collections.abc import Callable

import pytest

from grader import words

ReadsWell = Callable[..., None]
GIVEN = """
import sqlite3
from flask import Flask, flash, render_template, render_template_string, session, url_for
app = Flask("site")
app.testing = True

@app.route("/")
def accueil():
    return "x"

@app.route("/vide")
def vide():
    print("x")

@app.route("/nombre")
def nombre():
    return 3

@app.route("/flash")
def merci():
    flash("Merci")
    return ""

def visit(path):
    app.test_client().get(path)
"""


@pytest.mark.parametrize(
    ("code", "pieces"),
    [
        (
            "with app.test_request_context(): render_template('acceuil.html')",
            ["« acceuil.html »", "templates"],
        ),
        ("with app.test_request_context(): url_for('acceuil')", ['`url_for("acceuil")`', "accueil ?"]),
        ("visit('/vide')", ["fonction vide", "return"]),
        ("visit('/nombre')", ["un nombre entier", "str("]),
        ("visit('/flash')", ["app.secret_key"]),
        (
            "with app.app_context(): render_template_string('{{ prenom.upper() }}')",
            ["« prenom »", "prenom=..."],
        ),
        ("with app.app_context(): render_template_string('{% if x %}')", ["`{% endif %}`"]),
        ("with app.app_context(): render_template_string('{{ a b }}')", ["{{ }}"]),
        (
            "with app.app_context(): render_template_string('{% if x %}a{% block b %}{% endblock %}')",
            ["{% if … %}", "`{% endif %}`"],
        ),
        (
            "with app.app_context(): render_template_string('{% block b %}a')",
            ["{% block … %}", "`{% endblock %}`"],
        ),
        (
            "with app.app_context(): render_template_string('{% if page = 3 %}{% endif %}')",
            ["deux signes égal"],
        ),
        (
            "with app.app_context(): render_template_string('{% extend \"base.html\" %}')",
            ["{% extend … %}", "« extends »"],
        ),
        ("@app.route('/encore')\ndef accueil():\n    return 'y'", ["s'appellent accueil"]),
        ("app.route('page')(lambda: '')", ['`@app.route("/page")`']),
        ("sqlite3.connect(':memory:').execute('select * from messages')", ["« messages »", "CREATE TABLE"]),
    ],
)
def test_a_site_s_errors_read_well(reads_well: ReadsWell, code: str, pieces: list[str]) -> None:
    reads_well(code, *pieces, given=GIVEN)


def test_a_route_s_hole_that_its_function_does_not_take_is_told_where_flask_called_it() -> None:
    message = "bonjour() got an unexpected keyword argument 'prenom'"
    names = ["Flask", "app", "bonjour"]
    assert "`def bonjour(prenom):`" in words.explain("TypeError", message, None, names)
    said = words.explain("TypeError", message, words.Place(3, "bonjour(prenom=2)"), names)
    assert "trou" not in said


def test_what_flask_has_and_she_forgot_to_import_is_told_where_it_is_a_site() -> None:
    message = "name 'request' is not defined"
    assert "`from flask import ...`" in words.explain("NameError", message, None, ["Flask", "app"])
    assert "flask" not in words.explain("NameError", message, None, ["app"])
