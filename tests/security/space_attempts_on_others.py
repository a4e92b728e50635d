"""What a learner tries in her space with processes, memory and networks of others; sent there as text."""

import ctypes
import json
import os
import re
import select
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

from tests.security.space_attempts import LIBC, Found, Given, holds, numbers, opened, ways, worked

# -- processes -------------------------------------------------------------------------------------


def environments_and_memory_of_others(given: Given) -> Found:
    """/proc/*/environ, cmdline and mem of others."""
    found = []
    for number in {*map(str, given["pids"]), *numbers(), "1"}:
        for name in ("environ", "cmdline", "stack", "maps"):
            with suppress(OSError):
                told = Path(f"/proc/{number}/{name}").read_bytes()
                found += (
                    [f"{number}/{name}"] if holds(told, given["token"]) or "warm.sock" in str(told) else []
                )
    outside = [number for number in given["pids"] if number > _last()]
    return found + worked({f"{one}/mem": partial(opened, f"/proc/{one}/mem") for one in outside})


def _last() -> int:
    """The highest number that a process of hers has had."""
    return int(Path("/proc/loadavg").read_text().split()[4])


def what_was_left_in_her_own_memory(given: Given) -> Found:
    """The token of another, left in memory that hers was copied from."""
    assert in_memory(given["mine"]), "her own must be there, or this looks in the wrong places"
    return ["token"] if in_memory(given["token"]) else []


def in_memory(halves: list[str]) -> bool:
    for line in Path("/proc/self/maps").read_text().splitlines():
        first, last, rights = re.match(r"(\w+)-(\w+) (\S+)", line).groups()  # type: ignore[union-attr]
        if rights.startswith("rw") and "[v" not in line:
            start, size = int(first, 16), int(last, 16) - int(first, 16)
            with suppress(ValueError, OSError):
                if holds(ctypes.string_at(start, size), halves):
                    return True
    return False


def signals_to_others(given: Given) -> Found:
    """Signals to others, and anything else that names a process by its number."""
    tries: dict[str, Callable[[], object]] = {}
    for one in (number for number in given["pids"] if number > _last()):
        tries[f"kill {one}"] = partial(os.kill, one, signal.SIGTERM)
        tries[f"group {one}"] = partial(os.killpg, one, signal.SIGTERM)
        tries[f"pidfd {one}"] = partial(os.pidfd_open, one)
        tries[f"priority {one}"] = partial(os.setpriority, os.PRIO_PROCESS, one, 19)
        tries[f"processors {one}"] = partial(os.sched_setaffinity, one, {0})
        tries[f"limits {one}"] = partial(LIBC.prlimit, one, 7, bytes(16), None)
    return worked(tries)


# Run by a program of hers, as a terminal is, on what it is below: her first process, server and kernels.
_TRACING = """
import ctypes, json, os
libc = ctypes.CDLL(None, use_errno=True)
found = []
word = ctypes.create_string_buffer(8)
piece = (ctypes.c_size_t * 2)(ctypes.addressof(word), 8)
def title(target):
    try:
        return open(f"/proc/{target}/comm").read()
    except OSError:
        return "campus-"  # not for her to see
for target in range(1, int(open("/proc/loadavg").read().split()[4])):
    if not title(target).startswith("campus-"):
        continue
    try:
        handle = os.pidfd_open(target)
    except OSError:
        handle = -1
    for name in ("mem", "environ", "root/", "cwd/", "fd"):
        for flags in (os.O_RDONLY, os.O_RDWR):
            try:
                os.close(os.open(f"/proc/{target}/{name}", flags))
                found.append(f"/proc/{target}/{name}")
            except OSError:
                pass
    for name, call in {
        "attach": lambda: libc.ptrace(16, target, 0, 0),
        "seize": lambda: libc.ptrace(0x4206, target, 0, 0),
        "read": lambda: libc.process_vm_readv(target, piece, 1, piece, 1, 0),
        "write": lambda: libc.process_vm_writev(target, piece, 1, piece, 1, 0),
        "socket": lambda: libc.syscall(438, handle, 3, 0),
    }.items():
        if call() != -1:
            found.append(f"{name} {target}")
print(json.dumps(found))
"""


def inside_her_own_server(given: Given) -> Found:
    """Getting into her own first process or server, which hold sockets of the machine's network."""
    done = subprocess.run([sys.executable, "-c", _TRACING], capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


# -- network ---------------------------------------------------------------------------------------


def tcp_ports_of_the_machine(given: Given) -> Found:
    """TCP ports: the hub's, the proxy's, the pages', other learners', the machine's."""
    return worked({str(one): partial(socket.create_connection, tuple(one), 2) for one in given["tcp"]})


def udp_ports_of_the_machine(given: Given) -> Found:
    """UDP ports of the machine."""
    found = []
    for host, port in given["udp"]:  # whoever listens there answers
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking, suppress(OSError):
            asking.connect((host, port))
            asking.send(b"?")
            asking.settimeout(0.5)
            found += [f"{host}:{port}"] if asking.recv(16) else []
    return found


def the_internet(given: Given) -> Found:
    """The internet, by name and by number; any network but her own loopback."""
    tries: dict[str, Callable[[], object]] = {
        "TCP": lambda: socket.create_connection(("1.1.1.1", 443), 2),
        "TCP 6": lambda: socket.create_connection(("2606:4700:4700::1111", 443), 2),
        "name": lambda: socket.getaddrinfo("example.org", 80),
        "UDP": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("8.8.8.8", 53)),
    }
    return worked(tries) + [name for _, name in socket.if_nameindex() if name != "lo"]


