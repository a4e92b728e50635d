"""The warm process seen from outside: how it is started, and how the hub asks it for a space."""

import contextlib
import json
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from campus.settings import REPOSITORY, Settings
from campus.space.job import GATE, HIDDEN, Job
from grader.errors import GraderError
from grader.sandbox import bubblewrap, interpreter

ASK_SECONDS = 10.0
MARK = "CAMPUS_SPACE"
"""In the environment of all spaces of a campus: which one; nothing is hidden in it."""


def socket_path(settings: Settings) -> Path:
    return settings.sockets_dir / "warm.sock"


def gate_dir(settings: Settings) -> Path:
    """Where the gateway's sockets are: in it, a folder for each space."""
    return settings.sockets_dir / "gate"


def shown(settings: Settings) -> list[Path]:
    """What every space shows of this machine besides the system: Python, our code, courses' packages."""
    packages = [folder / folder.name for folder in settings.course_folders]
    ours = [REPOSITORY / "grader", REPOSITORY / "platform" / "campus", settings.conf_dir / "learner"]
    return [*interpreter(), *packages, *ours]


def become(settings: Settings, libraries: Sequence[str]) -> None:
    """Replaces this process by the warm one; returns only where that fails."""
    path = socket_path(settings)
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(str(path))
    path.chmod(0o600)
    listener.listen(256)
    listener.set_inheritable(True)
    command = _command(settings, libraries, listener.fileno())
    os.execvp(command[0], command)  # noqa: S606 - no shell is wanted


def _command(settings: Settings, libraries: Sequence[str], listening: int) -> list[str]:
    facilitators = settings.conf_dir / "facilitator"
    for folder in (settings.conf_dir / "learner", facilitators, gate_dir(settings)):
        folder.mkdir(parents=True, exist_ok=True)
    kept = [str(path) for path in shown(settings) if path.is_relative_to("/tmp")]  # noqa: S108
    told = json.dumps({"listening": listening, "libraries": list(libraries), "kept": kept})
    return [
        *bubblewrap(
            read_only=shown(settings),
            writable={settings.homes_dir: HIDDEN / "homes"},
            placed={
                settings.courses_dir: HIDDEN / "courses",
                facilitators: HIDDEN / "facilitator",
                gate_dir(settings): HIDDEN / "gate",
            },
            home=Path("/home/nobody"),
            empty=[GATE, Path("/dev/shm")],  # noqa: S108 - in memory
            env=environment(settings),
            as_root=os.geteuid() == 0,
            forks=True,
            sees_processes=True,
        ),
        *(sys.executable, "-P", "-s", "-m", "campus.space.zygote", told),
    ]


def environment(settings: Settings) -> dict[str, str]:
    """Of the warm process; servers and kernels get their own."""
    return {
        MARK: mark(settings.homes_dir),
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "XDG_CACHE_HOME": "/tmp/cache",  # noqa: S108 - inside
        "MPLCONFIGDIR": "/tmp/matplotlib",  # noqa: S108 - inside
        "PYGAME_HIDE_SUPPORT_PROMPT": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        # A fork keeps no thread, and a class shares few cores.
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    }


def mark(homes_dir: Path) -> str:
    return str(homes_dir)


class Started:
    """A space that waits to be let go, so that its limits are there before anything of hers runs."""

    def __init__(self, pid: int, connection: socket.socket) -> None:
        self.pid = pid
        self._connection = connection

    def go(self) -> None:
        with self._connection, contextlib.suppress(OSError):
            self._connection.sendall(b"go")


def ask(path: Path, job: Job, listening: int, log: int) -> Started:
    """Has a space made.

    Args:
        listening: file descriptor of the socket that her server answers on.
        log: of the file that it writes to.

    Raises:
        GraderError: ``not-warm``: nobody answers there; a space can be made without.
    """
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        connection.settimeout(ASK_SECONDS)
        connection.connect(str(path))
        socket.send_fds(connection, [job.packed()], [listening, log])
        told = connection.recv(4096)
        if not told:
            raise OSError("no answer")
        return Started(int(json.loads(told)["pid"]), connection)
    except (OSError, ValueError, KeyError) as error:
        connection.close()
        raise GraderError(
            "not-warm", "Ton espace s'ouvre un peu moins vite.", f"the warm process: {error}"
        ) from error
