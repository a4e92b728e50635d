"""A program's process: what it lets go of when it begins, and how it is ended."""

import contextlib
import os
import signal
import socket
import time
from pathlib import Path

DESCRIPTORS_MAX = 4096
END_SECONDS = 1.0


def settle(channel: socket.socket, folder: Path) -> None:
    """In the process itself: of what was open only ``channel`` stays, and it is in its folder."""
    os.closerange(3, channel.fileno())
    os.closerange(channel.fileno() + 1, DESCRIPTORS_MAX)
    os.chdir(folder)


def end(process: int) -> None:
    """Ends it and, where the system lets us, what it started."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            kill(process, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        last = time.monotonic() + END_SECONDS
        # Where Landlock is all there is, nothing can be killed: it ends when it is spoken to no more.
        while os.waitpid(process, os.WNOHANG)[0] == 0 and time.monotonic() < last:
            time.sleep(0.002)
