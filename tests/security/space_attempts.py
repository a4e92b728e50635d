"""What a learner tries in her space with files and mounts; sent there as text, so any Python runs it.

A public function is an attempt, and its docstring the attempt's name: it gives what it got, nothing if all is
well. ``given`` says what there is outside (``Outside.given`` in space_outside.py).
"""

import ctypes
import os
import signal
import stat
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

Given = Mapping[str, Any]
Found = list[str]

LIBC = ctypes.CDLL(None, use_errno=True)
_NAMESPACES = {"mnt": 0x20000, "user": 0x10000000, "pid": 0x20000000, "net": 0x40000000, "ipc": 0x8000000}
_BY_NAME = {**_NAMESPACES, "time": 0x80, "uts": 0x4000000, "cgroup": 0x2000000}
_ARM = os.uname().machine == "aarch64"


def worked(tries: Mapping[str, Callable[[], object]]) -> Found:
    """Names of those that raised nothing and are no -1, as system calls give it."""
    found = []
    for name, act in tries.items():
        with suppress(OSError, ValueError, subprocess.SubprocessError):
            if act() != -1:
                found.append(name)
    return found


def call(x86: int, arm: int, *arguments: object) -> int:
    """A system call by its numbers."""
    return int(LIBC.syscall(arm if _ARM else x86, *arguments))


def refused(x86: int, arm: int, *arguments: object) -> bool:
    """Whether the filter refuses a call; without it, arguments that make no sense are another error."""
    ctypes.set_errno(0)
    return call(x86, arm, *arguments) == -1 and ctypes.get_errno() in (1, 38)


def opened(path: str | Path, flags: int = os.O_RDONLY) -> None:
    os.close(os.open(path, flags))


def ran(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=30)


def holds(told: bytes, halves: list[str]) -> bool:
    """Whether both halves of a secret are there, one after the other; nothing here makes them one."""
    first, second = (half.encode() for half in halves)
    at = told.find(first)
    while at >= 0:
        if told[at + len(first) : at + len(first) + len(second)] == second:
            return True
        at = told.find(first, at + 1)
    return False


def numbers() -> list[str]:
    return [one for one in os.listdir("/proc") if one.isdigit()]  # noqa: PTH208 - names are wanted


def ways(path: str) -> Iterator[str]:
    """A path of the machine, by all names that could lead there from inside."""
    yield path
    for number in ("self", "1", *numbers()):
        yield f"/proc/{number}/root{path}"
        yield f"/proc/{number}/cwd/../../../../../../../..{path}"


def the_home_of_another_by_every_path(given: Given) -> Found:
    """The home of another by every path."""
    name = Path(given["home"]).name
    tried = [given["home"], f"/home/{name}", f"{Path.home()}/../{name}", f"/campus/homes/{name}"]
    return [way for path in tried for way in ways(path) if os.path.lexists(way)]


def a_file_of_hers_anywhere(given: Given) -> Found:
    """A file of hers, wherever it may be."""
    left_out = {"/proc", "/usr", "/lib", "/bin", "/sbin", "/dev/fd", sys.prefix, sys.base_prefix}
    found = []
    for folder, folders, names in os.walk("/"):
        folders[:] = [one for one in folders if os.path.join(folder, one) not in left_out]  # noqa: PTH118
        found += [f"{folder}/{name}" for name in names if name == given["file"]]
    return found


def the_campus_s_own_files(given: Given) -> Found:
    """The hub's database, cookie secret and logs, the grader's data, the courses' sources and solutions."""
    return [way for path in given["hidden"] for way in ways(path) if os.path.lexists(way)]


