"""The mixer: sounds on channels; the page plays them."""

from operator import index
from typing import Any

from . import _host
from . import mixer_music as music
from ._audio import Format
from ._numbers import real
from ._session import session
from ._sound import Sound, need_mixer, settings, start
from ._voices import Voice, voices

__all__ = [
    "Channel", "ChannelType", "Sound", "SoundType", "fadeout", "find_channel", "get_busy", "get_driver",
    "get_init", "get_num_channels", "get_sdl_mixer_version", "get_soundfont", "init", "music", "pause",
    "pre_init", "quit", "set_num_channels", "set_reserved", "set_soundfont", "stop", "unpause",
]  # fmt: skip


def pre_init(
    frequency: int = 44100, size: int = -16, channels: int = 2, buffer: int = 512, *rest: Any, **named: Any
) -> None:
    settings.wanted = Format(index(frequency) or 44100, index(size) or -16, index(channels) or 2)


def init(
    frequency: int = 0, size: int = 0, channels: int = 0, buffer: int = 0, *rest: Any, **named: Any
) -> None:
    if not session.mixer:
        wanted = settings.wanted
        settings.form = Format(
            frequency or wanted.frequency, size or wanted.size, channels or wanted.channels
        )
        session.mixer = True


def quit() -> None:
    if session.mixer:
        for voice in voices.every:
            voice.stop()
        music.unload()
        session.mixer = False


def get_init() -> tuple[int, int, int] | None:
    form = settings.form
    return (form.frequency, form.size, form.channels) if session.mixer else None


class Channel:
    """One of the mixer's channels: what plays on it, and how loud."""

    __slots__ = ("__weakref__", "_voice")
    _voice: Voice

    def __init__(self, id: Any) -> None:
        number = index(id)
        need_mixer()
        if not 0 <= number < len(voices.every):
            raise IndexError("invalid channel index")
        self._voice = voices.every[number]

    @property
    def id(self) -> int:
        return self._voice.number

    def play(self, sound: Any, loops: Any = 0, maxtime: Any = 0, fade_ms: Any = 0) -> None:
        if not isinstance(sound, Sound):
            raise TypeError(f"argument 1 must be pygame.mixer.Sound, not {type(sound).__name__}")
        numbers = index(loops), index(maxtime), index(fade_ms)
        need_mixer()
        self._voice.strength = (1.0, 1.0)
        start(self._voice, sound, numbers)

    def queue(self, sound: Any, /) -> None:
        if not isinstance(sound, Sound):
            raise TypeError("The argument must be an instance of Sound")
        if self._voice.busy():
            self._voice.queued = sound
        else:
            start(self._voice, sound, (0, 0, 0))

    def stop(self) -> None:
        self._voice.queued = None
        self._voice.stop()

    def fadeout(self, time: Any, /) -> None:
        self._voice.stop(index(time))

    def pause(self) -> None:
        self._voice.pause()

    def unpause(self) -> None:
        self._voice.resume()

    def set_volume(self, *loudness: Any) -> None:
        numbers = [min(1.0, max(0.0, real(one))) for one in loudness]
        if len(numbers) not in (1, 2):
            raise TypeError(f"function takes at most 2 arguments ({len(numbers)} given)")
        self._voice.strength = (numbers[0], numbers[-1])
        self._voice.tune()

    def get_volume(self) -> float:
        left, right = self._voice.strength
        return int(left * 128) / 128 if left == right else 1.0

    def get_busy(self) -> bool:
        self._voice.look(_host.now_ms())
        return self._voice.busy()

    def get_sound(self) -> Sound | None:
        return self._voice.sound if self._voice.busy() else None

    def get_queue(self) -> Sound | None:
        return self._voice.queued

    def set_endevent(self, type: Any = 0, /) -> None:
        self._voice.end_event = index(type)

    def get_endevent(self) -> int:
        return self._voice.end_event

    def set_source_location(self, angle: Any, distance: Any, /) -> None:
        """Only how far it is: the page does not turn sounds."""
        share = 1 - min(255.0, max(0.0, real(distance))) / 255
        self._voice.strength = (share, share)
        self._voice.tune()

    def __repr__(self) -> str:
        return f"<pygame.mixer.Channel object at 0x{id(self):x}>"


SoundType = Sound
ChannelType = Channel


def _channel(voice: Voice) -> Channel:
    made = Channel.__new__(Channel)
    made._voice = voice
    return made


settings.channel_of = _channel


def set_num_channels(count: Any, /) -> None:
    need_mixer()
    voices.count(index(count))


def get_num_channels() -> int:
    need_mixer()
    return len(voices.every)


def set_reserved(count: Any, /) -> int:
    """Keeps the first channels for those who name them."""
    need_mixer()
    voices.reserved = min(index(count), len(voices.every))
    return voices.reserved


def find_channel(force: Any = False) -> Channel | None:
    need_mixer()
    voice = voices.free() or (voices.oldest() if force else None)
    return None if voice is None else _channel(voice)


def get_busy() -> bool:
    if not session.mixer:
        return False
    voices.look(_host.now_ms())
    return any(voice.busy() for voice in voices.every)


def stop() -> None:
    need_mixer()
    for voice in voices.every:
        voice.queued = None
        voice.stop()


def fadeout(time: Any, /) -> None:
    need_mixer()
    for voice in voices.every:
        voice.stop(index(time))


def pause() -> None:
    need_mixer()
    for voice in voices.every:
        voice.pause()


def unpause() -> None:
    need_mixer()
    for voice in voices.every:
        voice.resume()


def get_sdl_mixer_version(linked: bool = True) -> tuple[int, int, int]:
    return 2, 8, 2


def get_driver() -> str:
    need_mixer()
    return "browser"


def set_soundfont(paths: Any = None, /) -> None:
    """Nothing: a page plays no MIDI."""


def get_soundfont() -> None:
    return None
