"""Which of pygame's keys the browser means: letters by what they write, other keys by where they are."""

from collections.abc import Mapping
from types import MappingProxyType

import pygame

_NAMED: Mapping[str, str] = MappingProxyType(
    {
        "ArrowUp": "UP",
        "ArrowDown": "DOWN",
        "ArrowLeft": "LEFT",
        "ArrowRight": "RIGHT",
        "Space": "SPACE",
        "Enter": "RETURN",
        "NumpadEnter": "KP_ENTER",
        "Escape": "ESCAPE",
        "Backspace": "BACKSPACE",
        "Tab": "TAB",
        "ShiftLeft": "LSHIFT",
        "ShiftRight": "RSHIFT",
        "ControlLeft": "LCTRL",
        "ControlRight": "RCTRL",
        "AltLeft": "LALT",
        "AltRight": "RALT",
        "Delete": "DELETE",
        "Insert": "INSERT",
        "Home": "HOME",
        "End": "END",
        "PageUp": "PAGEUP",
        "PageDown": "PAGEDOWN",
        "NumpadAdd": "KP_PLUS",
        "NumpadSubtract": "KP_MINUS",
        "NumpadMultiply": "KP_MULTIPLY",
        "NumpadDivide": "KP_DIVIDE",
        "NumpadDecimal": "KP_PERIOD",
    }
)
_WRITTEN: Mapping[str, str] = MappingProxyType(
    {"Enter": "\r", "Backspace": "\b", "Tab": "\t", "Escape": "\x1b"}
)


def key_of(code: str, key: str) -> int:
    """pygame's number for a key; ``K_UNKNOWN`` where it has none.

    Args:
        code: where it is (KeyboardEvent.code, after an American keyboard).
        key: what it writes in her layout (KeyboardEvent.key).
    """
    name = _NAMED.get(code, "")
    if code[:1] == "F" and code[1:].isdigit():
        name = code
    if code.startswith("Numpad") and code[6:].isdigit():
        name = f"KP{code[6:]}"
    if name:
        return int(getattr(pygame, f"K_{name}", pygame.K_UNKNOWN))
    # The row of digits writes marks on a French keyboard; K_1 means that key all the same.
    if code.startswith("Digit") and len(code) == 6:
        return pygame.K_0 + int(code[5])
    return ord(key.lower()[0]) if len(key) == 1 else int(pygame.K_UNKNOWN)


def text_of(key: str) -> str:
    """What the key writes."""
    return key if len(key) == 1 else _WRITTEN.get(key, "")
