"""The lamps of Girls Can Code: each call tells what came, in words that a beginner reads."""

import sys
from xml.etree import ElementTree

import pytest

from girls_can_code import essai, voyants


def tour(longueur: float, largeur: float) -> float:
    return 2 * (longueur + largeur)


def crie(longueur: float, largeur: float) -> None:
    sys.stdout.write(str(2 * (longueur + largeur)))


def vide(longueur: float, largeur: float) -> None:
    raise NotImplementedError


def test_a_right_answer_lights_the_lamp() -> None:
    assert essai(tour, 5, 3, attendu=16).state == "vert"
    assert repr(essai(tour, 5, 3, attendu=17)) == "[voyant éteint] tour(5, 3) : donne 16, on attend 17"


def test_print_instead_of_return_is_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    told = essai(crie, 5, 3, attendu=16)
    assert (told.state, told.words) == ("éteint", "montre 16 à l'écran, mais ne donne rien")
    assert capsys.readouterr().out == ""


def test_what_is_not_done_yet_is_no_mistake() -> None:
    assert essai(vide, 5, 3, attendu=16).state == "pas fait"


def test_an_error_of_hers_leaves_the_other_lamps_alone() -> None:
    box = voyants(essai(tour, "a", attendu=2), essai(tour, 1, 1, attendu=4))
    assert box.summary == "1 voyant vert sur 2"
    assert "erreur" in box.essais[0].words


def test_a_tool_given_to_a_tool_is_called_by_its_name() -> None:
    assert essai(callable, tour, attendu=True).call == "callable(tour)"


def test_a_screen_reader_hears_each_lamp() -> None:
    image = ElementTree.fromstring(voyants(essai(tour, 5, 3, attendu=16))._repr_svg_())  # noqa: S314
    assert image.get("role") == "img"
    assert image.get("aria-label") == "1 voyant vert sur 1. tour(5, 3) : donne 16 (voyant vert)"


def test_signs_of_html_are_shown_not_obeyed() -> None:
    assert "<b>" not in essai(len, "<b>", attendu=3)._repr_svg_()


def test_what_goes_wrong_is_explained() -> None:
    with pytest.raises(TypeError, match="sans parenthèses"):
        essai(16, attendu=16)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="attendu"):
        essai(tour, 5, 3, atendu=16)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="n'a rien reçu"):
        essai()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Ajoute attendu="):
        essai(tour, 5, 3)
    with pytest.raises(TypeError, match="attend des essais, et a reçu True"):
        voyants(True)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="au moins un essai"):
        voyants()
