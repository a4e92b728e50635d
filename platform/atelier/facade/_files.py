"""Files that a program names: read as pygame reads them, with its own errors."""

import os
from pathlib import Path
from typing import Any


def read(file: Any) -> tuple[bytes, str]:
    """The bytes of a path or of an open file, and the path ("" where there is none).

    Raises:
        FileNotFoundError: in pygame's words.
        TypeError: it is neither.
    """
    if isinstance(file, str | bytes | os.PathLike):
        named = os.fspath(file)
        path = named if isinstance(named, str) else os.fsdecode(named)
        place = Path(path)
        if place.is_dir():
            raise FileNotFoundError(f"No such file or directory: '{path}'.")
        try:
            return place.read_bytes(), str(place.absolute())
        except OSError:
            shown = repr(named) if isinstance(named, bytes) else path
            where = f"No file '{shown}' found in working directory '{Path.cwd()}'."
            raise FileNotFoundError(where if not place.is_absolute() else _absolute(path)) from None
    if not hasattr(file, "read"):
        raise TypeError("not a file object")
    data = file.read()
    return bytes(data), ""


def _absolute(path: str) -> str:
    return f"No such file or directory: '{path}'."
