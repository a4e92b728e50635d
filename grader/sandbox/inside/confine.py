"""The last thing before a learner's code: gives up everything that it does not need, for good."""

import contextlib
import ctypes
import os
import resource
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import seccomp

WORK = "/exercise"
LIBC = ctypes.CDLL(None, use_errno=True)
NEW_NS, NEW_IPC, NEW_NET, NEW_UTS = 0x00020000, 0x08000000, 0x40000000, 0x04000000
NEW_PID = 0x20000000
NOSUID, NODEV, NOEXEC, BIND, REC, PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
_INODES = 4096
# Linux's tables of file rights, by version of Landlock; later ones are left unhandled.
_RIGHTS_BITS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_MAKE_CHAR, _MAKE_BLOCK, _IOCTL = 1 << 6, 1 << 11, 1 << 15
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | 1 << 14 | _IOCTL
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")


def enter(job: Mapping[str, Any], instructions: bytes) -> None:
    """Confines this process as ``job`` says; a failure is an error and never a weaker confinement.

    Args:
        job: ``level``, ``uid`` (None to stay who we are), ``limits`` (by name in ``resource``), ``disk_mb``,
            ``folder``, ``read_only`` and ``kept`` (paths; what is kept lies below ``/tmp``).
        instructions: the system call filter, made beforehand.

    Raises:
        OSError: something was refused; nothing may be run then.
    """
    os.umask(0o022)
    with contextlib.suppress(OSError):  # where memory is short, this process goes before the warm one
        Path("/proc/self/oom_score_adj").write_text("1000")
    if job["level"] == "namespaces":
        _own_world(job["disk_mb"], job["kept"])
    _limit(job["limits"])
    Path(job["folder"]).mkdir(mode=0o700, parents=True, exist_ok=True)
    if job["level"] == "namespaces":
        Path(job["folder"]).chmod(0o777)  # a private file system
    elif job["uid"] is not None:
        os.chown(job["folder"], job["uid"], job["uid"])
    become(job["uid"])
    if job["level"] == "none":
        os.setsid()
        return
    if job["level"] == "landlock":
        os.setsid()
        _landlock(job["read_only"], [job["folder"], *_DEVICES])
    check(LIBC.prctl(4, 0, 0, 0, 0), "not dumpable")
    seccomp.install(LIBC, instructions)


def new_pid_namespace() -> None:
    """The next child is the first process of its own PID namespace."""
    check(LIBC.unshare(NEW_PID), "unshare pid")


def back_to(namespace: int) -> None:
    """The next children are in this PID namespace (an open file descriptor) again."""
    check(LIBC.setns(namespace, NEW_PID), "setns pid")


def landlock_version() -> int:
    """Landlock's version here; 0 where there is none."""
    return max(0, int(LIBC.syscall(444, None, ctypes.c_size_t(0), 1)))


def _own_world(disk_mb: int, kept: list[str]) -> None:
    """Namespaces of its own, and one small file system for all that it may write."""
    check(LIBC.unshare(NEW_NS | NEW_IPC | NEW_NET | NEW_UTS), "unshare")
    mount("none", "/", "", REC | PRIVATE)
    empty_tmp(f"size={disk_mb}m,nr_inodes={_INODES},mode=1777", kept)
    for name, place in (("exercise", WORK), ("shm", "/dev/shm")):  # noqa: S108
        inside = Path("/tmp", name)  # noqa: S108
        inside.mkdir()
        inside.chmod(0o1777)
        mount(str(inside), place, "", BIND)
    mount("proc", "/proc", "proc", NOSUID | NODEV | NOEXEC, "hidepid=2")


def empty_tmp(options: str, kept: Sequence[str]) -> None:
    """A new ``/tmp`` in memory, where the paths that are ``kept`` stay: Python itself may live below it."""
    opened = {path: os.open(path, os.O_PATH | os.O_CLOEXEC) for path in kept}
    mount("tmpfs", "/tmp", "tmpfs", NOSUID | NODEV, options)  # noqa: S108
    for path, number in opened.items():
        # A bind mount of it stays as read-only as it was.
        Path(path).mkdir(parents=True, exist_ok=True)
        mount(f"/proc/self/fd/{number}", path, "", BIND | REC)
        os.close(number)


def _limit(limits: Mapping[str, int]) -> None:
    for name, value in limits.items():
        resource.setrlimit(getattr(resource, name), (value, value))


def become(uid: int | None) -> None:
    """Another user where ``uid`` is one, with no capability and no way to any."""
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    # Nothing is left, neither now nor for what it starts.
    header = struct.pack("Ii", 0x20080522, 0)
    check(LIBC.capset(header, bytes(24)), "capset")


def _landlock(read_only: list[str], writable: list[str]) -> None:
    """Only these paths; no TCP; no signal or abstract socket to outside, where Landlock knows of them."""
    version = landlock_version()
    if version == 0:
        raise OSError("no Landlock here")
    rights = (1 << _RIGHTS_BITS.get(version, 16)) - 1
    words = [rights, *([3] if version >= 4 else []), *([3] if version >= 6 else [])]
    attributes = struct.pack(f"{len(words)}Q", *words)
    rules = check(LIBC.syscall(444, attributes, ctypes.c_size_t(len(attributes)), 0), "landlock")
    reading = _EXECUTE | _READ_FILE | _READ_DIR
    writing = rights & ~(_MAKE_CHAR | _MAKE_BLOCK | _IOCTL)
    for paths, allowed in ((read_only, reading), (writable, writing)):
        for path in paths:
            if Path(path).exists():
                _allow(rules, path, allowed & rights)
    check(LIBC.prctl(38, 1, 0, 0, 0), "no new privileges")
    check(LIBC.syscall(446, rules, 0), "landlock_restrict_self")
    os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        allowed = rights if Path(path).is_dir() else rights & _FILE_RIGHTS
        check(LIBC.syscall(445, rules, 1, struct.pack("=Qi", allowed, opened), 0), f"landlock {path}")
    finally:
        os.close(opened)


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """mount(2); raises OSError with the target's name."""
    told = (source.encode(), target.encode(), kind.encode() or None)
    done = LIBC.mount(*told, ctypes.c_ulong(flags), options.encode() or None)
    check(done, f"mount {target}")


def check(result: int, what: str) -> int:
    """What the C library gave; OSError where it says that something went wrong."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result
