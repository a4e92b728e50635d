"""What pygame's errors mean to somebody who writes her first game: a table of rules."""

import re
import sys
from collections.abc import Mapping

from grader.sayings.french import clipped, french
from grader.sayings.spelling import close, meant
from grader.sayings.trouble import Rule, Trouble, rule

_COLOURS: Mapping[str, str] = {
    "rouge": "red", "bleu": "blue", "bleue": "blue", "vert": "green", "verte": "green", "jaune": "yellow",
    "noir": "black", "noire": "black", "blanc": "white", "blanche": "white", "rose": "pink",
    "violet": "purple", "violette": "purple", "gris": "gray", "grise": "gray",
    "marron": "brown", "brun": "brown", "doré": "gold",
    "or": "gold", "argent": "silver", "turquoise": "turquoise", "cyan": "cyan", "beige": "beige",
    "bleu ciel": "skyblue", "vert clair": "lightgreen", "bleu clair": "lightblue", "rouge foncé": "darkred",
    "bleu foncé": "darkblue", "vert foncé": "darkgreen", "bordeaux": "maroon", "mauve": "plum",
}  # fmt: skip
_KEYS = "Chaque touche a un nom qui commence par K_ : écris par exemple `touches[pygame.K_LEFT]`."
_PLACE = "La place est un couple de nombres, entre parenthèses : `fenetre.blit(image, (100, 50))`."
_RECTANGLE = "Un rectangle s'écrit avec quatre nombres entre parenthèses : (x, y, largeur, hauteur)."
_CENTRE = "Le centre est un couple de nombres : `pygame.draw.circle(fenetre, couleur, (x, y), rayon)`."
_NO_WINDOW = "Il n'y a pas de fenêtre. Appelle d'abord `pygame.display.set_mode((640, 480))`."
_EVENTS = {
    "key": "du clavier : vérifie d'abord `event.type == pygame.KEYDOWN`",
    "unicode": "du clavier : vérifie d'abord `event.type == pygame.KEYDOWN`",
    "mod": "du clavier : vérifie d'abord `event.type == pygame.KEYDOWN`",
    "pos": "de la souris : vérifie d'abord `event.type == pygame.MOUSEBUTTONDOWN`",
    "button": "de la souris : vérifie d'abord `event.type == pygame.MOUSEBUTTONDOWN`",
    "rel": "de la souris qui bouge : vérifie d'abord `event.type == pygame.MOUSEMOTION`",
    "text": "de texte : vérifie d'abord `event.type == pygame.TEXTINPUT`",
}


def _colour(found: re.Match[str], trouble: Trouble) -> str:
    written = [text for text in re.findall(r"[\"']([^\"']*)[\"']", trouble.code) if not _is_colour(text)]
    if not written:
        return french(
            "pygame ne connaît pas cette couleur. Écris son nom en anglais, ou (rouge, vert, bleu)."
        )
    word = min(written, key=lambda text: not close(text, _COLOURS, 0.85))
    said = french(f"pygame ne connaît pas la couleur « {clipped(word)} ».")
    if word.startswith("#"):
        return said + french(" Après #, il faut six chiffres ou lettres de A à F : `#ff8800`.")
    if english := _COLOURS.get(close(word.casefold(), _COLOURS, 0.85) or word) or _COLOURS.get(
        word.casefold()
    ):
        return said + french(f" Écris « {english} », en anglais.")
    return said + (meant(word, _colours(), 0.75) or " Écris son nom en anglais, comme red ou blue.")


def _colours() -> list[str]:
    known = getattr(sys.modules.get("pygame.colordict"), "THECOLORS", {})
    return [name for name in known if not name[-1].isdigit()] or list(_COLOURS.values())


def _is_colour(text: str) -> bool:
    return text.casefold().replace(" ", "") in _colours()


def _event(found: re.Match[str], trouble: Trouble) -> str:
    name = found[1]
    if name in _EVENTS:
        return french(f"« .{name} » n'existe que pour les événements {_EVENTS[name]}.")
    return french(f"Un événement n'a pas de « .{name} ».") + meant(name, [*_EVENTS, "type"])


