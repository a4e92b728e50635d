"""Small disks that can be filled: file systems in memory, where this machine lets us mount them."""

import contextlib
import errno
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, size_kb: int) -> Iterator[None]:
    """Over ``folder``, which may be new; skips the test where mounting is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size_kb}k,mode=700", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, timeout=60, check=False)
    except FileNotFoundError:
        pytest.skip("no `mount` on this machine: a full disk cannot be made")
    if done.returncode:
        pytest.skip(f"nothing can be mounted here, so a full disk cannot be made: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], timeout=60, check=True)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Leaves no byte free there until the end of the ``with``."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"x" * size)
    try:
        yield
    finally:
        filler.unlink()


def is_full(folder: Path) -> bool:
    probe = folder / "probe"
    try:
        probe.write_bytes(b"x")
    except OSError as error:
        return error.errno == errno.ENOSPC
    finally:
        probe.unlink(missing_ok=True)
    return False
