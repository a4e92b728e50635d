"""Earlier versions of what she makes, one a minute, so that nothing is ever only the newest."""

import gzip
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from campus.learner.desk import Place

FOLDER = ".history"  # hidden: no page shows it, no hand-in takes it
ALL_BYTES = 5_000_000
FILE_BYTES = 1_000_000
EVERY_MINUTE = timedelta(hours=2)
EVERY_TEN = timedelta(days=1)
MINUTE = timedelta(minutes=1)
_STAMP = "%Y%m%dT%H%M"
UNREADABLE = (OSError, EOFError, zlib.error, ValueError)


@dataclass(frozen=True)
class Version:
    """A file as it was at the end of a minute (UTC)."""

    at: datetime
    path: Path

    @property
    def bytes(self) -> int:
        return self.path.stat().st_size


class History:
    """Versions of the text files of her exercises, each packed in a file of its own.

    All minutes of the last two hours are kept, then one in ten minutes for a day, then one an hour, in 5 MB
    for all her files together; the oldest go first.

    Args:
        home: her folder; versions are in ``.history`` there.
    """

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def keep(self, where: Place, name: str, text: bytes, now: datetime) -> None:
        """Keeps what was just saved; the version of the same minute gives way to it.

        Raises:
            OSError: there is no room, say.
        """
        versions = self.versions(where, name)
        if len(text) > FILE_BYTES or (versions and self._holds(versions[-1], text)):
            return
        self._write(where, name, text, now)
        self._thin(where, name, now)

    def keep_before(self, where: Place, name: str, text: bytes, changed: datetime, now: datetime) -> None:
        """Keeps what a save is about to replace, where no version holds it.

        That is what she began with, or what was changed elsewhere than in the Atelier.

        Args:
            changed: when that was written, as the disk says.

        Raises:
            OSError: there is no room, say.
        """
        versions = self.versions(where, name)
        if len(text) > FILE_BYTES or (versions and self._holds(versions[-1], text)):
            return
        # Its minute, but never the one that the new version takes.
        self._write(where, name, text, min(changed, now - MINUTE))

    def versions(self, where: Place, name: str) -> Sequence[Version]:
        """Oldest first."""
        folder = self._of(where, name)
        return sorted(_versions(folder), key=lambda version: version.at) if folder.is_dir() else []

    def text(self, where: Place, name: str, at: datetime) -> str | None:
        """What the file held then; None where there is no such version."""
        path = self._of(where, name) / f"{at.astimezone(UTC).strftime(_STAMP)}.gz"
        try:
            return gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        except UNREADABLE:
            return None

    def _of(self, where: Place, name: str) -> Path:
        return self._folder / where.course / where.exercise / quote(name, safe="")

    def _holds(self, version: Version, text: bytes) -> bool:
        try:
            return gzip.decompress(version.path.read_bytes()) == text
        except UNREADABLE:
            return False

    def _write(self, where: Place, name: str, text: bytes, at: datetime) -> None:
        path = self._of(where, name) / f"{at.astimezone(UTC).strftime(_STAMP)}.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".new")
        try:
            partial.write_bytes(gzip.compress(text, mtime=0))
            partial.replace(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise

    def _thin(self, where: Place, name: str, now: datetime) -> None:
        for version in superfluous(self.versions(where, name), now):
            version.path.unlink(missing_ok=True)
        everything = sorted(
            (version for folder in self._folder.glob("*/*/*") for version in _versions(folder)),
            key=lambda version: version.at,
        )
        too_much = sum(version.bytes for version in everything) - ALL_BYTES
        for version in everything[:-1]:
            if too_much <= 0:
                break
            too_much -= version.bytes
            version.path.unlink(missing_ok=True)


def superfluous(versions: Sequence[Version], now: datetime) -> Sequence[Version]:
    """Those that may go: of each ten minutes, or hour, the last stays.

    Args:
        versions: of one file, oldest first.
    """
    last: dict[int, Version] = {}
    for version in versions:
        last[_stretch(version.at, now)] = version
    staying = {version.at for version in last.values()}
    return [version for version in versions if version.at not in staying]


def _stretch(at: datetime, now: datetime) -> int:
    """A number for the minute, ten minutes or hour of which one version is kept."""
    minute = int(at.timestamp()) // 60
    if now - at <= EVERY_MINUTE:
        return minute
    # Apart from each other: no minute has the number of an hour.
    return -(minute // 10) * 2 if now - at <= EVERY_TEN else -(minute // 60) * 2 - 1


def _versions(folder: Path) -> Iterator[Version]:
    for path in folder.glob("*.gz"):
        try:
            at = datetime.strptime(path.stem, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue  # not ours
        yield Version(at, path)
