"""A learner's game is played as a test says: its clock, its keys, its pictures, and how it ended."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.play import Box, Game, play
from tests.grader.staged import staged, write

HEAD = """
import pygame
pygame.init()
ecran = pygame.display.set_mode((64, 48))
horloge = pygame.time.Clock()
"""
SQUARE = (
    HEAD
    + """
x = 10
while True:
    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit
    if pygame.key.get_pressed()[pygame.K_RIGHT]:
        x = x + 1
    ecran.fill((0, 0, 90))
    pygame.draw.rect(ecran, (255, 0, 0), (x, 20, 5, 6))
    pygame.display.flip()
    horloge.tick(60)
"""
)
RED = (255, 0, 0)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with staged(tmp_path, monkeypatch) as made:
        yield made


def played(text: str, frames: int = 10, **more: object) -> Game:
    write("jeu.py", text)
    return play("jeu.py", frames, **more)  # type: ignore[arg-type]


def printed(body: str, frames: int = 10, **more: object) -> list[str]:
    """What a game prints that ends each turn of its loop with a picture."""
    loop = "\nwhile True:\n" + "".join(f"    {line}\n" for line in body.strip().splitlines())
    game = played(f"{HEAD}{loop}    pygame.display.flip()\n", frames, **more)
    assert game.playing, game.words
    return game.printed.split()


def test_a_game_is_stopped_after_so_many_pictures() -> None:
    game = played(SQUARE, 25)
    assert (game.state, game.frames, game.size, game.words) == ("playing", 25, (64, 48), "")


def test_six_hundred_pictures_take_no_ten_seconds() -> None:
    begun = time.monotonic()
    assert played(SQUARE, 600).frames == 600
    assert time.monotonic() - begun < 10


def test_the_clock_goes_on_with_the_pictures() -> None:
    assert printed("print(horloge.tick(50), pygame.time.get_ticks())", 4)[:8] == [
        *("20", "20", "20", "40", "20", "60", "20", "80"),
    ]


def test_a_game_without_a_clock_has_sixty_pictures_a_second() -> None:
    assert printed("print(pygame.time.get_ticks())", 5) == ["0", "16", "33", "50", "66"]


CHANCE = {
    "Random": "random.Random().random()",
    "seeded anew": "(random.seed(), random.random())",
    "seeded by the clock": "(random.seed(time.time()), random.random())",
    "numpy": "numpy.random.rand()",
    "numpy's generator": "numpy.random.default_rng().random()",
    "the system's": "random.SystemRandom().random()",
    "a token": "secrets.token_hex(4), uuid.uuid4(), os.urandom(4)",
    "the date": "datetime.datetime.now(), datetime.datetime.utcnow(), datetime.date.today()",
    "the hour": "time.strftime('%H:%M:%S'), time.localtime().tm_sec, time.ctime()",
    "a clock of her own": "setattr(pygame.time, 'get_ticks', lambda: time.time()) or pygame.time.get_ticks()",
    "a tick of her own": "setattr(pygame.time.Clock, 'tick', lambda clock, fps=0: 16) or horloge.tick(60)",
}


@pytest.mark.parametrize("drawn", CHANCE.values(), ids=CHANCE)
def test_the_same_game_is_the_same_again_wherever_it_takes_chance_from(drawn: str) -> None:
    names = "import datetime, os, random, secrets, time, uuid" + (
        "\nimport numpy" if "numpy" in drawn else ""
    )
    body = f"print(repr(({drawn})).replace(' ', ''))"
    first = printed(f"{names}\n{body}", 4, seed=3)
    time.sleep(1.1 if "localtime" in drawn else 0)
    assert printed(f"{names}\n{body}", 4, seed=3) == first


def test_sleeping_and_waiting_take_no_time_of_ours() -> None:
    begun = time.monotonic()
    body = "import time\ntime.sleep(100)\npygame.time.wait(50_000)\nprint(int(time.monotonic()))"
    assert printed(body, 3) == ["150", "300", "450"]
    assert time.monotonic() - begun < 60


def test_timers_ring_in_the_time_of_the_game() -> None:
    body = (
        "for e in pygame.event.get(pygame.USEREVENT):\n    print(pygame.time.get_ticks())\nhorloge.tick(60)"
    )
    text = f"{HEAD}pygame.time.set_timer(pygame.USEREVENT, 100)\nwhile True:\n"
    text += "".join(f"    {line}\n" for line in body.splitlines()) + "    pygame.display.flip()\n"
    assert played(text, 20).printed.split() == ["100", "200", "300"]


def test_chance_is_the_same_for_the_same_seed_and_no_other() -> None:
    body = "import random\nprint(random.randint(0, 10 ** 9))"
    assert printed(body, seed=4) == printed(body, seed=4) != printed(body, seed=5)
    reseeded = "import random\nrandom.seed()\nprint(random.randint(0, 10 ** 9))"
    assert len(set(printed(reseeded, seed=4))) == 1


def test_a_slower_machine_makes_longer_steps() -> None:
    moving = SQUARE.replace("x = x + 1", "x = x + 60 * dt / 1000").replace("x = 10", "x, dt = 10.5, 0")
    moving = moving.replace("horloge.tick(60)", "dt = horloge.tick(60)")
    quick = played(moving, 31, keys={(1, None): "right"})
    slow = played(moving, 16, keys={(1, None): "right"}, fps=30)
    # Half a second after the first picture, at sixty points a second.
    assert [game.picture().box(RED) for game in (quick, slow)] == [Box(40, 20, 5, 6), Box(40, 20, 5, 6)]
    assert printed("print(horloge.tick(60))", 3, fps=20) == ["50", "50", "50"]


def test_a_key_is_held_from_one_picture_to_another() -> None:
    game = played(SQUARE, 20, keys={(5, 9): "right"})
    places = [box.left for box in game.track(RED) if box is not None]
    assert places == [*[10] * 4, 11, 12, 13, *[14] * 13]


def test_a_key_that_is_tapped_is_heard_once() -> None:
    body = """
