# mypy: ignore-errors
# ruff: noqa: T201
"""Images written and read again, from files and from bytes; those that were made before are in the folder."""

import io
import random
import zlib
from pathlib import Path

import pygame

pygame.display.init()
pygame.display.set_mode((8, 8))
chance = random.Random(17)
ORDERS = ("RGB", "RGBX", "RGBA", "ARGB", "BGRA", "ABGR")


def shown(surface):
    return surface, surface.get_bitsize(), zlib.crc32(pygame.image.tobytes(surface, "RGBA"))


for case in range(30):
    width, height = chance.randint(1, 30), chance.randint(1, 20)
    data = bytes(chance.randint(0, 255) for _ in range(width * height * 4))
    surface = pygame.image.frombytes(data, (width, height), "RGBA", case % 3 == 0)
    if case % 2:
        surface = surface.convert()
    print(case, [zlib.crc32(pygame.image.tobytes(surface, order, case % 4 == 0)) for order in ORDERS])
    for name in ("written.png", "written.bmp"):
        pygame.image.save(surface, name)
        print(name, shown(pygame.image.load(name)))
    size = (width * height * 4 // 3 // 3, 3)
    print(shown(pygame.image.frombytes(data[: size[0] * 9], size, "RGB")) if size[0] else "")
    print(shown(pygame.image.frombuffer(data, (width, height), chance.choice(("RGBA", "ARGB", "BGRA")))))
    kept = io.BytesIO()
    pygame.image.save(surface, kept, "kept.png")
    print(shown(pygame.image.load(io.BytesIO(kept.getvalue()), "kept.png")))

for path in sorted(Path("pictures").iterdir()) if Path("pictures").exists() else []:
    loaded = pygame.image.load(path)
    print(
        path.name,
        loaded.get_size(),
        loaded.get_alpha(),
        zlib.crc32(pygame.image.tobytes(loaded.convert_alpha(), "RGBA")),
    )
