"""What a learner reads when her game stops: French, short, and about her own line."""

import json
import re
from pathlib import Path

import pytest

from atelier.explain import explain
from tests.atelier.engine import Engine

START = """import pygame
pygame.init()
fenetre = pygame.display.set_mode((200, 100))
image = pygame.Surface((5, 5))
"""
# Her line, pieces of what she reads.
MISTAKES = [
    ("fenetre.fill('rouge')", "« rouge »", "« red »"),
    ("fenetre.fill('bleu ciel')", "« skyblue »"),
    ("fenetre.fill('gren')", "« green »"),
    ("fenetre.fill('#ff00')", "six chiffres"),
    ("fenetre.fill((300, 0, 0))", "de 0 à 255"),
    ("fenetre.fill(255, 0, 0)", "fill((255, 0, 0))"),
    ("fenetre.fill(None)", "trois nombres"),
    ("fenetre.blit(image, 50, 60)", "couple", "(100, 50)"),
    ("fenetre.blit('chat.png', (0, 0))", "pygame.image.load"),
    ("fenetre.blit((0, 0), image)", "D'abord l'image"),
    ("pygame.draw.rect(fenetre, 'red', 5)", "quatre nombres"),
    ("pygame.draw.rect('red', fenetre, (1, 2, 3, 4))", "une image, et tu donnes un texte"),
    ("pygame.draw.rect((0, 0), fenetre, (1, 2, 3, 4))", "D'abord la fenêtre"),
    ("pygame.draw.circle(fenetre, 'red', 50, 60)", "couple"),
    ("pygame.draw.circle(fenetre, 'red', (50, 60))", "le rayon"),
    ("pygame.draw.line(fenetre, 'red', (5, 5))", "deuxième bout"),
    ("pygame.draw.polygon(fenetre, 'red', [(1, 2), (2, 3)])", "trois points"),
    ("pygame.Rect(10, 20)", "quatre nombres"),
    ("image.get_rect().colliderect(image)", "deux rectangles"),
    ("image.get_rect().center = 5", "couple"),
    ("image.get_rect().x = 'a'", "il faut un nombre"),
    ("image.get_rect().centre", "« .centre »", "« .center »"),
    ("pygame.K_A", "« .K_a »"),
    ("pygame.KEYDOWM", "« .KEYDOWN »"),
    ("pygame.time.clock()", "« .Clock »"),
    ("pygame.event.Event(pygame.QUIT).key", "du clavier", "KEYDOWN"),
    ("pygame.event.Event(pygame.KEYDOWN).pos", "de la souris", "MOUSEBUTTONDOWN"),
    ("pygame.event.get().type", "for event in pygame.event.get():"),
    ("pygame.key.get_pressed()['a']", "K_LEFT"),
    ("[k for k in pygame.key.get_pressed()]", "K_LEFT"),
    ("pygame.display.set_mode(640, 480)", "set_mode((640, 480))"),
    ("pygame.image.load('Chat.png')", "« Chat.png »", "« images/chat.png »"),
    ("pygame.image.load('chat.jpg')", "« images/chat.png »"),
    ("pygame.image.load('images\\\\chat.png')", "écris / et non"),
    ("pygame.image.load('dragon.png')", "n'est pas là"),
    ("pygame.mixer.Sound('pong.wav')", "« ping.wav »"),
    ("pygame.mixer.Sound('jeu.py')", "n'est pas un son"),
    ("pygame.mixer.music.play()", "Aucune musique"),
    ("pygame.Vector2().normalize()", "longueur zéro"),
    ("pygame.quit()\npygame.event.get()", "pygame.init()"),
    ("import numpy", "listes de Python"),
    ("import turtle", "pygame.draw"),
    ("import niveaux", "« niveau »"),
    ("pygame.surfarray.array3d(image)", "ne marche pas dans le navigateur"),
    (
        "class Joueur(pygame.sprite.Sprite):\n    pass\npygame.sprite.Group(Joueur()).draw(fenetre)",
        "self.image",
    ),
    ("print(scor)", "« scor »"),
    ("vie = 3\nprint(vi)", "« vie »"),
    ("x = 3 +", "s'arrête trop tôt"),
]
EXPLAINING = """
import json, sys, time, campus_explain
import pygame
with open("asked.json", encoding="utf-8") as file:
    START, lines = json.load(file)
for line in lines:
    with open("essai.py", "w", encoding="utf-8") as file:
        file.write(START + line + "\\n")
    try:
        exec(compile(START + line + "\\n", "essai.py", "exec"), {})
        told = {"french": ""}
    except BaseException as error:
        told = campus_explain.explain(error, "/game")
    time.sleep(0.1)
    print(json.dumps(told))
"""


