"""What a girl sees of a game that failed a test: the right seconds, what was pressed, and words for it."""

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageSequence

from grader import exhibits
from grader.play import Game, play
from grader.play.attention import Attention
from grader.play.player import script
from grader.play.scene import Scene, scene
from grader.stage.exhibit import BYTES_MAX, STAND, Exhibit
from tests.grader.staged import staged, write

GAME = """
import pygame, random
pygame.init()
ecran = pygame.display.set_mode((640, 480))
horloge = pygame.time.Clock()
x = 100
etoiles = [[random.randrange(640), random.randrange(480)] for _ in range(12)]
while True:
    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit
    touches = pygame.key.get_pressed()
    x += 5 * touches[pygame.K_RIGHT] - 5 * touches[pygame.K_LEFT]
    ecran.fill((20, 30, 70))
    pygame.draw.rect(ecran, (60, 160, 60), (0, 420, 640, 60))
    for etoile in etoiles:
        etoile[1] = (etoile[1] + 3) % 480
        pygame.draw.circle(ecran, "yellow", etoile, 10)
    pygame.draw.rect(ecran, "red", (x, 380, 50, 40))
    if x > 500:
        AFTER
    pygame.display.flip()
    horloge.tick(60)
"""
CRASHING = GAME.replace("AFTER", "print(vitesse)")
CALM = GAME.replace("AFTER", "pass")
TINY = """
import pygame
pygame.init()
ecran = pygame.display.set_mode((64, 48))
n = 0
while True:
    n += 1
    ecran.fill((n % 256, 0, 90))
    BODY
    pygame.display.flip()
"""
KEPT = Path(__file__).parents[2] / "test-results" / "replays"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(STAND, "attended", True)
    # A busy machine is no reason to show nothing here.
    monkeypatch.setattr("grader.play.replay.PLAY_SECONDS", 20.0)
    monkeypatch.setattr("grader.play.replay.ASK_SECONDS", 10.0)
    STAND.clear()
    with staged(tmp_path, monkeypatch) as made:
        yield made


def played(text: str, frames: int = 60, **more: object) -> Game:
    write("jeu.py", text)
    return play("jeu.py", frames, **more)  # type: ignore[arg-type]


def shown(name: str = "") -> Exhibit:
    made = STAND.take()
    assert made is not None
    assert len(made.data) <= BYTES_MAX
    made = replace(made, alt=made.alt.replace("\u00a0s", " s"))
    seen = exhibits.look(made.data)
    assert seen is not None
    assert seen.mime == made.mime == "image/png"
    if name:
        KEPT.mkdir(parents=True, exist_ok=True)
        (KEPT / f"{name}.png").write_bytes(made.data)
        (KEPT / f"{name}.txt").write_text(made.alt + "\n", encoding="utf-8")
    return made


def pictures(made: Exhibit) -> list[Image.Image]:
    """Those that move, without the one that stands for all."""
    with Image.open(io.BytesIO(made.data)) as film:
        every = [one.convert("RGB").copy() for one in ImageSequence.Iterator(film)]
        return every[1:] if film.info.get("default_image") else every


def _is_lit(colour: object) -> bool:
    return colour == (255, 210, 63)


# -- which seconds ---------------------------------------------------------------------------------


def around(looked: int = 0, frames: int = 600, state: str = "playing", **pressed: object) -> Scene:
    attention = Attention()
    if looked:
        attention.at(looked)
    keys = pressed.get("keys", {})
    return scene(attention, script(keys, {}, {}, None), frames, 60.0, state)  # type: ignore[arg-type]


def test_three_seconds_end_a_moment_after_what_was_looked_at() -> None:
    made = around(looked=400)
    assert (made.first, made.last) == (400 + 15 - 179, 415)


def test_a_crash_is_the_end_wherever_the_test_looked() -> None:
    made = around(looked=10, frames=300, state="crashed")
    assert (made.last, made.ending) == (300, "Ton jeu s'arrête ici")


def test_where_the_game_goes_on_nothing_is_said_of_its_end() -> None:
    assert around(looked=100).ending == ""


