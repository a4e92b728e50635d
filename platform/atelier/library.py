"""pygame.zip: what Python in the browser needs of ours, and what it takes from the installed pygame-ce.

The constants, the names of keys and events, ``sprite.py``, ``cursors.py``, ``colordict.py`` and the default
font are pygame-ce's own (LGPL 2.1): they are read from the installed package whenever the campus is built,
and never kept here. The French explanations of errors are the grader's, under another name: a file of hers
may be called grader.py.
"""

import re
import zipfile
from pathlib import Path

from atelier.fontboxes import boxes
from atelier.installed import Installed, installed

ATELIER = Path(__file__).parent
GRADER = Path(__file__).parents[2] / "grader"
EXPLAINING = "campus_words"
# The day that ZIP files count from: the same sources give the same bytes.
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_TAKEN = ("sprite.py", "cursors.py", "colordict.py", "freesansbold.ttf")
_NOTICE = """\
The files {taken}
in this folder are part of pygame-ce {version} (https://pyga.me), unchanged; constants.py and _names.py hold
its numbers and names. pygame-ce is Copyright (C) 2000-2024 Pete Shinners and others, under the GNU Lesser
General Public License, version 2.1, in the file LGPL.txt; its sources are at
https://github.com/pygame-community/pygame-ce. The font, FreeSans Bold of the GNU FreeFont family, is under
the GNU General Public License with the font exception. All other files of this folder are Objectif Campus's
own, under the BSD 3-Clause License.
"""


def write(target: Path) -> None:
    """Writes pygame.zip: the packages ``pygame`` and ``campus_words``, the module ``campus_explain``.

    The same sources and the same pygame-ce give the same bytes. Nothing is compressed: whoever serves it
    compresses it as a whole, and better.

    Raises:
        subprocess.CalledProcessError: pygame-ce is not installed.
    """
    files = contents()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _ALWAYS), files[name])


def contents() -> dict[str, bytes]:
    """Every file of pygame.zip, by its path in it."""
    pygame = installed()
    files = {
        f"pygame/{path.relative_to(ATELIER / 'facade').as_posix()}": path.read_bytes()
        for path in (ATELIER / "facade").rglob("*.py")
    }
    files |= {f"pygame/{name}": text.encode() for name, text in generated(pygame).items()}
    files |= {f"pygame/{name}": (pygame.folder / name).read_bytes() for name in _TAKEN}
    files["pygame/freesansbold.boxes"] = boxes()
    files["pygame/LGPL.txt"] = (pygame.folder / "docs" / "generated" / "LGPL.txt").read_bytes()
    notice = _NOTICE.format(taken=", ".join(_TAKEN), version=pygame.version)
    return files | {"pygame/NOTICE.txt": notice.encode()} | _explaining()


def generated(pygame: Installed) -> dict[str, str]:
    """The modules that are written out of what the installed pygame-ce knows, by their file's name."""
    values = "".join(f"{name} = {value!r}\n" for name, value in pygame.constants.items())
    told = {
        "VERSION": pygame.version,
        "SDL_VERSION": pygame.sdl_version,
        "KEYS": pygame.keys,
        "EVENTS": pygame.events,
    }
    names = "".join(f"{name} = {value!r}\n" for name, value in told.items())
    return {
        "constants.py": f'"""pygame-ce\'s constants."""\n\n__all__ = {list(pygame.constants)!r}\n\n{values}',
        "_names.py": f'"""What pygame-ce calls its keys and events."""\n\n{names}',
    }


def _explaining() -> dict[str, bytes]:
    files = {f"{EXPLAINING}/__init__.py": b'"""French words for errors, from the grader."""\n'}
    for path in [GRADER / "words.py", *(GRADER / "sayings").glob("*.py")]:
        files[f"{EXPLAINING}/{path.relative_to(GRADER).as_posix()}"] = _renamed(path)
    for path in ATELIER.glob("explain*.py"):
        files[f"campus_{path.name}"] = _renamed(path)
    return files


def _renamed(path: Path) -> bytes:
    """The file's source with our packages under their names in the browser."""
    source = re.sub(
        r"^(\s*(?:from|import) )grader\b", rf"\1{EXPLAINING}", path.read_text("utf-8"), flags=re.M
    )
    return re.sub(r"^(\s*from )atelier\.explain", r"\1campus_explain", source, flags=re.M).encode()
