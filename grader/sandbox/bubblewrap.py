"""Says in bubblewrap's words what a confined process may see, and whether that works on this machine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

SYSTEM = tuple(
    Path(name)
    for name in (
        *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"),
        *("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives"),
        *("/etc/fonts", "/etc/localtime", "/etc/timezone", "/etc/mime.types", "/etc/locale.alias"),
        "/var/cache/fontconfig",
    )
)
"""What any program needs to start, the same for every reader and free of secrets."""

NETWORK = tuple(
    Path(name)
    for name in ("/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/ssl", "/etc/ca-certificates")
)


def interpreter() -> tuple[Path, ...]:
    """Folders that this Python and its packages live in, and the links on the way to it."""
    found = [Path(sys.prefix), Path(sys.base_prefix)]
    # A virtual environment's python may be a link to a link (~/.local/bin/python3.12, say): each step
    # must be there too, and no more than the link itself, for a home may be around it.
    step = Path(sys.executable)
    while step.is_symlink():
        step = Path(os.path.normpath(step.parent / step.readlink()))
        if step.is_symlink() and not _within(step, *found, *SYSTEM):
            found.append(step)
    real = step.resolve()
    if not _within(real, *found, *SYSTEM):
        found.append(real.parent.parent)
    return tuple(dict.fromkeys(found))


def _within(path: Path, *folders: Path) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def bubblewrap(
    read_only: Iterable[Path] = (),
    writable: Mapping[Path, Path] | None = None,
    *,
    placed: Mapping[Path, Path] | None = None,
    network: bool = False,
    home: Path = Path("/tmp/home"),  # noqa: S108 - a path inside, on a private tmpfs
    folder: Path | None = None,
    empty: Iterable[Path] = (),
    env: Mapping[str, str] | None = None,
    as_root: bool = False,
    forks: bool = False,
    tmp_mb: int | None = None,
    outlives_parent: bool = False,
    sees_processes: bool = False,
) -> list[str]:
    """The command that a program is started with to see only what is named here. Pure: it runs nothing.

    Args:
        read_only: paths visible at the same place, unchangeable; those that do not exist are left out.
        writable: outside path -> inside path, changeable.
        placed: outside path -> inside path, unchangeable.
        network: whether the machine's network stays.
        home: HOME inside, made if it is not in ``writable``.
        folder: working directory inside.
        empty: folders inside that start empty, in memory, each limited to ``tmp_mb``; ``/tmp`` always is one.
        env: the whole environment inside, nothing is inherited; HOME and PATH are added where missing.
        as_root: the caller is root; keeps only the two capabilities that dropping to another user needs,
            so the program must drop to it first (``launch.py`` does).
        forks: the program makes namespaces for its own children, and takes those rights from them itself.
        tmp_mb: size of each in-memory folder; None where this bubblewrap cannot limit it.
        outlives_parent: the program goes on when whoever started it is gone.
        sees_processes: with ``forks``: no PID namespace around the program, so that its children, which have
            their own, outlive it; as root it may also enter their folders and start their loopback.
    """
    command = [shutil.which("bwrap") or "bwrap", "--unshare-ipc", "--unshare-uts"]
    command += [] if sees_processes else ["--unshare-pid"]
    command += ["--unshare-cgroup-try", "--hostname", "campus", "--new-session"]
    command += [] if outlives_parent else ["--die-with-parent"]
    command += ["--cap-drop", "ALL"]
    command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if as_root else ["--unshare-user"]
    if forks:
        command += ["--cap-add", "CAP_SYS_ADMIN"]
        command += [] if as_root else ["--uid", "0", "--gid", "0"]
    if sees_processes:
        command += ["--cap-add", "CAP_NET_ADMIN", "--cap-add", "CAP_DAC_OVERRIDE"]
    command += [] if network else ["--unshare-net"]
    # Without a PID namespace of its own, nobody but root may mount a new /proc.
    command += ["--bind", "/proc", "/proc"] if sees_processes else ["--proc", "/proc"]
    command += ["--dev", "/dev"]
    for inside in (Path("/tmp"), *empty):  # noqa: S108 - a private tmpfs
        command += ["--size", str(tmp_mb << 20)] if tmp_mb else []
        command += ["--tmpfs", str(inside)]
    binds = {path: ("--ro-bind-try", path) for path in (*SYSTEM, *(NETWORK if network else ()), *read_only)}
    binds |= {inside: ("--ro-bind", outside) for outside, inside in (placed or {}).items()}
    binds |= {inside: ("--bind", outside) for outside, inside in (writable or {}).items()}
    # A folder is mounted before what lies in it, or it would hide it.
    for inside in sorted(binds):
        how, outside = binds[inside]
        if how == "--ro-bind-try" and outside not in (*SYSTEM, *NETWORK) and outside.is_symlink():
            how, outside = "--symlink", outside.readlink()
        # Folders on the way would be closed to all but root.
        for parent in reversed(inside.parents[:-1]):
            command += ["--dir", str(parent)]
        command += [how, str(outside), str(inside)]
    if home not in (writable or {}).values():
        command += ["--dir", str(home)]
    if forks:
        # Without root, what runs inside owns these folders, and all forks of one process share them.
        command += ["--remount-ro", "/dev", "--remount-ro", "/"]
    command += ["--clearenv"]
    for name, value in {"HOME": str(home), "PATH": "/usr/bin:/bin", **(env or {})}.items():
        command += ["--setenv", name, value]
    if folder is not None:
        command += ["--chdir", str(folder)]
    return [*command, "--"]


def is_root() -> bool:
    return os.geteuid() == 0


@lru_cache(maxsize=1)
def _limits_tmpfs() -> bool:
    """Whether this bubblewrap knows ``--size`` (0.7 and later)."""
    told = subprocess.run(["bwrap", "--help"], capture_output=True, timeout=60, check=False)
    return b"--size" in told.stdout + told.stderr


def tmpfs_mb(wanted: int) -> int | None:
    """``wanted`` where in-memory folders can be limited, else None."""
    return wanted if _limits_tmpfs() else None
