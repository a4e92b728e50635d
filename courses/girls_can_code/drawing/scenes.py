"""Backgrounds of the games: drawn small, then made four times larger, so that they look like the sprites."""

import random
from collections.abc import Callable

import pygame

WIDTH, HEIGHT, SCALE = 160, 120, 4

Canvas = pygame.Surface


def large(paint: Callable[[Canvas], None]) -> pygame.Surface:
    """What ``paint`` draws on 160 x 120 pixels, as 640 x 480."""
    small = pygame.Surface((WIDTH, HEIGHT))
    paint(small)
    return pygame.transform.scale_by(small, SCALE)


def park(canvas: Canvas) -> None:
    """A park in the morning, seen from above: grass, a path, trees around."""
    canvas.fill("#8fce8a")
    luck = random.Random(4)  # noqa: S311 - where things are drawn
    for _ in range(140):
        x, y = luck.randrange(WIDTH), luck.randrange(HEIGHT)
        canvas.fill(luck.choice(["#7cc078", "#9ad894", "#a6e09c"]), (x, y, 2, 1))
    pygame.draw.ellipse(canvas, "#e9d7a6", (28, 22, 104, 78))
    pygame.draw.ellipse(canvas, "#8fce8a", (42, 34, 76, 54))
    pygame.draw.ellipse(canvas, "#7cc3e8", (62, 50, 36, 22))
    pygame.draw.ellipse(canvas, "#a6dcf5", (67, 53, 22, 8))
    for x, y in (
        (10, 12),
        (32, 8),
        (128, 10),
        (150, 20),
        (8, 60),
        (152, 66),
        (14, 104),
        (40, 112),
        (122, 110),
    ):
        _tree(canvas, x, y)
    for x, y, ink in ((52, 14, "#fff6e5"), (96, 12, "#d9508a"), (60, 106, "#ffd83d"), (142, 96, "#fff6e5")):
        for dx, dy in ((0, -1), (-1, 0), (1, 0), (0, 1)):
            canvas.set_at((x + dx, y + dy), ink)
        canvas.set_at((x, y), "#f2a93b")


def _tree(canvas: Canvas, x: int, y: int) -> None:
    canvas.fill("#7a4b28", (x - 1, y + 4, 3, 6))
    pygame.draw.circle(canvas, "#2f7d4a", (x, y), 7)
    pygame.draw.circle(canvas, "#46995c", (x - 1, y - 2), 5)


def night(canvas: Canvas) -> None:
    """A night above brick houses and the chimney of an old mill. Nothing in it is yellow."""
    for y in range(HEIGHT):
        share = y / HEIGHT
        canvas.fill(
            (24 + int(50 * share), 26 + int(36 * share), 66 + int(60 * share)), (0, y // 6 * 6, WIDTH, 6)
        )
    luck = random.Random(11)  # noqa: S311 - where things are drawn
    for _ in range(60):
        canvas.set_at((luck.randrange(WIDTH), luck.randrange(70)), "#8f90c4")
    pygame.draw.circle(canvas, "#f3ecff", (132, 20), 9)
    pygame.draw.circle(canvas, "#d9cff2", (129, 23), 2)
    pygame.draw.circle(canvas, "#d9cff2", (135, 17), 1)
    canvas.fill("#4a2f42", (22, 52, 7, 60))
    canvas.fill("#5e3b50", (22, 52, 2, 60))
    canvas.fill("#3a2536", (21, 50, 9, 3))
    x = 0
    for width, height in ((18, 26), (22, 20), (16, 30), (24, 22), (20, 28), (18, 20), (24, 26), (18, 22)):
        top = 112 - height
        wall = luck.choice(["#4a2f42", "#54344a", "#41293b"])
        canvas.fill(wall, (x, top, width, height))
        pygame.draw.polygon(canvas, "#33212f", [(x - 1, top), (x + width // 2, top - 8), (x + width, top)])
        for window in range(x + 4, x + width - 5, 8):
            canvas.fill(luck.choice(["#b98c6a", "#6b4a5c", "#b98c6a"]), (window, top + 5, 4, 5))
        x += width
    canvas.fill("#2a2233", (0, 112, WIDTH, 8))
    canvas.fill("#3a3046", (0, 112, WIDTH, 1))


def canal(canvas: Canvas) -> None:
    """The canal, its two banks and their trees, under a pale sky."""
    canvas.fill("#cfe9f5")
    canvas.fill("#a8cf9a", (0, 22, WIDTH, 12))
    for x in range(8, WIDTH, 22):
        canvas.fill("#7a4b28", (x, 17, 2, 9))
        pygame.draw.ellipse(canvas, "#4f9a62", (x - 6, 4, 14, 17))
        pygame.draw.ellipse(canvas, "#67b377", (x - 4, 6, 7, 10))
    for x, wall in ((40, "#b4532a"), (96, "#a8613f"), (140, "#b4532a")):
        canvas.fill(wall, (x, 12, 14, 14))
        pygame.draw.polygon(canvas, "#5b3a3a", [(x - 1, 12), (x + 7, 5), (x + 14, 12)])
        canvas.fill("#fff6e5", (x + 3, 15, 3, 4))
        canvas.fill("#fff6e5", (x + 9, 15, 3, 4))
    canvas.fill("#8a8f7a", (0, 33, WIDTH, 3))
    canvas.fill("#3f86b5", (0, 36, WIDTH, 74))
    luck = random.Random(3)  # noqa: S311 - where things are drawn
    for _ in range(90):
        x, y = luck.randrange(WIDTH), luck.randrange(38, 108)
        canvas.fill(luck.choice(["#4f97c4", "#3a7dab", "#5aa3cf"]), (x, y, luck.randrange(4, 10), 1))
    canvas.fill("#8a8f7a", (0, 109, WIDTH, 3))
    canvas.fill("#a8cf9a", (0, 112, WIDTH, 8))
    for x in range(5, WIDTH, 13):
        canvas.fill("#67b377", (x, 113, 1, 3))


def meadow(canvas: Canvas) -> None:
    """Hills and a meadow at sunset, with a ground to stand on."""
    for y in range(HEIGHT):
        share = min(1.0, y / 90)
        canvas.fill(
            (255 - int(20 * share), 214 - int(30 * share), 190 + int(10 * share)), (0, y // 5 * 5, WIDTH, 5)
        )
    pygame.draw.circle(canvas, "#fff1cf", (118, 44), 13)
    pygame.draw.ellipse(canvas, "#c79bb8", (-30, 56, 120, 80))
    pygame.draw.ellipse(canvas, "#b088ad", (60, 62, 140, 80))
    pygame.draw.ellipse(canvas, "#8d7aa3", (10, 76, 110, 60))
    canvas.fill("#6da06a", (0, 100, WIDTH, 20))
    canvas.fill("#84b87c", (0, 100, WIDTH, 2))
    luck = random.Random(8)  # noqa: S311 - where things are drawn
    for _ in range(50):
        canvas.fill("#5c8f5c", (luck.randrange(WIDTH), luck.randrange(104, 118), 2, 1))
