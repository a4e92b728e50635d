"""Printing what pupils typed: nothing of it is read as typst's markup, and nothing stops the print."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from busy_ness.export import press, typefaces
from busy_ness.export.press import MISSING, Sheet
from busy_ness.export.printable import breakable, clean
from tests.courses.busy_ness.export.reading import read

MADE_AT = datetime(2026, 11, 30, 10, tzinfo=UTC)
MARKUP = [
    "#let x = 1; #x",
    '#read("/etc/passwd")',
    "$ x^2 $",
    "*gras* _souligné_ `code`",
    "@renvoi <étiquette>",
    "\\ fin \\u{41}",
    "= Titre\n== Sous-titre",
    "- liste\n+ numéro\n/ terme: sens",
    "// commentaire /* deux */",
    "https://exemple.fr/~x",
    '"]#panic("non")',
    "«\u00a0oui\u00a0» -- --- ... ~ \"a\" 'b'",
]


def slide(text: str) -> Sheet:
    """The slides' template with one text in every place that a pupil fills."""
    words = breakable(clean(text))
    item: dict[str, Any] = {"title": "Le problème", "text": words, "drawing": None, "people": []}
    people = {**item, "people": [{"name": words, "role": words}]}
    data = {
        "title": f"Pitch de {words}",
        "author": words,
        "disclaimer": "d",
        "company": words,
        "slogan": words,
    }
    return Sheet("slides.typ", {**data, "footer": words, "slides": [item, people]}, MADE_AT)


@pytest.mark.parametrize("text", MARKUP)
def test_markup_of_typst_is_printed_as_it_was_typed(text: str) -> None:
    pages = read(slide(text).pdf().pdf)
    for line in text.split("\n"):
        typed = " ".join(line.removeprefix("- ").split())
        assert typed in pages.words
    assert "root:" not in pages.words


@pytest.mark.parametrize(
    "text", ["😀 👩\u200d🔧 🇫🇷 ❤️", "Łukasz Şöhret Žofie Ő", "مرحبا بكم", "a\u200bb\u200dc", "∑ ≠ ½ →"]
)
def test_emoji_and_letters_of_other_languages_are_drawn(text: str) -> None:
    printed = slide(text).pdf()
    assert printed.warnings == ()
    assert MISSING not in read(printed.pdf).words


def test_a_sign_that_no_typeface_draws_becomes_a_square_and_is_told() -> None:
    printed = slide("Notre boutique 中文 ouvre").pdf()
    assert f"Notre boutique {MISSING}{MISSING} ouvre" in read(printed.pdf).words
    (words,) = printed.warnings
    assert "中 文" in words or "文 中" in words


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(exclude_categories=()), min_size=1, max_size=60))
def test_any_text_at_all_is_printed(text: str) -> None:
    assert slide(text).pdf().pdf.startswith(b"%PDF-")


def test_the_same_data_give_the_same_bytes_without_a_path_of_the_machine() -> None:
    first, again = slide("Bonjour").pdf().pdf, slide("Bonjour").pdf().pdf
    assert first == again
    assert str(Path.home()).encode() not in first
    assert str(press.TEMPLATES).encode() not in first
    assert read(first).about["CreationDate"].startswith("D:20261130")


def test_without_the_typefaces_of_npm_typst_prints_with_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    press._fonts.cache_clear()
    monkeypatch.setattr(press, "FOLDER", tmp_path / "none")
    try:
        assert "Bonjour Łukasz" in read(slide("Bonjour Łukasz").pdf().pdf).words
    finally:
        press._fonts.cache_clear()


def test_npm_s_files_become_typefaces_that_typst_knows(tmp_path: Path) -> None:
    import typst

    modules = Path(__file__).parents[4] / "platform" / "node_modules"
    for typeface in typefaces.TYPEFACES:
        typeface.convert(modules, tmp_path)
    names = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(tmp_path)]
    ).families()
    wanted = {
        "Atkinson Hyperlegible Next",
        "Atkinson Hyperlegible Next Ext",
        "Bricolage Grotesque",
        "Noto Emoji",
    }
    assert wanted <= set(names)
    assert len(list(tmp_path.glob("LICENSE-*.txt"))) == len(typefaces.TYPEFACES)
