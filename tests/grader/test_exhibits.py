"""What a failed test shows: offered in its cell, made once, looked at, and kept out of every score."""

import base64
import io
import struct
import zlib
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from PIL import Image, ImageSequence
from traitlets.config import Config

from grader import exhibits, notebooks
from grader.stage import exhibit
from grader.stage.exhibit import BYTES_MAX, Exhibit, Stand
from tests.grader.films import film, screenshot


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def told(data: bytes, alt: str = "Un jeu.") -> dict[str, str]:
    return {"data": base64.b64encode(data).decode(), "alt": alt}


# -- offered ---------------------------------------------------------------------------------------


def test_the_last_offer_is_made_once() -> None:
    stand, asked = Stand(), []

    def make(name: str) -> Exhibit:
        asked.append(name)
        return Exhibit("image/png", screenshot(), name)

    stand.attended = True
    stand.offer(lambda: make("one"))
    stand.offer(lambda: make("other"))
    taken = stand.take()
    assert taken is not None
    assert taken.alt == "other"
    assert stand.take() is None
    assert asked == ["other"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, MemoryError])
def test_what_goes_wrong_with_it_is_silent(error: type[BaseException]) -> None:
    def make() -> Exhibit:
        raise error

    stand = Stand()
    stand.attended = True
    stand.offer(make)
    assert stand.take() is None


@pytest.mark.parametrize(
    "made", [None, "a text", Exhibit("image/png", b"", ""), Exhibit("image/png", b"x" * 150_001, "")]
)
def test_what_is_none_or_too_large_is_not_shown(made: Any) -> None:
    stand = Stand()
    stand.attended = True
    stand.offer(lambda: made)
    assert stand.take() is None


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Any:
    """IPython's own; the rest of this process never hears of it."""
    config = Config()
    config.HistoryManager.enabled = False
    made: Any = InteractiveShell(config=config)  # type: ignore[no-untyped-call]
    monkeypatch.setattr("IPython.get_ipython", lambda: made)
    monkeypatch.setattr(exhibit, "STAND", Stand())
    monkeypatch.setattr(made, "showtraceback", lambda *given, **named: None)
    made.user_ns.update(offer=exhibit.offer, made=Exhibit("image/png", screenshot(), "Ton jeu."))
    return made


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("offer(lambda: made)\nassert False, 'non'", 1),
        ("offer(lambda: made)\n1 / 0", 1),
        ("offer(lambda: made)", 0),
        ("offer(lambda: 1 / 0)\nassert False", 0),
        ("assert False", 0),
    ],
)
def test_a_plain_kernel_shows_it_after_a_cell_that_failed(
    shell: Any, monkeypatch: pytest.MonkeyPatch, source: str, shown: int
) -> None:
    published: list[tuple[Any, Any]] = []
    monkeypatch.setattr(
        shell.display_pub, "publish", lambda data, metadata: published.append((data, metadata))
    )
    shell.run_cell("offer(lambda: made)")
    shell.run_cell(source)
    shell.run_cell("assert False, 'the offer of the cell before is gone'")
    assert len(published) == shown
    for data, metadata in published:
        assert data["text/plain"] == metadata["image/png"]["alt"] == "Ton jeu."
        assert metadata["campus"] == {"exhibit": True}


# -- looked at -------------------------------------------------------------------------------------


def test_pictures_are_known_by_their_bytes() -> None:
    seen = exhibits.look(film())
    assert seen is not None
    assert (seen.mime, seen.width, seen.height, round(seen.seconds, 1)) == ("image/png", 320, 284, 1.2)
    assert exhibits.look(screenshot()) == exhibits.Seen("image/png", 390, 844)
    assert exhibits.look(screenshot("JPEG")) == exhibits.Seen("image/jpeg", 390, 844)


def test_a_film_stands_still_as_its_last_picture() -> None:
    still = exhibits.still(film())
    assert exhibits.look(still) == exhibits.Seen("image/png", 320, 284)
    with Image.open(io.BytesIO(film())) as moving, Image.open(io.BytesIO(still)) as standing:
        assert not getattr(standing, "is_animated", False)
        last = len(list(ImageSequence.Iterator(moving))) - 1
        moving.seek(last)
        assert moving.convert("RGB").tobytes() == standing.convert("RGB").tobytes()
    assert exhibits.still(screenshot("JPEG")) == screenshot("JPEG")


_PNG = screenshot()
_HEAD = _PNG[:8]
_IHDR = _PNG[8:33]
WRONG = {
    "nothing": b"",
    "html": b"<script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "html behind a PNG": _PNG + b"<script>alert(1)</script>",
    "html in a PNG": _HEAD + _IHDR + chunk(b"tEXt", b"a\0<script>") + _PNG[33:],
    "a profile in a PNG": _HEAD + _IHDR + chunk(b"iCCP", b"a\0\0" + zlib.compress(b"x" * 99)) + _PNG[33:],
    "cut": _PNG[:-20],
    "cut in a head": _PNG[:40],
    "spoilt": _PNG[:60] + bytes([_PNG[60] ^ 1]) + _PNG[61:],
    "a PNG of nothing": _HEAD + chunk(b"IEND", b""),
    "huge": _HEAD + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)) + _PNG[33:],
    "empty": _HEAD + chunk(b"IHDR", struct.pack(">IIBBBBB", 0, 10, 8, 2, 0, 0, 0)) + _PNG[33:],
    "a part outside": _HEAD
    + _IHDR
    + chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 390, 844, 9, 9, 1, 10, 0, 0))
    + _PNG[33:],
    "too long": _PNG[:-12] + chunk(b"IDAT", b"0" * BYTES_MAX) + _PNG[-12:],
    "html as JPEG": b"\xff\xd8\xff\xfe\x00\x10<script></script>\xff\xd9",
    "a JPEG of nothing": b"\xff\xd8\xff\xd9",
    "gif": b"GIF89a" + b"\0" * 40,
}


@pytest.mark.parametrize("data", WRONG.values(), ids=WRONG)
def test_anything_else_is_not_shown(data: bytes) -> None:
    assert exhibits.look(data) is None
    assert exhibits.output(told(data)) is None


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        "a",
        {},
        {"data": 1, "alt": ""},
        {"data": "é", "alt": ""},
        {"data": "!", "alt": ""},
        told(b"") | {"alt": None},
    ],
)
def test_what_a_process_tells_may_be_anything(said: Any) -> None:
    assert exhibits.output(said) is None


def test_an_output_and_back() -> None:
    made = exhibits.output(told(film(), "Un \ud800 jeu"))
    assert made is not None
    cell = notebooks.new_cell("code", "", outputs=[notebooks.error_output("A", "b"), made])
    back = exhibits.of(cell)
    assert back is not None
    shown, _ = back
    assert (shown.mime, shown.data, shown.alt) == ("image/png", film(), "Un ? jeu")


def test_other_pictures_of_a_cell_are_no_exhibits() -> None:
    made = exhibits.output(told(film()))
    assert made is not None
    made.metadata = {}
    assert exhibits.of(notebooks.new_cell("code", "", outputs=[made])) is None