def sockets_of_other_kinds(given: Given) -> Found:
    """Raw packets, ICMP, and sockets that lead past the network."""
    kinds = {
        "raw": (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP),
        "raw ICMP": (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP),
        "packet": (socket.AF_PACKET, socket.SOCK_RAW, 0),
        "old packet": (socket.AF_INET, 10, 0),
        "vsock": (40, socket.SOCK_STREAM, 0),
        "crypto": (38, socket.SOCK_SEQPACKET, 0),
        "xdp": (44, socket.SOCK_RAW, 0),
        "audit": (16, socket.SOCK_RAW, 9),
        "netfilter": (16, socket.SOCK_RAW, 12),
        "events": (16, socket.SOCK_RAW, 15),
    }
    tries = {name: partial(socket.socket, *kind) for name, kind in kinds.items()}
    return worked({**tries, "pair": lambda: socket.socketpair(40, socket.SOCK_STREAM)})


def unix_sockets_of_others(given: Given) -> Found:
    """UNIX sockets: the warm process's, the supervisor's, the database's, abstract ones."""
    found = []
    names = [*(way for path in given["sockets"] for way in ways(path)), f"\0{given['abstract']}"]
    for name in names:
        for kind in (socket.SOCK_STREAM, socket.SOCK_SEQPACKET, socket.SOCK_DGRAM):
            with closing(socket.socket(socket.AF_UNIX, kind)) as tried, suppress(OSError):
                tried.connect(name)
                found.append(f"{name!r} {kind}")
    return found


# -- only from within her server -------------------------------------------------------------------


def her_server_s_port_turned_into_a_client(given: Given) -> Found:
    """The socket that her server listens on, and one that it accepted, turned into clients of the machine."""
    of_machine = _of_machine()
    found = []
    for listener in of_machine[:1]:
        listener.settimeout(10)
        of_machine.append(listener.accept()[0])  # somebody outside connects again and again
        tries = {"filter removed": (27, 0), "unlocked": (44, 0), "replaced": (26, struct.pack("HP", 0, 0))}
        found = worked({name: partial(listener.setsockopt, 1, *told) for name, told in tries.items()})
    for one in of_machine:
        assert LIBC.connect(one.fileno(), bytes(16), 16) == 0, "disconnected, as the kernel allows"
        one.settimeout(2)
        with suppress(OSError):
            one.connect(tuple(given["tcp"][0]))
            found.append("connected")
    return found


def _of_machine() -> list[socket.socket]:
    """Sockets of hers that are not of her own network; none where somebody outside keeps her port."""
    found = []
    for number in sorted(int(one.name) for one in Path("/proc/self/fd").iterdir()):
        with suppress(OSError):
            one = socket.socket(fileno=os.dup(number))
            if one.family == socket.AF_INET and one.type == socket.SOCK_STREAM:
                found.append(one)
    return found


def odd_things_asked_of_her_first_process(given: Given) -> Found:
    """Odd things asked of her first process: it goes on, and what it makes is confined as she is."""
    from campus.space import kernels

    channel: Any = kernels._asking
    odd = [
        b"\0",
        b"{",
        b"[]",
        b"null",
        b'{"status": {}}',
        b'{"status": "x"}',
        b'{"arguments": 1}',
        b"\xff" * 9999,
    ]
    for told in odd:
        channel.sendall(told)
        assert select.select([channel], [], [], 10)[0], told
        channel.recv(1 << 18)
    code = "import json, os; told = [os.getresuid(), open('/proc/self/status').read()]; "
    code += "open('forked.json', 'w').write(json.dumps(told)); os._exit(0)"
    arguments = ["-f", "kernel.json", f"--IPKernelApp.exec_lines={code}"]
    folder = str(Path.home())
    forked = kernels.Forked(
        {"arguments": arguments, "environment": {**os.environ, "HOME": folder}, "folder": folder}
    )
    until = time.monotonic() + 30
    while forked.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    uids, status = json.loads((Path.home() / "forked.json").read_text())
    rights = re.findall(r"(CapEff|CapPrm|CapInh|CapAmb|Seccomp|NoNewPrivs):\s+(\w+)", status)
    wanted = {"NoNewPrivs": "1", "Seccomp": "2"}
    found = [f"{name} {value}" for name, value in rights if value != wanted.get(name, "0" * 16)]
    return found + ([] if set(uids) == {os.getuid()} else [str(uids)])
