"""The scene that the Atelier and its peer show: sprites with soft edges that bounce in a window."""

# What both have: a picture of 32 x 32 with an alpha channel, and how the sprites move.
_START = """
import random
import pygame

pygame.init()
WIDTH, HEIGHT, SIDE = 640, 480, 32
picture = pygame.Surface((SIDE, SIDE), pygame.SRCALPHA)
for radius in range(16, 0, -1):
    pygame.draw.circle(picture, (255, 60 + 10 * radius, 90, 255 - 14 * radius), (16, 16), radius)
random.seed(1)
sprites = [
    [random.randrange(WIDTH - SIDE), random.randrange(HEIGHT - SIDE), random.choice((-2, 1, 3)), 1]
    for _ in range(COUNT)
]

def paint(screen):
    screen.fill((20, 20, 60))
    for sprite in sprites:
        x, y, dx, dy = sprite
        x += dx
        y += dy
        if not 0 <= x <= WIDTH - SIDE:
            sprite[2] = -dx
        if not 0 <= y <= HEIGHT - SIDE:
            sprite[3] = -dy
        sprite[0] = x
        sprite[1] = y
        screen.blit(picture, (x, y))
"""
_GAME = """
import time

screen = pygame.display.set_mode((WIDTH, HEIGHT))
clock = pygame.time.Clock()
began, frames, counting = time.perf_counter(), 0, False
while True:
    for event in pygame.event.get():
        if event.type == pygame.QUIT:
            raise SystemExit
    paint(screen)
    pygame.display.flip()
    clock.tick(60)
    frames += 1
    now = time.perf_counter()
    if not counting and now - began > WARM_SECONDS:
        began, frames, counting = now, 0, True
    elif counting and now - began > 3:
        print("fps", frames / (now - began))
        began, frames = now, 0
"""


def start(count: int) -> str:
    """Python that makes the scene and its function ``paint(screen)``."""
    return f"COUNT = {count}\n{_START}"


def game(count: int, warm_seconds: float = 4) -> str:
    """A program as a learner would write it, which prints ``fps`` and a number every three seconds."""
    return f"WARM_SECONDS = {warm_seconds}\n{start(count)}{_GAME}"
