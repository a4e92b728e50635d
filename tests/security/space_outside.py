"""What a learner attacks from her space: that it is there, seen from outside, and what she is told of it."""

import ctypes
import inspect
import json
import os
import re
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import psutil

from tests.security import space_attempts, space_attempts_on_machine, space_attempts_on_others

MODULES = (space_attempts, space_attempts_on_others, space_attempts_on_machine)
IN_HER_SERVER = ("odd_things_asked_of_her_first_process", "her_server_s_port_turned_into_a_client")
"""What only code in her server can try; the last one leaves it deaf."""
SAYS = "FOUND "
_TRYING = """
import traceback
results = {}
for name in NAMES:
    try:
        results[name] = globals()[name](json.loads(GIVEN))
    except BaseException:
        results[name] = [traceback.format_exc()]
print(SAYS + json.dumps(results), flush=True)
os._exit(0)
"""
_LIBC = ctypes.CDLL(None, use_errno=True)


def _attempts(module: ModuleType) -> list[str]:
    return [
        name
        for name, one in vars(module).items()
        if inspect.isfunction(one) and list(inspect.signature(one).parameters) == ["given"]
    ]


ATTEMPTS = [name for module in MODULES for name in _attempts(module) if name not in IN_HER_SERVER]


def named(name: str) -> str:
    """An attempt's own name, for a test's."""
    [found] = [vars(module)[name] for module in MODULES if name in vars(module)]
    return str(found.__doc__).rstrip(".")


def source() -> str:
    """All attempts as one text for inside, where nothing of ``tests`` is."""
    whole = "\n".join(inspect.getsource(module) for module in MODULES)
    return re.sub(r"^from tests\..*\n", "", whole, flags=re.MULTILINE)


@dataclass(frozen=True)
class Outside:
    """
    Attributes:
        home: of another learner, where it really is.
        file: of hers, with ``word`` in it.
        token: of her server.
        mine: the attacker's own.
        pids: processes that are not the attacker's.
        tcp: addresses where somebody listens; the first one is the machine's own loopback.
        udp: addresses that answer.
        sockets: paths of UNIX sockets.
        abstract: name of one that has no path.
        shared: key of a segment of shared memory.
        hidden: files and folders that she must not see.
        read_only: what she sees and must not change.
    """

    home: Path
    file: Path
    word: str
    token: str
    mine: str
    pids: Sequence[int]
    hidden: Sequence[Path]
    read_only: Sequence[Path]
    tcp: Sequence[tuple[str, int]] = ()
    udp: Sequence[tuple[str, int]] = ()
    sockets: Sequence[Path] = ()
    abstract: str = ""
    shared: int = 0

    def given(self) -> dict[str, Any]:
        """As JSON; secrets in two halves, or she would find them in what she was told."""
        return {
            "home": str(self.home),
            "file": self.file.name,
            **{name: _halves(getattr(self, name)) for name in ("word", "token", "mine")},
            "pids": list(self.pids),
            "tcp": [list(one) for one in self.tcp],
            "udp": [list(one) for one in self.udp],
            "sockets": [str(one) for one in self.sockets],
            "abstract": self.abstract,
            "shared": self.shared,
            "hidden": [str(one) for one in self.hidden],
            "read_only": [str(one) for one in self.read_only],
        }

    def require(self) -> None:
        """That all of it is there: else an attempt on nothing would look like one that was refused."""
        assert self.file.read_text() == self.word
        assert self.file.is_relative_to(self.home)
        for path in (*self.hidden, *self.read_only):
            assert path.exists(), path
        for pid in self.pids:
            assert psutil.pid_exists(pid), pid
        for tcp in self.tcp:
            socket.create_connection(tcp, 10).close()
        for udp in self.udp:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
                asking.settimeout(10)
                asking.sendto(b"?", udp)
                assert asking.recv(16) == b"!"
        for name in (*map(str, self.sockets), f"\0{self.abstract}"):
            assert any(_connects(name, kind) for kind in (socket.SOCK_STREAM, socket.SOCK_SEQPACKET)), name
        assert _LIBC.shmget(self.shared, 0, 0) >= 0


def _halves(secret: str) -> list[str]:
    return [secret[: len(secret) // 2], secret[len(secret) // 2 :]]


def _connects(path: str, kind: int) -> bool:
    with socket.socket(socket.AF_UNIX, kind) as asking, suppress(OSError):
        asking.connect(path)
        return True
    return False


@contextmanager
def machine(folder: Path) -> Iterator[dict[str, Any]]:
    """Something of each kind that a machine has: an argument of :class:`Outside` each."""
    mark = f"{os.getpid()}"
    hosts = {"127.0.0.1", *_addresses()}
    tcp = [socket.create_server((host, 0)) for host in sorted(hosts, reverse=True)]
    tcp.sort(key=lambda one: str(one.getsockname()[0]) != "127.0.0.1")
    udp = [_answering(host) for host in hosts]
    paths = [folder / "outside.sock", f"\0campus-test-{mark}"]
    unix = [socket.socket(socket.AF_UNIX) for _ in paths]
    for one, where in zip(unix, paths, strict=True):
        one.bind(str(where))
        one.listen(128)
    threads = [threading.Thread(target=_accept, args=(one,), daemon=True) for one in (*tcp, *unix)]
    for thread in threads:
        thread.start()
    key = 0x5EC0000 + os.getpid() % 0xFFFF
    segment = _LIBC.shmget(key, 4096, 0o1666)  # IPC_CREAT, for all
    try:
        yield {
            "tcp": [one.getsockname() for one in tcp],
            "udp": [one.getsockname() for one in udp],
            "sockets": [folder / "outside.sock"],
            "abstract": f"campus-test-{mark}",
            "shared": key,
        }
    finally:
        _LIBC.shmctl(segment, 0, None)  # IPC_RMID
        for one in (*tcp, *udp, *unix):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def _addresses() -> list[str]:
    """This machine's own, as its network knows them."""
    return [
        one.address
        for all_of_one in psutil.net_if_addrs().values()
        for one in all_of_one
        if one.family == socket.AF_INET
    ]


def _answering(host: str) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.bind((host, 0))

    def answer() -> None:
        with suppress(OSError):
            while (who := made.recvfrom(16)[1]) is not None:
                made.sendto(b"!", who)

    threading.Thread(target=answer, daemon=True).start()
    return made


def _accept(listener: socket.socket) -> None:
    with suppress(OSError):
        while True:
            listener.accept()[0].close()


def call(name: str, given: dict[str, Any]) -> str:
    """Code that, after :func:`source`, makes ``found``."""
    return f"found = {name}(json.loads({json.dumps(given)!r}))"


def program(names: Sequence[str], given: dict[str, Any]) -> str:
    """All of these, one after the other; what each got is told in one line that begins with ``SAYS``."""
    values = {"NAMES": list(names), "GIVEN": json.dumps(given), "SAYS": SAYS}
    return "\n".join([source(), *(f"{name} = {value!r}" for name, value in values.items()), _TRYING])
