"""Code or a shell command run in somebody's own server, as a cell of a notebook of hers would be."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import requests
import websocket

from benchmarks.visitor import Visitor

LANGUAGE = "python3"
KEPT = 200


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
        self._socket = self._connected()
        self._kept: list[dict[str, Any]] = []

    def _connected(self) -> websocket.WebSocket:
        channels = f"{self._server}/api/kernels/{self.id}/channels"
        asked = self._visitor.session.prepare_request(requests.Request("GET", channels))
        return websocket.create_connection(
            channels.replace("http", "ws", 1),
            header=self._visitor.xsrf(),
            cookie=asked.headers["Cookie"],
            timeout=60,
        )

    def reconnect(self) -> None:
        """A new connection, as after a reload of the page."""
        self._socket.close()
        self._socket = self._connected()
        self._kept = []

    def post(self, action: str) -> None:
        """``interrupt`` or ``restart``, as the buttons do."""
        url = f"{self._server}/api/kernels/{self.id}/{action}"
        self._visitor.session.post(url, headers=self._visitor.xsrf(), timeout=60).raise_for_status()

    def run(self, code: str, seconds: float = 60, stdin: Sequence[str] = ()) -> str:
        """What the code wrote, and the text of its last value.

        Args:
            stdin: what is answered to its questions, in order.

        Raises:
            KernelError: it raised, or did not end within ``seconds``.
        """
        return self.answer(self.ask(code, stdin=bool(stdin)), seconds, stdin)

    def ask(self, code: str, *, stdin: bool = False) -> str:
        """Has the code run, and waits for nothing; gives what ``answer`` needs."""
        content = {"code": code, "silent": False, "store_history": False, "allow_stdin": stdin}
        # Else what is asked a moment after an error may be thrown away with what came before.
        content["stop_on_error"] = False
        return self._send("execute_request", content)

    def answer(self, asked: str, seconds: float = 60, stdin: Sequence[str] = ()) -> str:
        """What came of it; as ``run``."""
        return "".join(_text(kind, content) for kind, content in self._said(asked, seconds, stdin))

    def shown(self, code: str, seconds: float = 60) -> list[dict[str, Any]]:
        """What the code showed besides text: data by media type, in order."""
        said = self._said(self.ask(code), seconds)
        return [content["data"] for kind, content in said if kind in ("display_data", "execute_result")]

    def request(
        self, kind: str, content: Mapping[str, Any], seconds: float = 60, channel: str = "shell"
    ) -> dict[str, Any]:
        """The reply to any other request."""
        asked = self._send(kind, content, channel)
        said = list(self._said(asked, seconds, reply=kind.replace("_request", "_reply")))
        return next(content for one, content in said if one.endswith("_reply"))

    def tell(self, kind: str, content: Mapping[str, Any], seconds: float = 60) -> None:
        """Sends what has no reply, and waits until the kernel has dealt with it."""
        list(self._said(self._send(kind, content), seconds))

    def heard(self, kind: str, seconds: float = 60) -> dict[str, Any]:
        """The next message of that kind, whatever it belongs to."""
        for said in self._messages(seconds, lambda said: bool(said["msg_type"] == kind)):
            return dict(said["content"])
        raise KernelError(f"no {kind} within {seconds:g} s")

    def _send(self, kind: str, content: Mapping[str, Any], channel: str = "shell") -> str:
        message = _message(kind, content, channel)
        self._socket.send(json.dumps(message))
        return str(message["header"]["msg_id"])

    def _said(
        self, asked: str, seconds: float, stdin: Sequence[str] = (), reply: str = ""
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """All that comes of a request, until the kernel is idle again and its ``reply`` is there."""
        answers = list(stdin)
        written: list[str] = []
        waited = {"idle", *([reply] if reply else [])}
        for said in self._messages(seconds, lambda said: said["parent_header"].get("msg_id") == asked):
            kind, content = said["msg_type"], said["content"]
            if kind == "error":
                raise KernelError("\n".join(["".join(written), *content["traceback"]]))
            if kind == "input_request":
                self._send("input_reply", {"value": answers.pop(0)}, "stdin")
            written.append(_text(kind, content))
            yield kind, content
            waited -= {kind, content.get("execution_state")}
            if not waited:
                return
        raise KernelError(f"not ended within {seconds:g} s; it wrote: {''.join(written)}")

    def _messages(
        self, seconds: float, is_meant: Callable[[dict[str, Any]], bool]
    ) -> Iterator[dict[str, Any]]:
        """Those that are meant, as they come; others are kept for whoever asks for them later."""
        place = 0
        while place < len(self._kept):
            if is_meant(self._kept[place]):
                yield self._kept.pop(place)
            else:
                place += 1
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._socket.settimeout(left)
            try:
                # Pings too: waiting for a message alone, each of them would begin the time anew.
                kind, data = self._socket.recv_data(control_frame=True)
            except websocket.WebSocketTimeoutException:
                return
            if kind == websocket.ABNF.OPCODE_CLOSE:
                raise websocket.WebSocketConnectionClosedException("closed by her server")
            if kind != websocket.ABNF.OPCODE_TEXT:
                continue
            said = json.loads(data)
            if is_meant(said):
                yield said
            else:
                self._kept = [*self._kept[-KEPT:], said]

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


def _text(kind: str, content: Mapping[str, Any]) -> str:
    if kind == "stream":
        return str(content["text"])
    return str(content["data"]["text/plain"]) if kind == "execute_result" else ""


def _message(kind: str, content: Mapping[str, Any], channel: str) -> dict[str, Any]:
    header = {"msg_id": uuid4().hex, "msg_type": kind, "session": uuid4().hex}
    return {
        "channel": channel,
        "header": {**header, "username": "", "version": "5.3"},
        "parent_header": {},
        "metadata": {},
        "content": dict(content),
        "buffers": [],
    }
