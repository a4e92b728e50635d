"""Ways out by sockets; stock nbgrader lets a cell talk to whomever it likes."""

import socket
import tempfile
from pathlib import Path

import pytest

from tests.security.grading.attempts import CHANNEL, Attempt

TRIES = {
    "TCP to this machine": "socket.create_connection(('127.0.0.1', PORT), timeout=1)",
    "TCP to the world": "socket.create_connection(('1.1.1.1', 53), timeout=1)",
    "TCP by IPv6": "socket.create_connection(('2606:4700:4700::1111', 53), timeout=1)",
    "UDP to the world": "UDP.sendto(b'x', ('1.1.1.1', 53))",
    "UDP to this machine": "UDP.sendto(b'x', ('127.0.0.1', PORT))",
    "UDP to everybody": "UDP.sendto(b'x', ('255.255.255.255', 9))",
    "a name asked for": "socket.getaddrinfo('example.org', 80)",
    "UNIX by path": "socket.socket(socket.AF_UNIX).connect(PATH)",
    "UNIX by abstract name": "socket.socket(socket.AF_UNIX).connect('\\0' + NAME)",
    "UNIX datagram by path": "socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b'x', PATH)",
    "UNIX datagram from a pair": "socket.socketpair(socket.AF_UNIX, 2)[0].sendto(b'x', '\\0' + NAME)",
    "UNIX raw from a pair": "socket.socketpair(socket.AF_UNIX, 3)[0].sendto(b'x', '\\0' + NAME)",
    "a pair led elsewhere": "socket.socketpair()[0].connect('\\0' + NAME)",
    "raw IP": "socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)",
    "ping": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP).sendto(b'x' * 8, "
    "('1.1.1.1', 0))",
    "raw frames": "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "netlink": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "the machine's host (vsock)": "socket.socket(socket.AF_VSOCK).connect((2, 22))",
    "kernel crypto": "socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET)",
    "bluetooth": "socket.socket(31, socket.SOCK_STREAM, 3)",
    "by a program": "subprocess.run(['bash', '-c', 'echo x > /dev/tcp/127.0.0.1/PORT'], check=True, "
    "stderr=-3)",
    "her own channel led elsewhere": "socket.socket(fileno=os.dup(CHANNEL)).connect('\\0' + NAME)",
}


@pytest.mark.parametrize("tried", TRIES)
def test_there_is_no_way_out(attempt: Attempt, tried: str) -> None:
    """Stock: the network of the one who grades, its databases and the cloud's metadata service with it."""
    name = f"campus-test-{id(attempt)}"
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(socket.AF_UNIX) as stream,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as datagram,
        tempfile.TemporaryDirectory() as folder,
    ):
        path = str(Path(folder) / "socket")
        stream.bind("\0" + name + "s")
        stream.listen()
        datagram.bind("\0" + name)
        for one in (server, stream, datagram):
            one.setblocking(False)
        line = TRIES[tried].replace("UDP", "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)")
        line = line.replace("PORT", str(server.getsockname()[1]))
        line = line.replace("PATH", repr(path)).replace("NAME", repr(name)).replace("CHANNEL", CHANNEL)
        cell = f"""
            import os, socket, subprocess
            try:
                {line}
                print("out")
            except (OSError, subprocess.CalledProcessError) as error:
                print("refused")
        """
        assert attempt.printed(cell).endswith("refused")
        for one in (server, stream):
            with pytest.raises(BlockingIOError):
                one.accept()
        with pytest.raises(BlockingIOError):
            datagram.recv(1)


def test_there_is_only_a_loopback_that_is_down(attempt: Attempt) -> None:
    """Stock: every interface of the machine."""
    listed = "print([line.split(':')[0].strip() for line in open('/proc/net/dev')][2:])"
    assert attempt.printed(listed) == "['lo']"