for e in pygame.event.get():
    if e.type in (pygame.KEYDOWN, pygame.KEYUP):
        print(pygame.event.event_name(e.type), pygame.key.name(e.key), repr(getattr(e, 'unicode', '')))
horloge.tick(60)
"""
    told = " ".join(printed(body, 10, keys={3: ["a", "left shift"]}))
    assert told == "KeyDown a 'a' KeyDown left shift '' KeyUp a '' KeyUp left shift ''"


def test_keys_are_not_heard_by_a_game_that_never_asks_for_events() -> None:
    """As on a real machine, where it is one of the first mistakes."""
    assert set(printed("print(pygame.key.get_pressed()[pygame.K_RIGHT])", keys={(1, None): "right"})) == {
        "False"
    }


def test_the_mouse_clicks_and_moves() -> None:
    body = """
for e in pygame.event.get():
    if e.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        print(e.type == pygame.MOUSEBUTTONDOWN, e.pos[0], e.pos[1], e.button)
if pygame.mouse.get_pressed()[0]:
    print('held', pygame.mouse.get_pos()[0])
"""
    told = printed(body, 12, clicks={(3, 5): (10, 20), 8: (30, 5, "right")}, moves={4: (12, 20)})
    assert " ".join(told) == "True 10 20 1 held 10 held 12 False 12 20 1 True 30 5 3 False 30 5 3"


def test_closing_the_window_ends_a_game_that_listens() -> None:
    game = played(SQUARE, 60, leave=30)
    assert (game.state, game.frames) == ("ended", 29)
    assert "tant que la fenêtre n'est pas fermée" in game.words


def test_waiting_for_an_event_is_playing_on() -> None:
    waiting = HEAD + "while True:\n    e = pygame.event.wait()\n    print(e.type == pygame.KEYDOWN)\n"
    game = played(waiting + "    pygame.display.flip()\n", 30, keys={20: "space"})
    assert (game.state, game.frames) == ("playing", 30)
    assert "True" in game.printed


def test_sounds_are_heard_with_their_picture() -> None:
    text = (
        HEAD
        + """
saut = pygame.mixer.Sound(buffer=bytes(2000))
saut.heard_as = 'saut.wav'
while True:
    for e in pygame.event.get():
        if e.type == pygame.KEYDOWN:
            saut.play()
    pygame.display.flip()
