"""A process with everything imported that forks one confined child for each request, and knows no more."""

import array
import contextlib
import gc
import json
import os
import resource
import signal
import socket
import sys
from typing import Any, NoReturn

from grader.stage.loading import load

from . import child, confine, rehearsal, seccomp, shell

REQUEST_BYTES_MAX = 1 << 16


def main(control: int, told: str) -> NoReturn:
    """Serves until the grader closes ``control``, a SOCK_SEQPACKET socket.

    Args:
        told: JSON with ``level``, ``modules`` to import and ``paths`` to import them from.
    """
    options = json.loads(told)
    channel = socket.socket(fileno=control)
    sys.path[:0] = options["paths"]
    ours = shell.make(1 << 20)
    for name in options["modules"]:
        try:
            load(name)
        except Exception:  # noqa: S112 - a name that only existed in the run it was learned from, say
            continue
    rehearsal.rehearse(ours)
    Zygote(channel, ours, options["level"]).serve()
    sys.exit()


class Zygote:
    def __init__(self, channel: socket.socket, ours: shell.Shell, level: str) -> None:
        self.channel = channel
        self.shell = ours
        self.level = level
        confined = level in ("namespaces", "landlock")
        self.instructions = {
            browser: seccomp.program(namespaces=level == "namespaces", browser=browser) if confined else b""
            for browser in (False, True)
        }
        self.own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC) if level == "namespaces" else -1
        self.forked: set[int] = set()
        self.gone: dict[int, tuple[int, float]] = {}

    def serve(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        # What is alive now is shared by every child, and never looked at again by the collector.
        gc.collect()
        gc.freeze()
        self._tell({"data_bytes": _data_bytes()})
        while True:
            request, handed = self._request()
            if request is None:
                return
            if "status" in request:
                self._tell(self._status(request["status"]))
            elif handed is not None:
                self._fork(handed, request)
            self._reap()

    def _request(self) -> tuple[dict[str, Any] | None, int | None]:
        data, ancillary, _, _ = self.channel.recvmsg(REQUEST_BYTES_MAX, socket.CMSG_SPACE(4))
        handed = array.array("i", ancillary[0][2][:4])[0] if ancillary else None
        return (json.loads(data) if data else None), handed

    def _fork(self, handed: int, job: dict[str, Any]) -> None:
        if self.own >= 0:
            confine.new_pid_namespace()
        number = os.fork()
        if number == 0:
            self._become_child(handed, job)
        if self.own >= 0:
            confine.back_to(self.own)
        os.close(handed)
        self.forked.add(number)
        handle = os.pidfd_open(number)
        told = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [handle]))]
        self.channel.sendmsg([json.dumps({"pid": number}).encode()], told)
        os.close(handle)

    def _become_child(self, handed: int, job: dict[str, Any]) -> NoReturn:
        try:
            self.channel.close()
            if self.own >= 0:
                os.close(self.own)
            instructions = self.instructions[job["browser"]]
            child.main(socket.socket(fileno=handed), self.shell, job, instructions)
        finally:
            os._exit(0)

    def _status(self, number: int) -> dict[str, Any]:
        """How a child ended: its wait status and the processor seconds it used; nothing if it has not."""
        self._reap()
        if number not in self.gone:
            return {}
        status, seconds = self.gone.pop(number)
        return {"status": status, "seconds": seconds}

    def _reap(self) -> None:
        while True:
            try:
                found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if found is None:
                return
            number = found.si_pid
            if self.own < 0 and number in self.forked:
                # Without a PID namespace, its group is what it started and cannot leave. Until it is waited
                # for, its number is nobody else's.
                with contextlib.suppress(OSError):
                    os.killpg(number, signal.SIGKILL)
            _, status, used = os.wait4(number, 0)
            if number in self.forked:
                self.forked.discard(number)
                self.gone[number] = (status, used.ru_utime + used.ru_stime)
                if len(self.gone) > 64:
                    self.gone.pop(next(iter(self.gone)))

    def _tell(self, message: dict[str, Any]) -> None:
        self.channel.sendall(json.dumps(message).encode())


def _data_bytes() -> int:
    """Memory that a child has from the start, which its own limit comes on top of."""
    with open("/proc/self/statm") as told:  # noqa: PTH123 - quicker where every import counts
        return int(told.read().split()[5]) * resource.getpagesize()
