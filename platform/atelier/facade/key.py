"""The keyboard: which keys are held, what they are called, and whether they repeat."""

from operator import index
from typing import Any, NoReturn

from . import _host
from ._boxlike import box
from ._inputs import inputs
from ._names import KEYS
from ._session import need_video
from .constants import K_UNKNOWN

_KEY_COUNT = 512
# A game may look at the keys only, and never at the queue: that has to hear the page too.
_PATIENCE_MS = 8


class ScancodeWrapper(tuple[bool, ...]):
    """Which keys are down, by pygame's constants: ``pressed[pygame.K_LEFT]``."""

    __slots__ = ()
    _held: frozenset[int]

    def __new__(cls, held: Any = ()) -> "ScancodeWrapper":
        return _Held(held)

    def __iter__(self) -> NoReturn:
        raise TypeError("Iterating over key states is not supported")


class _Held(ScancodeWrapper):
    # The numbers of keys that are down, instead of 512 answers a frame.
    def __new__(cls, held: Any = ()) -> "_Held":
        made: _Held = tuple.__new__(cls)
        made._held = frozenset(held)
        return made

    def __getitem__(self, key: Any) -> Any:
        return index(key) in self._held

    def __len__(self) -> int:
        return _KEY_COUNT

    def __bool__(self) -> bool:
        return True

    def __contains__(self, value: object) -> bool:
        return bool(self._held) if value else len(self._held) < _KEY_COUNT

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self._held == other._held

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._held)

    def __repr__(self) -> str:
        return f"pygame.key.ScancodeWrapper({sorted(self._held)})"


_Held.__name__ = _Held.__qualname__ = "ScancodeWrapper"


def get_pressed() -> ScancodeWrapper:
    need_video()
    _host.maybe_yield(_PATIENCE_MS)
    return ScancodeWrapper(inputs.keys.values())


def get_just_pressed() -> ScancodeWrapper:
    need_video()
    return ScancodeWrapper(inputs.struck)


def get_just_released() -> ScancodeWrapper:
    need_video()
    return ScancodeWrapper(inputs.let_go)


def get_mods() -> int:
    need_video()
    return inputs.mods


def set_mods(mods: Any, /) -> None:
    need_video()
    inputs.mods = index(mods)


def get_focused() -> bool:
    need_video()
    return inputs.focused


def set_repeat(delay: Any = 0, interval: Any = 0, /) -> None:
    need_video()
    first, every = index(delay), index(interval)
    if first < 0 or every < 0:
        raise ValueError("delay and interval must equal at least 0")
    inputs.repeat_ms = (first, every or first) if first else None
    inputs.repeating = None


def get_repeat() -> tuple[int, int]:
    need_video()
    return inputs.repeat_ms or (0, 0)


def name(key: Any, use_compat: Any = True) -> str:
    """What the key is called, as pygame 1 did it or as SDL does; empty where it has no name."""
    number = index(key)
    if number in KEYS:
        return str(KEYS[number][0 if use_compat else 1])
    return chr(number) if 32 < number < 0x10000 and chr(number).isalpha() else ""


def key_code(name: Any) -> int:
    if not isinstance(name, str):
        raise TypeError(f"argument 1 must be str, not {'None' if name is None else type(name).__name__}")
    for column in (0, 1):
        for number, names in KEYS.items():
            if names[column].lower() == name.lower() and number != K_UNKNOWN:
                return int(number)
    raise ValueError("unknown key name")


def start_text_input() -> None:
    need_video()
    inputs.typing = True


def stop_text_input() -> None:
    need_video()
    inputs.typing = False


def set_text_input_rect(rect: Any, /) -> None:
    need_video()
    if rect is not None and box(rect) is None:
        raise TypeError("Invalid rect argument")
