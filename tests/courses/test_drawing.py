"""The games' pictures and sounds in the exercises are what their text grids and notes make."""

from pathlib import Path

import pytest

from drawing.files import EXERCISES, PICTURES, SOUNDS, make
from drawing.sprites import INKS, Sprite


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    make(folder)
    return folder


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_an_exercise_is_what_is_drawn(name: str, made: Path) -> None:
    import pygame

    here, there = pygame.image.load(EXERCISES / name), pygame.image.load(made / name)
    assert here.get_size() == there.get_size()
    assert pygame.image.tobytes(here, "RGBA") == pygame.image.tobytes(there, "RGBA")


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_of_an_exercise_is_what_is_computed(name: str, made: Path) -> None:
    assert (EXERCISES / name).read_bytes() == (made / name).read_bytes()


def test_they_are_small() -> None:
    assert all((EXERCISES / name).stat().st_size < 16_000 for name in (*PICTURES, *SOUNDS))


def test_a_sprite_is_its_letters_enlarged_and_mirrored() -> None:
    picture = Sprite(["k.", "yk"], scale=3, mirrored=True).draw()
    assert picture.get_size() == (12, 6)
    assert picture.get_at((4, 1)).a == 0
    assert picture.get_at((0, 0)) == picture.get_at((11, 2))
    assert "#{:02x}{:02x}{:02x}".format(*picture.get_at((0, 5))[:3]) == INKS["y"]
