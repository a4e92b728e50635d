"""Which picture and which sound lies in the files of which exercise."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pygame

from drawing import scenes, sounds, sprites

EXERCISES = Path(__file__).parents[1] / "exercises"

PICTURES: Mapping[str, Callable[[], pygame.Surface]] = {
    "bouge/files/renard.png": sprites.FOX.draw,
    "bouge/files/parc.png": lambda: scenes.large(scenes.park),
    "attrape_etoiles/files/panier.png": sprites.BASKET.draw,
    "attrape_etoiles/files/etoile.png": sprites.STAR.draw,
    "attrape_etoiles/files/coeur.png": sprites.HEART.draw,
    "attrape_etoiles/files/nuit.png": lambda: scenes.large(scenes.night),
    "menu_jeu_fin/files/peniche.png": sprites.BARGE.draw,
    "menu_jeu_fin/files/bouteille.png": sprites.BOTTLE.draw,
    "menu_jeu_fin/files/canal.png": lambda: scenes.large(scenes.canal),
    "mon_jeu/files/chat.png": sprites.CAT.draw,
    "mon_jeu/files/fantome.png": sprites.GHOST.draw,
    "mon_jeu/files/pomme.png": sprites.APPLE.draw,
    "mon_jeu/files/cle.png": sprites.KEY.draw,
    "mon_jeu/files/porte.png": sprites.DOOR.draw,
    "mon_jeu/files/briques.png": sprites.BRICKS.draw,
    "mon_jeu/files/rocher.png": sprites.ROCK.draw,
    "mon_jeu/files/collines.png": lambda: scenes.large(scenes.meadow),
}
SOUNDS: Mapping[str, tuple[sounds.Note, ...]] = {
    "attrape_etoiles/files/attrape.wav": sounds.CATCH,
    "attrape_etoiles/files/rate.wav": sounds.MISS,
    "menu_jeu_fin/files/plouf.wav": sounds.SPLASH,
    "mon_jeu/files/bip.wav": sounds.BEEP,
    "mon_jeu/files/gagne.wav": sounds.WIN,
    "mon_jeu/files/perdu.wav": sounds.LOSE,
}


def make(folder: Path = EXERCISES) -> list[Path]:
    """Writes every picture and sound below ``folder``, and tells where."""
    made: list[Path] = []
    for name, draw in PICTURES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pygame.image.save(draw(), path)
        made.append(path)
    for name, notes in SOUNDS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sounds.wav(notes))
        made.append(path)
    return made
