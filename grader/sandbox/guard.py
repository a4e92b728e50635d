"""Ends a kernel that fills the one folder it shares with us, where no quota holds it."""

import errno
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Self

log = logging.getLogger(__name__)

PERIOD_SECONDS = 0.25


class Guard:
    """Watches the size of a folder until stopped; calls ``end`` once where it passes ``bytes_max``."""

    def __init__(self, folder: Path, bytes_max: int, end: Callable[[], None]) -> None:
        self.folder = folder
        self.bytes_max = bytes_max
        self.end = end
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="sandbox-guard", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.wait(PERIOD_SECONDS):
            if _weight(self.folder) > self.bytes_max:
                log.warning("A kernel filled %s over %s bytes and is ended", self.folder, self.bytes_max)
                self.end()
                return


def _weight(folder: Path) -> int:
    """Bytes under a folder that changes meanwhile, links not followed; every name counts as 4 KB."""
    total = 0
    waiting = [folder]
    while waiting:
        try:
            for path in waiting.pop().iterdir():
                total += 4096 + path.lstat().st_blocks * 512
                if path.is_dir() and not path.is_symlink():
                    waiting.append(path)
        except OSError as error:
            # Folders in folders until a path is too long to be looked at: nobody needs that.
            if error.errno == errno.ENAMETOOLONG:
                return sys.maxsize
    return total
