"""Starts and talks to a warm process: everything imported, confined, ready to fork."""

import array
import contextlib
import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from grader.browser import chromium
from grader.errors import GraderError
from grader.sandbox import cgroup
from grader.sandbox.bubblewrap import SYSTEM, bubblewrap, interpreter, is_root
from grader.sandbox.cgroup import Group
from grader.sandbox.environment import Environment
from grader.sandbox.inside.confine import WORK
from grader.sandbox.level import Level
from grader.sandbox.limits import Bounds, memory_mb, resource_limits
from grader.sandbox.process import Process
from grader.sandbox.slots import Slot
from grader.stage.silence import SILENT

log = logging.getLogger(__name__)

INSIDE = Path(__file__).parent / "inside"
PLACE = Path("/campus")  # where INSIDE's folder is in the sandbox
OURS = Path(__file__).parents[1]
# All of this package that a test cell, or a program that it runs, may import.
HARNESS = tuple(
    OURS / name
    for name in ("__init__.py", "words.py", "sayings", "stage", "play", "visit", "page", "browser")
    if (OURS / name).exists()
)
COURSE = Path("/course")
START_SECONDS = 120.0
FORK_SECONDS = 20.0
PREFIX = "campus-fork-"
_START = (
    "import sys; sys.path.insert(0, {place!r}); from inside.zygote import main; sys.path.pop(0); "
    "main({control}, {told!r})"
)


