"""What running exercises found out, kept for this account: the same files give the same findings."""

import sys
import tempfile
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

import grader
from grader.manifest import is_source
from grader.prepared import Prepared, parsed, written

KEPT = 500


class Shelf:
    """A folder of findings by what they were found of, ours included: code, Python, packages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, proof: str) -> Prepared | None:
        """The findings of an exercise, where they are known.

        Args:
            proof: ``memory.proof`` of the exercise.
        """
        try:
            return parsed(self._place(proof).read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, proof: str, found: Prepared) -> None:
        """Keeps findings; where there is no room for them, nothing is kept."""
        place = self._place(proof)
        try:
            # They quote hidden tests: for this account only.
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=place.parent, delete=False, encoding="utf-8") as fresh:
                fresh.write(written(found))
            Path(fresh.name).replace(place)
            for old in sorted(self._folder.glob("*.json"), key=_age)[:-KEPT]:
                old.unlink()
        except OSError:
            return

    def _place(self, proof: str) -> Path:
        return self._folder / f"{sha256((proof + _ours()).encode()).hexdigest()}.json"


def _age(path: Path) -> float:
    return path.stat().st_mtime


@cache
def _ours() -> str:
    digest = sha256(sys.version.encode())
    for found in sorted(f"{one.name} {one.version}" for one in distributions()):
        digest.update(found.encode())
    package = Path(grader.__file__).parent
    for path in sorted(one for one in package.rglob("*") if one.is_file() and is_source(one)):
        digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
