"""Music: one long piece at a time, in the background."""

from collections.abc import Mapping
from operator import index
from typing import Any

from . import _host
from ._audio import Audio, loaded, read
from ._numbers import real
from ._session import error, session
from ._voices import MUSIC, Voice
from .event import regularly

__all__ = [
    "fadeout", "get_busy", "get_endevent", "get_metadata", "get_pos", "get_volume", "load", "pause", "play",
    "queue", "rewind", "set_endevent", "set_pos", "set_volume", "stop", "unload", "unpause",
]  # fmt: skip


class _Player:
    """The piece that is loaded, the one that follows, and the voice that plays."""

    def __init__(self) -> None:
        self.piece: Audio | None = None
        self.following: tuple[Audio, int] | None = None
        self.voice = Voice(MUSIC)
        regularly(self.look)

    def look(self, now: float) -> None:
        was_over = self.voice.over
        self.voice.look(now)
        if self.voice.over and not was_over and self.following is not None:
            (self.piece, loops), self.following = self.following, None
            self.voice.start(self.piece, loops, 0, 0, self.voice.loudness)


_player = _Player()


def _need() -> None:
    if not session.mixer:
        raise error("mixer not initialized")


def load(filename: Any, namehint: str = "") -> None:
    """Takes a file, by its name or open, in place of what was loaded."""
    _need()
    piece = loaded(read(filename))
    _player.voice.stop()
    _player.piece, _player.following = piece, None


def unload() -> None:
    _need()
    _player.voice.stop()
    _player.piece = _player.following = None


def play(loops: Any = 0, start: Any = 0.0, fade_ms: Any = 0) -> None:
    """Plays what is loaded, ``loops`` times more or without end (-1), always from its beginning."""
    often, fade = index(loops), index(fade_ms)
    real(start)
    _need()
    if _player.piece is None:
        raise error("music not loaded")
    # Music counts how often it plays; a sound, how often it plays again.
    again = often - 1 if often > 0 else often
    _player.voice.start(_player.piece, again, 0, fade, _player.voice.loudness)


def rewind() -> None:
    _need()
    if _player.piece is not None and _player.voice.busy():
        play()


def stop() -> None:
    _need()
    _player.following = None
    _player.voice.stop()


def fadeout(time: Any, /) -> None:
    _need()
    _player.following = None
    _player.voice.stop(index(time))


def pause() -> None:
    _need()
    _player.voice.pause()


def unpause() -> None:
    _need()
    _player.voice.resume()


def set_volume(volume: Any, /) -> None:
    loudness = real(volume)
    _need()
    _player.voice.loudness = int(min(1.0, max(0.0, loudness)) * 128) / 128
    _player.voice.tune()


def get_volume() -> float:
    _need()
    return _player.voice.loudness


def get_busy() -> bool:
    _need()
    _player.look(_host.now_ms())
    return _player.voice.busy() and _player.voice.paused_ms is None


def get_pos() -> int:
    """Milliseconds since it began; -1 where nothing was played."""
    _need()
    return _player.voice.played_ms()


def set_pos(pos: Any, /) -> None:
    real(pos)
    _need()
    if not _player.voice.busy():
        raise error("Music isn't playing")
    raise NotImplementedError("pygame.mixer.music.set_pos is not available in the browser")


def queue(filename: Any, namehint: str = "", loops: Any = 0) -> None:
    """The piece that follows when this one is over."""
    _need()
    _player.following = (loaded(read(filename)), index(loops))


def set_endevent(event_type: Any = 0, /) -> None:
    _need()
    _player.voice.end_event = index(event_type)


def get_endevent() -> int:
    _need()
    return _player.voice.end_event


def get_metadata(filename: Any = None, namehint: str = "") -> Mapping[str, str]:
    _need()
    if filename is None and _player.piece is None:
        raise error("music not loaded")
    return {"title": "", "album": "", "artist": "", "copyright": ""}
