"""The park of Girls Can Code, and the script that plays a learner's game for the tests."""

import builtins
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from girls_can_code import cachette, jouer
from girls_can_code.colours import contrast
from girls_can_code.park import COLD, FOUND, HOT, LEAVES, MOST_QUESTIONS, WARM, Parc
from girls_can_code.script import play, search


def game(secret: int) -> int:
    tries = 1
    while int(input("Quel arbre ? ")) != secret:
        print("froid")  # noqa: T201
        tries += 1
    return tries


def halves(ask: Callable[[int], str]) -> int:
    low, high = 1, 100
    while True:
        middle = (low + high) // 2
        answer = ask(middle)
        if answer == "trouvé":
            return middle
        low, high = (middle + 1, high) if answer == "plus grand" else (low, middle - 1)


def test_a_hidden_treasure_answers_and_remembers() -> None:
    treasure = cachette(37)
    assert [treasure(one) for one in (50, 25, 37)] == ["plus petit", "plus grand", "trouvé"]
    assert treasure.essais == [50, 25, 37]
    assert "Arbres essayés\u00a0: 50, 25, 37" in repr(treasure).replace(" :", "\u00a0:")


def test_the_park_shows_what_was_tried_by_its_warmth() -> None:
    park = Parc(37, (50, 30, 36, 37))
    assert [park._crown(tree) for tree in (50, 30, 36, 37, 38)] == [COLD, WARM, HOT, FOUND, LEAVES]
    image = ElementTree.fromstring(park._repr_svg_())  # noqa: S314
    assert image.get("role") == "img"
    assert "Trésor trouvé" in str(image.get("aria-label"))


def test_the_numbers_on_the_trees_can_be_read() -> None:
    assert min(contrast("#ffffff", crown) for crown in (LEAVES, COLD, WARM, HOT)) >= 4.5


@pytest.mark.parametrize(
    ("value", "words"),
    [(50.5, "écris //"), ("50", "nombre entier"), (0, "de 1 à 100"), (101, "de 1 à 100"), (None, "rien")],
)
def test_a_tree_that_there_is_not_is_told(value: object, words: str) -> None:
    with pytest.raises((TypeError, ValueError), match=words):
        cachette(37)(value)  # type: ignore[arg-type]


def test_a_robot_that_never_stops_is_stopped() -> None:
    treasure = cachette(3)
    for _ in range(MOST_QUESTIONS):
        treasure(50)
    with pytest.raises(ValueError, match="Déjà 200 questions"):
        treasure(50)


def test_playing_shows_the_park_and_gives_the_keyboard_back(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["x", "12"])

    def keyboard(prompt: object = "") -> str:
        return next(typed)

    monkeypatch.setattr(builtins, "input", keyboard)
    park = jouer(lambda secret: [input("?"), input("?")])
    assert park.essais == (12,)
    assert input is keyboard


def test_where_nobody_sits_at_the_keyboard_nothing_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(prompt: object = "") -> str:
        raise EOFError

    monkeypatch.setattr(builtins, "input", nobody)
    assert jouer(game).essais == ()
    with pytest.raises(ZeroDivisionError):
        jouer(lambda secret: secret / 0)
    with pytest.raises(TypeError, match="sans parenthèses"):
        jouer(3)  # type: ignore[arg-type]


def test_a_script_plays_a_game_to_its_end() -> None:
    played = play(lambda: game(5), ["1", "2", "5"])
    assert (played.gave, played.asked, played.said, played.problem) == (3, 3, "froid\nfroid\n", "")


def test_a_game_that_asks_for_ever_is_ended() -> None:
    played = play(lambda: game("5"), ["1", "5"])  # type: ignore[arg-type]
    assert "encore des questions après la bonne réponse, 5" in played.problem


def test_a_game_that_turns_without_asking_is_ended() -> None:
    def turns() -> None:
        while True:
            print("froid")  # noqa: T201

    assert "tourne sans fin" in play(turns, ["5"]).problem


def test_her_own_errors_are_hers() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        play(lambda: game(5), ["cinq"])
    with pytest.raises(ZeroDivisionError):
        search(lambda ask: 1 / 0, 5)


def test_halves_find_every_tree_in_seven_questions() -> None:
    for secret in range(1, 101):
        searched = search(halves, secret)
        assert searched.gave == secret
        assert len(searched.asked) <= 7
        assert not searched.problem


def test_a_robot_without_end_or_between_two_trees_is_told() -> None:
    def same(ask: Callable[[int], str]) -> None:
        while True:
            ask(50)

    assert "50, 50, 50, 50" in search(same, 7).problem
    assert "écris //" in search(lambda ask: ask(50.5), 7).problem  # type: ignore[arg-type]