"""
    )
    game = played(text, 20, keys={5: "space", 11: "space"})
    assert [(sound.name, sound.frame) for sound in game.sounds] == [("saut.wav", 5), ("saut.wav", 11)]


def test_title_prints_and_typed_answers_are_told() -> None:
    text = HEAD + "pygame.display.set_caption('Zoé joue')\nprint('Salut', input('Nom ? '))\n"
    game = played(text + "while True: pygame.display.flip()\n", answers=["Zoé"])
    assert (game.caption, game.printed) == ("Zoé joue", "Nom ? Salut Zoé\n")


def test_the_title_is_told_of_each_picture() -> None:
    text = (
        HEAD
        + "for n in range(9):\n    pygame.display.set_caption(f'Score {n // 3}')\n    pygame.display.flip()\n"
    )
    game = played(text + "while True: pygame.display.flip()\n", 20)
    assert [game.caption_at(number) for number in (0, 1, 3, 4, 9, 20)] == [
        "",
        *(f"Score {n}" for n in (0, 0, 1, 2, 2)),
    ]


def test_the_same_play_is_played_once_and_another_or_a_changed_game_anew(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    aside = tmp_path_factory.mktemp("aside")
    text = (
        HEAD
        + "open({!r}, 'a').write('x')\nwhile True:\n    ecran.fill((9, 9, 9))\n    pygame.display.flip()\n"
    )
    text = text.format(str(aside / "began"))

    def began() -> int:
        return len((aside / "began").read_text())

    first = played(text, 5)
    assert first.picture(5).at(1, 1) == (9, 9, 9)
    again = play("jeu.py", frames=5)
    assert (again.picture(5).at(1, 1), again.frames, began()) == ((9, 9, 9), 5, 1)
    assert (play("jeu.py", frames=6).frames, began()) == (6, 2)
    Path("jeu.py").write_text(text.replace("9, 9, 9", "7, 7, 77"))
    assert (play("jeu.py", frames=5).picture(5).at(1, 1), began()) == ((7, 7, 77), 3)


def test_the_window_may_change_its_size() -> None:
    text = HEAD + "pygame.display.flip()\necran = pygame.display.set_mode((32, 16))\n"
    game = played(text + "while True:\n    ecran.fill((1, 2, 3))\n    pygame.display.flip()\n", 3)
    assert [game.picture(number).size for number in (1, 2, 3, 1)] == [(64, 48), (32, 16), (32, 16), (64, 48)]
    assert game.picture(3).at(31, 15) == (1, 2, 3)


@pytest.mark.parametrize("flags", ["FULLSCREEN", "SCALED", "RESIZABLE", "OPENGL"])
def test_a_screen_that_is_not_there_may_be_asked_for_anything(flags: str) -> None:
    text = f"import pygame\npygame.init()\ne = pygame.display.set_mode((64, 48), pygame.{flags})\n"
    assert played(text + "while True: pygame.display.flip()\n").size == (64, 48)


def test_an_error_is_told_in_french_with_its_line() -> None:
    game = played(SQUARE.replace("x = x + 1", "x = y + 1"), keys={(3, 9): "right"})
    assert (game.state, game.frames) == ("crashed", 2)
    assert "ne connaît pas le nom « y »".replace(" »", "\u00a0»").replace("« ", "«\u00a0") in game.words
    assert game.words.endswith("Dans jeu.py, regarde la ligne 13\u00a0: `x = y + 1`")
    assert game.error is not None
    assert (game.error.name, game.error.file, game.error.line) == ("NameError", "jeu.py", 13)


def test_an_error_in_another_file_of_hers_is_told_there() -> None:
    write("balle.py", "def avance():\n    return 1 / 0\n")
    game = played("import balle\nballe.avance()\n")
    assert game.words.endswith("Dans balle.py, regarde la ligne 2\u00a0: `return 1 / 0`")


@pytest.mark.parametrize(
    ("text", "state", "words"),
    [
        ("while True\n    pass\n", "crashed", "deux-points"),
        (HEAD + "while True:\n    pass\n", "frozen", "ne montre aucune image"),
        (HEAD + "pygame.display.flip()\nwhile True:\n    pass\n", "frozen", "Après 1 image"),
        (HEAD + "ecran.fill((9, 9, 9))\n", "ended", "Il faut une boucle while"),
        (HEAD + "for n in range(3): pygame.display.flip()\n", "ended", "Après 3 images"),
        (HEAD + "pygame.quit()\necran.fill((1, 1, 1))\n", "crashed", "pygame.quit() l'a déjà fermée"),
    ],
)
def test_a_game_that_does_not_go_on_says_why(text: str, state: str, words: str) -> None:
    game = played(text, patience_seconds=0.3)
    assert (game.state, game.playing) == (state, False)
    assert words in game.words
    with pytest.raises(AssertionError, match=r"\w"):
        game.picture(10)


def test_a_frozen_game_shows_where_it_stands() -> None:
    game = played(HEAD + "def tourne():\n    while True:\n        pass\ntourne()\n", patience_seconds=0.3)
    assert game.error is not None
    assert game.error.line in (7, 8)
    assert "Dans jeu.py, regarde la ligne" in game.words


def test_a_file_that_is_not_there_is_said_by_its_name() -> None:
    game = play("Jeu.py", 10)
    assert game.state == "missing"
    assert "Jeu.py" in game.words


def test_pictures_are_looked_at_by_their_colours() -> None:
    picture = played(SQUARE).picture()
    assert (picture.at(0, 0), picture.at(10, 20), picture.at(15, 20)) == ((0, 0, 90), RED, (0, 0, 90))
    assert picture.background == (0, 0, 90)
    assert picture.share("red") == pytest.approx(30 / (64 * 48))
    assert picture.share((0, 0, 80), near=10) == pytest.approx(1 - 30 / (64 * 48))
    assert picture.share((0, 0, 80), near=9) == 0
    assert picture.box(RED) == Box(10, 20, 5, 6)
    assert picture.box("green") is None
    assert list(picture.colours()) == [(0, 0, 90), RED]
    with pytest.raises(IndexError, match="outside"):
        picture.at(64, 0)


def test_pieces_of_a_colour_are_told_apart() -> None:
    two = SQUARE.replace(
        "(x, 20, 5, 6))", "(x, 20, 5, 6))\n    pygame.draw.rect(ecran, 'red', (40, 3, 2, 2))"
    )
    picture = played(two).picture()
    assert picture.boxes(RED) == [Box(10, 20, 5, 6), Box(40, 3, 2, 2)]
    assert picture.box(RED) == Box(10, 3, 32, 23)


def test_two_pictures_are_compared() -> None:
    game = played(SQUARE, 5, keys={(3, None): "right"})
    assert game.picture(1).difference(game.picture(2)) == 0
    assert game.picture(1).difference(game.picture(5)) == pytest.approx(2 * 6 * 3 / (64 * 48))
    assert game.picture(-1).pixels == game.picture(5).pixels


def test_pictures_come_in_any_order_and_only_those_that_are_kept() -> None:
    game = played(SQUARE, 30, keys={(1, None): "right"}, look=[2, 30])
    assert [game.picture(number).box(RED) for number in (30, 2, 30)] == [
        Box(40, 20, 5, 6),
        Box(12, 20, 5, 6),
        Box(40, 20, 5, 6),
    ]
    with pytest.raises(IndexError, match="not kept"):
        game.picture(3)


def test_what_a_game_writes_is_gone_with_it(folder: Path) -> None:
    text = HEAD + "n = len(open('scores.txt').read())\nopen('scores.txt', 'a').write('x')\nprint(n)\n"
    write("scores.txt", "xx")
    assert [played(text).printed for _ in range(2)] == ["2\n", "2\n"]
    assert (folder / "scores.txt").read_text() == "xx"


def test_a_program_whose_asker_is_gone_removes_what_it_had(folder: Path) -> None:
    """As a notebook's kernel that is closed, or killed."""
    before = set(Path(tempfile.gettempdir()).glob("programme-*"))
    write("jeu.py", SQUARE)
    code = "from grader.play import play\nprint(play('jeu.py', 3).state)"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
    )
    assert told.stdout.split()[-1] == "playing"
    end = time.monotonic() + 60
    while (left := set(Path(tempfile.gettempdir()).glob("programme-*")) - before) and time.monotonic() < end:
        time.sleep(0.05)
    assert left == set()


def test_several_games_are_there_at_once() -> None:
    games = [played(SQUARE, 10, keys={(1, last): "right"}) for last in (3, 5, 7)]
    assert [game.picture().box(RED) for game in games] == [Box(10 + n, 20, 5, 6) for n in (2, 4, 6)]


def test_a_python_of_its_own_plays_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in stock nbgrader, and in a learner's own notebook."""
    here = played(SQUARE, 20, keys={(5, 9): "right"})
    pixels = here.picture().pixels
    with staged(tmp_path, monkeypatch, forks=False):
        there = played(SQUARE, 20, keys={(5, 9): "right"})
        assert (there.state, there.frames, there.picture().pixels) == ("playing", 20, pixels)


@pytest.mark.parametrize("wrong", [{"frames": 0}, {"frames": 10**6}, {"keys": {(5, 5): "right"}}])
def test_an_author_who_asks_for_nonsense_is_told(wrong: dict[str, object]) -> None:
    write("jeu.py", SQUARE)
    with pytest.raises(ValueError, match=r"frames|later"):
        play("jeu.py", **wrong)  # type: ignore[arg-type]
