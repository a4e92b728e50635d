"""What a first game with pygame stumbles over, in a learner's words."""

from collections.abc import Callable

import pytest


@pytest.fixture(autouse=True)
def _silent(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SDL_VIDEODRIVER", "SDL_AUDIODRIVER"):
        monkeypatch.setenv(name, "dummy")


WINDOW = "import pygame\npygame.init()\necran = pygame.Surface((64, 48))\n"


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("pygame.display.fliip()", ["pygame.display ne contient pas", "« flip »"]),
        ("pygame.draw.circel(ecran, 'red', (3, 3), 2)", ["« circle »"]),
        ("pygame.K_SPAC", ["« K_SPACE »"]),
        ("ecran.fil((0, 0, 0))", ["une surface", "« fill »"]),
        ("pygame.draw.rect(ecran, 'bleu', (0, 0, 9, 9))", ["en anglais"]),
        ("ecran.fill((300, 0, 0))", ["trois nombres de 0 à 255"]),
        ("pygame.draw.rect(ecran, 'red', 0, 0, 9, 9)", ["quatre nombres entre parenthèses"]),
        ("pygame.draw.circle(ecran, 'red', 3, (9, 9))", ["(x, y)", "L'ordre est"]),
        ("ecran.blit('chat.png', (0, 0))", ["pygame.image.load"]),
        ("pygame.image.load('chat.png')", ["« chat.png »", "n'est pas là"]),
        ("pygame.display.set_mode(640, 480)", ["set_mode((640, 480))"]),
    ],
)
def test_what_a_first_game_gets_wrong(reads_well: Callable[..., None], line: str, pieces: list[str]) -> None:
    reads_well(WINDOW + line, *pieces, "Regarde la ligne 4")


def test_a_window_that_was_closed(reads_well: Callable[..., None]) -> None:
    line = "f = pygame.display.set_mode((64, 48))\npygame.quit()\nf.fill((0, 0, 0))"
    reads_well(WINDOW + line, "pygame.quit() l'a déjà fermée")