def mounting_it_again(given: Given) -> Found:
    """Mounting again what was hidden."""
    place = Path.home() / "mounted"
    place.mkdir(exist_ok=True)
    at = str(place).encode()
    sources = [given["home"], "/campus/homes", "/proc/1/root", "/proc/self/root", "/", "/usr"]
    tries: dict[str, Callable[[], object]] = {
        f"bind {source}": partial(LIBC.mount, source.encode(), at, None, 4096 | 16384, None)
        for source in sources
    }
    for kind in (b"proc", b"tmpfs", b"devpts", b"sysfs", b"cgroup", b"overlay", b"devtmpfs", b"ext4"):
        tries[f"new {kind!r}"] = partial(LIBC.mount, b"none", at, kind, 0, None)
    tries["writable /usr"] = lambda: LIBC.mount(b"none", b"/usr", None, 32 | 4096, None)
    tries["shared /"] = lambda: LIBC.mount(b"none", b"/", None, 16384 | (1 << 20), None)
    tries["open_tree"] = lambda: call(428, 428, -100, b"/", 1 | 0x8000)
    tries["fsopen"] = lambda: call(430, 430, b"tmpfs", 0)
    tries["move_mount"] = lambda: call(429, 429, -100, b"/campus", -100, at, 0)
    tries["mount_setattr"] = lambda: call(442, 442, -100, b"/usr", 0, bytes(32), 32)
    tries["mount(8)"] = partial(ran, "mount", "--bind", "/", place)
    return worked(tries)


def taking_a_cover_away(given: Given) -> Found:
    """Taking away what covers the rest."""
    covers = ["/proc", "/tmp", "/dev/shm", "/dev/pts", "/home", "/run/campus", "/campus/homes", Path.home()]
    return worked({path: partial(LIBC.umount2, path.encode(), 2) for path in map(str, (*covers, "/"))})


def another_root(given: Given) -> Found:
    """Another root for her programs."""
    home = str(Path.home()).encode()
    return worked(
        {
            "chroot": lambda: os.chroot("/campus"),
            "chroot at home": lambda: os.chroot(Path.home()),
            "pivot_root": lambda: call(155, 41, home, home),
        }
    )


def new_namespaces(given: Given) -> Found:
    """Namespaces of her own making."""
    tries: dict[str, Callable[[], object]] = {}
    for name, flag in _NAMESPACES.items():
        tries[f"unshare {name}"] = partial(LIBC.unshare, flag)
        tries[f"unshare user and {name}"] = partial(LIBC.unshare, flag | 0x10000000)
        tries[f"clone {name}"] = partial(forked, 56, 220, flag | signal.SIGCHLD, 0, 0, 0, 0)
        clone = struct.pack("11Q", flag, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0)
        tries[f"clone3 {name}"] = partial(forked, 435, 435, clone, len(clone))
    tries["unshare(1)"] = partial(ran, "unshare", "-Ur", "true")
    tries["bwrap(1)"] = partial(ran, "bwrap", "--ro-bind", "/", "/", "true")
    return worked(tries)


def forked(x86: int, arm: int, *arguments: object) -> int:
    number = call(x86, arm, *arguments)
    if number == 0:
        os._exit(0)
    return number


def the_namespaces_of_others(given: Given) -> Found:
    """Namespaces of others."""
    found = []
    for number in ("self", "1", *numbers()):
        for name, flag in _BY_NAME.items():
            with suppress(OSError):
                handle = os.open(f"/proc/{number}/ns/{name}", os.O_RDONLY)
                found += [f"{number} {name}"] if LIBC.setns(handle, flag) == 0 else []
                os.close(handle)
    handle = os.pidfd_open(os.getpid())
    return found + worked({"by its process": lambda: LIBC.setns(handle, 0x20000)})


def files_by_their_numbers(given: Given) -> Found:
    """Files by their numbers on the disk (open_by_handle_at)."""
    home = os.open(Path.home(), os.O_RDONLY)
    room = ctypes.create_string_buffer(64)
    handle = struct.pack("Ii8s", 8, 1, struct.pack("II", 2, 0))  # inode 2: the root of an ext4
    return worked(
        {
            "open_by_handle_at": lambda: call(304, 265, home, handle, 0),
            "name_to_handle_at": lambda: call(303, 264, -100, b"/", room, room, 0),
        }
    )


def something_kept_open(given: Given) -> Found:
    """A folder or file that somebody kept open on the way."""
    found = []
    for number in ("self", "1", *numbers()):
        with suppress(OSError):
            for name in os.listdir(f"/proc/{number}/fd"):  # noqa: PTH208 - names are wanted
                path = f"/proc/{number}/fd/{name}"
                with suppress(OSError):
                    mode = Path(path).stat().st_mode
                    if stat.S_ISDIR(mode) and os.path.lexists(f"{path}/../{Path(given['home']).name}"):
                        found.append(path)
                    with suppress(UnicodeDecodeError):
                        if stat.S_ISREG(mode) and holds(Path(path).read_bytes(), given["word"]):
                            found.append(path)
    return found
