"""What one submission may use, as the kernel's own limits."""

import os
from pathlib import Path
from resource import RLIM_INFINITY
from typing import Protocol

CLAIMED_MB = 1024
"""Chromium claims more in each process than it uses, and reserves terabytes of addresses."""
# It makes an eighth of the limit room for code, and stops where that is no whole number of its blocks.
_BLOCKS_BYTES = 32 << 20


class Bounds(Protocol):
    """How far an exercise may go: ``grader.manifest.Limits`` is one."""

    @property
    def wall_seconds(self) -> int: ...
    @property
    def cell_seconds(self) -> int: ...
    @property
    def cpu_seconds(self) -> int: ...
    @property
    def memory_mb(self) -> int: ...
    @property
    def output_kb(self) -> int: ...
    @property
    def processes(self) -> int: ...
    @property
    def file_mb(self) -> int: ...
    @property
    def browser(self) -> bool: ...


def resource_limits(
    limits: Bounds, data_bytes: int, *, own_uid: bool, browser: bool = False
) -> dict[str, int]:
    """By name in ``resource``, for each process of a submission.

    Args:
        data_bytes: what a process has before any of her code runs.
        own_uid: whether nobody else on this machine has its user id.
        browser: whether Chromium may run in it.
    """
    data_bytes += limits.memory_mb << 20
    space_bytes = data_bytes + (4096 << 20)
    if browser:
        data_bytes = (data_bytes + (CLAIMED_MB << 20)) // _BLOCKS_BYTES * _BLOCKS_BYTES
        space_bytes = RLIM_INFINITY
    return {
        "RLIMIT_CORE": 0,
        "RLIMIT_CPU": limits.cpu_seconds,
        # DATA is what a program really claims; AS also counts libraries and reserved address space.
        "RLIMIT_DATA": data_bytes,
        "RLIMIT_AS": space_bytes,
        "RLIMIT_FSIZE": limits.file_mb << 20,
        "RLIMIT_NOFILE": 512,
        "RLIMIT_NPROC": limits.processes + (0 if own_uid else _running_now()),
        "RLIMIT_MSGQUEUE": 0,
    }


def memory_mb(limits: Bounds) -> int:
    """Memory of all processes of a submission together, what it writes included."""
    return limits.memory_mb + limits.file_mb + 64


def _running_now() -> int:
    """Threads of our user: the kernel counts them against the limit of the new process too."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if status.stat().st_uid == os.geteuid():
                total += len(list((status.parent / "task").iterdir()))
        except OSError:
            continue
    return total
