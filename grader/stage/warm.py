"""A Python that has imported what programs need and forks one for each: importing pygame takes longest."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from grader.stage.loading import load
from grader.stage.process import end
from grader.stage.wire import Lost, receive, send

START_SECONDS = 30.0
_CODE = "import sys; sys.path.append({root!r}); from grader.stage.warm import wait; wait({number})"
# What a program knows of the world where it is started afresh.
_SURROUNDINGS = {
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONWARNINGS": "ignore",
}


class Warm:
    """The process, started in the folder that is current now; it ends with whoever made it."""

    def __init__(self) -> None:
        self._channel, theirs = socket.socketpair()
        code = _CODE.format(root=str(Path(__file__).parents[2]), number=theirs.fileno())
        with theirs:
            started = subprocess.Popen(
                [sys.executable, "-P", "-s", "-c", code],
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                env={**os.environ, **_SURROUNDINGS},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        started.returncode = 0  # it is waited for by its number
        self._process = started.pid

    def fork(self, theirs: socket.socket, module: str, folder: Path) -> int:
        """Starts a program there, which is told what to do by ``theirs``; its process id.

        Args:
            module: what it will need, imported once and for all.

        Raises:
            OSError: the process is gone, or has no room for one more.
        """
        request = {"module": module, "folder": str(folder)}
        try:
            send(self._channel, request)
            socket.send_fds(self._channel, [b"."], [theirs.fileno()])
            number = receive(self._channel, time.monotonic() + START_SECONDS).get("number")
        except Lost as lost:
            raise OSError(f"no program was started: {lost.why}") from lost
        if type(number) is not int or number <= 1:
            raise OSError("no program was started: no room")
        return number

    def close(self) -> None:
        self._channel.close()
        end(self._process)


def wait(number: int) -> NoReturn:
    """All that the process does: it forks until nobody is there to ask."""
    from grader.stage.host import begin  # which needs this module

    channel = socket.socket(fileno=number)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for programs here
    while True:
        try:
            told = receive(channel, time.monotonic() + 86_400.0)
            _, fds, _, _ = socket.recv_fds(channel, 1, 1)
        except (Lost, OSError):
            os._exit(0)
        with socket.socket(fileno=fds[0]) as theirs:
            send(channel, {"number": _fork(told, theirs, begin)})


def _fork(
    told: dict[str, Any], theirs: socket.socket, begin: Callable[[socket.socket, Path], NoReturn]
) -> int:
    try:
        load(told["module"])
        made = os.fork()
    except OSError:
        return 0
    if made == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        begin(theirs, Path(told["folder"]))
    return made
