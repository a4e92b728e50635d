"""One forked process: lays out its files, then runs cells and answers questions until nobody asks."""

import base64
import io
import os
import random
import signal
import socket
import sys
import tarfile
from collections.abc import Mapping
from typing import Any

from grader.stage.door import DOOR
from grader.stage.exhibit import STAND
from grader.stage.host import Host

from . import asserts, cells, confine, frames, learner, shell, tester
from .outputs import Captured, Stream

Message = dict[str, Any]


def main(channel: socket.socket, ours: shell.Shell, job: Mapping[str, Any], instructions: bytes) -> None:
    """Returns when the grader is gone; ``job`` is what ``confine.enter`` asks, and ``output_characters``."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Made before the system call that makes such files is refused.
    captured = [Captured(ours.outputs, "stdout", 1), Captured(ours.outputs, "stderr", 2)]
    try:
        confine.enter(job, instructions)
    except Exception as error:
        frames.send(channel, {"refused": f"{type(error).__name__}: {error}"})
        return
    ours.outputs.characters_max = job["output_characters"]
    left_out = _lay_out(channel, job["folder"])
    worker = _Worker(channel, ours, captured)
    frames.send(channel, {"ready": True, "left_out": left_out})
    worker.work()


def _lay_out(channel: socket.socket, folder: str) -> str:
    """Why not all files are there; empty where they are. Too many are for whoever handed them in to miss."""
    size = frames.receive(channel)["files"]
    os.chdir(folder)
    os.environ["HOME"] = os.environ["TMPDIR"] = folder if folder != confine.WORK else "/tmp"  # noqa: S108
    if not size:
        return ""
    try:
        with tarfile.open(fileobj=io.BytesIO(frames.read(channel, size))) as packed:
            # Python before 3.11.4 knows no filters; the grader packed plain files only.
            if hasattr(tarfile, "data_filter"):
                packed.extractall(filter="data")
            else:
                packed.extractall()  # noqa: S202
    except (OSError, MemoryError, tarfile.TarError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


class _Worker:
    """Answers one message after the other; which of the two ends of sealing it is, its messages tell."""

    def __init__(self, channel: socket.socket, ours: shell.Shell, captured: list[Captured]) -> None:
        self.channel = channel
        self.shell = ours
        self.captured = captured
        empty = os.open(os.devnull, os.O_RDONLY)
        os.dup2(empty, 0)
        os.close(empty)
        for number, name in ((1, "stdout"), (2, "stderr")):
            stream = Stream(ours.outputs, name, number)
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        random.seed()
        if "numpy.random" in sys.modules:
            sys.modules["numpy.random"].seed()  # else every submission, and its tests, would draw the same
        shell.seat(ours)
        self.server = learner.Server(ours.user_ns, self._printed, ours.cell_of, self._asked_back)
        self.client = tester.Client(self._ask)
        self.host = Host(forks=True)
        self.stopping = False
        STAND.attended = True

    def work(self) -> None:
        while True:
            try:
                message = frames.receive(self.channel)
            except (EOFError, ConnectionError):
                return
            # Being interrupted is for her code: between two messages it would end the process.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            try:
                reply = self._reply(message)
            except KeyboardInterrupt:
                reply = {"interrupted": True, "id": message.get("id")}
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            frames.send(self.channel, reply)
            if self.stopping:
                self.stopping = False
                frames.send(self.channel, {"stopped": True})

    def _reply(self, message: Message) -> Message:
        if "stop" in message:
            return {"stopped": True}
        if "op" in message:
            return self.server.serve(message)
        if "modules" in message:
            return {"modules": sorted(sys.modules)}
        if "exhibit" in message:
            return self._exhibited(message)
        return self._ran(message)

    def _ran(self, message: Message) -> Message:
        self.shell.outputs.reset()
        self.host.rest()
        STAND.clear()
        more: Message = {}
        if "opaque" in message:
            allowed = message["opaque"]
            self.client.begin(None if allowed is None else frozenset(allowed))
            # Her programs run beside her code, never here: a fork of this process would know the tests.
            DOOR.lead(self.client.staged)
            passed = self._tested(message)
            more = {"comparison": self.client.comparison, "seen": sorted(self.client.seen)}
        else:
            DOOR.lead(self.host.serve)
            passed = cells.run(self.shell, message["run"], message["count"])
        if not passed and STAND.offers:
            more["offers"] = True  # and what runs for it is kept until the next cell
        else:
            self.host.rest()
        for one in self.captured:
            one.collect()
        return {"id": message["id"], "outputs": self.shell.outputs.take(), "passed": passed, **more}

    def _exhibited(self, message: Message) -> Message:
        """What the last cell offered to show; whatever goes wrong with it, its outputs are safe outside."""
        made = STAND.take()
        self._printed()
        if made is None:
            return {"id": message["id"]}
        data = base64.b64encode(made.data).decode()
        return {"id": message["id"], "exhibit": {"data": data, "alt": made.alt}}

    def _tested(self, message: Message) -> bool:
        self.client.bind(message["run"], self.shell.user_ns)
        passed = cells.run(self.shell, message["run"], message["count"], asserts.rewrite)
        verdict = self.client.verdict()
        if passed and verdict is not None:
            # The test caught it, or went on without it: that must not pass.
            name, words = verdict
            self.shell.outputs.error(name, words, [f"{name}: {words}"])
            return False
        if not passed and self.client.raised is not None:
            self.shell.outputs.add_frames(**self.client.raised)
        return passed

    def _ask(self, question: Message) -> Message:
        """Asks her process; what it answers can be a question itself."""
        frames.send(self.channel, question, frames.QUESTION)
        try:
            answer = frames.receive(self.channel)
        except (ValueError, RecursionError):
            return {}  # the client knows that no honest process says nothing
        return answer if isinstance(answer, dict) else {}

    def _asked_back(self, question: Message) -> Message:
        """Her process, in the middle of an answer, needs something of the test."""
        frames.send(self.channel, question)
        answer: Message = {"stop": True} if self.stopping else frames.receive(self.channel)
        if "stop" in answer:
            # The test is gone: what is under way ends, and whoever waits is told when it has.
            self.stopping = True
            raise KeyboardInterrupt
        return answer

    def _printed(self) -> list[list[str]]:
        """What was printed since the last time, as [stream, text]."""
        for one in self.captured:
            one.collect()
        return [
            [output["name"], output["text"]]
            for output in self.shell.outputs.take()
            if output["output_type"] == "stream"
        ]
