"""Code or a shell command run in somebody's own server, as a cell of a notebook of hers would be."""

import json
import time
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import requests
import websocket

from benchmarks.visitor import Visitor

LANGUAGE = "python3"


class KernelError(AssertionError):
    """The code raised, or did not end in time; the text holds what it wrote before and its traceback."""


class Kernel:
    """A kernel in a visitor's server, through the hub's proxy and with her cookies; ends with the block.

    Args:
        visitor: signed in, her server started.
    """

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._server = f"{visitor.url}/user/{visitor.name}"
        answer = visitor.session.post(
            f"{self._server}/api/kernels", json={"name": LANGUAGE}, headers=visitor.xsrf(), timeout=60
        )
        answer.raise_for_status()
        self.id = str(answer.json()["id"])
        channels = f"{self._server}/api/kernels/{self.id}/channels"
        asked = visitor.session.prepare_request(requests.Request("GET", channels))
        self._socket = websocket.create_connection(
            channels.replace("http", "ws", 1),
            header=visitor.xsrf(),
            cookie=asked.headers["Cookie"],
            timeout=60,
        )

    def run(self, code: str, seconds: float = 60) -> str:
        """What the code wrote, and the text of its last value.

        Raises:
            KernelError: it raised, or did not end within ``seconds``.
        """
        asked = uuid4().hex
        self._socket.send(json.dumps(_execute_request(asked, code)))
        until = time.monotonic() + seconds
        written: list[str] = []
        while (left := until - time.monotonic()) > 0:
            self._socket.settimeout(left)
            try:
                said = json.loads(self._socket.recv())
            except websocket.WebSocketTimeoutException:
                break
            if said["parent_header"].get("msg_id") != asked:
                continue
            kind, content = said["msg_type"], said["content"]
            if kind == "stream":
                written.append(content["text"])
            elif kind == "execute_result":
                written.append(content["data"]["text/plain"])
            elif kind == "error":
                raise KernelError("\n".join(["".join(written), *content["traceback"]]))
            elif kind == "status" and content["execution_state"] == "idle":
                return "".join(written)
        raise KernelError(f"not ended within {seconds:g} s; it wrote: {''.join(written)}")

    def shell(self, command: str, seconds: float = 60) -> tuple[int, str]:
        """Exit code of a shell command in her home, and what it wrote on either stream."""
        code = (
            "import json, subprocess\n"
            f"done = subprocess.run({command!r}, shell=True, stdin=subprocess.DEVNULL, text=True,\n"
            "    stdout=subprocess.PIPE, stderr=subprocess.STDOUT)\n"
            "print(json.dumps([done.returncode, done.stdout]))"
        )
        exit_code, text = json.loads(self.run(code, seconds))
        return int(exit_code), str(text)

    def close(self) -> None:
        self._socket.close()
        self._visitor.session.delete(
            f"{self._server}/api/kernels/{self.id}", headers=self._visitor.xsrf(), timeout=60
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def run(visitor: Visitor, code: str, seconds: float = 60) -> str:
    """What the code wrote, in a kernel of its own."""
    with Kernel(visitor) as kernel:
        return kernel.run(code, seconds)


def _execute_request(message_id: str, code: str) -> dict[str, Any]:
    header = {"msg_id": message_id, "msg_type": "execute_request", "session": uuid4().hex}
    content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
    return {
        "channel": "shell",
        "header": {**header, "username": "", "version": "5.3"},
        "parent_header": {},
        "metadata": {},
        "content": content,
        "buffers": [],
    }
