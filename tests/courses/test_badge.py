"""The badge of Girls Can Code: any name, any words, colours as she calls them."""

import subprocess
import sys
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import girls_can_code
from girls_can_code import montrer_badge
from girls_can_code.advice import spaced
from girls_can_code.card import COLUMNS, creature
from girls_can_code.colours import ENGLISH, FRENCH, OTHER_FORMS, colour, contrast
from girls_can_code.letters import line_squares, written


def test_two_names_have_two_creatures_and_one_name_always_the_same() -> None:
    assert creature("Inès") == creature(" inès ")
    assert creature("Inès") != creature("Lou")


def test_french_letters_keep_their_accents() -> None:
    assert len({tuple(line_squares(letter, 0, 0)) for letter in "EÉÈÊËCÇ"}) == 7
    assert written("Œuvre d’été") == "OEUVRE D'ÉTÉ"


@given(st.text(min_size=1, max_size=60).filter(str.strip), st.text(max_size=200))
def test_any_name_and_any_words_stay_on_the_badge(name: str, words: str) -> None:
    image = montrer_badge(name, texte=words)._repr_svg_()
    letters = line_squares(name[:8], 0, 0)
    assert image.count("<svg") == 1
    assert all(x >= 0 and y >= 0 for x, y in letters)
    assert "<script" not in image


def test_signs_of_html_are_heard_not_obeyed() -> None:
    badge = montrer_badge('<b>"Lou"</b>', texte="a & b")
    assert 'Lou"</b>. a & b' in str(ElementTree.fromstring(badge._repr_svg_()).get("aria-label"))  # noqa: S314


def test_a_long_name_is_shortened_and_a_frame_stays_straight() -> None:
    squares = line_squares("M" * 19, 6, 0)
    assert max(x for x, _ in squares) < COLUMNS
    assert montrer_badge("Marie-Angélique-Clémentine")._repr_svg_()


def test_her_own_drawing_takes_the_creature_s_place() -> None:
    badge = montrer_badge("Lou", dessin="\n#.#\n.#.\n")
    assert badge.dessin == ("#.#", ".#.")
    assert badge._repr_svg_() != montrer_badge("Lou")._repr_svg_()
    with pytest.raises(ValueError, match="trop grand"):
        montrer_badge("Lou", dessin="#" * 25)


def test_it_reads_as_text_elsewhere() -> None:
    assert repr(montrer_badge("Lou", texte="Bonjour")) == "[badge] Lou\nBonjour"


@pytest.mark.parametrize("name", [*FRENCH, *ENGLISH, *OTHER_FORMS, "ROUGE", "Foret", "sky  blue", "bleue"])
def test_colours_have_french_and_english_names_in_any_writing(name: str) -> None:
    assert colour(name) in FRENCH.values()


def test_colours_are_codes_and_numbers_too() -> None:
    assert colour("#Fa0") == "#ffaa00"
    assert colour((255, 0, 16)) == colour([255, 0, 16]) == "#ff0010"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("turkoise", "Voulais-tu écrire\u00a0: turquoise"),
        ("xyzzy", "Essaie par exemple"),
        ("#12", "six signes"),
        ((1, 2), "trois"),
        ((1, 2, 300), "de 0 à 255"),
        (None, "un nom entre guillemets"),
        (3, "un nom entre guillemets"),
    ],
)
def test_a_colour_that_there_is_not_is_told(value: object, words: str) -> None:
    with pytest.raises((TypeError, ValueError), match=words):
        colour(value)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("rouge", "rouge") == pytest.approx(1)


def test_slips_are_told() -> None:
    with pytest.raises(TypeError, match=r"au moins une valeur \(prenom\).*n'a rien reçu"):
        montrer_badge()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Voulais-tu écrire\u00a0: couleur"):
        montrer_badge("Lou", coleur="rose")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Mets des guillemets"):
        montrer_badge(12)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="par return"):
        montrer_badge("Lou", texte=None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="vide"):
        montrer_badge("  ")
    with pytest.raises(ValueError, match="pareils"):
        montrer_badge("Lou", "rouge", "red")


@pytest.mark.parametrize("name", ["montrer_bagde", "badge", "Badge", "MontrerBadge"])
def test_a_misspelt_import_is_answered_with_the_right_name(name: str) -> None:
    with pytest.raises(ImportError, match="Voulais-tu écrire\u00a0: montrer_badge"):
        exec(f"from girls_can_code import {name}", {})  # noqa: S102


def test_a_module_of_the_course_may_be_imported() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "from girls_can_code import figure, script; print(figure.closed([]))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "False\n"
    assert not hasattr(girls_can_code, "__wrapped__")


def test_every_name_for_learners_is_there_and_speaks_french() -> None:
    for name in girls_can_code.__all__:
        assert getattr(girls_can_code, name).__doc__


def test_what_is_told_is_spaced_as_french_is() -> None:
    assert spaced("« Oui » : non ?") == "«\u00a0Oui\u00a0»\u00a0: non\u202f?"
