# mypy: ignore-errors
# ruff: noqa: T201
"""Surfaces scaled, turned, mirrored and filtered: one line of output for each."""

import random
import zlib

import pygame
from pygame import transform

pygame.display.init()
pygame.display.set_mode((8, 8))
chance = random.Random(11)


def noise(alpha):
    width, height = chance.choice(
        [(1, 1), (2, 3), (9, 7), (16, 16), (31, 20), (5, 40)]
        if name != "box_blur"
        else [(9, 7), (16, 16), (31, 20)]
    )
    data = bytes(chance.randint(0, 255) for _ in range(width * height * 4))
    surface = pygame.image.frombytes(data, (width, height), "RGBA")
    return surface if alpha else surface.convert()


def size():
    return chance.randint(0, 50), chance.randint(0, 50)


WAYS = {
    "scale": lambda surface: transform.scale(surface, size()),
    "scale_by": lambda surface: transform.scale_by(surface, chance.uniform(0.1, 3)),
    "smoothscale": lambda surface: transform.smoothscale(surface, size()),
    "smoothscale_by": lambda surface: transform.smoothscale_by(surface, (chance.uniform(0.2, 3), 1.5)),
    "scale2x": lambda surface: transform.scale2x(surface),
    "flip": lambda surface: transform.flip(surface, chance.random() < 0.5, chance.random() < 0.5),
    "rotate": lambda surface: transform.rotate(
        surface, chance.choice([90, 180, -90, 270, 45, chance.uniform(-720, 720)])
    ),
    "rotozoom": lambda surface: transform.rotozoom(surface, chance.uniform(1, 359), chance.uniform(0.3, 2)),
    "grayscale": transform.grayscale,
    "invert": transform.invert,
    "solid_overlay": lambda surface: transform.solid_overlay(
        surface, (1, 2, 3, 99), keep_alpha=chance.random() < 0.5
    ),
    "chop": lambda surface: transform.chop(surface, (chance.randint(0, 9), chance.randint(0, 9), 4, 5)),
    "pixelate": lambda surface: transform.pixelate(surface, chance.randint(1, 9)),
    "box_blur": lambda surface: transform.box_blur(surface, chance.randint(0, 3), chance.random() < 0.5),
    "average_color": lambda surface: transform.average_color(surface, (0, 0, chance.randint(1, 9), 6)),
}

for name, way in WAYS.items():
    pygame.time.wait(51)
    for case in range(40):
        source = noise(case % 2)
        if case % 5 == 0:
            source.set_colorkey((1, 2, 3))
        made = way(source)
        if isinstance(made, pygame.Surface):
            made = made, zlib.crc32(pygame.image.tobytes(made, "RGBA"))
        print(name, case, made)
