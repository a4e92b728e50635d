"""The queue of events: what the player did, what timers and the program itself announce."""

from collections import deque
from collections.abc import Callable
from operator import index
from typing import Any

from . import _host
from ._boxlike import is_sequence
from ._names import EVENTS
from ._session import error, need_video, session
from .constants import NOEVENT, NUMEVENTS, USEREVENT

__all__ = [
    "Event", "EventType", "clear", "custom_type", "event_name", "get", "get_blocked", "get_grab", "peek",
    "poll", "post", "pump", "set_allowed", "set_blocked", "set_grab", "wait",
]  # fmt: skip

_MOST = 65535
# A look at the queue lets the page in when it was not for that long: less than a frame.
_PATIENCE_MS = 8


class Event:
    """Something that happened: a ``type`` and attributes that depend on it."""

    __slots__ = ("__dict__", "_type")
    __hash__ = None  # type: ignore[assignment]
    _type: int

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        if not arguments:
            raise TypeError("function takes at least 1 argument (0 given)")
        if len(arguments) > 2:
            raise TypeError(f"function takes at most 2 arguments ({len(arguments)} given)")
        object.__setattr__(self, "_type", _number(arguments[0]))
        given = arguments[1] if len(arguments) == 2 else {}
        if not isinstance(given, dict):
            raise TypeError(f"argument 2 must be dict, not {_kind(given)}")
        # A dict that is given alone is shared, not copied: what changes in it changes in the event.
        every = {**given, **attributes} if attributes else given
        if "type" in every:
            raise ValueError("redundant type field in event dict")
        object.__setattr__(self, "__dict__", every)

    @property
    def type(self) -> int:
        return self._type

    @property
    def dict(self) -> "dict[str, Any]":
        return self.__dict__

    def __setattr__(self, name: str, value: object) -> None:
        if name in ("type", "dict", "_type", "__dict__"):
            raise AttributeError("readonly attribute")
        self.__dict__[name] = value

    def __repr__(self) -> str:
        return f"<Event({self._type}-{event_name(self._type)} {self.__dict__})>"

    def __bool__(self) -> bool:
        return bool(self._type != NOEVENT)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Event):
            return NotImplemented
        return self._type == other._type and self.__dict__ == other.__dict__


EventType = Event
Event.__qualname__ = "Event"


class _Queue:
    """Events that wait, the types that are refused, and who looks in at each pump (timers, key repeats)."""

    def __init__(self) -> None:
        self.waiting: deque[Event] = deque()
        self.blocked: set[int] = set()
        self.grabbed = False
        self.next_type = USEREVENT + 1
        self.regulars: list[Callable[[float], None]] = []
        self.ears: list[Callable[[float], None]] = []

    def forget(self) -> None:
        self.waiting.clear()
        self.blocked.clear()
        self.grabbed = False

    def add(self, event: Event) -> bool:
        if event._type in self.blocked or len(self.waiting) >= _MOST:
            return False
        self.waiting.append(event)
        return True


_queue = _Queue()
session.at_video_quit.append(_queue.forget)


def regularly(look: Callable[[float], None], hears: bool = False) -> None:
    """Calls a function with the host's time (ms) whenever the queue is looked at.

    Args:
        hears: it takes in what comes from the page, so that it waits for a look that pumps.
    """
    (_queue.ears if hears else _queue.regulars).append(look)


def reset() -> None:
    """As after ``pygame.quit()``: types of one's own begin anew."""
    _queue.next_type = USEREVENT + 1


def announce(kind: int, **attributes: Any) -> None:
    """Puts an event of ours into the queue, unless its type is blocked."""
    _queue.add(Event(kind, attributes))


def repeat(event: Event) -> None:
    """Puts an event into the queue that has the same attributes, the very same dict."""
    _queue.add(Event(event.type, event.__dict__))


