"""Compiles modules of an archive by the Python that browsers run: at the start nothing is left to do.

Run by ``compile.mjs`` inside Pyodide, as no other Python writes its byte code.
"""

import importlib.util
import sys
import zipfile
from importlib import _bootstrap_external
from pathlib import PurePosixPath
from types import CodeType
from typing import Any, cast

_EPOCH = (1980, 1, 1, 0, 0, 0)
# Beside what Python itself imports when it starts: what games of beginners begin with.
_COMMON = "bisect colorsys copy csv dataclasses datetime heapq json pathlib random statistics string textwrap"


def imported() -> frozenset[str]:
    """Names of all modules that are imported by now, or soon will be."""
    for name in _COMMON.split():
        importlib.import_module(name)
    return frozenset(sys.modules)


def compiled(source: str, target: str, wanted: frozenset[str] | None) -> None:
    """Writes the same archive with byte code in place of sources.

    Args:
        wanted: names of the modules that are compiled; byte code is larger than sources. None is all.
    """
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as made:
        for name in sorted(archive.namelist()):
            data = archive.read(name)
            if name.endswith(".py") and (wanted is None or _module(name) in wanted):
                code = compile(data, name, "exec", dont_inherit=True)
                data = _byte_code(code, importlib.util.source_hash(data))
                name += "c"
            made.writestr(zipfile.ZipInfo(name, _EPOCH), data)


def _byte_code(code: CodeType, digest: bytes) -> bytes:
    """A .pyc file that Python takes as it is, without looking for its source."""
    make = cast("Any", _bootstrap_external)._code_to_hash_pyc
    return bytes(make(code, digest, False))


def _module(name: str) -> str:
    parts = PurePosixPath(name).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
