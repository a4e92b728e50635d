"""The wheel of Girls Can Code: each letter faces its coded one, for any key."""

from xml.etree import ElementTree

import pytest

from girls_can_code import roue
from girls_can_code.roue import ALPHABET


@pytest.mark.parametrize(("key", "first"), [(0, "a"), (3, "d"), (27, "b"), (-1, "z")])
def test_the_wheel_turns_by_the_key(key: int, first: str) -> None:
    wheel = roue(key)
    assert wheel.devient(0) == first
    assert {wheel.devient(place) for place in range(26)} == set(ALPHABET)


def test_a_screen_reader_hears_all_letters() -> None:
    image = ElementTree.fromstring(roue(3)._repr_svg_())  # noqa: S314
    assert "a devient d" in str(image.get("aria-label"))
    assert str(image.get("aria-label")).endswith("z devient c")


def test_every_letter_is_drawn_twice() -> None:
    image = ElementTree.fromstring(roue(5)._repr_svg_())  # noqa: S314
    letters = [one.text or "" for one in image.iter("{http://www.w3.org/2000/svg}text")]
    assert sorted(letter for letter in letters if len(letter) == 1) == sorted([*ALPHABET, *ALPHABET])
    assert "clé 5" in letters


def test_what_goes_wrong_is_explained() -> None:
    with pytest.raises(TypeError, match="Enlève les guillemets"):
        roue("3")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="nombre entier"):
        roue(2.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="n'a rien reçu"):
        roue()  # type: ignore[call-arg]
