"""The fabric of Girls Can Code, and what is said of a table that is no fabric yet."""

from xml.etree import ElementTree

import pytest

from girls_can_code import montrer_tissu
from girls_can_code.fabric import MOST_THREADS
from girls_can_code.weave import difference, shape

PLAIN = [[0, 1], [1, 0]]


def test_a_pattern_is_repeated_both_ways() -> None:
    assert montrer_tissu(PLAIN, fois=2).matrice == ((0, 1, 0, 1), (1, 0, 1, 0)) * 2


def test_every_crossing_is_drawn_once_and_every_thread_is_known() -> None:
    image = ElementTree.fromstring(montrer_tissu(PLAIN, ["blanc", "rouge"], fois=3)._repr_svg_())  # noqa: S314
    svg = "{http://www.w3.org/2000/svg}"
    known = {f"#{group.get('id')}" for group in image.iter(f"{svg}g")}
    used = [use.get("href") for use in image.iter(f"{svg}use")]
    assert len(used) == 36
    assert set(used) == known


def test_a_screen_reader_hears_small_patterns_row_by_row() -> None:
    image = ElementTree.fromstring(montrer_tissu(PLAIN, ["blanc", "rouge"])._repr_svg_())  # noqa: S314
    assert image.get("role") == "img"
    label = str(image.get("aria-label"))
    assert "blanc, rouge" in label
    assert "0 1\u202f; 1 0" in label


def test_it_reads_as_its_table_elsewhere() -> None:
    assert repr(montrer_tissu(PLAIN)) == "[tissu]\n0 1\n1 0"


def test_the_largest_fabric_is_a_small_file() -> None:
    rows = [[(row + column) % 3 for column in range(MOST_THREADS)] for row in range(MOST_THREADS)]
    assert len(montrer_tissu(rows)._repr_svg_()) < 200_000


def test_whole_numbers_with_a_point_and_yes_and_no_are_threads() -> None:
    assert montrer_tissu([[0.0, True]]).matrice == ((0, 1),)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "return"),
        (3, "une liste de lignes"),
        ([], "vide"),
        ([0, 1], "liste de listes"),
        ([[0], [0, 1]], "la même longueur"),
        ([["0"]], "Un fil porte un numéro"),
        ([[-1]], "Un fil porte un numéro"),
        ([[0, 9]], "utilise le fil numéro 9"),
        ([[0] * 61], "trop de fils"),
    ],
)
def test_what_is_no_pattern_is_told(value: object, words: str) -> None:
    with pytest.raises((TypeError, ValueError), match=words):
        montrer_tissu(value)


def test_colours_are_a_list() -> None:
    with pytest.raises(TypeError, match="As-tu mis les crochets"):
        montrer_tissu(PLAIN, "rouge")
    with pytest.raises(ValueError, match="fois vaut 0"):
        montrer_tissu(PLAIN, fois=0)


@pytest.mark.parametrize(
    ("obtained", "words"),
    [
        (None, "None"),
        (3, "return motif"),
        ([0, 1], "et non une liste de fils"),
        ([[0, 1]], "il arrête tout au premier tour"),
        ([[0, 1], [1, 0], [0, 1]], r"il y a 3 ligne\(s\), et on en attend 2"),
        ([[0, 1], [0, 1, 1]], r"la ligne 1 a 3 fil\(s\)"),
        ([[0, 1], [1, 1]], "à la ligne 1, colonne 1, il y a 1, et on attend 0"),
        ([["0", 1], [1, 0]], "Enlève les guillemets"),
    ],
)
def test_the_first_difference_is_told(obtained: object, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        assert not difference(obtained, PLAIN), difference(obtained, PLAIN)


def test_equal_tables_differ_in_nothing() -> None:
    assert difference([(False, 1.0), (1, 0)], PLAIN) == ""
    assert shape([[5, 5]], 1, 2) == ""
