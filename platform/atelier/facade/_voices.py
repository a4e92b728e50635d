"""What is playing on each channel, and until when: the page plays, and this keeps the time."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import _host
from ._audio import Audio
from .event import announce, regularly

if TYPE_CHECKING:
    from ._sound import Sound

_EVER = float("inf")
# Where the page plays music: beyond all channels.
MUSIC = 1000


@dataclass
class Voice:
    """One channel.

    Attributes:
        until_ms: when it falls silent, on the host's clock; infinity for a loop without end.
        paused_ms: since when it waits; None while it plays.
        strength: left and right, each from 0 to 1.
        end_event: type of the event that says it is over; 0 for none.
    """

    number: int
    sound: "Sound | None" = None
    queued: "Sound | None" = None
    began_ms: float = 0.0
    until_ms: float = 0.0
    paused_ms: float | None = None
    strength: tuple[float, float] = (1.0, 1.0)
    loudness: float = 1.0
    end_event: int = 0
    over: bool = True

    def start(self, audio: Audio, loops: int, max_ms: int, fade_ms: int, loudness: float) -> None:
        now = _host.now_ms()
        length = _EVER if loops < 0 else 1000 * audio.seconds * (loops + 1)
        if max_ms > 0:
            length = min(length, max_ms)
        self.began_ms, self.until_ms, self.paused_ms, self.over = now, now + length, None, False
        self.loudness = loudness
        _host.sound_play(audio.number, self.number, loops, self._volume(), max(0, max_ms), max(0, fade_ms))

    def _volume(self) -> float:
        return self.loudness * max(self.strength)

    def tune(self) -> None:
        """Tells the page how loud it is now."""
        if self.busy():
            _host.sound_volume(self.number, self._volume())

    def busy(self) -> bool:
        return not self.over and (self.paused_ms is not None or _host.now_ms() < self.until_ms)

    def stop(self, fade_ms: int = 0) -> None:
        if not self.busy():
            return
        _host.sound_stop(self.number, max(0, fade_ms))
        self.until_ms = min(self.until_ms, _host.now_ms() + max(0, fade_ms))
        if fade_ms <= 0:
            self.queued = None
            self.look(_host.now_ms())

    def pause(self) -> None:
        if self.busy() and self.paused_ms is None:
            self.paused_ms = _host.now_ms()
            _host.sound_pause(self.number)

    def resume(self) -> None:
        if self.paused_ms is not None:
            away = _host.now_ms() - self.paused_ms
            self.began_ms, self.until_ms, self.paused_ms = self.began_ms + away, self.until_ms + away, None
            _host.sound_resume(self.number)

    def played_ms(self) -> int:
        if self.over and not self.began_ms:
            return -1
        until = self.paused_ms if self.paused_ms is not None else min(_host.now_ms(), self.until_ms)
        return int(until - self.began_ms)

    def look(self, now: float) -> None:
        """Says that it is over once it is, and goes on with what was queued."""
        if self.over or self.paused_ms is not None or now < self.until_ms:
            return
        self.over, self.sound = True, None
        if self.queued is not None:
            following, self.queued = self.queued, None
            self.sound = following
            self.start(following.audio, 0, 0, 0, following.get_volume())
        if self.end_event:
            announce(self.end_event, **({} if self.number == MUSIC else {"code": self.number}))


@dataclass
class Voices:
    """Every channel, as many as ``pygame.mixer.set_num_channels`` says."""

    every: list[Voice] = field(default_factory=lambda: [Voice(number) for number in range(8)])
    reserved: int = 0

    def look(self, now: float) -> None:
        for voice in self.every:
            voice.look(now)

    def count(self, count: int) -> None:
        for voice in self.every[count:]:
            voice.stop()
        del self.every[count:]
        self.every += [Voice(number) for number in range(len(self.every), count)]

    def free(self) -> Voice | None:
        return next((voice for voice in self.every[self.reserved :] if not voice.busy()), None)

    def oldest(self) -> Voice | None:
        """What has played longest."""
        return min(self.every[self.reserved :], key=lambda voice: voice.began_ms, default=None)


voices = Voices()
regularly(voices.look)
