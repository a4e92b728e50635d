"""Small pictures as text: one letter is one pixel, and each letter has its colour in ``INKS``."""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

INKS = {
    "k": "#2b2338",
    "r": "#e07a3a",
    "R": "#b4532a",
    "w": "#fff6e5",
    "g": "#9aa3b5",
    "G": "#5b6478",
    "y": "#ffd83d",
    "Y": "#f2a93b",
    "b": "#4fa3d9",
    "B": "#2f6fa8",
    "v": "#5cb85c",
    "V": "#2f7d4a",
    "m": "#a8703c",
    "M": "#7a4b28",
    "p": "#d9508a",
    "P": "#93305f",
    "l": "#c9b6f2",
    "L": "#8f77cf",
}


@dataclass(frozen=True)
class Sprite:
    """A picture: ``rows`` of letters of INKS (``.`` lets see through), each ``scale`` pixels wide and high.

    Where it is ``mirrored``, rows are its left half.
    """

    rows: Sequence[str]
    scale: int = 4
    mirrored: bool = False

    def draw(self) -> pygame.Surface:
        rows = [row + row[::-1] for row in self.rows] if self.mirrored else list(self.rows)
        picture = pygame.Surface((len(rows[0]), len(rows)), pygame.SRCALPHA)
        for y, row in enumerate(rows):
            for x, letter in enumerate(row):
                if letter != ".":
                    picture.set_at((x, y), INKS[letter])
        return pygame.transform.scale_by(picture, self.scale)


FOX = Sprite(
    [
        "........",
        ".kk.....",
        ".krk....",
        ".krrk...",
        ".krprkkk",
        ".krrrrrr",
        "krrrrrrr",
        "krrrrrrr",
        "krwwkrrr",
        "krwwkrrr",
        ".kwwwwrr",
        "..kwwwwk",
        "..kkwwww",
        ".krrkkww",
        ".krrrrww",
        "..kkkkkk",
    ],
    mirrored=True,
)
CAT = Sprite(
    [
        ".kk.....",
        ".kGk....",
        ".kGGk...",
        ".kGpGkkk",
        ".kGGGGGG",
        "kGGGGGGg",
        "kGGGGGGg",
        "kGyykGGG",
        "kGykkGGG",
        "kGGGGGwp",
        ".kGGGwww",
        "..kkGGGG",
        "..kGGGGG",
        ".kGGGGww",
        ".kGGGGww",
        "..kkkkkk",
    ],
    mirrored=True,
)
GHOST = Sprite(
    [
        "....kkkk",
        "..kkllll",
        ".kllllll",
        ".kllllll",
        "klllllll",
        "kllkklll",
        "kllkklll",
        "klllllll",
        "klpplllk",
        "klllllll",
        "klllllll",
        "klllllll",
        "klllllll",
        "klLlllLl",
        "kLkLlLkL",
        ".k.kLk.k",
    ],
    mirrored=True,
    scale=3,
)
BASKET = Sprite(
    [
        "......kkkkkk",
        "....kkMMMMMM",
        "...kMkk.....",
        "..kMk.......",
        "kkkkkkkkkkkk",
        "kmmMmmmMmmmM",
        "kMmmmMmmmMmm",
        "kkkkkkkkkkkk",
        ".kmMmmmMmmmM",
        ".kMmmmMmmmMm",
        "..kmMmmmMmmm",
        "...kkkkkkkkk",
    ],
    mirrored=True,
)
STAR = Sprite(
    [
        ".....y",
        "....yy",
        "....yy",
        "yyyyyy",
        ".yyyyy",
        "..yyyy",
        "..yyyy",
        ".yyyyy",
        ".yyy.y",
        "yyy...",
    ],
    mirrored=True,
)
HEART = Sprite(
    [
        ".kk.",
        "kppk",
        "kwpp",
        "kppp",
        ".kpp",
        "..kp",
        "...k",
    ],
    scale=3,
    mirrored=True,
)
BARGE = Sprite(
    [
        "....................kkkkk...",
        "....................kwwwk...",
        "....................kbbwk...",
        "......kkk.kkkk.kkk..kbbwkkk.",
        ".....kvvvkmmmmkyyyk.kwwwwwk.",
        "....kvvvvkmMMmkyyyykkwwwwwk.",
        "kkkkkkkkkkkkkkkkkkkkkkkkkkkk",
        "kPPPPPPPPPPPPPPPPPPPPPPPPPPk",
        ".kppppppppppppppppppppppppk.",
        ".kpppwppppwppppwppppwpppppk.",
        "..kPPPPPPPPPPPPPPPPPPPPPPk..",
        "...kkkkkkkkkkkkkkkkkkkkkk...",
    ],
)
BOTTLE = Sprite(
    [
        "...kk...",
        "...ww...",
        "..kvvk..",
        "..kvvk..",
        ".kvvvvk.",
        ".kwwwvk.",
        ".kwwwvk.",
        ".kvvvvk.",
        ".kVVVVk.",
        "..kkkk..",
    ],
    scale=3,
)
APPLE = Sprite(
    [
        "......kk..",
        ".....kvvk.",
        "..kkkMkkk.",
        ".kpppMpppk",
        "kpwppppppk",
        "kpwppppppk",
        "kppppppppk",
        "kPpppppPPk",
        ".kPpppPPk.",
        "..kkkkkk..",
    ],
    scale=3,
)
KEY = Sprite(
    [
        "..yyyy......",
        ".yy..yy.....",
        "yy....yyyyyy",
        "yy....yyyyyy",
        ".yy..yy..y.y",
        "..yyyy...y.y",
    ],
    scale=3,
)
DOOR = Sprite(
    [
        "..kkkk",
        ".kmmmm",
        "kmmMmm",
        "kmmMmm",
        "kmmMmm",
        "kmmMmm",
        "kmmMmm",
        "kmmMmm",
        "kyyMmm",
        "kyyMmm",
        "kmmMmm",
        "kmmMmm",
        "kmmMmm",
        "kkkkkk",
    ],
    scale=3,
    mirrored=True,
)
BRICKS = Sprite(
    [
        "RRRRRRRkRRRRRRRk",
        "RrrrrrRkRrrrrrRk",
        "RrrrrrRkRrrrrrRk",
        "kkkkkkkkkkkkkkkk",
        "RRRkRRRRRRRkRRRR",
        "rrRkRrrrrrRkRrrr",
        "rrRkRrrrrrRkRrrr",
        "kkkkkkkkkkkkkkkk",
        "RRRRRRRkRRRRRRRk",
        "RrrrrrRkRrrrrrRk",
        "RrrrrrRkRrrrrrRk",
        "kkkkkkkkkkkkkkkk",
        "RRRkRRRRRRRkRRRR",
        "rrRkRrrrrrRkRrrr",
        "rrRkRrrrrrRkRrrr",
        "kkkkkkkkkkkkkkkk",
    ],
    scale=2,
)
ROCK = Sprite(
    [
        "....kkkkk...",
        "..kkgggggk..",
        ".kggggggGGk.",
        "kgwgggggGGk.",
        "kggggggGGGGk",
        "kggGgggGGGGk",
        "kgGGGGGGGGGk",
        ".kkkkkkkkkk.",
    ],
)
