"""Kernels forked by the first process of her space, which has imported what they will import."""

import array
import json
import os
import select
import signal
import socket
import subprocess
import threading
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from campus.space.job import MESSAGE_BYTES_MAX

_asking: socket.socket | None = None
_lock = threading.Lock()


def start(channel: socket.socket) -> None:
    """Kernels of this process are forked from now on by whoever is at the other end."""
    global _asking  # one per process, as jupyter_client's factory is
    _asking = channel


def _ask(request: dict[str, Any]) -> tuple[dict[str, Any], int | None]:
    assert _asking is not None  # noqa: S101 - launch_kernel looked
    with _lock:
        _asking.sendall(json.dumps(request).encode())
        told, ancillary, _, _ = _asking.recvmsg(MESSAGE_BYTES_MAX, socket.CMSG_SPACE(4))
    if not told:
        raise RuntimeError("the first process of this space is gone")
    handle = array.array("i", ancillary[0][2][:4])[0] if ancillary else None
    return json.loads(told), handle


class Forked:
    """A kernel, as much of ``subprocess.Popen`` as LocalProvisioner uses."""

    stdin = stdout = stderr = None

    def __init__(self, request: dict[str, Any]) -> None:
        answer, handle = _ask(request)
        if handle is None:
            raise RuntimeError(f"no kernel was forked: {answer.get('error')}")
        self.pid = int(answer["pid"])
        self._handle = handle
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._handle], [], [], 0)[0]:
            code = _ask({"status": self.pid})[0].get("code")
            self.returncode = -signal.SIGKILL if code is None else int(code)
            os.close(self._handle)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        while self.poll() is None:
            if not select.select([self._handle], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("a kernel", timeout or 0.0)
        assert self.returncode is not None  # noqa: S101 - the loop ended
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class ForkedProvisioner(LocalProvisioner):
    """The default provisioner of a learner's server; other languages and places start as ever."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        arguments = _of_ipykernel(cmd)
        if arguments is None or _asking is None:
            info: KernelConnectionInfo = await super().launch_kernel(cmd, **kwargs)
            return info
        environment = {**os.environ, **(kwargs.get("env") or {})}
        folder = str(kwargs.get("cwd") or Path.cwd())
        forked = Forked({"arguments": arguments, "environment": environment, "folder": folder})
        self.process = forked  # type: ignore[assignment]
        self.pid = self.pgid = forked.pid
        return self.connection_info


def _of_ipykernel(command: list[str]) -> list[str] | None:
    """The arguments of a Python kernel like ours; None for any other."""
    if len(command) > 3 and command[1] == "-m" and command[2] in ("ipykernel_launcher", "ipykernel"):
        return command[3:]
    if len(command) > 4 and command[1:4] == ["-Xfrozen_modules=off", "-m", "ipykernel_launcher"]:
        return command[4:]
    return None