def test_a_key_a_little_before_is_shown_too() -> None:
    made = around(looked=400, keys={(200, 205): "space"})
    assert made.first == 194
    assert around(looked=400, keys={(100, 105): "space"}).first == 236


def test_a_whole_track_is_shown_from_the_first_key() -> None:
    attention = Attention()
    attention.all_of(600)
    made = scene(attention, script({(300, 400): "right"}, {}, {}, None), 600, 60.0, "playing")
    assert made.first <= 271 < made.last < 600


def test_at_most_fifteen_pictures_a_second_the_last_one_among_them() -> None:
    made = around(looked=400)
    assert made.numbers(15)[-1] == 415
    assert len(made.numbers(15)) == 45
    slow = scene(Attention(), [], 20, 10.0, "playing")
    assert slow.numbers(15) == list(range(1, 21))


# -- which game ------------------------------------------------------------------------------------


def test_a_walk_that_stops_says_which_picture_mattered() -> None:
    game = played(CALM, 200, keys={(20, 80): "right"})
    for box in game.track("red"):
        if box is not None and box.left > 300:
            break
    assert "Le test regarde l'image de 1,0 s." in shown().alt


def test_the_game_that_was_looked_at_last_is_shown() -> None:
    one = played(CALM, 60, keys={(10, 20): "right"})
    other = played(CALM, 60, keys={(10, 20): "left"})
    one.picture(30)
    assert "flèche droite" in shown().alt
    one.picture(30).difference(other.picture(30))
    assert "flèche gauche" in shown().alt


def test_what_others_are_compared_with_takes_the_place_of_none_of_them() -> None:
    calm = played(CALM, 60)
    hers = played(CALM, 60, keys={(10, 20): "right"})
    calm.picture().difference(hers.picture())
    calm.picture(30)
    assert "flèche droite" in shown().alt
    played(CALM, 60).picture(30)
    assert "Personne n'appuie sur rien." in shown().alt


def test_a_picture_that_was_kept_is_looked_at_when_it_is_asked_something() -> None:
    up = played(CALM, 60, keys={(10, 20): "up"})
    down = played(CALM, 60, keys={(10, 20): "down"})
    kept = up.picture(40)
    assert down.picture().box("red") is not None
    assert kept.box("red") is not None
    made = shown()
    assert "flèche du haut" in made.alt
    assert "Le test regarde l'image de 0,6 s." in made.alt
    assert kept.at(0, 0) == (20, 30, 70)
    assert kept == up.picture(40) != up.picture(1)


def test_nothing_is_kept_or_played_again_where_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("grader.play.replay.Program", lambda *given: asked.append(given))
    assert played(CALM, 60).picture().size == (640, 480)
    STAND.clear()
    assert not asked
    assert STAND.take() is None


# -- what is drawn ---------------------------------------------------------------------------------


def test_a_crash_stays_for_a_second_with_its_words() -> None:
    game = played(CRASHING, 600, keys={(20, 200): "right"})
    assert game.state == "crashed"
    made = shown("crash")
    assert made.alt.endswith("Puis ton jeu s'arrête sur une erreur.")
    with Image.open(io.BytesIO(made.data)) as film:
        film.seek(len(list(ImageSequence.Iterator(film))) - 1)
        assert film.info["duration"] == 1000
        assert film.info["loop"] == 1


def test_the_film_is_of_the_game_and_shows_what_is_pressed() -> None:
    game = played(CALM, 300, keys={(20, 80): "right", 30: "space"}, clicks={40: (300, 200)})
    game.picture(60)
    made = shown("keys_and_click")
    drawn = pictures(made)
    assert drawn[0].size == (320, 240 + 44)
    lit = [any(_is_lit(one.getpixel((x, 266))) for x in range(120)) for one in drawn]
    assert lit[0] is False
    assert lit[-1] is True
    told = made.alt
    assert "À 0,3 s, la touche flèche droite, jusqu'au bout." in told
    assert "À 0,5 s, la touche Espace." in told
    assert "un clic à 300 de la gauche et 200 du haut" in told