def readable(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture(scope="module")
def told(engine: Engine) -> dict[str, dict[str, str | int]]:
    """What is said of every mistake, all in one run of the browser's Python."""
    lines = [line for line, *_ in MISTAKES]
    files: dict[str, str | bytes] = {
        "jeu.py": EXPLAINING,
        "asked.json": json.dumps([START, lines]),
        "niveau.py": "",
        "ping.wav": b"",
        "images/chat.png": b"",
    }
    played = engine.run(files=files, seconds=120)
    assert played.error is None, played.error
    answers = [json.loads(line) for line in played.output.splitlines() if line.startswith("{")]
    return dict(zip(lines, answers, strict=True))


@pytest.mark.parametrize(("line", "pieces"), [(line, pieces) for line, *pieces in MISTAKES])
def test_a_mistake_is_explained(told: dict[str, dict[str, str | int]], line: str, pieces: list[str]) -> None:
    answer = told[line]
    said = readable(str(answer["french"]))
    assert [piece for piece in pieces if piece not in said] == [], said
    assert (answer["file"], answer["line"]) == ("essai.py", len((START + line).splitlines()))
    plain = re.sub(r"`[^`]*`|« [^»]*»|\w+\(\.\.\.\)", "x", said)
    sentences = [one for one in re.split(r"(?<=[.?!])\s+(?=[A-ZÀÉ«x])", plain) if one]
    assert len(sentences) <= 3, said
    assert all(len(one.split()) <= 24 for one in sentences), said


def test_pythons_own_text_shows_only_her_lines(engine: Engine) -> None:
    source = START + "def dessine():\n    pygame.draw.rect(fenetre, 'rouge', (1, 2, 3, 4))\n\ndessine()\n"
    error = engine.run(source).error
    assert error is not None
    assert (error["file"], error["line"], error["name"]) == ("jeu.py", 6, "ValueError")
    assert error["english"].count("File ") == 2
    assert error["english"].endswith("ValueError: invalid color name\n")
    assert "/lib/" not in error["english"]


def test_a_mistake_in_another_file_of_hers_is_told_there(engine: Engine) -> None:
    files = {"jeu.py": "import niveau\nniveau.commence()", "niveau.py": "def commence():\n    return 1 / 0\n"}
    error = engine.run(files=files).error
    assert error is not None
    assert (error["file"], error["line"]) == ("niveau.py", 2)


def test_a_line_that_python_cannot_read_is_named(engine: Engine) -> None:
    files = {"jeu.py": "import niveau", "niveau.py": "x = 1\nfor i in range(3)\n    print(i)\n"}
    error = engine.run(files=files).error
    assert error is not None
    assert (error["file"], error["line"], error["name"]) == ("niveau.py", 2, "SyntaxError")
    assert "deux-points" in error["french"]


def test_an_error_without_a_line_of_hers_is_told_without_one(tmp_path: Path) -> None:
    answer = explain(ValueError("trop grand"), str(tmp_path))
    assert (answer["file"], answer["line"]) == ("", 0)
    assert "trop grand" in str(answer["french"])
