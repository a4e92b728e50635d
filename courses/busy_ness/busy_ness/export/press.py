"""Printing: a typst template and a team's data in, a tagged PDF out, the same bytes for the same data.

The data go in as JSON and come out as text: no sign of a pupil is ever read as typst's markup. Only the
typefaces of the package and typst's own are used, so that a page looks alike on every machine.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from busy_ness.export.typefaces import FOLDER
from busy_ness.money import NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE

TEMPLATES = Path(__file__).parent
MISSING = "□"
_NOT_DRAWN = re.compile(r"the text `\"((?:[^\"\\]|\\.)+)\"` could not be displayed")
_DISALLOWED = re.compile(r"disallowed codepoint `?U\+([0-9A-Fa-f]+)")


@dataclass(frozen=True)
class Printed:
    """A file and, in French, what its authors should know about it."""

    pdf: bytes
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One template filled with one team's data."""

    template: str
    data: Mapping[str, Any]
    made_at: datetime

    def pdf(self) -> Printed:
        """Print it; signs that no typeface has become « □ », and the result says which.

        Raises:
            typst.TypstError: the template itself is at fault.
        """
        text, lost = self._json(), ""
        while True:
            try:
                return Printed(self._compile(text), _warnings(lost))
            except typst.TypstError as failure:
                found = _undrawn(f"{failure.message}\n{failure.diagnostic}") - set(lost)
                if not found:
                    raise
                lost += "".join(sorted(found))
                text = text.translate({ord(sign): MISSING for sign in found})

    def pictures(self, dots_per_inch: float = 72) -> list[bytes]:
        """Each page as PNG."""
        compiler = self._compiler(self._json())
        pages = compiler.compile(format="png", ppi=dots_per_inch)
        return pages if isinstance(pages, list) else [pages or b""]

    def query(self, label: str) -> list[Any]:
        """The values of the template's ``metadata`` with that label."""
        found = json.loads(self._compiler(self._json()).query(f"<{label}>", field="value"))
        return list(found)

    def _json(self) -> str:
        # The typefaces have no narrow no-break space: typst would make one that is too narrow to be seen.
        return json.dumps(self.data, ensure_ascii=False).replace(NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE)

    def _compiler(self, text: str) -> typst.Compiler:
        return typst.Compiler(
            str(TEMPLATES / self.template),
            root=str(TEMPLATES),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": text},
        )

    def _compile(self, text: str) -> bytes:
        made = self._compiler(text).compile(format="pdf", pdf_standards=["ua-1"], timestamp=self.made_at)
        if not isinstance(made, bytes):
            raise TypeError(f"typst gave {type(made).__name__} for {self.template}")
        return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER)] if FOLDER.is_dir() else [])


def _undrawn(words: str) -> set[str]:
    """The signs that typst's message names as without a drawing in any typeface."""
    shown = {sign for text in _NOT_DRAWN.findall(words) for sign in _unescaped(text)}
    return (shown | {chr(int(code, 16)) for code in _DISALLOWED.findall(words)}) - set(MISSING)


def _unescaped(text: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}|\\(.)", lambda m: chr(int(m[1], 16)) if m[1] else m[2], text)


def _warnings(lost: str) -> tuple[str, ...]:
    if not lost:
        return ()
    return (
        f"Ces signes n’ont pas de dessin dans nos polices et sont imprimés « {MISSING} » : {' '.join(lost)}. "
        "Remplace-les par des lettres ou par un autre emoji.",
    )
