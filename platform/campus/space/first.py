"""The first process of a space: buries what ends, forks kernels, and ends with her server."""

import array
import atexit
import contextlib
import json
import os
import random
import select
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType
from typing import Any, NoReturn

from campus.space import server
from campus.space.job import MESSAGE_BYTES_MAX, SPACE, Job
from grader.sandbox.inside import confine

SERVER, KERNEL = "campus-server", "campus-kernel"
"""Names of what it forks, as operators see them."""
HEARD = (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM)
_SET_NAME = 15
# It configures itself by the shell that is there when it is imported: in the warm process there is none.
_ASKS_FOR_A_SHELL = "matplotlib_inline.backend_inline"
# Else it would look every second whether its parent is there, and end where that is the first process.
_ENDS_WITH_US = "--IPKernelApp.parent_handle=1"


def main(job: Job, listener: socket.socket) -> NoReturn:
    """Returns never: exits as her server does, and in a PID namespace everything goes with it.

    Args:
        listener: where her server answers, already listening.
    """
    _take_name(SPACE)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    number = _fork()
    if number == 0:
        with _child(SERVER):
            ours.close()
            server.run(job, listener, theirs)
    listener.close()
    theirs.close()
    os._exit(First(number, ours).serve())


class First:
    """
    Args:
        number: her server's process.
        channel: what it asks for kernels by.
    """

    def __init__(self, number: int, channel: socket.socket) -> None:
        self.server = number
        self.channel: socket.socket | None = channel
        self.awaited = {number}  # whose end somebody will ask for
        self.statuses: dict[int, int] = {}
        self.wake, self.woken = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(self.woken, warn_on_full_buffer=False)
        for one in HEARD:
            signal.signal(one, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if number != signal.SIGCHLD:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.server, number)

    def serve(self) -> int:
        """Until her server has ended; its exit status, in a shell's way where a signal ended it."""
        while self.server not in self.statuses:
            waiting: list[int | socket.socket] = [self.wake]
            waiting += [] if self.channel is None else [self.channel]
            ready = select.select(waiting, [], [])[0]
            if self.wake in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(self.wake, 4096)
            if self.channel in ready:
                self._answer()
            self._reap()
        code = os.waitstatus_to_exitcode(self.statuses[self.server])
        return code if code >= 0 else 128 - code

    def _reap(self) -> None:
        while True:
            try:
                number, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if number == 0:
                return
            if number in self.awaited:
                self.awaited.discard(number)
                self.statuses[number] = status

    def _answer(self) -> None:
        assert self.channel is not None  # noqa: S101 - serve() has just looked
        try:
            told = self.channel.recv(MESSAGE_BYTES_MAX)
        except OSError:
            told = b""
        if not told:
            self.channel.close()
            self.channel = None
            return
        try:
            self._do(json.loads(told))
        except Exception as error:  # her space ends with us, whatever was asked or is short
            self._tell({"error": f"{type(error).__name__}: {error}"})

    def _do(self, request: Mapping[str, Any]) -> None:
        if "status" in request:
            self._reap()
            status = self.statuses.pop(request["status"], None)
            self._tell({"code": None if status is None else os.waitstatus_to_exitcode(status)})
            return
        environment, folder = dict(request["environment"]), str(request["folder"])
        arguments = list(request["arguments"])
        number = _fork()
        if number == 0:
            with _child(KERNEL):
                self._close()
                _kernel(environment, folder, arguments)
        self.awaited.add(number)
        self.statuses.pop(number, None)
        try:
            handle = os.pidfd_open(number)
        except OSError:
            os.kill(number, signal.SIGKILL)
            raise
        self._tell({"pid": number}, handle)
        os.close(handle)

    def _close(self) -> None:
        for one in (self.wake, self.woken):
            os.close(one)
        if self.channel is not None:
            self.channel.close()

    def _tell(self, message: Mapping[str, Any], handle: int | None = None) -> None:
        assert self.channel is not None  # noqa: S101 - only in an answer
        more = [] if handle is None else [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [handle]))]
        with contextlib.suppress(OSError):
            self.channel.sendmsg([json.dumps(message).encode()], more)


def _fork() -> int:
    """As ``os.fork``; what is signalled to the child before it is itself waits until it is."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
    number = -1
    try:
        number = os.fork()
    finally:
        if number != 0:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return number


def _take_name(name: str) -> None:
    confine.LIBC.prctl(_SET_NAME, name.encode(), 0, 0, 0)


@contextlib.contextmanager
def _child(name: str) -> Iterator[None]:
    """What a fork must undo before it is something else; whatever happens in it, it never comes back."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
        _take_name(name)
        _draw_anew()
        yield
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(BaseException):
            _end()
        os._exit(code)


def _end() -> None:
    """What Python does when a program of its own ends."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()


def _draw_anew() -> None:
    """Else all forks would draw the same at random."""
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()


def _kernel(environment: Mapping[str, str], folder: str, arguments: Sequence[str]) -> None:
    """Becomes a kernel: what ``python -m ipykernel_launcher`` is, but for its start."""
    os.setsid()
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    if sys.path[0] != "":
        sys.path.insert(0, "")
    sys.modules.pop(_ASKS_FOR_A_SHELL, None)

    from ipykernel import kernelapp

    from campus.space import lean

    sys.argv = ["ipykernel_launcher", *arguments, _ENDS_WITH_US, *lean.ARGUMENTS]

    kernelapp.launch_new_instance()
