"""Places for submissions on this machine: each has its own user ids, and no two workers have the same."""

import fcntl
import os
import tempfile
from pathlib import Path

from grader.errors import GraderError

FIRST_UID = 61_000  # below 62 000, where those of learners begin
SLOTS = 500


class Slot:
    """One place, held until ``release`` or until this process ends, however it ends.

    Attributes:
        number: from 0; no other process on this machine has the same one now.
    """

    def __init__(self) -> None:
        folder = _folder()
        for number in range(SLOTS):
            held = os.open(folder / str(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(held)
                continue
            self.number, self._held = number, held
            return
        raise GraderError(
            "no-slot", "La correction n'a pas pu démarrer.", f"{SLOTS} graders run on this machine already"
        )

    def uid(self, place: int) -> int | None:
        """User id of the slot's first (0) or second (1) process; None where we cannot give one."""
        return FIRST_UID + 2 * self.number + place if os.geteuid() == 0 else None

    def release(self) -> None:
        os.close(self._held)


def _folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"campus-slots-{os.geteuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise GraderError(
            "no-slot", "La correction n'a pas pu démarrer.", f"{folder} belongs to somebody else; remove it"
        )
    return folder
