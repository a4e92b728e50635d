"""A Jupyter kernel that a learner's code can fill, break or kill without reaching anything else."""

import io
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import IO, Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import Bool, Integer, List, Type, Unicode, default

from grader.errors import GraderError
from grader.sandbox import launch
from grader.sandbox.bubblewrap import Level, bubblewrap, confinement, interpreter, is_root, tmpfs_mb
from grader.sandbox.guard import Guard

log = logging.getLogger(__name__)

WORK = Path("/exercise")
COURSE = Path("/course")
LAUNCH = Path("/launch.py")
HOME = Path("/tmp/home")  # noqa: S108 - a path inside, on a private tmpfs
MESSAGE_BYTES_MAX = 16 << 20
SHARED_BYTES_MAX = 8 << 20
PREFIX = "gk"
FIRST_UID = 61_000  # below 62 000, where those of learners begin


def _bounded(context: zmq.asyncio.Context) -> zmq.asyncio.Context:
    """Refuses a message too big for our memory: the kernel writes them, so the learner may."""
    context.setsockopt(zmq.MAXMSGSIZE, MESSAGE_BYTES_MAX)
    return context


class ConfinedKernelClient(AsyncKernelClient):
    def _context_default(self) -> zmq.asyncio.Context:
        return _bounded(super()._context_default())


class ConfinedKernelManager(AsyncKernelManager):
    """Starts this Python's kernel in bubblewrap; talks to it by unix sockets in a folder of its own.

    Raises:
        GraderError: ``no-confinement`` where bubblewrap does not work and nobody allowed to do without.
    """

    client_factory = Type(klass="jupyter_client.KernelClient", default_value=ConfinedKernelClient)
    packages = List(Unicode(), help="Folders that learners may import, by absolute path.").tag(config=True)
    memory_mb = Integer(1024, help="Memory of one process.").tag(config=True)
    cpu_seconds = Integer(120, help="Processor time of one process.").tag(config=True)
    file_mb = Integer(64, help="Size of one file, and of everything written together.").tag(config=True)
    processes = Integer(64, help="Processes and threads beyond those that run already.").tag(config=True)
    allow_unconfined = Bool(help="Run without bubblewrap where it does not work. DANGEROUS.").tag(config=True)

    @default("allow_unconfined")
    def _allow_unconfined_default(self) -> bool:
        return os.environ.get("CAMPUS_ALLOW_UNCONFINED") == "1"

    def __init__(self, **kwargs: Any) -> None:
        # The path of a unix socket holds 107 characters; /tmp is short everywhere.
        self._folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir="/tmp"))
        super().__init__(**kwargs)
        self.transport = "ipc"
        self.connection_file = str(self._folder / "k.json")
        self.ip = str(self._folder / "k")
        self._guard: Guard | None = None
        self._stderr: IO[bytes] | None = None
        self._said = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def _context_default(self) -> zmq.asyncio.Context:
        return _bounded(super()._context_default())

    @property
    def kernel_spec(self) -> KernelSpec:
        """This Python's own kernel, whatever a notebook asks for and whatever this machine has installed."""
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3 (ipykernel)",
            language="python",
            interrupt_mode="message",  # a SIGINT from outside would reach bubblewrap, not Python
        )

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        work = Path(kw.pop("cwd", None) or self._folder / "none").resolve()
        kw.pop("env", None)
        bundle = _packed(work)
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - closed in cleanup
        try:
            await super()._async_launch_kernel(
                self._confined(kernel_cmd),
                env=self._environment() | {"PATH": os.environ.get("PATH", os.defpath)},
                cwd=str(self._folder),
                stdin=bundle.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._stderr.fileno(),
                **kw,
            )
        except BaseException:
            remove(self._folder)
            raise
        finally:
            bundle.close()
        self._process = getattr(self.provisioner, "process", None)
        self._guard = Guard(self._folder, SHARED_BYTES_MAX, self.end)
        self._guard.start()

    def _confined(self, kernel_cmd: list[str]) -> list[str]:
        """The whole command: bubblewrap, then ``launch.py``, then the kernel."""
        confined = confinement() is Level.BUBBLEWRAP
        if not confined and not self.allow_unconfined:
            raise GraderError(
                "no-confinement",
                "Ton travail est bien arrivé, mais il ne peut pas être corrigé sur cette machine.",
                "bubblewrap does not work on this machine, so code of learners is not run. Install it, "
                "or set CAMPUS_ALLOW_UNCONFINED=1 to run that code WITHOUT protection (see `campus doctor`).",
            )
        uid = FIRST_UID + os.getpid() % 1000 if confined and is_root() else None
        if uid is not None:
            for path in (self._folder, self._folder / "k.json"):
                os.chown(path, uid, uid)
        folder = WORK if confined else self._folder / "w"
        order = {
            "uid": uid,
            "limits": self._limits(confined=confined),
            "open": [str(folder), "/tmp"] if uid is not None else [],  # noqa: S108 - inside
            "make": [str(folder), str(HOME if confined else self._folder / "h")],
            "folder": str(folder),
            "argv": kernel_cmd,
        }
        if not confined:
            log.warning("bubblewrap does not work here: a learner's code runs WITHOUT confinement")
            return [sys.executable, "-I", "-S", launch.__file__, json.dumps(order)]
        packages = [Path(name) for name in self.packages]
        return [
            *bubblewrap(
                interpreter(),
                {self._folder: self._folder},
                placed={Path(launch.__file__): LAUNCH, **{path: COURSE / path.name for path in packages}},
                home=HOME.parent,
                empty=[WORK],
                env=self._environment(),
                as_root=is_root(),
                tmp_mb=tmpfs_mb(self.file_mb),
            ),
            *(sys.executable, "-I", "-S", str(LAUNCH), json.dumps(order)),
        ]

    def _environment(self) -> dict[str, str]:
        """All that the kernel knows of the world: nothing is inherited, so no token can leak."""
        confined = confinement() is Level.BUBBLEWRAP
        imported = [str(COURSE)] if confined else [str(Path(name).parent) for name in self.packages]
        return {
            "HOME": str(HOME if confined else self._folder / "h"),
            "USER": "learner",
            "LOGNAME": "learner",
            "LANG": "C.UTF-8",
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "PYTHONPATH": os.pathsep.join(imported),
            "PYTHONWARNINGS": "ignore",  # nbgrader gives 0 to a cell that writes to stderr
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
            "MPLBACKEND": "agg",
            "SDL_VIDEODRIVER": "dummy",
            "SDL_AUDIODRIVER": "dummy",
            "PYGAME_HIDE_SUPPORT_PROMPT": "1",
            "NBGRADER_EXECUTION": "autograde",
            # Threads cost memory each, and a class is graded on few cores.
            **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
        }

    def _limits(self, *, confined: bool) -> dict[str, int]:
        return {
            "RLIMIT_CORE": 0,
            "RLIMIT_CPU": self.cpu_seconds,
            # DATA is what a program really claims; AS also counts libraries and reserved address space.
            "RLIMIT_DATA": self.memory_mb << 20,
            "RLIMIT_AS": (self.memory_mb + 3072) << 20,
            "RLIMIT_FSIZE": self.file_mb << 20,
            "RLIMIT_NOFILE": 512,
            "RLIMIT_NPROC": self.processes + (0 if confined and is_root() else _running_now()),
        }

    def end(self) -> None:
        """Kills the kernel and all it started, now."""
        self._ended = True
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)

    @property
    def killed_from_outside(self) -> bool:
        """Whether someone other than us, and other than what runs inside, ended the kernel.

        Code inside cannot reach bubblewrap itself, so a signal that ended it came from this machine: a
        service that stops, say. Then the submission is not to blame.
        """
        if self._process is None or self._ended or confinement() is not Level.BUBBLEWRAP:
            return False
        return (self._process.poll() or 0) < 0

    def said(self) -> str:
        """What the kernel's process wrote to its error stream, for the log."""
        if self._stderr is not None:
            self._stderr.seek(0)
            self._said = self._stderr.read(4000).decode(errors="replace").strip()
        return self._said

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        await super()._async_cleanup_resources(restart=restart)
        if self._guard is not None:
            self._guard.stop()
            self._guard = None
        if not restart:
            if self._stderr is not None:
                self.said()
                self._stderr.close()
                self._stderr = None
            remove(self._folder)

    cleanup_resources = _async_cleanup_resources


