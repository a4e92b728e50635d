# mypy: ignore-errors
# ruff: noqa: T201
"""Hundreds of shapes of every kind, clipped or not: one line of output for each."""

import random
import zlib

import pygame
from pygame import draw

chance = random.Random(7)
WIDTH, HEIGHT = 40, 30


def number(low, high):
    return chance.randint(low, high)


def point():
    return number(-8, WIDTH + 8), number(-8, HEIGHT + 8)


def points(least, most):
    return [point() for _ in range(number(least, most))]


def colour():
    return number(0, 255), number(0, 255), number(0, 255), chance.choice([0, 90, 255])


def area():
    return number(-10, 30), number(-10, 20), number(0, 40), number(0, 30)


def rect(surface):
    return draw.rect(surface, colour(), area(), chance.choice([0, 0, number(1, 9)]))


def rounded(surface):
    width, height = number(12, 30), number(12, 25)
    place = number(0, WIDTH - width), number(0, HEIGHT - height)
    radius = number(1, 6)
    return draw.rect(
        surface, colour(), (place, (width, height)), chance.choice([0, 0, 1, 2, 3]), border_radius=radius
    )


def circle(surface):
    radius = number(0, 22) if chance.random() < 0.9 else number(0, 120)
    quarters = [chance.random() < 0.5 for _ in range(4)] if chance.random() < 0.3 else []
    return draw.circle(
        surface, colour(), point(), radius, chance.choice([0, number(0, radius + 2)]), *quarters
    )


def ellipse(surface):
    return draw.ellipse(surface, colour(), area(), chance.choice([0, 0, number(1, 3)]))


def line(surface):
    return draw.line(surface, colour(), point(), point(), number(0, 6))


def lines(surface):
    return draw.lines(surface, colour(), chance.random() < 0.5, points(2, 5), number(1, 4))


def polygon(surface):
    return draw.polygon(surface, colour(), points(3, 7), chance.choice([0, 0, 1, 3]))


def flood(surface):
    draw.circle(surface, (9, 9, 9), (20, 15), 10, 1)
    return draw.flood_fill(surface, colour(), (number(0, WIDTH - 1), number(0, HEIGHT - 1)))


for shape in (rect, rounded, circle, ellipse, line, lines, polygon, flood):
    pygame.time.wait(51)
    for case in range(120):
        canvas = pygame.Surface((WIDTH, HEIGHT), pygame.SRCALPHA if case % 3 == 0 else 0)
        if shape is not rounded and chance.random() < 0.3:
            canvas.set_clip(area())
        told = shape(canvas)
        print(shape.__name__, case, zlib.crc32(pygame.image.tobytes(canvas, "RGBA")), tuple(told))