def test_a_small_screen_is_shown_larger_and_a_high_one_whole() -> None:
    played(TINY.replace("BODY", "pass"), 30)
    assert pictures(shown())[0].size == (320, 240 + 44)
    played(TINY.replace("BODY", "pass").replace("(64, 48)", "(300, 900)"), 30)
    width, height = pictures(shown())[0].size
    assert width == 240
    assert height == 320 + 44


def test_one_picture_alone_does_not_move() -> None:
    played(TINY.replace("BODY", "pass"), 1)
    made = shown()
    seen = exhibits.look(made.data)
    assert seen is not None
    assert seen.seconds == 0
    assert made.alt.startswith("Une image de ton jeu, à 0,0 s.")


def test_where_nothing_moves_and_nothing_is_pressed_one_picture_tells_all() -> None:
    still = TINY.replace("BODY", "").replace("n % 256", "9")
    played(still, 60).picture(20)
    made = shown()
    seen = exhibits.look(made.data)
    assert seen is not None
    assert seen.seconds == 0
    assert made.alt == "Une image de ton jeu, à 0,6 s\u00a0: rien ne bouge. À la fin, ton jeu tourne encore."
    played(still, 60, keys={10: "right"}).picture(20)
    assert shown().alt.startswith("Un film de ton jeu")  # in which she sees that the key does nothing


def test_a_game_that_ends_or_freezes_is_shown_until_then() -> None:
    assert played(TINY.replace("BODY", "if n > 20: break"), 60).state == "ended"
    assert shown("ended").alt.endswith("Puis ton jeu se termine tout seul.")
    frozen = TINY.replace("BODY", "\n    while n > 20:\n        pass")
    assert played(frozen, 60, patience_seconds=0.2).state == "frozen"
    assert shown().alt.endswith("Puis ton jeu ne montre plus rien de nouveau.")


@pytest.mark.parametrize("text", ["", "x = 1", "import pygame\nwhile True: pass"])
def test_a_game_without_a_picture_has_nothing_to_show(text: str) -> None:
    played(CALM, 10)
    assert played(text, 10, patience_seconds=0.2).frames == 0
    assert STAND.take() is None


def test_many_keys_are_told_in_few_words() -> None:
    dice = random.Random(1)
    keys = {number: dice.choice(("left", "right", "space", "up")) for number in range(1, 160, 4)}
    played(CALM, 160, keys=keys)
    made = shown()
    assert "Et encore" in made.alt
    assert len(made.alt) < 900


# -- games that do not play along ------------------------------------------------------------------


def test_noise_is_made_smaller_until_it_fits() -> None:
    noise = "ecran.get_buffer().write(random.randbytes(640 * 480 * 4), 0)"
    text = (
        TINY.replace("(64, 48)", "(640, 480)")
        .replace("BODY", noise)
        .replace("import pygame", "import pygame, random", 1)
    )
    played(text, 60)
    assert len(shown("noise").data) <= BYTES_MAX


def test_a_game_that_is_another_the_second_time_shows_nothing() -> None:
    once = """
    import os, sys, tempfile
    marks = os.path.join(tempfile.gettempdir(), "seen-PID")
    again = os.path.exists(marks)
    open(marks, "w").close()
    if again: raise SystemExit
    """.replace("PID", str(random.randrange(10**9)))
    import textwrap

    played(textwrap.dedent(once) + TINY.replace("BODY", "pass"), 30)
    assert STAND.take() is None


def test_a_game_that_hangs_the_second_time_is_left_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    import textwrap
    import time

    monkeypatch.setattr("grader.play.replay.PLAY_SECONDS", 0.5)
    once = """
    import os, signal, tempfile
    marks = os.path.join(tempfile.gettempdir(), "seen-PID")
    again = os.path.exists(marks)
    open(marks, "w").close()
    while again: signal.setitimer(signal.ITIMER_PROF, 0)
    """.replace("PID", str(random.randrange(10**9)))
    played(textwrap.dedent(once) + TINY.replace("BODY", "pass"), 30)
    begun = time.monotonic()
    assert STAND.take() is None
    assert time.monotonic() - begun < 2
