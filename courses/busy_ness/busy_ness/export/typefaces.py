"""The typefaces of what is printed: npm's files made into those that typst reads, once, by ``make env``.

typst reads neither woff nor variable fonts. The files lie in ``export/fonts/``, which git does not know;
without them typst prints with its own typefaces.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

FOLDER = Path(__file__).parent / "fonts"


@dataclass(frozen=True)
class Typeface:
    """One package of npm's ``@fontsource`` and the files of it that are printed with."""

    package: str
    styles: tuple[str, ...]

    def convert(self, node_modules: Path, folder: Path) -> list[Path]:
        """Write the styles as TTF into ``folder``, and the licence beside.

        Raises:
            FileNotFoundError: npm did not put the package there.
        """
        from fontTools.ttLib import TTFont

        source = node_modules / "@fontsource" / self.package
        written = []
        for style in self.styles:
            font = TTFont(source / "files" / f"{self.package}-{style}.woff", recalcTimestamp=False)
            font.flavor = None
            if style.startswith("latin-ext"):
                _name_apart(font)
            written.append(folder / f"{self.package}-{style}.ttf")
            font.save(written[-1])
        copyfile(source / "LICENSE", folder / f"LICENSE-{self.package}.txt")
        return written


TYPEFACES = (
    Typeface(
        "atkinson-hyperlegible-next",
        tuple(f"{part}-{style}" for part in ("latin", "latin-ext") for style in ("400-normal", "700-normal")),
    ),
    Typeface("bricolage-grotesque", ("latin-700-normal", "latin-ext-700-normal")),
    Typeface("noto-emoji", ("emoji-400-normal",)),
)


def _name_apart(font: object) -> None:
    """Two files of one family and weight would hide each other: Polish names then lack their letters."""
    for record in font["name"].names:  # type: ignore[index]
        if record.nameID in (1, 16):
            record.string = f"{record.toUnicode()} Ext"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for typeface in TYPEFACES:
        typeface.convert(Path(sys.argv[1]), FOLDER)
