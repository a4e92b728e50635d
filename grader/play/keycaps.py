"""Keys as they are called on a French keyboard."""

from collections.abc import Mapping
from types import MappingProxyType

ARROWS: Mapping[str, str] = MappingProxyType({"left": "←", "right": "→", "up": "↑", "down": "↓"})
_SAID: Mapping[str, str] = MappingProxyType(
    {
        "left": "flèche gauche",
        "right": "flèche droite",
        "up": "flèche du haut",
        "down": "flèche du bas",
        "space": "Espace",
        "return": "Entrée",
        "enter": "Entrée",
        "escape": "Échap",
        "backspace": "Effacer",
        "delete": "Suppr",
        "tab": "Tab",
        "left shift": "Maj",
        "right shift": "Maj",
        "left ctrl": "Ctrl",
        "right ctrl": "Ctrl",
        "left alt": "Alt",
        "right alt": "Alt Gr",
    }
)


def cap(name: str) -> str:
    """What stands on a key, by pygame's name of it."""
    return ARROWS.get(name) or said(name)


def said(name: str) -> str:
    """What it is called in a sentence."""
    return _SAID.get(name) or (name.upper() if len(name) <= 3 else name.capitalize())
