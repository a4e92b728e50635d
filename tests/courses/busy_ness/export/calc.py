"""LibreOffice without a window, as the second opinion on every formula of a workbook."""

import csv
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path

# Comma, double quotes, UTF-8, numbers as they are stored rather than as they are shown, every sheet.
AS_STORED = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
ALWAYS_RECOMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>
"""
PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
SECONDS = 240
_FORMULA_VALUE = re.compile(r"(</f>)<v>[^<]*</v>")
_NUMBER_CELL = r'(<c r="{cell}"[^>]*>)<v>[^<]*</v>'


@dataclass(frozen=True)
class Computed:
    """A workbook as LibreOffice reads it: the rows of each sheet, by its name."""

    sheets: Mapping[str, list[list[str]]]

    def number(self, sheet: str, row: int, column: int) -> Decimal:
        """Rows and columns count from zero. Raises ``decimal.InvalidOperation`` where no number stands."""
        written = self.sheets[sheet][row][column]
        return Decimal(written[:-1]) / 100 if written.endswith("%") else Decimal(written)


def without_values(book: bytes) -> bytes:
    """The same workbook whose formulas have no value beside them: who shows one has computed it."""
    return _rewritten(book, lambda _, xml: _FORMULA_VALUE.sub(r"\1", xml))


def with_number(book: bytes, sheet: str, cell: str, number: Decimal) -> bytes:
    """The workbook after somebody typed a number into a cell (``B7``) of a sheet."""
    part = _parts(book)[sheet]
    pattern = re.compile(_NUMBER_CELL.format(cell=cell))

    def typed(name: str, xml: str) -> str:
        if name != part:
            return xml
        changed, count = pattern.subn(rf"\g<1><v>{number}</v>", xml)
        assert count == 1, f"{cell} of {sheet} holds no number"
        return changed

    return _rewritten(book, typed)


def recompute(books: Mapping[str, bytes], folder: Path) -> dict[str, Computed]:
    """What LibreOffice computes of several workbooks, in one start of the program."""
    assert PROGRAM, "LibreOffice is missing: tests/machine.sh installs libreoffice-calc-nogui"
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECOMPUTE, "utf-8")
    files = []
    for name, book in books.items():
        files.append(folder / f"{name}.xlsx")
        files[-1].write_bytes(without_values(book))
    command = [PROGRAM, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    done = subprocess.run(
        [*command, "--convert-to", AS_STORED, "--outdir", out, *files],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {name: Computed(_sheets(out, name, books[name])) for name in books}


def _sheets(out: Path, name: str, book: bytes) -> dict[str, list[list[str]]]:
    read = {}
    for sheet in _parts(book):
        with (out / f"{name}-{sheet}.csv").open(encoding="utf-8", newline="") as file:
            read[sheet] = list(csv.reader(file))
    return read


def _parts(book: bytes) -> dict[str, str]:
    """Each sheet's name and its part of the archive; XlsxWriter numbers them in order."""
    with zipfile.ZipFile(BytesIO(book)) as archive:
        names = re.findall(r'<sheet name="([^"]+)"', archive.read("xl/workbook.xml").decode())
    plain = [name.replace("&apos;", "'").replace("&amp;", "&") for name in names]
    return {name: f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(plain, 1)}


def _rewritten(book: bytes, change: Callable[[str, str], str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = change(name, data.decode()).encode()
            new.writestr(name, data)
    return out.getvalue()
