"""Sounds that a game plays, told by the name of their file and the picture at which they begin."""

import os
from collections.abc import Callable
from typing import Any

import pygame

from grader.stage.program import put

SOUNDS_MAX = 2000


class Ears:
    """What was played; ``picture`` tells which picture is being made."""

    def __init__(self, picture: Callable[[], int]) -> None:
        self.heard: list[list[Any]] = []
        self._picture = picture

    def hear(self, name: str) -> None:
        if len(self.heard) < SOUNDS_MAX:
            self.heard.append([self._picture(), name[:200]])

    def patch(self) -> None:
        ears, mixer = self, pygame.mixer
        loaded: list[str] = [""]

        class Sound(mixer.Sound):
            """pygame.mixer.Sound that is heard."""

            def __init__(self, *given: Any, **named: Any) -> None:
                super().__init__(*given, **named)
                self.heard_as = _name(given[0] if given else named.get("file", ""))

            def play(self, *given: Any, **named: Any) -> Any:
                ears.hear(self.heard_as)
                return super().play(*given, **named)

        class Channel(mixer.Channel):
            """pygame.mixer.Channel that is heard."""

            def play(self, sound: Any, *given: Any, **named: Any) -> Any:
                ears.hear(getattr(sound, "heard_as", ""))
                return super().play(sound, *given, **named)

        load, play = mixer.music.load, mixer.music.play

        def load_music(*given: Any, **named: Any) -> Any:
            loaded[0] = _name(given[0] if given else named.get("filename", ""))
            return load(*given, **named)

        def play_music(*given: Any, **named: Any) -> Any:
            ears.hear(loaded[0])
            return play(*given, **named)

        put(mixer, Sound=Sound, SoundType=Sound, Channel=Channel, ChannelType=Channel)
        put(mixer.music, load=load_music, play=play_music)


def _name(file: Any) -> str:
    return str(file).replace(os.sep, "/") if isinstance(file, str | os.PathLike) else ""
