"""Keys of a French keyboard, the mouse, the window that loses her: what reaches a program, and when."""

from typing import Any

from tests.atelier.engine import Engine, Played

LISTENING = """
import pygame
pygame.init()
pygame.display.set_mode((200, 100))
{before}
pygame.event.get()
for turn in range({turns}):
    pygame.time.wait(10)
    for event in pygame.event.get():
        print(event)
    {each}
"""


def listened(
    engine: Engine, events: list[dict[str, Any]], each: str = "pass", before: str = "", turns: int = 4
) -> Played:
    source = LISTENING.format(each=each, before=before, turns=turns)
    played = engine.run(
        source, events=[{"ms": 5 + 10 * place, **event} for place, event in enumerate(events)]
    )
    assert played.error is None, played.error
    return played


def down(code: str, key: str, mod: int = 0, rep: bool = False) -> dict[str, Any]:
    return {"t": "kd", "code": code, "key": key, "mod": mod, "rep": rep}


def up(code: str, key: str, mod: int = 0) -> dict[str, Any]:
    return {"t": "ku", "code": code, "key": key, "mod": mod}


def test_a_letter_is_what_it_writes_on_her_keyboard(engine: Engine) -> None:
    each = "print(turn, pygame.key.get_pressed()[pygame.K_w], pygame.key.get_pressed()[pygame.K_z])"
    played = listened(engine, [down("KeyZ", "w"), up("KeyZ", "w")], each)
    assert played.output.splitlines() == [
        "<Event(768-KeyDown {'unicode': 'w', 'key': 119, 'mod': 0, 'scancode': 29, 'window': None})>",
        "<Event(771-TextInput {'text': 'w', 'window': None})>",
        "0 True False",
        "<Event(769-KeyUp {'unicode': 'w', 'key': 119, 'mod': 0, 'scancode': 29, 'window': None})>",
        "1 False False",
        "2 False False",
        "3 False False",
    ]


def names_of(engine: Engine, *events: dict[str, Any]) -> list[str]:
    """What pygame calls the keys that go down."""
    each = "print(*(pygame.key.name(event.key) for event in pygame.event.get(pygame.KEYDOWN)), sep='\\n')"
    source = LISTENING.format(each=each, before="", turns=1).replace("in pygame.event.get():", "in []:")
    played = engine.run(source, events=[{"ms": 5, **event} for event in events])
    assert played.error is None, played.error
    return played.output.split("\n")[:-1]


def test_digits_of_a_french_keyboard_are_digits(engine: Engine) -> None:
    assert names_of(engine, down("Digit1", "&"), down("Digit2", "é"), down("Digit0", "à")) == ["1", "2", "0"]


def test_special_keys_are_known_by_their_place(engine: Engine) -> None:
    events = [
        down("ArrowLeft", "ArrowLeft"),
        down("Space", " "),
        down("Enter", "Enter"),
        down("Numpad4", "4"),
    ]
    assert names_of(engine, *events, down("F5", "F5")) == ["left", "space", "return", "[4]", "f5"]


def test_shift_does_not_change_the_key(engine: Engine) -> None:
    events = [down("KeyQ", "A", 1), down("KeyM", "?", 1), down("Comma", ".", 1), down("Slash", "?", 1)]
    assert names_of(engine, *events) == ["a", ",", ";", "/"]


def test_a_key_let_go_under_another_name_is_let_go(engine: Engine) -> None:
    each = "print(turn, pygame.key.get_pressed()[pygame.K_COMMA])"
    played = listened(engine, [down("KeyM", "?", 1), up("KeyM", ",")], each)
    assert "0 True" in played.output
    assert "1 False" in played.output
    assert "'key': 44" in played.output.splitlines()[-4]


def test_a_held_key_repeats_only_where_that_is_asked_for(engine: Engine) -> None:
    held = [down("KeyE", "e"), down("KeyE", "e", rep=True), down("KeyE", "e", rep=True)]
    assert listened(engine, held).output.count("KeyDown") == 1
    played = listened(engine, held, before="pygame.key.set_repeat(20, 10)", turns=6)
    assert played.output.count("KeyDown") == 5


def test_what_was_just_pressed_is_told_once(engine: Engine) -> None:
    each = (
        "print(turn, pygame.key.get_just_pressed()[pygame.K_e], pygame.key.get_just_released()[pygame.K_e])"
    )
    played = listened(engine, [down("KeyE", "e"), up("KeyE", "e")], each)
    told = [line for line in played.output.splitlines() if line[0].isdigit()]
    assert told == ["0 True False", "1 False True", "2 False False", "3 False False"]


def test_keys_change_only_when_events_are_looked_at_as_with_sdl(engine: Engine) -> None:
    source = """
import pygame
pygame.init()
pygame.display.set_mode((200, 100))
pygame.time.wait(50)
print(pygame.key.get_pressed()[pygame.K_e])
pygame.event.pump()
print(pygame.key.get_pressed()[pygame.K_e])
"""
    played = engine.run(source, events=[{**down("KeyE", "e"), "ms": 10}])
    assert played.output.split() == ["False", "True"]


def test_the_mouse(engine: Engine) -> None:
    events = [
        {"t": "mm", "x": 10, "y": 20},
        {"t": "md", "x": 10, "y": 20, "b": 1},
        {"t": "mu", "x": 10, "y": 20, "b": 1},
        {"t": "mw", "x": 0, "y": -1},
    ]
    each = "print(pygame.mouse.get_pos(), pygame.mouse.get_rel(), pygame.mouse.get_pressed())"
    played = listened(engine, events, each)
    place = "'pos': (10, 20)"
    rest = "'touch': False, 'window': None})>"
    assert played.output.splitlines() == [
        f"<Event(1024-MouseMotion {{{place}, 'rel': (10, 20), 'buttons': (0, 0, 0), {rest}",
        "(10, 20) (10, 20) (False, False, False)",
        f"<Event(1025-MouseButtonDown {{{place}, 'button': 1, {rest}",
        "(10, 20) (0, 0) (True, False, False)",
        f"<Event(1026-MouseButtonUp {{{place}, 'button': 1, {rest}",
        "(10, 20) (0, 0) (False, False, False)",
        f"<Event(1025-MouseButtonDown {{{place}, 'button': 5, {rest}",
        f"<Event(1026-MouseButtonUp {{{place}, 'button': 5, {rest}",
        "<Event(1027-MouseWheel {'flipped': False, 'x': 0, 'y': -1, 'precise_x': 0.0, 'precise_y': -1.0, "
        + rest,
        "(10, 20) (0, 0) (False, False, False)",
    ]


def test_everything_is_let_go_when_the_game_loses_the_keyboard(engine: Engine) -> None:
    each = "print(pygame.key.get_pressed()[pygame.K_RIGHT], pygame.key.get_focused())"
    played = listened(engine, [down("ArrowRight", "ArrowRight"), {"t": "blur"}, {"t": "focus"}], each)
    told = [line for line in played.output.splitlines() if not line.startswith("<")]
    assert told == ["True True", "False False", "False True", "False True"]
    assert "KeyUp" in played.output


def test_the_cross_is_quit(engine: Engine) -> None:
    assert "<Event(256-Quit {})>" in listened(engine, [{"t": "quit"}]).output


def test_who_never_looks_at_events_is_told_so_once(engine: Engine) -> None:
    source = """
import pygame
pygame.init()
fenetre = pygame.display.set_mode((200, 100))
horloge = pygame.time.Clock()
for tour in range(900):
    pygame.display.flip()
    horloge.tick(60)
"""
    played = engine.run(source)
    assert played.stderr.count("pygame.event.get()") == 1
