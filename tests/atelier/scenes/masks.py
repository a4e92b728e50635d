# mypy: ignore-errors
# ruff: noqa: T201
"""Masks made of surfaces, compared, drawn and taken apart."""

import random
import zlib

import pygame

chance = random.Random(13)


def noise(width, height, share=0.5):
    surface = pygame.Surface((width, height), pygame.SRCALPHA)
    for y in range(height):
        for x in range(width):
            if chance.random() < share:
                surface.set_at((x, y), (chance.randint(0, 255), 9, 9, chance.choice([30, 127, 128, 255])))
    return surface


def shown(mask):
    bits = bytes(mask.get_at((x, y)) for y in range(mask.get_size()[1]) for x in range(mask.get_size()[0]))
    return mask, mask.count(), zlib.crc32(bits)


def offset():
    return chance.randint(-20, 20), chance.randint(-20, 20)


for case in range(60):
    if case % 10 == 0:
        pygame.time.wait(51)
    first = noise(chance.randint(2, 20), chance.randint(1, 20), chance.choice([0.1, 0.5, 0.9]))
    second = noise(chance.choice([3, 9, 70]), chance.randint(1, 12))
    if case % 4 == 0:
        second.set_colorkey((9, 9, 9))
    one, two = pygame.mask.from_surface(first), pygame.mask.from_surface(second, chance.choice([0, 127, 200]))
    place = offset()
    print(case, shown(one), shown(two), one.overlap(two, place), one.overlap_area(two, place))
    print(
        shown(one.overlap_mask(two, place)),
        one.centroid(),
        round(one.angle(), 6),
        one.outline(),
        one.outline(3),
    )
    print(
        one.get_bounding_rects(),
        shown(one.connected_component()),
        [shown(part) for part in one.connected_components(4)],
    )
    drawn = one.copy()
    drawn.draw(two, offset())
    drawn.erase(two, offset())
    print(shown(drawn), shown(one.scale((chance.randint(0, 30), 7))), shown(one.convolve(two)))
    drawn.invert()
    painted = drawn.to_surface(unsetcolor=None, setcolor=(1, 2, 3, 99))
    print(shown(drawn), zlib.crc32(pygame.image.tobytes(painted, "RGBA")))
    canvas = noise(12, 9)
    drawn.to_surface(
        canvas, setsurface=first, unsetcolor="red", dest=(chance.randint(-5, 9), 2), area=(1, -1, 9, 9)
    )
    print(zlib.crc32(pygame.image.tobytes(canvas, "RGBA")))
    near = pygame.mask.from_threshold(first, (100, 9, 9), (chance.randint(1, 90), 5, 5, 255))
    print(
        shown(near),
        shown(pygame.mask.from_threshold(first, (9, 9, 9), (40, 9, 9, 255), noise(*first.get_size()))),
    )
