"""The turtle of Girls Can Code: what it draws as plain data, and what it says to who misspells it."""

from xml.etree import ElementTree

import pytest

from girls_can_code import Tortue
from girls_can_code.figure import closed, from_start, lengths, sides, turned_alike, turns
from girls_can_code.turtle import MOST_LINES


def polygon(n: int, *, left: bool = False) -> Tortue:
    t = Tortue()
    for _ in range(n):
        t.avance(60)
        if left:
            t.gauche(360 / n)
        else:
            t.droite(360 / n)
    return t


def rosace(n: int) -> Tortue:
    t = Tortue()
    for _ in range(n):
        for _ in range(4):
            t.avance(100)
            t.droite(90)
        t.droite(360 / n)
    return t


def test_a_square_is_four_lines_that_come_back() -> None:
    assert polygon(4).traits == [(0, 0, 60, 0), (60, 0, 60, -60), (60, -60, 0, -60), (0, -60, 0, 0)]


@pytest.mark.parametrize("n", [3, 5, 7, 17, 40])
@pytest.mark.parametrize("left", [True, False])
def test_polygons_have_equal_sides_and_close_either_way(n: int, left: bool) -> None:
    traits = polygon(n, left=left).traits
    assert len(sides(traits)) == n
    assert closed(traits)
    assert set(lengths(traits)) == {60}
    assert turns(traits) == [pytest.approx(360 / n, abs=0.01)] * (n - 1)


def test_two_steps_ahead_are_one_side() -> None:
    t = Tortue()
    for _ in range(3):
        t.avance(30)
        t.avance(30)
        t.droite(120)
    assert len(t.traits) == 6
    assert len(sides(t.traits)) == 3


def test_a_side_that_was_begun_in_its_middle_is_one_side() -> None:
    t = Tortue()
    t.avance(50)
    for _ in range(3):
        t.droite(120)
        t.avance(100)
    t.recule(50)
    t.avance(0)
    assert closed(t.traits)


def test_a_rosace_stays_itself_when_turned() -> None:
    traits = rosace(8).traits
    assert from_start(traits) == 8
    assert turned_alike(traits, 8)
    assert not turned_alike(traits, 7)
    assert not turned_alike(polygon(5).traits, 8)


def test_a_lifted_pen_leaves_no_line() -> None:
    t = Tortue()
    t.leve()
    t.avance(10)
    t.pose()
    t.va(10, 20)
    assert t.traits == [(10, 0, 10, 20)]
    assert (t.x, t.y, t.cap) == (10, 20, 0)


def test_colours_are_remembered_in_the_order_of_the_lines() -> None:
    t = Tortue()
    t.couleur("red")
    t.couleur((1, 2, 3))
    t.avance(1)
    t.couleur("#ABCDEF")
    t.avance(1)
    assert t.couleurs == ["#010203", "#abcdef"]


def test_a_screen_reader_hears_the_drawing() -> None:
    image = ElementTree.fromstring(rosace(3)._repr_svg_())  # noqa: S314
    assert image.get("role") == "img"
    label = str(image.get("aria-label"))
    assert "12 traits" in label
    assert "bleu" in label
    assert "revient à son départ" in label


def test_it_reads_as_text_elsewhere() -> None:
    assert repr(polygon(4)) == "[tortue] 4 traits, la tortue est en (0, 0)"


def test_a_drawing_of_any_size_is_whole_and_small_on_the_screen() -> None:
    t = Tortue()
    t.avance(9000)
    image = ElementTree.fromstring(t._repr_svg_())  # noqa: S314
    left, _, side, _ = map(float, str(image.get("viewBox")).split())
    assert left < 0
    assert left + side > 9000
    assert float(str(image.get("width"))) <= 460


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("avancé", "avance"), ("forward", "avance"), ("tourne", "droite"), ("trait", "traits")],
)
def test_a_wrong_name_is_answered_with_the_right_one(wrong: str, right: str) -> None:
    with pytest.raises(AttributeError, match=f"Voulais-tu écrire\u00a0: {right}\u202f?"):
        getattr(Tortue(), wrong)


def test_python_s_own_machinery_is_not_advised() -> None:
    assert not hasattr(Tortue(), "_repr_html_")


def test_a_sign_of_equality_does_not_hide_a_function() -> None:
    t = Tortue()
    with pytest.raises(AttributeError, match="mets des parenthèses"):
        t.couleur = "rouge"  # type: ignore[assignment]
    with pytest.raises(AttributeError, match="se lit"):
        t.x = 3  # type: ignore[misc]
    with pytest.raises(AttributeError, match="Voulais-tu écrire\u00a0: avance"):
        t.avanse = 3


def test_slips_are_told_with_a_right_example() -> None:
    t = Tortue()
    with pytest.raises(TypeError, match=r"une valeur \(pas\).*n'a rien reçu.*t.avance\(100\)"):
        t.avance()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="en a reçu 2"):
        t.avance(1, 2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Enlève les guillemets"):
        t.avance("100")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="oublié son return"):
        t.droite(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="attend un nombre"):
        t.gauche(True)
    with pytest.raises(ValueError, match="trop grand"):
        t.avance(10**9)
    with pytest.raises(ValueError, match="plus grand que 0"):
        t.epaisseur(-1)


def test_a_loop_without_end_is_stopped() -> None:
    t = Tortue()
    for _ in range(MOST_LINES):
        t.avance(1)
        t.droite(90)
    with pytest.raises(ValueError, match="sans fin"):
        t.avance(1)
