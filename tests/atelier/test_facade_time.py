"""Frames as long as asked for, waits that let the page live, timers, questions, and a stop that works."""

import pytest

from tests.atelier.engine import Engine

START = "import pygame, time\npygame.init()\nfenetre = pygame.display.set_mode((100, 80))\n"


def printed(engine: Engine, source: str, **script: object) -> list[str]:
    played = engine.run(START + source, **script)  # type: ignore[arg-type]
    assert played.error is None, played.error
    return played.output.splitlines()


def test_sixty_frames_last_a_second(engine: Engine) -> None:
    source = """
horloge = pygame.time.Clock()
debut = pygame.time.get_ticks()
durees = [horloge.tick(60) for image in range(60)]
print(sum(durees), pygame.time.get_ticks() - debut, min(durees), max(durees), round(horloge.get_fps()))
"""
    total, ticks, least, most, fps = (int(word) for word in printed(engine, source)[0].split())
    assert total == pytest.approx(1000, abs=2)
    assert ticks == pytest.approx(1000, abs=2)
    assert (least, most, fps) == (16, 17, 60)


def test_a_late_frame_is_not_made_up_for(engine: Engine) -> None:
    source = """
horloge = pygame.time.Clock()
horloge.tick(50)
time.sleep(0.5)
print(horloge.tick(50), horloge.tick(50), horloge.tick(50))
"""
    late, *following = (int(word) for word in printed(engine, source)[0].split())
    assert late == pytest.approx(500, abs=2)
    assert following == [20, 20]


def test_frames_are_sixty_a_second_in_real_time(engine: Engine) -> None:
    source = """
horloge = pygame.time.Clock()
for image in range(40):
    pygame.display.flip()
    horloge.tick(60)
print(horloge.get_fps())
"""
    (fps,) = printed(engine, source, real_time=True)
    assert float(fps) == pytest.approx(60, rel=0.1)


def test_waits_are_as_long_as_they_say(engine: Engine) -> None:
    source = """
for wait in (pygame.time.wait, pygame.time.delay):
    print(wait(120))
debut = pygame.time.get_ticks()
time.sleep(0.25)
print(pygame.time.get_ticks() - debut)
"""
    assert printed(engine, source) == ["120", "120", "250"]


def test_a_timer_posts_its_event_as_often_as_asked(engine: Engine) -> None:
    source = """
ENNEMI = pygame.event.custom_type()
pygame.time.set_timer(ENNEMI, 100, 3)
pygame.time.set_timer(pygame.event.Event(pygame.USEREVENT, {"nom": "bonus"}), 250)
for tour in range(10):
    pygame.time.wait(100)
    for event in pygame.event.get():
        print(tour, event.type == ENNEMI, event.dict)
"""
    assert printed(engine, source) == [
        "0 True {}",
        "1 True {}",
        "2 True {}",
        "2 False {'nom': 'bonus'}",
        "4 False {'nom': 'bonus'}",
        "7 False {'nom': 'bonus'}",
        "9 False {'nom': 'bonus'}",
    ]


def test_waiting_for_an_event_ends_with_it(engine: Engine) -> None:
    source = "print(pygame.event.wait(), pygame.event.wait(30))"
    click = {"t": "quit", "ms": 200}
    assert printed(engine, source, events=[click]) == ["<Event(256-Quit {})> <Event(0-NoEvent {})>"]


def test_input_asks_and_answers(engine: Engine) -> None:
    source = "print('Bonjour', input('Ton nom ? '), input())"
    assert printed(engine, source, answers=["Zoé", "12"]) == ["Bonjour Zoé 12"]


@pytest.mark.parametrize(
    "loop",
    [
        "pygame.event.get()",
        "horloge.tick(60)",
        "time.sleep(0.1)",
        "pygame.display.flip()",
        "pygame.key.get_pressed()",
    ],
)
def test_any_endless_loop_stops(engine: Engine, loop: str) -> None:
    source = f"{START}horloge = pygame.time.Clock()\nwhile True:\n    {loop}\n"
    played = engine.run(source, stop_after_ms=500)
    assert played.stopped
    assert played.error is None


def test_a_stop_is_an_interrupt_that_her_program_may_finish_on(engine: Engine) -> None:
    source = f"{START}try:\n    while True:\n        time.sleep(1)\nfinally:\n    print('au revoir')\n"
    assert engine.run(source, stop_after_ms=500).output == "au revoir\n"
