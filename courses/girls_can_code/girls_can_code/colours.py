"""Colours as an eleven-year-old names them, in French, in English or in numbers."""

from girls_can_code.advice import nearest, plain, shown, spaced

FRENCH = {
    "noir": "#111827",
    "blanc": "#ffffff",
    "gris": "#8a93a3",
    "rouge": "#d7263d",
    "orange": "#f4802a",
    "jaune": "#ffd23f",
    "vert": "#2a9d4a",
    "bleu": "#2563d9",
    "violet": "#7b3fc4",
    "rose": "#f06ca6",
    "marron": "#7a4a2b",
    "turquoise": "#1fb5ad",
    "corail": "#ff6f5e",
    "or": "#e0a91b",
    "argent": "#c3cad6",
    "nuit": "#1b2350",
    "ciel": "#8ecbf2",
    "menthe": "#a6e8cb",
    "citron": "#f7ef6a",
    "lavande": "#c3b4f5",
    "prune": "#5b1e4b",
    "brique": "#a5422f",
    "crème": "#fff6de",
    "sable": "#e8d3a5",
    "forêt": "#14532d",
    "marine": "#12325c",
    "bordeaux": "#6d1030",
    "kaki": "#7d7b3a",
}
ENGLISH = {
    "black": "noir",
    "white": "blanc",
    "gray": "gris",
    "grey": "gris",
    "red": "rouge",
    "yellow": "jaune",
    "green": "vert",
    "blue": "bleu",
    "purple": "violet",
    "pink": "rose",
    "brown": "marron",
    "coral": "corail",
    "gold": "or",
    "silver": "argent",
    "night": "nuit",
    "sky": "ciel",
    "sky blue": "ciel",
    "mint": "menthe",
    "lemon": "citron",
    "lavender": "lavande",
    "plum": "prune",
    "brick": "brique",
    "cream": "crème",
    "sand": "sable",
    "forest": "forêt",
    "navy": "marine",
    "burgundy": "bordeaux",
    "khaki": "kaki",
}
OTHER_FORMS = {
    "noire": "noir",
    "blanche": "blanc",
    "grise": "gris",
    "verte": "vert",
    "bleue": "bleu",
    "violette": "violet",
    "mauve": "lavande",
    "doré": "or",
    "argenté": "argent",
    "beige": "sable",
    "bleu ciel": "ciel",
    "bleu clair": "ciel",
    "bleu nuit": "nuit",
    "bleu foncé": "nuit",
    "bleu marine": "marine",
    "vert clair": "menthe",
    "vert foncé": "forêt",
    "rouge foncé": "bordeaux",
    "aubergine": "prune",
}
_BY_PLAIN = {
    plain(word): FRENCH[name]
    for word, name in (*((name, name) for name in FRENCH), *ENGLISH.items(), *OTHER_FORMS.items())
}
_NAMES = {code: name for name, code in FRENCH.items()}


def colour(value: object) -> str:
    """``#rrggbb`` of a colour: a name, ``"#rrggbb"``, ``"#rgb"`` or (red, green, blue) from 0 to 255.

    Raises:
        TypeError: neither a text nor three numbers (message in French).
        ValueError: a colour that there is not (message in French, with the nearest name).
    """
    if isinstance(value, str):
        return _named(value)
    if isinstance(value, tuple | list) and all(type(part) is int for part in value):
        if len(value) == 3 and all(0 <= part <= 255 for part in value):
            return "#{:02x}{:02x}{:02x}".format(*value)
        raise ValueError(
            spaced(
                "Une couleur en nombres en a trois, de 0 à 255 : (rouge, vert, bleu). "
                f"Tu as donné {shown(value)}."
            )
        )
    raise TypeError(
        spaced(
            f'Une couleur est un nom entre guillemets, par exemple : "turquoise". Tu as donné {shown(value)}.'
        )
    )


def name_of(code: str) -> str:
    """How a colour is called, for those who hear the drawing; a colour without a name keeps its code."""
    return _NAMES.get(code, code)


def contrast(one: object, other: object) -> float:
    """How well one colour is read on the other, from 1 (not at all) to 21 (WCAG 2.1, contrast ratio)."""
    lighter, darker = sorted((_luminance(colour(one)), _luminance(colour(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """``#rrggbb`` between two codes; ``share`` of the second one, from 0 to 1."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _named(value: str) -> str:
    code = value.strip().lower()
    if code.startswith("#"):
        digits = code[1:]
        if len(digits) == 3:
            digits = "".join(2 * digit for digit in digits)
        if len(digits) == 6 and all(digit in "0123456789abcdef" for digit in digits):
            return f"#{digits}"
        raise ValueError(
            spaced(
                f'Après le signe #, il faut six signes de 0 à f, comme : "#1fb5ad". Tu as écrit {value!r}.'
            )
        )
    found = _BY_PLAIN.get(plain(value))
    if found:
        return found
    close = nearest(value, [*FRENCH, *ENGLISH, *OTHER_FORMS])
    said = f"Je ne connais pas la couleur « {value} »."
    if close:
        raise ValueError(spaced(f"{said} Voulais-tu écrire : {close} ?"))
    raise ValueError(spaced(f"{said} Essaie par exemple : {', '.join(list(FRENCH)[3:14])}."))


def _parts(code: str) -> tuple[int, int, int]:
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def _luminance(code: str) -> float:
    parts = [part / 255 for part in _parts(code)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
