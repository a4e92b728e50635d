"""Chromium is found where it is, room is made for it where exercises need it, and its words are ours."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from grader.browser import chromium, problems, scripts
from grader.browser.seen import Link
from grader.browser.words import status_words, wide_words
from grader.manifest import Exercise, Limits, load_exercise
from grader.sandbox.limits import resource_limits


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nothing is installed but what is put here."""
    monkeypatch.setattr(chromium, "_PLACES", (str(tmp_path / "usr/chromium"), str(tmp_path / "opt/chrome")))
    return tmp_path


def put(path: Path, head: bytes = b"\x7fELF") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(head + b"...")
    path.chmod(0o755)
    return path


def test_the_distributions_program_comes_before_playwrights(home: Path) -> None:
    assert chromium.find({"HOME": str(home)}) is None
    cache = home / ".cache/ms-playwright"
    old = put(cache / "chromium_headless_shell-1100/chrome-linux/headless_shell")
    assert chromium.find({"HOME": str(home)}) == old
    new = put(cache / "chromium_headless_shell-1200/chrome-headless-shell-linux64/chrome-headless-shell")
    assert chromium.find({"HOME": str(home)}) == new
    assert chromium.folders(new) == (new.parent,)
    installed = put(home / "opt/chrome")
    assert chromium.find({"HOME": str(home)}) == installed


def test_a_script_is_no_program_since_it_leads_out_of_what_is_confined(home: Path) -> None:
    put(home / "usr/chromium", b"#!/bin/sh\nexec snap run chromium")
    assert chromium.find({}) is None
    assert chromium.lacking({}).startswith("Chromium is missing (the one without windows): `apt install")


def test_one_can_be_named(home: Path) -> None:
    assert chromium.find({chromium.VARIABLE: "/opt/mine"}) == Path("/opt/mine")
    assert chromium.find({chromium.VARIABLE: ""}) is None
    assert chromium.folders(Path("/usr/lib/chromium/chromium")) == chromium.folders(None) == ()


def exercise(folder: Path, kind: str, more: str = "") -> Exercise:
    main = {"web": "index.html", "game": "jeu.py", "notebook": ""}[kind]
    for place in ("files", "solution") if main else ():
        (folder / place).mkdir(parents=True)
        (folder / place / main).write_text("x")
    folder.mkdir(exist_ok=True)
    (folder / "notebook.py").write_text("# %%\n1\n")
    said = f'kind = "{kind}"\n' + (f'main = "{main}"\n' if main else "")
    (folder / "exercise.toml").write_text(f'title = "t"\nminutes = 1\nsummary = "s"\n{said}{more}')
    return load_exercise(folder)


def test_sites_have_room_for_a_browser_and_others_where_they_ask(tmp_path: Path) -> None:
    assert exercise(tmp_path / "un", "web").limits == Limits(browser=True, processes=256, cell_seconds=20)
    assert exercise(tmp_path / "deux", "game").limits == Limits()
    asked = exercise(tmp_path / "trois", "notebook", "[limits]\nbrowser = true\ncell_seconds = 30\n").limits
    assert (asked.browser, asked.processes, asked.cell_seconds) == (True, 256, 30)
    short = exercise(tmp_path / "quatre", "web", "[limits]\nwall_seconds = 12\n").limits
    assert short.cell_seconds == 12


def test_only_the_process_of_a_browser_may_reserve_what_it_likes() -> None:
    usual = resource_limits(Limits(), 12_345 << 12, own_uid=True)
    roomy = resource_limits(Limits(), 12_345 << 12, own_uid=True, browser=True)
    assert roomy["RLIMIT_AS"] == -1
    assert usual["RLIMIT_DATA"] < roomy["RLIMIT_DATA"] < 4 << 30
    # An eighth of it is what Chromium takes for code, in whole blocks.
    assert roomy["RLIMIT_DATA"] // 8 % (1 << 16) == 0
    changed = {name for name in usual if usual[name] != roomy[name]}
    assert changed == {"RLIMIT_AS", "RLIMIT_DATA"}


def test_a_browser_does_not_make_other_limits_wider() -> None:
    limits = replace(Limits(), memory_mb=100, file_mb=3).with_browser()
    assert (limits.memory_mb, limits.file_mb, limits.output_kb) == (100, 3, 256)


@pytest.mark.skipif(not (chromium.AXE / "axe.min.js").is_file(), reason="`make env` was not run")
def test_every_rule_that_has_words_of_ours_is_one_of_axe() -> None:
    known = json.loads((chromium.AXE / "fr.json").read_text("utf-8"))["rules"]
    assert set(problems._WORDS) <= set(known)


@pytest.mark.parametrize("rule", sorted(problems._WORDS))
def test_words_of_a_rule_are_short_and_tell_what_to_do(rule: str) -> None:
    spot = problems.Spot(
        *("p", "<p>", "p", "Bonjour", "photo.png", "#777777", "#888888"), ratio=1.25, wanted=4.5
    )
    said = problems.Problem(rule, "serious", "aide", (spot,)).words
    assert "{" not in said
    assert said.endswith((".", "?", ">"))
    assert all(len(sentence.split()) <= 22 for sentence in re.split(r"[.:?!]\s", said)), said


def test_a_rule_without_words_of_ours_speaks_with_those_of_axe() -> None:
    assert problems.Problem("autre", "minor", "Les dates doivent être justes").words == (
        "Les dates doivent être justes."
    )


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Uncaught ReferenceError: prenom is not defined", "ne connaît pas le nom prenom"),
        (
            "TypeError: Cannot set properties of null (setting 'textContent')",
            "quelque chose qui n'existe pas",
        ),
        ("TypeError: dessine is not a function", "dessine n'est pas une fonction"),
        ("SyntaxError: Unexpected token '}'", "ne s'attend pas à «\u00a0}\u00a0»"),
        ("SyntaxError: missing ) after argument list", "il manque une parenthèse"),
        ("RangeError: Maximum call stack size exceeded", "s'appelle elle-même sans fin"),
        ("Error: autre chose", "Error\u00a0: autre chose"),
    ],
)
def test_errors_of_javascript_have_words(message: str, words: str) -> None:
    said = scripts.script_words(message, "jeu.js", 12)
    assert words.replace("Error\u00a0:", "Error:") in said.replace("Error\u00a0:", "Error:")
    assert said.endswith("Dans jeu.js, regarde la ligne 12.")


def test_words_of_pages_and_links() -> None:
    assert 'methods=["GET", "POST"]' in status_words(405, "/", None)
    assert "répond 503" in status_words(503, "/", None)
    assert "ne vient pas" in status_words(0, "/", None)
    assert "viewport" in wide_words(980, 390, (), viewport=False)
    assert "cette page répond 500" in Link("Suite", "/suite", status=500).words
    assert Link("Suite", "/suite", status=200).words == ""
