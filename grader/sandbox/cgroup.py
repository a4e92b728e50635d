"""Limits on all processes of a submission, or of a learner, where this machine lets us set them."""

import contextlib
import errno
import logging
import os
import signal
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

log = logging.getLogger(__name__)

ROOT = Path("/sys/fs/cgroup")
NAME = "campus-grading"
KINDS = ("memory", "pids")
CLEAR_SECONDS = 5.0
# Joins the groups, then becomes the program: what it starts is in them from the first moment. Moving a
# process later costs ten milliseconds, and would be paid for each submission.
_JOIN = 'for group in $GROUPS_TO_JOIN; do echo $$ > "$group/cgroup.procs" || exit 125; done; exec "$@"'


class Group:
    """The control groups of some processes; does nothing where cgroups cannot be written.

    Args:
        name: of this group.
        parent: name of the folder that it is in.
        kinds: which limits; with "cpu", each group gets as much of the processor as any other beside it.
    """

    def __init__(self, name: str, parent: str = NAME, kinds: tuple[str, ...] = KINDS) -> None:
        self._folders = {kind: folder / name for kind, folder in _parents(parent, kinds).items()}
        self._base_bytes = 0
        for kind in list(self._folders):
            try:
                self._folders[kind].mkdir(exist_ok=True)
            except OSError as error:
                log.warning("No control group %s: %s", self._folders[kind], error)
                del self._folders[kind]
        self.limit(None, None)

    def joining(self, command: list[str]) -> list[str]:
        """``command``, started inside the groups."""
        if not self._folders:
            return command
        groups = " ".join(sorted({str(folder) for folder in self._folders.values()}))
        return ["/bin/sh", "-c", _JOIN.replace("$GROUPS_TO_JOIN", groups), "sh", *command]

    def add(self, number: int) -> None:
        """Moves a process in; what it starts from then on is in it too."""
        for folder in dict.fromkeys(self._folders.values()):
            _write(folder / "cgroup.procs", str(number))

    def settle(self) -> None:
        """What is in use now is the warm process's own: limits come on top of it."""
        folder = self._folders.get("memory")
        if folder is not None:
            name = "memory.current" if _unified() else "memory.usage_in_bytes"
            with contextlib.suppress(OSError, ValueError):
                self._base_bytes = int((folder / name).read_text())

    def limit(self, memory_mb: int | None, processes: int | None) -> None:
        """Of all together, from now on; None for no limit."""
        memory, pids = self._folders.get("memory"), self._folders.get("pids")
        if memory is not None:
            name, none = ("memory.max", "max") if _unified() else ("memory.limit_in_bytes", "-1")
            _write(memory / name, none if memory_mb is None else str(self._base_bytes + (memory_mb << 20)))
        if pids is not None:
            _write(pids / "pids.max", "max" if processes is None else str(processes))

    def kills(self) -> int:
        """How many processes the kernel killed here for want of memory."""
        folder = self._folders.get("memory")
        if folder is None:
            return 0
        told = folder / ("memory.events" if _unified() else "memory.oom_control")
        with contextlib.suppress(OSError, ValueError):
            for line in told.read_text().splitlines():
                if line.startswith("oom_kill "):
                    return int(line.split()[1])
        return 0

    def clear(self, *kept: int) -> None:
        """Kills what is in it but ``kept``, and returns when nothing else is."""
        end = time.monotonic() + CLEAR_SECONDS
        for folder in dict.fromkeys(self._folders.values()):
            while (left := set(_members(folder)) - set(kept)) and time.monotonic() < end:
                for number in left:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(number, signal.SIGKILL)
                time.sleep(0.001)

    def remove(self) -> None:
        self.clear()
        for folder in dict.fromkeys(self._folders.values()):
            with contextlib.suppress(OSError):
                folder.rmdir()


def remove_leftovers() -> None:
    """Removes the groups of graders that were killed, whose id begins their names.

    An empty one may be a moment old, and somebody about to join it.
    """
    for parent in set(_parents(NAME, KINDS).values()):
        for folder in parent.glob("*-*"):
            number = folder.name.split("-")[0]
            if not Path(f"/proc/{number}").exists():
                with contextlib.suppress(OSError):
                    folder.rmdir()


def _members(folder: Path) -> Iterator[int]:
    with contextlib.suppress(OSError):
        yield from map(int, (folder / "cgroup.procs").read_text().split())


def _unified() -> bool:
    return (ROOT / "cgroup.controllers").exists()


@lru_cache(maxsize=8)
def _parents(name: str, kinds: tuple[str, ...]) -> dict[str, Path]:
    """Folder for groups by kind of limit; empty where there is none to be had."""
    found: dict[str, Path] = {}
    for kind in kinds:
        folder = ROOT / name if _unified() else ROOT / kind / name
        try:
            folder.mkdir(exist_ok=True)
            if _unified():
                (folder / "cgroup.subtree_control").write_text(f"+{kind}")
            if not os.access(folder, os.W_OK):
                continue
        except OSError:
            continue
        found[kind] = folder
    return found


def available() -> tuple[str, ...]:
    """Which limits can be set: "memory", "pids"."""
    return tuple(_parents(NAME, KINDS))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text)
    except OSError as error:
        # EBUSY: more is in use than the new limit, which a submission that just ended gives back soon.
        if error.errno != errno.EBUSY:
            log.warning("%s cannot be set: %s", path, error)
