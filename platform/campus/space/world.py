"""Turns a fork of the warm process into the first process of a space, out of reach of everything else."""

import ctypes
import fcntl
import os
import resource
import socket
import stat
import struct
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from campus.space.job import FOLDERS, HIDDEN, Job
from grader.sandbox.inside import confine, seccomp
from grader.sandbox.inside.confine import BIND, NODEV, NOEXEC, NOSUID, PRIVATE, REC

_REMOUNT, _RDONLY, _DETACH = 32, 1, 2
_SET_FLAGS, _UP = 0x8914, 1
_SET_DUMPABLE = 4
_ATTACH_FILTER, _LOCK_FILTER = 26, 44
# Drops a segment with both SYN and ACK, whose flags are the TCP header's byte 13; keeps any other.
_NO_ANSWER_TO_US = (
    (0x30, 0, 0, 13),
    (0x54, 0, 0, 0x12),
    (0x15, 0, 1, 0x12),
    (6, 0, 0, 0),
    (6, 0, 0, 0xFFFFFFFF),
)


def only_answers(listener: socket.socket) -> bool:
    """Leaves a listening socket, and all that it accepts, no way to become a client.

    It belongs to the machine's network, not to hers: whoever has it may disconnect it and then connect it to
    any port of 127.0.0.1. The answer to that never comes, and the filter that drops it can never be removed.

    Returns:
        False where this kernel lets only root do that: she must not get it then.
    """
    if listener.getsockopt(socket.SOL_SOCKET, _LOCK_FILTER):
        return True
    code = b"".join(struct.pack("HBBI", *step) for step in _NO_ANSWER_TO_US)
    buffer = ctypes.create_string_buffer(code)
    told = struct.pack("@HP", len(_NO_ANSWER_TO_US), ctypes.addressof(buffer))
    try:
        listener.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, told)
    except PermissionError:
        return False
    listener.setsockopt(socket.SOL_SOCKET, _LOCK_FILTER, 1)
    # Who connected before was let in without the filter, and has to come again.
    listener.setblocking(False)
    with suppress(OSError):
        while True:
            listener.accept()[0].close()
    listener.setblocking(True)
    return True


def enter(job: Job, instructions: bytes, kept: Sequence[str]) -> None:
    """Confines this process, which must be the first of a new PID namespace.

    Args:
        instructions: the system call filter, made beforehand.
        kept: what is below ``/tmp`` and stays.

    Raises:
        OSError: something was refused; nothing of hers may run then.
    """
    _check_first()
    flags = confine.NEW_NS | confine.NEW_IPC | confine.NEW_NET | confine.NEW_UTS
    confine.check(confine.LIBC.unshare(flags), "unshare")
    _start_loopback()
    confine.mount("none", "/", "", REC | PRIVATE)
    _mount_places(job, kept)
    limit(job)
    os.umask(0o077)
    confine.become(job.uid)
    # Where all learners have the campus's own user id, nothing but this keeps her programs out of the memory
    # of her server, and the socket that it listens on out of their hands.
    confine.check(confine.LIBC.prctl(_SET_DUMPABLE, 0, 0, 0, 0), "not dumpable")
    os.chdir(job.home)
    seccomp.install(confine.LIBC, instructions)


def limit(job: Job) -> None:
    for name, value in job.limits.items():
        number = getattr(resource, name)
        hard = resource.getrlimit(number)[1]
        least = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(number, (least, least))


def _check_first() -> None:
    if os.getpid() != 1:
        raise OSError("not the first process of a PID namespace")


def _start_loopback() -> None:
    """127.0.0.1 for her own programs; nothing else is in her network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", _UP))


def _mount_places(job: Job, kept: Sequence[str]) -> None:
    size = f"size={job.tmp_mb}m,mode=1777"
    os.umask(0o022)  # folders on the way are for her too
    confine.empty_tmp(size, kept)
    confine.mount("tmpfs", "/dev/shm", "tmpfs", NOSUID | NODEV, size)  # noqa: S108 - hers alone
    confine.mount("tmpfs", "/home", "tmpfs", NOSUID | NODEV, "size=1m,mode=755")
    # Terminals of all would be in the one that the warm process has.
    confine.mount("devpts", "/dev/pts", "devpts", NOSUID | NOEXEC, "newinstance,ptmxmode=0666,mode=620")
    for place in job.places:
        _show(HIDDEN / place.source, Path(place.target), writable=place.writable)
    # What others have is gone from here for good: nothing below keeps a way to it.
    for name in FOLDERS:
        folder = str(HIDDEN / name)
        confine.check(confine.LIBC.umount2(folder.encode(), _DETACH), f"umount {folder}")
    confine.mount("proc", "/proc", "proc", NOSUID | NODEV | NOEXEC, "hidepid=2")
    if left := [place for place in _mounted() if place.is_relative_to(HIDDEN)]:
        raise OSError(f"still there: {left}")


def _mounted() -> list[Path]:
    return [Path(line.split()[4]) for line in Path("/proc/self/mountinfo").read_text().splitlines()]


def _show(source: Path, target: Path, *, writable: bool) -> None:
    """Mounts it where she sees it, through no link: part of the way may be in her home, and is hers."""
    at = _reach(target, folder=source.is_dir())
    try:
        confine.mount(str(source), f"/proc/self/fd/{at}", "", BIND | REC)
    finally:
        os.close(at)
    if not writable:
        # By its name: nothing of hers runs yet. A NOEXEC that it has cannot be taken away.
        noexec = NOEXEC if os.statvfs(target).f_flag & os.ST_NOEXEC else 0
        confine.mount("none", str(target), "", BIND | _REMOUNT | _RDONLY | NOSUID | NODEV | noexec)


def _reach(target: Path, *, folder: bool) -> int:
    """A file descriptor of the place itself, made where it is missing; a link on the way is an error."""
    at = os.open("/", os.O_PATH | os.O_CLOEXEC)
    *way, last = target.parts[1:]
    for name, as_folder in (*((name, True) for name in way), (last, folder)):
        below = _step(at, name, folder=as_folder)
        os.close(at)
        at = below
    return at


def _step(at: int, name: str, *, folder: bool) -> int:
    flags = os.O_PATH | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        found = os.open(name, flags, dir_fd=at)
    except FileNotFoundError:
        if folder:
            os.mkdir(name, 0o755, dir_fd=at)
        else:
            os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644, dir_fd=at))
        found = os.open(name, flags, dir_fd=at)
    mode = os.fstat(found).st_mode
    if not (stat.S_ISDIR(mode) if folder else stat.S_ISREG(mode)):
        os.close(found)
        raise OSError(f"{name} is no {'folder' if folder else 'file'}")
    return found
