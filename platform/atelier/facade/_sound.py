"""Sound: a short noise, kept ready to be played again and again."""

from collections.abc import Callable
from operator import index
from typing import Any, Self

from ._audio import Audio, Format, loaded, read, sampled
from ._numbers import real
from ._session import error, session
from ._voices import Voice, voices


class _Settings:
    """How samples are written, and what a channel looks like to programs."""

    def __init__(self) -> None:
        self.wanted = self.form = Format()
        self.channel_of: Callable[[Voice], Any] = lambda voice: None


settings = _Settings()


def need_mixer() -> None:
    if not session.mixer:
        raise error("mixer not initialized")


class Sound:
    """A sound, from a file (its name, or open) or from samples."""

    __slots__ = ("__dict__", "__weakref__", "_volume", "audio")
    audio: Audio
    _volume: float

    def __init__(self, *arguments: Any, **named: Any) -> None:
        if len(arguments) + len(named) != 1:
            raise TypeError("Sound takes either 1 positional or 1 keyword argument")
        kind, given = ("", arguments[0]) if arguments else next(iter(named.items()))
        need_mixer()
        self._volume = 1.0
        self.audio = _audio(kind, given)

    def play(self, loops: Any = 0, maxtime: Any = 0, fade_ms: Any = 0) -> Any:
        """Plays on a free channel, and gives it; None where all are busy."""
        numbers = index(loops), index(maxtime), index(fade_ms)
        need_mixer()
        voice = voices.free()
        if voice is None:
            return None
        voice.strength = (1.0, 1.0)
        start(voice, self, numbers)
        return settings.channel_of(voice)

    def stop(self) -> None:
        self.fadeout(0)

    def fadeout(self, time: Any, /) -> None:
        for voice in self._playing():
            voice.stop(index(time))

    def _playing(self) -> list[Voice]:
        need_mixer()
        return [voice for voice in voices.every if voice.sound is self and voice.busy()]

    def set_volume(self, value: Any, /) -> None:
        """From 0 to 1; what is beyond 1 is 1, a negative number changes nothing."""
        loudness = real(value)
        need_mixer()
        if loudness >= 0:
            # SDL counts loudness in 128 steps.
            self._volume = int(min(1.0, loudness) * 128) / 128
        for voice in self._playing():
            voice.loudness = self._volume
            voice.tune()

    def get_volume(self) -> float:
        return self._volume

    def get_num_channels(self) -> int:
        return len(self._playing())

    def get_length(self) -> float:
        """Seconds."""
        need_mixer()
        return self.audio.seconds

    def get_raw(self) -> bytes:
        if self.audio.samples is None:
            raise NotImplementedError("Sound.get_raw is not available for this file in the browser")
        return self.audio.samples

    def copy(self) -> Self:
        made = type(self).__new__(type(self))
        made.audio, made._volume = self.audio, self._volume
        return made

    __copy__ = copy

    def __repr__(self) -> str:
        return f"<pygame.mixer.Sound object at 0x{id(self):x}>"


def _audio(kind: str, given: Any) -> Audio:
    form = settings.form
    is_file = isinstance(given, str) or hasattr(given, "read") or hasattr(given, "__fspath__")
    if kind == "file" or (kind == "" and is_file):
        return loaded(read(given))
    if kind == "array":
        if form.channels > 1 and memoryview(given).ndim != form.channels:
            raise ValueError(f"Array must be {form.channels}-dimensional for stereo mixer")
        return sampled(memoryview(given).tobytes(), form)
    if kind not in ("", "buffer"):
        raise TypeError(f"Unrecognized keyword argument '{kind}'")
    if kind == "buffer" and isinstance(given, str):
        raise TypeError("Unicode object not allowed as buffer object")
    try:
        return sampled(memoryview(given).tobytes(), form)
    except TypeError:
        name = type(given).__name__
        if kind:
            raise TypeError(f"Expected object with buffer interface: got a {name}") from None
        raise TypeError(f"Unrecognized argument (type {name})") from None


def start(voice: Voice, sound: Sound, numbers: tuple[int, int, int]) -> None:
    voice.sound, voice.queued = sound, None
    voice.start(sound.audio, *numbers, sound.get_volume())


Sound.__module__ = "pygame.mixer"
