"""pygame for the browser answers as pygame-ce does, to the letter, wrong questions included."""

import io
import wave
from pathlib import Path

import pytest

from tests.atelier.engine import Engine
from tests.atelier.twin import asked, differences


def test_rectangles(engine: Engine, tmp_path: Path) -> None:
    assert differences(engine, asked("rect.txt"), tmp_path) == []


def test_colours(engine: Engine, tmp_path: Path) -> None:
    assert differences(engine, asked("color.txt"), tmp_path, colours=True) == []


def test_vectors(engine: Engine, tmp_path: Path) -> None:
    assert differences(engine, asked("vector.txt"), tmp_path) == []


def test_events_keys_mouse_and_clocks(engine: Engine, tmp_path: Path) -> None:
    assert differences(engine, asked("event.txt"), tmp_path) == []


def test_sounds(engine: Engine, tmp_path: Path) -> None:
    files = {"bip.wav": _beep(), "image.png": b"ceci n'est pas un son"}
    assert differences(engine, asked("mixer.txt"), tmp_path, files) == []


@pytest.mark.parametrize("name", ["constants", "locals"])
def test_every_constant_is_there(engine: Engine, tmp_path: Path, name: str) -> None:
    line = (
        f"sorted((n, v) for n, v in vars(pygame.{name}).items() if n[0] != '_' and isinstance(v, (int, str)))"
    )
    assert differences(engine, [line], tmp_path) == []


def _beep() -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22050)
        file.writeframes(b"\0\1" * 4410)
    return made.getvalue()