def _given(found: re.Match[str], trouble: Trouble) -> str:
    """Something else stands where a picture was wanted."""
    kind = found[1]
    if kind == "str":
        return french(
            "Il faut ici une image, et tu donnes un texte. "
            'Charge-la d\'abord : `image = pygame.image.load("chat.png")`.'
        )
    if "draw." in trouble.code:
        return french('D\'abord la fenêtre, puis la couleur : `pygame.draw.rect(fenetre, "red", rectangle)`.')
    if "blit" in trouble.code:
        return french("D'abord l'image, puis sa place : `fenetre.blit(image, (100, 50))`.")
    return french("Il faut ici une image (une Surface).")


def _left_out(found: re.Match[str], trouble: Trouble) -> str:
    """A function of pygame's that was given too little."""
    wanted = {
        "color": "une couleur",
        "rect": "un rectangle : (x, y, largeur, hauteur)",
        "radius": "le rayon du cercle",
        "end_pos": "le deuxième bout de la ligne",
        "start_pos": "le premier bout de la ligne",
        "center": "le centre du cercle",
        "points": "la liste des points",
        "dest": "la place de l'image : (x, y)",
        "source": "l'image",
        "antialias": "True, puis la couleur",
        "size": "la taille : (largeur, hauteur)",
        "angle": "l'angle, en degrés",
        "surface": "la fenêtre",
        "text": "le texte",
    }.get(found[1])
    if wanted is None:
        return ""
    if found[1] in ("color", "antialias") and "render" in trouble.code:
        return french("render veut trois choses : le texte, True, et la couleur.")
    return french(f"Il manque quelque chose entre les parenthèses : {wanted}.")


def _assigned(found: re.Match[str], trouble: Trouble) -> str:
    if re.search(r"\.(center|topleft|topright|bottomleft|bottomright|mid\w+|size)\s*=", trouble.code):
        return french("Cette place est un couple de nombres : `rect.center = (x, y)`.")
    return french("Ici, il faut un nombre : `rect.x = 100`.")


