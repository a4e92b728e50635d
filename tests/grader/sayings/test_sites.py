"""Flask, its templates and SQLite, as they complain in a first web site."""

from collections.abc import Callable

import pytest

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
        ("app.route('page')(lambda: '')", ['`@app.route("/page")`']),
        ("sqlite3.connect(':memory:').execute('select * from messages')", ["« messages »", "CREATE TABLE"]),
    ],
)
def test_a_site_s_errors_read_well(reads_well: ReadsWell, code: str, pieces: list[str]) -> None:
    reads_well(code, *pieces, given=GIVEN)
