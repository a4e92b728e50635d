"""pygame: windows, colours, places and pictures, as a first game gets them wrong."""

import re

from grader.sayings.french import french
from grader.sayings.spelling import contents, meant
from grader.sayings.trouble import Rule, Trouble, rule

COLOUR = "Une couleur, ce sont trois nombres de 0 à 255 : (rouge, vert, bleu)."


def _content(found: re.Match[str], trouble: Trouble) -> str:
    """What pygame does not have; nothing where no name of it is near."""
    near = meant(found[2], contents(found[1]), 0.6)
    return french(f"{found[1]} ne contient pas « {found[2]} ».") + near if near else ""


RULES: tuple[Rule, ...] = (
    rule("AttributeError", r"module '(pygame(?:\.\w+)?)' has no attribute '(\w+)'", _content),
    rule(
        "error",
        r"Surface is not initialized|display Surface quit|video system not initialized",
        "La fenêtre n'est pas ouverte : pygame.init() manque au début, ou pygame.quit() l'a déjà fermée.",
    ),
    rule(
        "error",
        r"[Oo]ut of memory",
        "Cette image est trop grande pour la mémoire. Prends une taille plus petite, comme (640, 480).",
    ),
    rule(
        "ValueError",
        r"invalid color name",
        'pygame ne connaît pas cette couleur. Écris son nom en anglais, comme "red", ou trois nombres de 0 '
        "à 255.",
    ),
    rule("ValueError TypeError", r"invalid color|color argument", COLOUR),
    rule(
        "TypeError",
        r"rect argument is invalid|Argument must be rect style object",
        "Un rectangle s'écrit avec ses quatre nombres entre parenthèses : (x, y, largeur, hauteur).",
    ),
    rule(
        "TypeError",
        r"center argument must be a pair",
        "Le centre est un couple (x, y). L'ordre est : l'écran, la couleur, le centre, le rayon.",
    ),
    rule(
        "TypeError",
        r"must be pygame\.surface\.Surface, not str",
        "Il faut une image, pas un texte. Charge le fichier avec pygame.image.load(...), "
        "ou dessine ton texte avec une police.",
    ),
    rule(
        "TypeError",
        r"cannot unpack non-iterable int|size must be two numbers",
        "La taille est un couple : mets une deuxième paire de parenthèses, comme `set_mode((640, 480))`.",
        r"set_mode\(",
    ),
)
