"""Pictures that failed tests show, as they come out of the sandbox: each byte is looked at, none believed."""

import base64
import binascii
import hashlib
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from grader import notebooks
from grader.stage.exhibit import ALT_MAX, BYTES_MAX, MARK, Exhibit

SIDE_MAX = 2000
PIXELS_MAX = 3_000_000
FRAMES_MAX = 300
KINDS = ("image/png", "image/jpeg")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
"""What goes with one over HTTP: it is a picture, for nobody else's page, and a borrowed laptop keeps none."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(b"IHDR PLTE tRNS acTL fcTL IDAT fdAT IEND sRGB gAMA cHRM sBIT pHYs bKGD".split())
_PNG_ANIMATION = frozenset((b"acTL", b"fcTL", b"fdAT"))


@dataclass(frozen=True)
class Seen:
    """What its bytes say of a picture; ``seconds`` that it moves, 0 where it does not."""

    mime: str
    width: int
    height: int
    seconds: float = 0.0


def look(data: bytes) -> Seen | None:
    """None where it is no PNG or JPEG of a size to be shown; what it shows may still be anything."""
    try:
        seen = _png(data) if data.startswith(_PNG) else _jpeg(data)
    except (struct.error, IndexError, ValueError):
        return None
    small = 0 < seen.width <= SIDE_MAX and 0 < seen.height <= SIDE_MAX
    return seen if small and seen.width * seen.height <= PIXELS_MAX and len(data) <= BYTES_MAX else None


def name(data: bytes) -> str:
    """The hash under which it is kept."""
    return hashlib.sha256(data).hexdigest()


def reply(data: bytes, *, film: bool) -> tuple[bytes, Mapping[str, str]] | None:
    """Body and headers with which it goes over HTTP, moving or still; None where it is none to be shown."""
    seen = look(data)
    if seen is None:
        return None
    return data if film else still(data), {**HEADERS, "Content-Type": seen.mime}


def still(data: bytes) -> bytes:
    """An animated PNG without its movement: the picture that stands for all. Anything else as it is."""
    if not data.startswith(_PNG):
        return data
    kept = [(name, body) for name, body in _chunks(data) if name not in _PNG_ANIMATION]
    return _PNG + b"".join(_chunk(name, body) for name, body in kept)


def output(told: Any) -> NotebookNode | None:
    """The notebook output of an exhibit that a process tells of; None where it is not to be shown."""
    if type(told) is not dict or not all(type(told.get(name)) is str for name in ("data", "alt")):
        return None
    if len(told["data"]) > 2 * BYTES_MAX:
        return None
    data = _decoded(told["data"])
    seen = look(data)
    if seen is None:
        return None
    alt = notebooks.printable(told["alt"][:ALT_MAX])
    shown, metadata = Exhibit(seen.mime, data, alt).output()
    return notebooks.node({"output_type": "display_data", "data": shown, "metadata": metadata})


def is_exhibit(shown: NotebookNode) -> bool:
    mark = shown.get("metadata", {}).get(MARK)
    return isinstance(mark, dict) and mark.get("exhibit") is True


def metadata(shown: NotebookNode) -> dict[str, Any]:
    """Of an exhibit, what a page needs of it: that it is one, and its words."""
    alt = shown.get("data", {}).get("text/plain", "")
    alt = alt if isinstance(alt, str) else ""
    return {MARK: {"exhibit": True}, **{kind: {"alt": alt} for kind in KINDS if kind in shown["data"]}}


def of(cell: NotebookNode) -> tuple[Exhibit, Seen] | None:
    """What a cell that failed shows, looked at again: a notebook may come from anywhere."""
    for one in cell.get("outputs", []):
        if one.get("output_type") == "display_data" and is_exhibit(one):
            for kind in KINDS:
                data = _decoded(one.data.get(kind, ""))
                seen = look(data) if data else None
                if seen is not None:
                    return Exhibit(seen.mime, data, str(one.data.get("text/plain", ""))[:ALT_MAX]), seen
    return None


def _decoded(text: Any) -> bytes:
    try:
        return base64.b64decode("".join(text).replace("\n", ""), validate=True)
    except (binascii.Error, TypeError, ValueError):
        return b""


def _png(data: bytes) -> Seen:
    """Every chunk must be one of a picture's, whole and unspoilt: no text, nothing after the end."""
    chunks = list(_chunks(data))
    names = [name for name, _ in chunks]
    if names[0] != b"IHDR" or names[-1] != b"IEND" or b"IDAT" not in names or not _PNG_KEPT.issuperset(names):
        raise ValueError("not the chunks of a picture")
    width, height = struct.unpack(">II", chunks[0][1][:8])
    seconds = 0.0
    frames = [struct.unpack(">IIIIIHH", body[:24]) for name, body in chunks if name == b"fcTL"]
    if len(frames) > FRAMES_MAX:
        raise ValueError("too many pictures")
    for _, wide, high, left, top, number, parts in frames:
        if left + wide > width or top + high > height:
            raise ValueError("a part outside of the picture")
        seconds += number / (parts or 100)
    return Seen("image/png", width, height, seconds)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place)
        name, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        (told,) = struct.unpack_from(">I", data, place + 8 + length)
        if zlib.crc32(name + body) != told:
            raise ValueError("a spoilt chunk")
        yield name, body
        place += 12 + length


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _jpeg(data: bytes) -> Seen:
    if not data.startswith(b"\xff\xd8\xff") or not data.endswith(b"\xff\xd9"):
        raise ValueError("not a JPEG")
    place = 2
    while data[place] == 0xFF:
        kind, (length,) = data[place + 1], struct.unpack_from(">H", data, place + 2)
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, place + 5)
            return Seen("image/jpeg", width, height)
        place += 2 + length
    raise ValueError("a JPEG without a size")