class ForkServer:
    """One warm process. Its forks run the learner's code and the tests; it runs neither."""

    def __init__(self, environment: Environment, level: Level, slot: Slot) -> None:
        self.environment = environment
        self._slot = slot
        self.level = level
        self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        # With a user id of their own, forks must find their way to their folders in it, and see no others.
        self.folder.chmod(0o711)
        self._forks = 0
        self._group = Group(self.folder.name.removeprefix(PREFIX))
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close
        self._lock = threading.Lock()
        try:
            self._process = subprocess.Popen(
                self._group.joining(self._command(theirs.fileno())),
                env=self._environment()
                if level is not Level.NAMESPACES
                else {"PATH": os.environ.get("PATH", os.defpath)},
                cwd=self.folder,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said.fileno(),
            )
        except OSError as error:
            self._remove()
            raise self._broken(str(error)) from error
        finally:
            theirs.close()
        try:
            self._data_bytes = int(self._answer(START_SECONDS)[0]["data_bytes"])
        except GraderError:
            self.close()
            raise
        self._group.settle()

    # -- the process --------------------------------------------------------------------------------

    def _command(self, control: int) -> list[str]:
        confined = self.level is Level.NAMESPACES
        packages = self.environment.packages
        told = {
            "level": self.level.word,
            "modules": self.environment.modules,
            "paths": [str(COURSE)] if confined else sorted({str(path.parent) for path in packages}),
        }
        if not confined:
            (self.folder / "campus").mkdir()
            (self.folder / "campus" / "inside").symlink_to(INSIDE)
            (self.folder / "campus" / "grader").mkdir()
            for path in HARNESS:
                (self.folder / "campus" / "grader" / path.name).symlink_to(path)
        place = str(PLACE if confined else self.folder / "campus")
        start = _START.format(place=place, control=control, told=json.dumps(told))
        python = [sys.executable, "-P", "-s", "-c", start]
        if not confined:
            return python
        placed = {INSIDE: PLACE / "inside", **{path: COURSE / path.name for path in packages}}
        placed |= {path: PLACE / "grader" / path.name for path in HARNESS}
        return [
            *bubblewrap(
                (*interpreter(), *chromium.folders(chromium.find())),
                placed=placed,
                home=Path("/tmp/home"),  # noqa: S108 - inside
                empty=[Path(WORK)],
                env=self._environment(),
                as_root=is_root(),
                forks=True,
            ),
            *python,
        ]

    def _environment(self) -> dict[str, str]:
        """All that a submission knows of the world: nothing is inherited, so no token can leak."""
        return {
            "HOME": "/tmp/home" if self.level is Level.NAMESPACES else str(self.folder),  # noqa: S108 - inside
            "USER": "learner",
            "LOGNAME": "learner",
            "LANG": "C.UTF-8",
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "PYTHONWARNINGS": "ignore",  # nbgrader gives 0 to a cell that writes to stderr
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            chromium.VARIABLE: str(chromium.find() or ""),
            **SILENT,
            "NBGRADER_EXECUTION": "autograde",
            # A fork keeps no thread, and a class is graded on few cores.
            **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
        }

    # -- forks --------------------------------------------------------------------------------------

    def fork(self, limits: Bounds, place: int) -> Process:
        """A new confined process; ``place`` (0 or 1) is which of the slot's user ids it gets.

        Raises:
            GraderError: ``sandbox-killed`` where this server is gone.
        """
        self._forks += 1
        confined = self.level is Level.NAMESPACES
        uid = self._slot.uid(place)
        browser = limits.browser and place == 0  # where tests run, none is ever started
        job = {
            "level": self.level.word,
            "uid": uid if self.level is not Level.NONE else None,
            "browser": browser,
            "limits": resource_limits(limits, self._data_bytes, own_uid=uid is not None, browser=browser),
            "disk_mb": limits.file_mb,
            "folder": WORK if confined else str(self.folder / f"{place}-{self._forks}"),
            "read_only": self._readable(),
            "kept": [str(path) for path in interpreter() if path.is_relative_to("/tmp")],  # noqa: S108
            "output_characters": (limits.output_kb << 10) + 4096,
        }
        ours, theirs = socket.socketpair()
        # Her process and that of the tests, and bubblewrap's own beside them.
        self._group.limit(2 * memory_mb(limits), 2 * limits.processes + 8)
        with theirs:
            handed = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [theirs.fileno()]))]
            with self._lock:
                try:
                    self._control.sendmsg([json.dumps(job).encode()], handed)
                except OSError as error:
                    ours.close()
                    raise self._gone() from error
                answer, handles = self._answer(FORK_SECONDS)
        return Process(ours, handles[0], int(answer["pid"]), self, limits.cpu_seconds, self._group)

    def _readable(self) -> list[str]:
        """What Landlock lets a submission read; namespaces show no more than this anyway."""
        if self.level is not Level.LANDLOCK:
            return []
        ours = (INSIDE, *HARNESS)
        shown = (*SYSTEM, *interpreter(), *chromium.folders(chromium.find()), *_SHOWN)
        return [str(path) for path in (*shown, *self.environment.packages, *ours)]

    def ended(self, number: int) -> tuple[int, float] | None:
        """Wait status of a fork that ended and its processor seconds; None where this server is gone."""
        with self._lock, contextlib.suppress(GraderError, OSError):
            self._control.sendall(json.dumps({"status": number}).encode())
            answer, _ = self._answer(FORK_SECONDS)
            if "status" in answer:
                return int(answer["status"]), float(answer["seconds"])
        return None

    def _answer(self, seconds: float) -> tuple[dict[str, Any], list[int]]:
        self._control.settimeout(seconds)
        try:
            data, ancillary, _, _ = self._control.recvmsg(1 << 16, socket.CMSG_SPACE(4))
        except OSError as error:
            raise self._gone() from error
        if not data:
            raise self._gone()
        handles = array.array("i")
        for _, _, told in ancillary:
            handles.frombytes(told[: len(told) - len(told) % handles.itemsize])
        return json.loads(data), list(handles)

    def clear(self) -> None:
        """Ends what a fork may have left where it had no world of its own; between submissions only."""
        if self.level is not Level.NAMESPACES:
            self.ended(0)  # has it wait for its children, and end what they leave
            self._group.clear(self._process.pid)
            for left in self.folder.iterdir():
                if left.name != "campus":
                    remove(left)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def _gone(self) -> GraderError:
        """Killed from outside, or never started: then what it said is why."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        status = self._process.poll()
        if status is not None and status > 0 and status < 128:
            return self._broken(f"the warm process ended with status {status}")
        return GraderError(
            "sandbox-killed",
            "La correction a été interrompue.",
            f"the warm process is gone (status {status})",
        )

    def _broken(self, why: str) -> GraderError:
        self._said.seek(0)
        said = self._said.read(4000).decode(errors="replace").strip()
        return GraderError("no-kernel", "La correction n'a pas pu démarrer.", f"{why}: {said}")

    def close(self) -> None:
        """Ends the process and all its forks."""
        self._control.close()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        self._remove()

    def _remove(self) -> None:
        self._group.remove()
        self._said.close()
        remove(self.folder)


# Fonts and devices that libraries open when they are first used.
_SHOWN = (Path("/dev/null"), Path("/dev/urandom"))


def remove(folder: Path) -> None:
    """Removes a folder that a learner's code wrote in, however deep it made it."""
    with contextlib.suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():  # too deep for Python, or folders that she closed to herself
        subprocess.run(["/bin/chmod", "-R", "u+rwx", "--", folder], stderr=subprocess.DEVNULL, check=False)
        subprocess.run(["/bin/rm", "-rf", "--", folder], check=False)


def remove_leftovers(*prefixes: str) -> None:
    """Removes what processes that were killed left; their id is in its name, after ours or one of these."""
    cgroup.remove_leftovers()
    for prefix in (PREFIX, *prefixes):
        for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*-*"):
            number = folder.name.removeprefix(prefix).split("-")[0]
            if number.isdecimal() and not Path(f"/proc/{number}").exists():
                remove(folder)