RULES: tuple[Rule, ...] = (
    rule(
        "error",
        r"font not initialized|Invalid font",
        "L'écriture n'est pas démarrée. Appelle `pygame.init()` au début.",
    ),
    rule("error", r"mixer not initialized", "Le son n'est pas démarré. Appelle `pygame.init()` au début."),
    rule(
        "error",
        r"music not loaded",
        "Aucune musique n'est choisie. Écris d'abord `pygame.mixer.music.load(...)`.",
    ),
    rule(
        "error",
        r"Surface is not initialized|display Surface quit",
        "La fenêtre est déjà fermée. Après `pygame.quit()`, ne dessine plus rien.",
    ),
    rule("error", r"No convert format|Display mode not set|No video mode|set_mode", _NO_WINDOW),
    rule("AttributeError", r"'NoneType' object", _NO_WINDOW, r"get_surface\(\)"),
    rule(
        "error",
        r"Unsupported image format",
        "Ce fichier n'est pas une image que pygame sait lire (png, jpg, gif ou bmp).",
    ),
    rule(
        "error",
        r"Unrecognized audio|WAVE",
        "Ce fichier n'est pas un son que pygame sait lire (wav, ogg ou mp3).",
    ),
    rule(
        "error", r"Invalid resolution|negative size", "Une largeur et une hauteur ne sont jamais négatives."
    ),
    rule("ValueError", r"Cannot scale to negative", "Une largeur et une hauteur ne sont jamais négatives."),
    rule(
        "ValueError",
        r"subsurface rectangle outside",
        "Le morceau demandé dépasse de l'image. Vérifie sa taille avec .get_size().",
    ),
    rule("ValueError", r"size needs to be", "La taille est un couple : `pygame.Surface((50, 50))`."),
    rule("ValueError", r"invalid color name", _colour),
    rule(
        "ValueError TypeError",
        r"invalid color|interpret object of type|color component|color argument",
        "Une couleur, ce sont trois nombres de 0 à 255 entre parenthèses : (255, 0, 0) pour le rouge.",
    ),
    rule(
        "ValueError",
        r"invalid rectstyle",
        "La couleur s'écrit entre parenthèses : `fenetre.fill((255, 0, 0))`.",
        r"fill\(",
    ),
    rule("TypeError", r"invalid destination position", _PLACE),
    rule("TypeError", r"argument \d must be pygame\.(?:surface\.)?Surface, not (\w+)", _given),
    rule("TypeError", r"missing required argument '(\w+)'", _left_out),
    rule(
        "TypeError",
        r"missing \d+ required positional arguments?: '(\w+)'",
        _left_out,
        r"\b(blit|draw|render|fill|scale|rotate|flip)\b",
    ),
    rule("TypeError", r"rect argument is invalid", _RECTANGLE),
    rule(
        "TypeError",
        r"rect style|rectstyle",
        "colliderect compare deux rectangles : `joueur.rect.colliderect(ennemi.rect)`.",
        r"collide",
    ),
    rule("TypeError", r"rect style|rectstyle", _RECTANGLE),
    rule("TypeError", r"invalid rect assignment", _assigned),
    rule("TypeError", r"center argument", _CENTRE),
    rule("TypeError", r"radius argument", "Le rayon est un nombre, après le centre : (x, y), puis le rayon."),
    rule(
        "TypeError",
        r"invalid (?:start|end)_pos",
        "Une ligne va d'un couple à un autre : (x1, y1), puis (x2, y2).",
    ),
    rule(
        "TypeError ValueError",
        r"points (?:argument|must)",
        "Un polygone veut une liste d'au moins trois points : [(0, 0), (50, 0), (25, 40)].",
    ),
    rule("TypeError", r"text must be", "render veut un texte : écris `str(...)` autour de ta valeur."),
    rule(
        "TypeError",
        r"Iterating over key states|'str' object cannot be interpreted",
        _KEYS,
        r"get_pressed|touche|key|\[[\"']",
    ),
    rule("TypeError", r"get_pressed\(\) takes", _KEYS),
    rule(
        "TypeError",
        r"not subscriptable",
        "Il manque des parenthèses : `pygame.key.get_pressed()`.",
        r"get_pressed\[",
    ),
    rule(
        "TypeError",
        r"Source objects must be",
        "Un sprite a besoin de self.image, une image, et de self.rect, sa place.",
    ),
    rule(
        "TypeError AttributeError",
        r"descriptor|tick\(\) missing",
        "Fabrique d'abord une horloge : `horloge = pygame.time.Clock()`, puis `horloge.tick(60)`.",
        r"Clock\.tick",
    ),
    rule("AttributeError", r"'(?:pygame\.event\.)?Event' object has no attribute '(\w+)'", _event),
    rule(
        "AttributeError",
        r"'list' object has no attribute 'type'",
        "pygame.event.get() donne une liste. Parcours-la : `for event in pygame.event.get():`.",
    ),
    rule(
        "AttributeError",
        r"no attribute '(?:_Sprite__g|add_internal)'",
        "Ton sprite n'est pas prêt. La première ligne de son __init__ est `super().__init__()`.",
    ),
    rule(
        "AttributeError",
        r"'[\w.]+' object has no attribute '(image|rect)'",
        "Un sprite a besoin de self.image, une image, et de self.rect, sa place. Il manque self.{0}.",
    ),
    rule(
        "ValueError",
        r"Can't normalize",
        "Un vecteur de longueur zéro n'a pas de direction. Vérifie d'abord qu'il n'est pas nul.",
    ),
    rule(
        "NotImplementedError",
        r"^(?:pygame\.)?([\w.]+)(?: module)? (?:is )?not available",
        "{0} ne marche pas dans le navigateur. Demande à une personne de l'équipe comment faire autrement.",
    ),
)
