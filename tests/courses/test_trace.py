"""Heroes are found whatever they look like, and the robot catches stars in a real game."""

from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from girls_can_code.robot import basket, catch, first, number
from girls_can_code.trace import changed, moved, resting
from grader.play import Picture, play

STARS = """
import random, pygame
screen = pygame.display.set_mode((640, 480))
clock = pygame.time.Clock()
basket = pygame.FRect(272, 400, 96, 48)
stars = [pygame.FRect(random.randint(0, 590), y, 48, 40) for y in (-50, -250, -450)]
score, lives = 0, 9
while True:
    dt = clock.tick(60) / 1000
    pygame.event.get()
    keys = pygame.key.get_pressed()
    basket.x += (keys[pygame.K_RIGHT] - keys[pygame.K_LEFT]) * 360 * dt
    basket.clamp_ip(screen.get_rect())
    for star in stars:
        star.y += 180 * dt
        if star.colliderect(basket) or star.y > 480:
            score += star.y < 480
            lives -= star.y > 480
            star.topleft = random.randint(0, 590), -50
    screen.fill("navy")
    for star in stars:
        pygame.draw.ellipse(screen, (255, 216, 61), star)
    pygame.draw.rect(screen, "brown", basket)
    pygame.display.set_caption(f"Score : {score}   Vies : {lives}")
    pygame.display.flip()
"""


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> None:
        (tmp_path / "jeu.py").write_text(text)

    return write


def scene(hero: tuple[int, int] | None, cloud: int) -> Picture:
    """A striped background, a cloud that has its own way, and a hero of two colours."""
    surface = pygame.Surface((200, 100))
    for x in range(0, 200, 10):
        surface.fill((x, 90, 255 - x), (x, 0, 10, 100))
    surface.fill("white", (cloud, 5, 30, 10))
    if hero is not None:
        x, y = hero
        surface.fill("red", (x, y, 20, 10))
        surface.fill("black", (x, y + 10, 20, 14))
    return Picture(200, 100, pygame.image.tobytes(surface, "RGB"))


def test_a_hero_is_what_differs_from_the_same_moment_without_a_key() -> None:
    calm, right, left = scene((90, 40), 50), scene((140, 40), 50), scene((30, 40), 50)
    assert changed(calm, right) == pygame.Rect(90, 40, 70, 24)
    assert resting(calm, right, left) == pygame.Rect(90, 40, 20, 24)
    assert moved(calm, right, left) == pygame.Rect(140, 40, 20, 24)


def test_nothing_differs_and_nobody_is_there() -> None:
    calm, left = scene((90, 40), 10), scene((30, 40), 10)
    assert changed(calm, scene((90, 40), 10)) is None
    assert moved(calm, scene(None, 10), left) is None
    assert changed(calm, Picture(10, 10, bytes(300))) == pygame.Rect(0, 0, 200, 100)


def test_the_robot_goes_where_stars_fall(beside: Callable[[str], None]) -> None:
    beside(STARS)
    place = basket(play, seed=3)
    assert (place.x, place.top, place.half, place.step) == (320, 400, 48, 6)
    star, following = first(play, 3, place)
    assert star.speed == pytest.approx(3, abs=0.1)
    assert 120 < star.picture < star.caught < following < star.gone + 60
    keys = place.keys(place.x, place.under(star), 2)
    assert number(play("jeu.py", star.caught, keys=keys, look=[], seed=3), "Score") == 1


def test_the_robot_catches_one_star_after_the_other(beside: Callable[[str], None]) -> None:
    beside(STARS)
    robot = catch(play, 2, 3)
    assert len(robot.stars) == 3
    game = play("jeu.py", robot.stars[-1].caught, keys=robot.keys, look=[], seed=2)
    assert number(game, "Score") >= 3


def test_a_title_without_a_number_is_told(beside: Callable[[str], None]) -> None:
    beside(STARS.replace("Vies : {lives}", ""))
    with pytest.raises(AssertionError, match="on n'y lit pas « Vies »"):
        number(play("jeu.py", 3, look=[]), "Vies")
    beside(STARS.replace("360", "0"))
    with pytest.raises(AssertionError, match="ne déplacent plus ton panier"):
        basket(play, 1)
