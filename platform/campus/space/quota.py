"""A watch on what a learner's files take: past her share, nothing more can be written until some are gone."""

import logging
import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil

log = logging.getLogger(__name__)

ENTRIES_MAX = 300_000
FULL_BYTES = 0
HELPER_SECONDS = 10


def used_mb(home: Path) -> int:
    """What all files below a folder take on the disk; links are not followed, other file systems not entered.

    So many files that counting them would hold others up count as more than any share.
    """
    device = home.stat().st_dev
    total = 0
    for number, status in enumerate(_entries(home, device)):
        if number >= ENTRIES_MAX:
            return 1 << 40
        total += status.st_blocks * 512
    return total >> 20


def _entries(folder: Path, device: int) -> Iterator[os.stat_result]:
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as found:
                entries = list(found)
        except OSError:
            continue
        for entry in entries:
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            if status.st_dev != device:
                continue
            yield status
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)


def enforce(first: int, *, full: bool, file_bytes: int) -> None:
    """Lets all processes of a space write files, or none.

    Args:
        first: its first process.
        file_bytes: size of the largest file otherwise.
    """
    wanted = FULL_BYTES if full else file_bytes
    try:
        space = psutil.Process(first)
        everyone = [space, *space.children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for process in everyone:
        try:
            soft, hard = _file_limit(process.pid)
            # The hard limit stays: not every root may raise one again. Her filter guards the soft one.
            if soft != wanted and (hard == resource.RLIM_INFINITY or wanted <= hard):
                _limit_files(process, wanted, hard)
        except (OSError, ValueError, psutil.Error, subprocess.SubprocessError) as error:
            log.warning("%s: no limit set: %s", process, error)


def _file_limit(pid: int) -> tuple[int, int]:
    """Soft and hard; the file is for everybody to read, the system call is not."""
    for line in Path(f"/proc/{pid}/limits").read_text().splitlines():
        if line.startswith("Max file size"):
            soft, hard = (
                resource.RLIM_INFINITY if word == "unlimited" else int(word) for word in line.split()[3:5]
            )
            return soft, hard
    raise ValueError("no line about files in /proc/PID/limits")


def _limit_files(process: psutil.Process, soft: int, hard: int) -> None:
    try:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (soft, hard))
    except PermissionError:
        # Root without CAP_SYS_RESOURCE, as in most containers: only who she is may do it.
        subprocess.run(
            [shutil.which("prlimit") or "prlimit", "--pid", str(process.pid), f"--fsize={soft}:{hard}"],
            user=process.uids().real,
            group=process.gids().real,
            extra_groups=[],
            env={},
            capture_output=True,
            timeout=HELPER_SECONDS,
            check=True,
        )
