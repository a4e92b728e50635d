# mypy: ignore-errors
# ruff: noqa: T201
"""Hundreds of blits and fills between surfaces of every kind: one line of output for each."""

import random
import zlib

import pygame

pygame.display.init()
pygame.display.set_mode((64, 48))
chance = random.Random(5)
BLENDS = [0, 0, 0, 0, 0, *range(1, 10), 16]


def number(low, high):
    return chance.randint(low, high)


def colour():
    return number(0, 255), number(0, 255), number(0, 255), chance.choice([0, 1, 60, 128, 200, 254, 255])


KEY = (7, 8, 9, 255)


def noise(width, height, alpha):
    pixels = [colour() if chance.random() < 0.8 else KEY for _ in range(width * height)]
    surface = pygame.image.frombytes(
        bytes(value for pixel in pixels for value in pixel), (width, height), "RGBA"
    )
    return surface.convert_alpha() if alpha else surface.convert()


SURFACES = [
    noise(width, height, alpha) for width, height in ((13, 9), (5, 21), (32, 16), (1, 1)) for alpha in (0, 1)
]


def source():
    surface = chance.choice(SURFACES)
    kind = chance.random()
    if kind < 0.15:
        return surface.subsurface((0, 0, max(1, surface.width // 2), max(1, surface.height - 3)))
    if kind < 0.3:
        return surface.convert() if chance.random() < 0.5 else surface.convert_alpha()
    if kind < 0.7:
        surface = surface.copy()
        if chance.random() < 0.6:
            surface.set_alpha(chance.choice([0, 1, 77, 128, 254, 255, None]))
        if chance.random() < 0.5:
            surface.set_colorkey(KEY[:3])
    return surface


def part(surface):
    return number(-5, 20), number(-5, 20), number(0, 30), number(0, 30)


for case in range(700):
    if case % 50 == 0:
        pygame.time.wait(51)
    target = noise(24, 18, chance.random() < 0.5)
    if chance.random() < 0.3:
        target.set_clip(part(target))
    told = []
    for _ in range(3):
        if chance.random() < 0.25:
            area = part(target) if chance.random() < 0.7 else None
            told.append(tuple(target.fill(colour(), area, chance.choice(BLENDS))))
        elif chance.random() < 0.1:
            target.scroll(number(-9, 9), number(-9, 9))
        else:
            drawn = source()
            area = part(drawn) if chance.random() < 0.4 else None
            told.append(
                tuple(target.blit(drawn, (number(-9, 24), number(-9, 18)), area, chance.choice(BLENDS)))
            )
    pixels = pygame.image.tobytes(target, "RGBA")
    print(case, zlib.crc32(pixels), told, tuple(target.get_bounding_rect()), target)
