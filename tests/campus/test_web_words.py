"""French as it is printed, and what a page may load."""

import re
from typing import Any

import pytest

from campus.web.assets import ASSETS
from campus.web.signin import viewer_of
from campus.web.words import duration, number, prose, typeset

AT = "/services/campus"
Classroom = Any  # the fixture's class lives in conftest.py


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Bravo !", "Bravo\u202f!"),
        ("Qui ? Toi ; moi", "Qui\u202f? Toi\u202f; moi"),
        ("Le prix : 3 €", "Le prix\u00a0: 3\u00a0€"),
        ("« Rosaces »", "«\u00a0Rosaces\u00a0»"),
        ("x != y", "x != y"),
    ],
)
def test_no_line_starts_with_a_sign(typed: str, printed: str) -> None:
    assert typeset(typed) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [(3.0, "3"), (0.0, "0"), (2.5, "2,5"), (7 / 3, "2,33"), (10.0, "10")],
)
def test_numbers_have_a_decimal_comma(value: float, printed: str) -> None:
    assert number(value) == printed


def test_code_is_shown_as_it_was_typed_and_never_run() -> None:
    assert prose("Essaie `a != b ?` !") == "Essaie <code>a != b ?</code>\u202f!"
    assert prose("<i>`<script>`</i>") == "&lt;i&gt;<code>&lt;script&gt;</code>&lt;/i&gt;"
    assert prose("une ` seule") == "une ` seule"


def test_groups_of_the_hub_say_who_she_is() -> None:
    groups = ["learn-keskia", "formgrade-pixels", "learn-busy_ness", "other"]
    viewer = viewer_of({"name": "ines", "groups": groups}, "Inès", "secret")
    assert viewer.courses == ("busy_ness", "keskia")
    assert viewer.teaches == ("pixels",)
    assert viewer.roles == {"learner", "facilitator"}
    assert "secret" not in repr(viewer)
    assert viewer_of({"name": "zoe"}, "Zoé", None).roles == {"learner"}


@pytest.mark.parametrize("path", ["/path", "/room", "/nowhere"])
def test_a_page_asks_no_other_host_for_anything(classroom: Classroom, path: str) -> None:
    classroom.seat(teaches=("pixels",))
    answer = classroom.client.get(AT + path)
    for address in re.findall(r'(?:src|href|action|hx-get|hx-post)="([^"]+)"', answer.text):
        assert address.startswith(("/", "#")), address
        assert not address.startswith("//"), address
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", answer.text)


def test_every_answer_carries_the_security_headers(classroom: Classroom) -> None:
    for path in ("/path", "/nowhere", "/static/campus.css"):
        headers = classroom.client.get(AT + path).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
    classroom.store.opened("pixels", "step_0", "ines")
    page = classroom.client.get(f"{AT}/path")
    assert page.headers["Cache-Control"] == "no-store"
    cookie = page.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert f"Path={AT}/" in cookie


@pytest.mark.parametrize("name", ASSETS)
def test_what_npm_brought_is_served_by_us(classroom: Classroom, name: str) -> None:
    assert classroom.status(f"/assets/{name}") == 200


@pytest.mark.parametrize("name", ["package.json", "..%2fpackage.json", "../package.json", "axe.min.js"])
def test_nothing_else_of_npm_is_served(classroom: Classroom, name: str) -> None:
    assert classroom.status(f"/assets/{name}") == 404


def test_long_exercises_are_told_in_hours(classroom: Classroom) -> None:
    with classroom.client.application.test_request_context():
        assert [duration(minutes) for minutes in (45, 60, 75, 240)] == [
            "45 minutes",
            "1 heure",
            "1\u00a0h\u00a015",
            "4 heures",
        ]
