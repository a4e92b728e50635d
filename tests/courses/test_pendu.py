"""The flower of Girls Can Code: petals, a word with hidden letters, errors that a beginner understands."""

from xml.etree import ElementTree

import pytest

from girls_can_code import fleur
from girls_can_code.pendu import PETAL, TILES_MAX, Fleur

SVG = "{http://www.w3.org/2000/svg}"


def image(drawn: Fleur) -> ElementTree.Element:
    return ElementTree.fromstring(drawn._repr_svg_())  # noqa: S314


def texts(drawn: Fleur) -> list[str]:
    return [element.text or "" for element in image(drawn).iter(f"{SVG}text")]


def petals(drawn: Fleur) -> int:
    return sum(
        one.get("fill") == PETAL and "rotate" in str(one.get("transform")) for one in image(drawn).iter()
    )


@pytest.mark.parametrize(("errors", "left"), [(0, 8), (3, 5), (8, 0), (20, 0), (2.0, 6)])
def test_each_error_takes_a_petal_and_none_disappears(errors: int, left: int) -> None:
    assert fleur(errors).petales == left
    assert petals(fleur(errors)) == 8


def test_known_letters_are_shown_and_hidden_ones_are_not() -> None:
    drawn = fleur(1, "p_sc", ["p", "s", "c", "x"])
    assert [text for text in texts(drawn) if len(text) == 1] == ["p", "s", "c"]
    assert repr(drawn) == "[fleur, 7 sur 8] p_sc · lettres : p, s, c, x"


def test_a_word_that_is_found_is_a_feast_but_not_without_petals() -> None:
    assert fleur(7, "été").gagne
    assert not fleur(8, "été").gagne
    assert not fleur(0).gagne
    assert "La fleur s'endort" in texts(fleur(8, "été"))


def test_a_screen_reader_hears_the_game() -> None:
    label = str(image(fleur(7, "_s", ["s"])).get("aria-label"))
    assert label.startswith("Une fleur avec 1 pétale sur 8")
    assert "case cachée, s" in label
    assert label.endswith("s")


def test_very_long_words_and_odd_signs_stay_on_the_card() -> None:
    drawn = fleur(0, "<&" * 200, ["<b>"] * 200)
    assert sum(len(text) == 1 for text in texts(drawn)) == TILES_MAX


def test_what_goes_wrong_is_explained() -> None:
    with pytest.raises(TypeError, match="Enlève les guillemets"):
        fleur("3")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="compte les erreurs"):
        fleur(-1)
    with pytest.raises(TypeError, match="par return"):
        fleur(1, None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="attend une liste"):
        fleur(1, "_", None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="n'a rien reçu"):
        fleur()  # type: ignore[call-arg]
