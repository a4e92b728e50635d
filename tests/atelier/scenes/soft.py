# mypy: ignore-errors
# ruff: noqa: T201
"""What may differ a little: soft edges, arcs, texts, colours moved in floats; each with its pixels."""

import base64
import random
import zlib

import pygame
from pygame import draw, transform

pygame.init()
chance = random.Random(19)


def show(name, surface):
    pygame.time.wait(51)
    pixels = base64.b64encode(zlib.compress(pygame.image.tobytes(surface, "RGBA"))).decode()
    print(name, surface.width, surface.height, pixels)


def canvas():
    surface = pygame.Surface((160, 120))
    surface.fill((30, 60, 90))
    return surface


def point():
    return chance.uniform(-10, 170), chance.uniform(-10, 130)


for _ in range(3):
    lines, arcs, circles, rounded, rings = canvas(), canvas(), canvas(), canvas(), canvas()
    for _ in range(8):
        draw.aaline(lines, (250, 200, 20), point(), point())
        box = (chance.randint(0, 90), chance.randint(0, 60), chance.randint(20, 70), chance.randint(20, 60))
        draw.arc(arcs, "white", box, chance.uniform(0, 3), chance.uniform(3, 6), chance.randint(1, 5))
        draw.aacircle(circles, "red", point(), chance.randint(3, 30), chance.choice([0, 2]))
        radii = {
            "border_top_left_radius": chance.randint(0, 20),
            "border_bottom_right_radius": chance.randint(0, 20),
        }
        draw.rect(rounded, "green", box, chance.choice([0, 4, 9]), chance.randint(-1, 30), **radii)
        draw.ellipse(rings, "blue", box, chance.randint(4, 9))
    show("aaline", lines)
    show("arc", arcs)
    show("aacircle", circles)
    show("round", rounded)
    show("ring", rings)
    data = bytes(chance.randint(0, 255) for _ in range(40 * 30 * 4))
    noise = pygame.image.frombytes(data, (40, 30), "RGBA").convert(canvas())
    show("hsl", transform.hsl(noise, 40, 0.3, -0.2))
    show("gaussian_blur", transform.gaussian_blur(noise, 2))

for size in (14, 20, 24, 30, 36, 48, 72):
    font = pygame.font.Font(None, size)
    for text in ("Score : 120", "Bravo, tu as gagné !", "AVATAR Type quick fox"):
        show("text", font.render(text, True, "white", (30, 60, 90)))
        print("size", font.size(text), font.get_linesize(), font.get_ascent(), font.get_descent())
