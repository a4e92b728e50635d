"""How well code of others can be confined on this machine."""

import logging
import shutil
import subprocess
import sys
import time
from enum import IntEnum
from functools import lru_cache

from grader.sandbox.bubblewrap import bubblewrap, interpreter, is_root, tmpfs_mb
from grader.sandbox.inside import confine, seccomp
from grader.sandbox.slots import FIRST_UID

log = logging.getLogger(__name__)

PAUSES = (0.1, 0.5)


class Level(IntEnum):
    """From the weakest to the strongest.

    Attributes:
        NONE: nothing but limits on resources. Code of others can read and change everything.
        LANDLOCK: no namespaces. Files, network and signals are refused; there is no limit on the disk and
            the memory of all processes together, and what runs can see that other processes exist.
        NAMESPACES: bubblewrap, and in it namespaces of their own for each submission.
    """

    NONE = 0
    LANDLOCK = 1
    NAMESPACES = 2

    @property
    def word(self) -> str:
        return self.name.lower()


# What a submission's own process will ask for, tried once.
_TRIAL = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
if libc.unshare(0x20000000) < 0: sys.exit("no PID namespace")
child = os.fork()
if child:
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
for number in (0x00020000 | 0x08000000 | 0x40000000 | 0x04000000,):
    if libc.unshare(number) < 0: os._exit(2)
if libc.mount(b"none", b"/", None, ctypes.c_ulong(16384 | 1 << 18), None) < 0: os._exit(3)
if libc.mount(b"tmpfs", b"/tmp", b"tmpfs", ctypes.c_ulong(6), b"size=1m") < 0: os._exit(4)
if libc.mount(b"proc", b"/proc", b"proc", ctypes.c_ulong(14), b"hidepid=2") < 0: os._exit(5)
os._exit(0)
"""


@lru_cache(maxsize=1)
def confinement() -> Level:
    """The strongest level that works here, found out once by trying."""
    if shutil.which("bwrap") is None:
        log.warning("bubblewrap is not installed")
    elif _namespaces_work():
        return Level.NAMESPACES
    if seccomp.supported() and confine.landlock_version() > 0 and _others_reach_python():
        return Level.LANDLOCK
    log.warning("neither namespaces nor Landlock work: nothing can be confined on this machine")
    return Level.NONE


def _others_reach_python() -> bool:
    """As root, submissions have ids of their own; bubblewrap opens the way to Python, Landlock cannot."""
    if not is_root():
        return True
    command = [sys.executable, "-I", "-c", ""]
    try:
        tried = subprocess.run(command, user=FIRST_UID, group=FIRST_UID, extra_groups=[], check=False)
    except OSError as error:
        log.warning("Other users cannot run %s, which Landlock as root needs: %s", sys.executable, error)
        return False
    return tried.returncode == 0


def _namespaces_work() -> bool:
    """Tried again before it is believed that they do not: a trial can be killed, or find no memory."""
    for pause_seconds in (*PAUSES, None):
        if _namespaces_worked():
            return seccomp.supported()
        if pause_seconds is not None:
            time.sleep(pause_seconds)
    return False


def _namespaces_worked() -> bool:
    command = [
        *bubblewrap(interpreter(), as_root=is_root(), forks=True, tmp_mb=tmpfs_mb(8)),
        *(sys.executable, "-I", "-c", _TRIAL),
    ]
    try:
        tried = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("bubblewrap does not start here: %s", error)
        return False
    if tried.returncode != 0:
        said = tried.stderr.decode(errors="replace").strip()
        log.warning("namespaces do not work here (%s): %s", tried.returncode, said)
        return False
    return True
