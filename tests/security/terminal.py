"""A terminal in somebody's own server, as the page's is: a shell behind a WebSocket."""

import json
import time
from types import TracebackType
from typing import Self
from uuid import uuid4

import requests
import websocket

from benchmarks.visitor import Visitor


class Terminal:
    """
    Args:
        visitor: signed in, her server started.
    """

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._server = f"{visitor.url}/user/{visitor.name}"
        answer = visitor.session.post(f"{self._server}/api/terminals", headers=visitor.xsrf(), timeout=60)
        answer.raise_for_status()
        self._name = answer.json()["name"]
        address = f"{self._server}/terminals/websocket/{self._name}"
        asked = visitor.session.prepare_request(requests.Request("GET", address))
        self._socket = websocket.create_connection(
            address.replace("http", "ws", 1),
            header=visitor.xsrf(),
            cookie=asked.headers["Cookie"],
            timeout=60,
        )

    def run(self, command: str, seconds: float = 60) -> str:
        """What is shown from the command until it has ended."""
        mark = uuid4().hex
        # Not as it is typed, for the shell shows that too.
        self._socket.send(json.dumps(["stdin", f"{command}; echo {mark[:16]}''{mark[16:]}\r"]))
        shown = ""
        until = time.monotonic() + seconds
        while mark not in shown:
            if time.monotonic() > until:
                raise AssertionError(f"not ended within {seconds:g} s; it showed: {shown}")
            # Pings too, or they would keep this waiting for ever.
            kind, told = self._socket.recv_data(control_frame=True)
            if kind == websocket.ABNF.OPCODE_TEXT:
                stream, *rest = json.loads(told)
                shown += rest[0] if stream == "stdout" else ""
        return shown.partition(mark)[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
        self._visitor.session.delete(
            f"{self._server}/api/terminals/{self._name}", headers=self._visitor.xsrf(), timeout=60
        )
