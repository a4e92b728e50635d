"""What the player holds down and where the pointer is, as the page tells it, told on as events."""

from dataclasses import dataclass, field, fields
from typing import Any

from . import _host
from . import constants as c
from ._keys import key_of, scancode_of, text_of
from ._session import session
from .event import announce, regularly

_BUTTONS = 5


@dataclass
class Inputs:
    """The keyboard and the mouse, for the one player there is.

    Attributes:
        keys: pressed, as pygame's number by the browser's code: let go, a key may write something else.
        struck, let_go: keys that went down or up between the last two looks at the queue.
        repeat_ms: delay and interval of repeated KEYDOWN events; None for none.
        repeating: the event that repeats, and when it does next (ms).
    """

    keys: dict[str, int] = field(default_factory=dict)
    struck: set[int] = field(default_factory=set)
    let_go: set[int] = field(default_factory=set)
    mods: int = 0
    focused: bool = True
    typing: bool = True
    repeat_ms: tuple[int, int] | None = None
    repeating: tuple[dict[str, Any], float] | None = None
    place: tuple[int, int] = (0, 0)
    moved: tuple[int, int] = (0, 0)
    buttons: list[bool] = field(default_factory=lambda: [False] * _BUTTONS)
    clicked: set[int] = field(default_factory=set)
    unclicked: set[int] = field(default_factory=set)

    def hear(self, heard: dict[str, Any]) -> None:
        """Takes one input, as ``campus_host.poll`` describes it."""
        kind = heard["t"]
        if not session.video:
            return
        if kind == "kd":
            self._down(heard)
        elif kind == "ku":
            self._up(heard)
        elif kind == "mm":
            self._move(heard)
        elif kind in ("md", "mu"):
            self._click(heard, kind == "md")
        elif kind == "mw":
            self._wheel(int(heard.get("x", 0)), int(heard["y"]))
        elif kind == "blur":
            self._blur()
        elif kind == "focus":
            self.focused = True
            announce(c.WINDOWFOCUSGAINED, window=None)
        elif kind == "quit":
            announce(c.QUIT)

    def _down(self, heard: dict[str, Any]) -> None:
        code, text = heard["code"], heard["key"]
        key = self.keys.get(code) or key_of(code, text)
        self.mods = heard["mod"]
        if not heard.get("rep"):
            self.keys[code] = key
            self.struck.add(key)
            told = _key(key, text_of(text, self.mods), self.mods, code)
            announce(c.KEYDOWN, **told)
            if self.repeat_ms:
                self.repeating = (told, _host.now_ms() + self.repeat_ms[0])
        if self.typing and len(text) == 1 and not (self.mods & (c.KMOD_CTRL | c.KMOD_GUI) and text.isascii()):
            announce(c.TEXTINPUT, text=text, window=None)

    def _up(self, heard: dict[str, Any]) -> None:
        code, text = heard["code"], heard["key"]
        key = self.keys.pop(code, 0) or key_of(code, text)
        self.mods = heard["mod"]
        self._release(key, text_of(text, self.mods), code)

    def _release(self, key: int, text: str, code: str) -> None:
        self.let_go.add(key)
        if self.repeating and self.repeating[0]["key"] == key:
            self.repeating = None
        announce(c.KEYUP, **_key(key, text, self.mods, code))

    def _move(self, heard: dict[str, Any]) -> None:
        x, y = int(heard["x"]), int(heard["y"])
        rel = (x - self.place[0], y - self.place[1])
        self.place = (x, y)
        self.moved = (self.moved[0] + rel[0], self.moved[1] + rel[1])
        buttons = tuple(int(one) for one in self.buttons[:3])
        announce(c.MOUSEMOTION, pos=(x, y), rel=rel, buttons=buttons, touch=False, window=None)

    def _click(self, heard: dict[str, Any], down: bool) -> None:
        self.place = (int(heard["x"]), int(heard["y"]))
        button = int(heard["b"])
        if 1 <= button <= _BUTTONS:
            self.buttons[button - 1] = down
            (self.clicked if down else self.unclicked).add(button)
        kind = c.MOUSEBUTTONDOWN if down else c.MOUSEBUTTONUP
        announce(kind, pos=self.place, button=button, touch=False, window=None)

    def _wheel(self, x: int, y: int) -> None:
        button = 4 if y > 0 else 5
        for _ in range(abs(y)):
            announce(c.MOUSEBUTTONDOWN, pos=self.place, button=button, touch=False, window=None)
            announce(c.MOUSEBUTTONUP, pos=self.place, button=button, touch=False, window=None)
        told = {"flipped": False, "x": x, "y": y, "precise_x": float(x), "precise_y": float(y)}
        announce(c.MOUSEWHEEL, **told, touch=False, window=None)

    def _blur(self) -> None:
        # Whatever is let go while another window has the keyboard is never told: everything is let go now.
        held, self.keys, self.mods = self.keys, {}, 0
        for code, key in held.items():
            self._release(key, "", code)
        for button, down in enumerate(self.buttons, 1):
            if down:
                self._click({"x": self.place[0], "y": self.place[1], "b": button}, False)
        self.focused = False
        announce(c.WINDOWFOCUSLOST, window=None)

    def look(self, now: float) -> None:
        """At each look at the queue: takes what has come, and repeats the key that is held."""
        for fresh in (self.struck, self.let_go, self.clicked, self.unclicked):
            fresh.clear()
        for heard in _host.heard():
            self.hear(heard)
        if self.repeat_ms and self.repeating:
            told, due = self.repeating
            while due <= now:
                announce(c.KEYDOWN, **told)
                due += max(1, self.repeat_ms[1])
            self.repeating = (told, due)


def _key(key: int, text: str, mods: int, code: str) -> dict[str, Any]:
    return {"unicode": text, "key": key, "mod": mods, "scancode": scancode_of(code), "window": None}


inputs = Inputs()


def _forget() -> None:
    """Without a display nothing is held down, and keys do not repeat."""
    for one in fields(Inputs):
        setattr(inputs, one.name, getattr(Inputs(), one.name))


session.at_video_quit.append(_forget)
regularly(inputs.look, hears=True)