def _look(pump: Any = True) -> None:
    need_video()
    if pump:
        _host.maybe_yield(_PATIENCE_MS)
    now = _host.now_ms()
    for look in [*(_queue.ears if pump else ()), *_queue.regulars]:
        look(now)


def _kind(value: object) -> str:
    return "None" if value is None else type(value).__name__


def _number(kind: Any) -> int:
    number = index(kind)
    if not 0 <= number < NUMEVENTS:
        raise ValueError("event type out of range")
    return number


def _types(wanted: Any) -> set[int]:
    if isinstance(wanted, int):
        return {_number(wanted)}
    if not is_sequence(wanted):
        raise TypeError("event type must be numeric or a sequence")
    found = set()
    for one in wanted:
        try:
            found.add(index(one))
        except TypeError:
            raise TypeError("type sequence must contain valid event types") from None
    return {_number(one) for one in found}


def pump() -> None:
    _look()


def get(eventtype: Any = None, pump: Any = True, exclude: Any = None) -> list[Event]:
    """Every waiting event, or those of the types asked for; they leave the queue."""
    need_video()
    if eventtype is not None and exclude is not None:
        raise error("Invalid combination of excluded and included event type")
    chosen = None if eventtype is None else _types(eventtype)
    left = None if exclude is None else _types(exclude)
    _look(pump)
    waiting = _queue.waiting
    if chosen is None and left is None:
        every = list(waiting)
        waiting.clear()
        return every
    taken: list[Event] = []
    kept: list[Event] = []
    for event in waiting:
        wanted = event._type in chosen if chosen is not None else event._type not in (left or ())
        (taken if wanted else kept).append(event)
    waiting.clear()
    waiting.extend(kept)
    return taken


def clear(eventtype: Any = None, pump: Any = True) -> None:
    get(eventtype, pump)


def peek(eventtype: Any = None, pump: Any = True) -> bool:
    need_video()
    chosen = None if eventtype is None else _types(eventtype)
    _look(pump)
    return any(chosen is None or event._type in chosen for event in _queue.waiting)


def poll() -> Event:
    _look()
    return _queue.waiting.popleft() if _queue.waiting else Event(NOEVENT)


def wait(timeout: Any = 0) -> Event:
    """The next event; after ``timeout`` milliseconds, where that is not 0, an event of type NOEVENT."""
    need_video()
    until = _host.now_ms() + index(timeout) if index(timeout) > 0 else None
    _look()
    while not _queue.waiting:
        left = 10.0 if until is None else min(10.0, until - _host.now_ms())
        if left <= 0:
            return Event(NOEVENT)
        _host.wait(left)
        _look()
    return _queue.waiting.popleft()


def post(event: Any, /) -> bool:
    need_video()
    if not isinstance(event, Event):
        raise TypeError("argument must be an Event object")
    return _queue.add(event)


def event_name(type: Any, /) -> str:
    number = index(type)
    return str(EVENTS.get(number, "UserEvent" if USEREVENT <= number < NUMEVENTS else "Unknown"))


def custom_type() -> int:
    if _queue.next_type >= NUMEVENTS:
        raise error("pygame.event.custom_type made too many event types.")
    _queue.next_type += 1
    return int(_queue.next_type - 1)


def set_blocked(type: Any, /) -> None:
    need_video()
    _queue.blocked |= set(range(NUMEVENTS)) if type is None else _types(type)


def set_allowed(type: Any, /) -> None:
    need_video()
    _queue.blocked -= set(range(NUMEVENTS)) if type is None else _types(type)


def get_blocked(type: Any, /) -> bool:
    need_video()
    return not _queue.blocked.isdisjoint(_types(type))


def set_grab(grab: Any, /) -> None:
    need_video()
    _queue.grabbed = bool(grab)


def get_grab() -> bool:
    need_video()
    return _queue.grabbed


def set_keyboard_grab(grab: Any, /) -> None:
    need_video()


def get_keyboard_grab() -> bool:
    need_video()
    return False