def _packed(work: Path) -> IO[bytes]:
    """The files of a folder as a tar, without notebooks: hidden tests never arrive as a file."""

    def wanted(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
        plain = member.isfile() or member.isdir()
        return member if plain and not member.name.endswith(".ipynb") else None

    bundle = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    with tarfile.open(fileobj=bundle, mode="w") as tar:
        if work.is_dir():
            for path in sorted(work.iterdir()):
                tar.add(path, path.name, filter=wanted)
    bundle.seek(0, io.SEEK_SET)
    return bundle


def remove(folder: Path) -> None:
    """Removes a folder that a learner's code wrote in, however deep it made it."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except RecursionError:
        subprocess.run(["/bin/rm", "-rf", "--", folder], check=False)


def remove_leftovers() -> None:
    """Removes the folders of processes that were killed."""
    for folder in Path("/tmp").glob(f"{PREFIX}*-*"):  # noqa: S108
        number = folder.name.removeprefix(PREFIX).split("-")[0]
        if number.isdecimal() and not Path(f"/proc/{number}").exists():
            remove(folder)


def _running_now() -> int:
    """Threads of our user: old Linux counts them against the limit of the new process too."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if status.stat().st_uid == os.geteuid():
                total += len(list((status.parent / "task").iterdir()))
        except OSError:
            continue
    return total
