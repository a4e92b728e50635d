"""A process with everything imported that forks one space for each learner, and runs nothing of hers."""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import random
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from campus.space import door, first, world
from campus.space.job import MESSAGE_BYTES_MAX, Job
from grader.sandbox.inside import confine, seccomp

START_SECONDS = 20.0
MODULES = Path(__file__).with_name("modules.txt")


def main(listening: int, libraries: list[str], kept: list[str]) -> NoReturn:
    """Serves until it is told to stop; spaces that it has made go on without it.

    Args:
        listening: a listening SOCK_SEQPACKET socket, which only the campus can reach.
        libraries: what learners import, by the campus's courses.
        kept: what every space shows below ``/tmp``.
    """
    warm(libraries)
    Zygote(socket.socket(fileno=listening), kept).serve()
    sys.exit()


def warm(libraries: list[str]) -> None:
    """Imports what a server and its kernels import sooner or later."""
    names = [*MODULES.read_text("utf-8").split(), *libraries]
    for name in names:
        # One that this version no longer has, say: her server imports what it needs by itself.
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
    # What is alive now is shared by every fork, and never looked at again by the collector.
    gc.collect()
    gc.freeze()


class Zygote:
    def __init__(self, listener: socket.socket, kept: list[str]) -> None:
        self.listener = listener
        self.kept = kept
        self.instructions = seccomp.program(namespaces=True, desk=True)

    def serve(self) -> None:
        signal.signal(signal.SIGCHLD, lambda number, frame: _reap())
        while True:
            connection, _ = self.listener.accept()
            with connection:
                connection.settimeout(START_SECONDS)
                try:
                    self._answer(connection)
                except OSError as error:
                    _say(f"a request failed: {error}")

    def _answer(self, connection: socket.socket) -> None:
        """Forks, and reads nothing: a token that has been in this memory would be in all later spaces.

        Who is not root gets no way back out of a new PID namespace: somebody in between goes there.
        """
        if os.fork() != 0:
            return
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.listener.close()
            told, handed, _, _ = socket.recv_fds(connection, MESSAGE_BYTES_MAX, 2)
            if told:  # else somebody looked whether we are here
                self._make_space(connection, Job.unpacked(told), *handed)
        except BaseException as error:
            _say(f"a request failed: {type(error).__name__}: {error}")
        finally:
            os._exit(0)

    def _make_space(self, connection: socket.socket, job: Job, listening: int, log: int) -> None:
        listener = socket.socket(fileno=listening)
        listener.set_inheritable(False)
        ours: socket.socket | None = None
        hers = listener
        if not world.only_answers(listener):
            ours, hers = door.pair()
        confine.new_pid_namespace()
        number = os.fork()
        if number == 0:
            if ours is not None:
                ours.close()
                listener.close()
            self._become_space(connection, job, hers, log)
        connection.sendall(json.dumps({"pid": number}).encode())
        connection.close()
        os.close(log)
        if ours is not None:
            hers.close()
            door.pass_on(listener, ours)

    def _become_space(
        self, connection: socket.socket, job: Job, listener: socket.socket, log: int
    ) -> NoReturn:
        try:
            os.setsid()
            # The hub has its limits put on us first.
            go = connection.recv(16)
            connection.close()
            if go != b"go":
                os._exit(1)
            empty = os.open(os.devnull, os.O_RDONLY)
            for source, target in ((empty, 0), (log, 1), (log, 2)):
                os.dup2(source, target)
            for one in (empty, log):
                os.close(one)
            random.seed()
            world.enter(job, self.instructions, self.kept)
            first.main(job, listener)
        except BaseException as error:
            _say(f"no space for {job.name}: {type(error).__name__}: {error}")
        finally:
            os._exit(1)


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def run(told: str) -> Any:
    """``told``: JSON with what ``main`` asks for."""
    main(**json.loads(told))


if __name__ == "__main__":
    run(sys.argv[1])
