"""Learners' spaces on this machine, and what they hang on, looked at from outside."""

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

from campus.space.job import SPACE


def spaces(homes_dir: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Whose each is, and its first process."""
    homes = {(home.stat().st_dev, home.stat().st_ino): home.name for home in homes_dir.iterdir()}
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.name() == SPACE and process.status() != psutil.STATUS_ZOMBIE:
                # She sees her home at another place: it is the same folder nevertheless.
                work = os.stat(f"/proc/{process.pid}/cwd")  # noqa: PTH116 - pathlib would resolve the link
                if (work.st_dev, work.st_ino) in homes:
                    yield homes[work.st_dev, work.st_ino], process


def spaces_of(homes_dir: Path, name: str) -> list[psutil.Process]:
    return [first for owner, first in spaces(homes_dir) if owner == name]


def warm_answers(path: Path, seconds: float = 60.0) -> bool:
    """Whether a warm process listens there; where one does, once it has imported all that it imports."""
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as asking:
        asking.settimeout(seconds)
        asking.connect(str(path))
        asking.shutdown(socket.SHUT_WR)  # only looking
        return asking.recv(4096) == b""
    return False


def gateway_answers(folder: Path) -> bool:
    """Whether the gateway of that folder has heard that it is looked for."""
    with suppress(OSError), socket.socket(socket.AF_UNIX) as asking:
        asking.connect(str(folder.with_suffix(".sock")))
        asking.sendall(b"\n")
        while asking.recv(16):
            continue
        return True
    return False


def is_warm(first: psutil.Process) -> bool:
    """Whether it was forked; bubblewrap stays above those that started from nothing."""
    return not any(one.name() == "bwrap" for one in first.parents())
