"""Which of pygame's keys was pressed: letters by what they write, other keys by where they are."""

from collections.abc import Mapping

from . import constants as c

_NAMED: Mapping[str, str] = {
    "ArrowUp": "UP", "ArrowDown": "DOWN", "ArrowLeft": "LEFT", "ArrowRight": "RIGHT", "Space": "SPACE",
    "Enter": "RETURN", "NumpadEnter": "KP_ENTER", "Escape": "ESCAPE", "Backspace": "BACKSPACE", "Tab": "TAB",
    "ShiftLeft": "LSHIFT", "ShiftRight": "RSHIFT", "ControlLeft": "LCTRL", "ControlRight": "RCTRL",
    "AltLeft": "LALT", "AltRight": "RALT", "MetaLeft": "LGUI", "MetaRight": "RGUI", "Delete": "DELETE",
    "Insert": "INSERT", "Home": "HOME", "End": "END", "PageUp": "PAGEUP", "PageDown": "PAGEDOWN",
    "CapsLock": "CAPSLOCK", "NumLock": "NUMLOCKCLEAR", "ScrollLock": "SCROLLLOCK", "Pause": "PAUSE",
    "PrintScreen": "PRINTSCREEN", "ContextMenu": "MENU", "NumpadAdd": "KP_PLUS", "NumpadSubtract": "KP_MINUS",
    "NumpadMultiply": "KP_MULTIPLY", "NumpadDivide": "KP_DIVIDE", "NumpadDecimal": "KP_PERIOD",
    "NumpadEqual": "KP_EQUALS",
}  # fmt: skip
# What a key writes with Shift, and what alone; first on a French keyboard, then on an American one.
_SHIFTED: Mapping[tuple[str, str], str] = {
    ("KeyM", "?"): ",", ("Comma", "."): ";", ("Period", "/"): ":", ("Slash", "§"): "!", ("Quote", "%"): "ù",
    ("Backslash", "µ"): "*", ("BracketLeft", "¨"): "^", ("BracketRight", "£"): "$", ("Equal", "+"): "=",
    ("Minus", "°"): ")", ("IntlBackslash", ">"): "<", ("Backquote", "~"): "²",
    ("Slash", "?"): "/", ("Semicolon", ":"): ";", ("Quote", '"'): "'", ("Comma", "<"): ",",
    ("Period", ">"): ".", ("BracketLeft", "{"): "[", ("BracketRight", "}"): "]", ("Backslash", "|"): "\\",
    ("Minus", "_"): "-",
}  # fmt: skip
# Marks that wait for a letter write nothing by themselves.
_DEAD: Mapping[str, str] = {"BracketLeft": "^", "Quote": "'", "Backquote": "`"}
_WRITTEN: Mapping[str, str] = {
    "Enter": "\r", "Backspace": "\b", "Tab": "\t", "Escape": "\x1b", "Delete": "\x7f",
}  # fmt: skip
_CONTROL = c.KMOD_LCTRL | c.KMOD_RCTRL


def _by_code() -> dict[str, int]:
    keys = {code: int(getattr(c, f"K_{name}")) for code, name in _NAMED.items()}
    keys |= {f"F{number}": int(getattr(c, f"K_F{number}")) for number in range(1, 16)}
    keys |= {f"Numpad{number}": int(getattr(c, f"K_KP{number}")) for number in range(10)}
    # On a French keyboard the row of digits writes `&é"'(`: a game that asks for K_1 means that key too.
    return keys | {f"Digit{number}": c.K_0 + number for number in range(10)}


_BY_CODE = _by_code()


def key_of(code: str, key: str) -> int:
    """pygame's number for a key.

    Args:
        code: where it is (KeyboardEvent.code, after an American keyboard).
        key: what it writes (KeyboardEvent.key), in her layout and with Shift.
    """
    if code in _BY_CODE:
        return _BY_CODE[code]
    if key == "Dead":
        key = _DEAD.get(code, "")
    if len(key) == 1:
        return ord(_SHIFTED.get((code, key), key.lower())[0])
    if code.startswith("Key") and len(code) == 4:
        return ord(code[3].lower())
    return int(c.K_UNKNOWN)


def scancode_of(code: str) -> int:
    """SDL's number for a key's place; 0 for one that it does not know."""
    name = _NAMED.get(code, code)
    for start in ("Key", "Digit"):
        if code.startswith(start):
            name = code.removeprefix(start)
    if code.startswith("Numpad") and code[6:].isdigit():
        name = f"KP{code[6:]}"
    return int(getattr(c, f"KSCAN_{name.upper()}", 0))


def text_of(key: str, mods: int) -> str:
    """What the key writes, as KEYDOWN's ``unicode`` has it: control characters for Enter, Tab, Ctrl+C…"""
    if len(key) != 1:
        return _WRITTEN.get(key, "")
    if mods & _CONTROL and key.isascii() and key.isalpha():
        return chr(ord(key.upper()) - 64)
    return key
