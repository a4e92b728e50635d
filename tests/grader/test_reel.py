"""What a game's process tells of its pictures is put together exactly, or refused."""

import base64
import zlib
from typing import Any

import pytest

from grader.play.reel import Reel
from grader.stage.wire import Lost


def packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data)).decode()


def step(**changed: Any) -> dict[str, Any]:
    """The first picture of a screen of two by two."""
    return {"w": 2, "h": 2, "y": 0, "rows": 2, "z": packed(bytes(range(12))), **changed}


def reel(answer: Any, length: int = 2) -> Reel:
    return Reel(lambda asked: answer, length)


def test_pictures_are_put_together_from_what_changed() -> None:
    row = step(y=1, rows=1, z=packed(b"\xff" * 6))
    found = reel({"start": 1, "steps": [step(), row]})
    assert found.picture(2).pixels == bytes(range(6)) + b"\xff" * 6
    assert found.picture(2).at(1, 1) == (255, 255, 255)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"start": 1},
        {"start": 1, "steps": []},
        {"start": 1, "steps": {}},
        {"start": 0, "steps": [step()]},
        {"start": "1", "steps": [step()]},
        {"start": True, "steps": [step()]},
        {"start": 1, "steps": [step()] * 3},
        {"start": 1, "steps": [None, None]},
        {"start": 1, "steps": [7]},
        {"start": 1, "steps": [step(w=0)]},
        {"start": 1, "steps": [step(w=2.0)]},
        {"start": 1, "steps": [step(w=5000)]},
        {"start": 1, "steps": [step(w=4096, h=4096, rows=4096)]},
        {"start": 1, "steps": [step(rows=3)]},
        {"start": 1, "steps": [step(y=-1)]},
        {"start": 1, "steps": [step(y=1, rows=1, z=packed(bytes(6)))]},
        {"start": 1, "steps": [step(z=None)]},
        {"start": 1, "steps": [step(z="é")]},
        {"start": 1, "steps": [step(z=base64.b64encode(b"no zlib").decode())]},
        {"start": 1, "steps": [step(z=packed(bytes(11)))]},
        {"start": 1, "steps": [step(z=packed(bytes(13)))]},
        {"start": 1, "steps": [step(z=packed(bytes(10**8)))]},
    ],
)
def test_what_no_game_of_ours_tells_is_refused(answer: dict[str, Any]) -> None:
    with pytest.raises(Lost) as caught:
        reel(answer).picture(2)
    assert caught.value.why == "nonsense"


def test_a_picture_that_was_not_shown_is_none() -> None:
    for number in (0, 3):
        with pytest.raises(IndexError, match="no picture"):
            reel({"start": 1, "steps": [step(), None]}).picture(number)
