"""The gateway's way to the Internet: hosts that are listed, and nothing else, whatever is asked for how."""

import asyncio
import datetime
import gc
import json
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from campus.learner import outside
from campus.settings import Learners, Settings
from campus.space import gateway, internet
from tests.e2e.spaces import gateway_answers

PATIENCE_SECONDS = 60.0
HERS, HOST = "alice", "exemple.org"
# A real gateway, but for what names lead to (the next answer for each request) and one address that may be
# reached: this machine's own is all that a test can be sure of.
GATEWAY = """
import json, pathlib, sys, time
from campus.space import gateway, internet

told = json.loads(sys.argv[1])
for name, value in told["limits"].items():
    setattr(internet, name, value)

def resolve(host):
    if host.startswith("lent"):
        time.sleep(3600)
    answers = told["names"].get(host)
    if not answers:
        raise OSError("no such name")
    return [tuple(one) for one in (answers.pop(0) if len(answers) > 1 else answers[0])]

def may_reach(address):
    return address in told["open"] or internet.is_elsewhere(address)

there = internet.Internet(told["hosts"], may_reach, resolve)
gateway.run(pathlib.Path(told["folder"]), {}, {internet.SOCKET: there.of_a_space})
"""

Addresses = Sequence[tuple[str, int]]


def until(asked: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := asked()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


class Gate:
    """A gateway in a process of its own, as two spaces see it."""

    def __init__(self, folder: Path, process: "subprocess.Popen[bytes]") -> None:
        self.folder, self.process = folder, process

    def connected(self, who: str = HERS) -> socket.socket:
        made = socket.socket(socket.AF_UNIX)
        made.settimeout(PATIENCE_SECONDS)
        made.connect(str(self.folder / who / internet.SOCKET))
        return made

    def asked(self, sent: bytes, who: str = HERS) -> bytes:
        """All that comes back until it is over."""
        with self.connected(who) as client:
            with suppress(BrokenPipeError):
                client.sendall(sent)
            return whole(client)

    def status(self, target: str, who: str = HERS) -> int:
        with self.connected(who) as client:
            client.sendall(connect(target))
            return status(client.recv(4096))


def connect(target: str, headers: str = "") -> bytes:
    return f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n{headers}\r\n".encode()


def status(answer: bytes) -> int:
    assert answer.startswith(b"HTTP/1.1 "), answer
    return int(answer[9:12])


def whole(client: socket.socket) -> bytes:
    heard = b""
    with suppress(ConnectionResetError):
        while part := client.recv(1 << 16):
            heard += part
    return heard


@contextmanager
def gate(
    folder: Path,
    names: Mapping[str, Addresses | Sequence[Addresses]] | None = None,
    hosts: Sequence[str] = (HOST,),
    reachable: Sequence[str] = ("127.0.0.1",),
    **limits: float,
) -> Iterator[Gate]:
    """
    Args:
        names: what each leads to; or what it leads to first, then, and so on.
        reachable: addresses that may be reached although they are not public.
        limits: constants of ``campus.space.internet``.
    """
    successive = {
        name: led if led and not isinstance(led[0][0], str) else [led] for name, led in (names or {}).items()
    }
    told = {"folder": str(folder), "names": successive, "hosts": hosts, "open": reachable, "limits": limits}
    for who in (HERS, "berthe"):
        gateway.open_doors(folder, who)  # it finds them when it comes
    with subprocess.Popen([sys.executable, "-c", GATEWAY, json.dumps(told)]) as process:
        try:
            assert until(lambda: gateway_answers(folder))
            yield Gate(folder, process)
        finally:
            process.kill()


class Site:
    """Somebody on the Internet who says back what it is told, in capitals.

    Attributes:
        heard: what each who came said.
    """

    def __init__(self, host: str) -> None:
        self.heard: list[bytes] = []
        self.listener = socket.create_server((host, 0))
        self.address: tuple[str, int] = (host, self.listener.getsockname()[1])

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                client = self.listener.accept()[0]
                self.heard.append(b"")
                threading.Thread(target=self._talk, args=(client, len(self.heard) - 1), daemon=True).start()

    def _talk(self, client: socket.socket, number: int) -> None:
        with client, suppress(OSError):
            while said := client.recv(1 << 16):
                self.heard[number] += said
                client.sendall(said.upper())


@contextmanager
def site(host: str = "127.0.0.1") -> Iterator[Site]:
    made = Site(host)
    threading.Thread(target=made.serve, daemon=True).start()
    try:
        yield made
    finally:
        made.listener.shutdown(socket.SHUT_RDWR)
        made.listener.close()


def test_a_listed_host_is_reached_and_all_that_is_said_arrives(tmp_path: Path) -> None:
    with site() as there, gate(tmp_path, {HOST: [there.address]}) as door, door.connected() as client:
        client.sendall(connect(f"{HOST}:443"))
        assert client.recv(4096) == internet.ESTABLISHED
        large = os.urandom(3_000_000).hex().encode()

        def say() -> None:
            client.sendall(large)
            client.shutdown(socket.SHUT_WR)

        threading.Thread(target=say).start()
        assert whole(client) == large.upper()
        assert there.heard == [large]


@pytest.mark.parametrize(
    ("listed", "asked", "expected"),
    [
        ("exemple.org", "exemple.org", 200),
        ("exemple.org", "EXEMPLE.ORG.", 200),
        ("Exemple.Org", "exemple.org", 200),
        ("exemple.org", "www.exemple.org", 403),
        ("exemple.org", "autre-exemple.org", 403),
        ("exemple.org", "exemple.org.ailleurs.net", 403),
        (".exemple.org", "exemple.org", 200),
        (".exemple.org", "fr.www.exemple.org", 200),
        (".exemple.org", "autre-exemple.org", 403),
        (".org", "exemple.org", 200),
        ("*", "exemple.org", 200),
    ],
)
def test_a_name_is_listed_by_itself_or_by_what_is_above_it(listed: str, asked: str, expected: int) -> None:
    there = internet.Internet(["pypi.org", listed], lambda address: True, lambda host: [])
    if expected == 200:
        assert there._asked_for(connect(f"{asked}:443")) == asked.lower().removesuffix(".")
    else:
        with pytest.raises(internet._Refused) as refused:
            there._asked_for(connect(f"{asked}:443"))
        assert status(refused.value.answer) == expected


ODD = [
    *("127.0.0.1:443", "[::1]:443", "::1:443", "localhost:443", "LOCALHOST.:443", "0x7f000001:443"),
    *("0x7f.1:443", "0x7f.0.0.0x1:443", "2130706433:443", "0177.0.0.1:443", "127.1:443", "0:443"),
    *("[::ffff:127.0.0.1]:443", "[::ffff:7f00:1]:443", "[64:ff9b::7f00:1]:443", "169.254.169.254:443"),
    *("１２７.0.0.1:443", "127。0。0。1:443", "exemple.org%00.ailleurs.net:443", "exemple.org\0:443"),
    *("exemple.org:22", "exemple.org:80", "exemple.org:0443", "exemple.org:443.0", "exemple.org:+443"),
    *("exemple.org:４４３", "exemple.org:65979", "exemple.org", "exemple.org:", ":443", "/:443", "*:443"),
    *("moi@exemple.org:443", "127.0.0.1:443@exemple.org:443", "127.0.0.1/exemple.org:443"),
    *("http://exemple.org:443", "https://exemple.org:443", "exemple.org:443/", "-exemple.org:443"),
    *("exemple..org:443", ".exemple.org:443", f"{'a' * 64}.org:443", f"{'a.' * 130}org:443"),
]


@pytest.fixture(scope="module")
def all_open(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Gate, Site]]:
    """A gateway with all hosts listed, where odd names would lead somewhere if they were looked up."""
    with site() as there:
        names = {one.rpartition(":")[0].lower(): [there.address] for one in ODD}
        with gate(tmp_path_factory.mktemp("gate") / "gate", names, hosts=["*"]) as door:
            yield door, there


@pytest.mark.parametrize("target", ODD)
def test_numbers_and_other_ports_are_refused_however_they_are_written(
    all_open: tuple[Gate, Site], target: str
) -> None:
    door, there = all_open
    assert door.status(target) == 403
    assert there.heard == []


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"GET http://exemple.org/ HTTP/1.1\r\nHost: exemple.org\r\n\r\n", 403),
        (b"GET https://exemple.org/ HTTP/1.1\r\nHost: exemple.org\r\n\r\n", 403),
        (b"GET exemple.org:443 HTTP/1.1\r\n\r\n", 403),
        (b"connect exemple.org:443 HTTP/1.1\r\n\r\n", 403),
        (b"CONNECT exemple.org:443\r\n\r\n", 400),
        (b"CONNECT  exemple.org:443 HTTP/1.1\r\n\r\n", 400),
        (b"CONNECT exemple.org:443 HTTP/1.1 x\r\n\r\n", 400),
        (b"CONNECT exemple.org:443 HTTP/2.0\r\n\r\n", 400),
        (b"CONNECT\texemple.org:443\tHTTP/1.1\r\n\r\n", 400),
        (b"CONNECT exemple.org:443 HTTP/1.1\nHost: exemple.org\n\r\n\r\n", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        (b"\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400),
    ],
)
def test_nothing_but_connect_is_understood(all_open: tuple[Gate, Site], sent: bytes, expected: int) -> None:
    door, there = all_open
    assert status(door.asked(sent)) == expected
    assert there.heard == []


def test_who_goes_before_she_has_asked_leaves_nothing(all_open: tuple[Gate, Site]) -> None:
    door, there = all_open
    with door.connected() as client:
        client.sendall(b"CONNECT exemple.org:443 HTTP/1.1\r\n")
        client.shutdown(socket.SHUT_WR)
        assert status(whole(client)) == 400
    assert there.heard == []


def test_a_refusal_says_in_french_why(tmp_path: Path) -> None:
    with gate(tmp_path, {HOST: [("10.0.0.1", 443)]}) as door:
        for asked, words in (
            ("ailleurs.net:443", internet.NOT_LISTED),
            (f"{HOST}:22", internet.ONLY_HTTPS),
            (f"{HOST}:443", internet.NOT_PUBLIC),
        ):
            head, _, body = door.asked(connect(asked)).partition(b"\r\n\r\n")
            assert body.decode() == f"{words}\n"
            first, *headers = head.decode("ascii").split("\r\n")
            assert first == f"HTTP/1.1 403 {words.split('. ')[0]}"
            assert f"Content-Length: {len(body)}" in headers
            assert "?" not in first


def test_the_first_sentences_that_python_and_curl_show_are_ascii() -> None:
    texts = (internet.NOT_LISTED, internet.ONLY_HTTPS, internet.NOT_PUBLIC, internet.NO_ANSWER)
    for words in (*texts, internet.UNREADABLE, internet.TOO_LONG, internet.TOO_SLOW):
        assert words.split(". ")[0].isascii(), words


def test_a_name_that_nobody_knows_and_a_host_that_is_down_are_said_to_be_silent(tmp_path: Path) -> None:
    with site() as there:
        closed = there.address
    names = {HOST: [closed], "vide.exemple.org": []}
    with gate(tmp_path, names, hosts=[f".{HOST}"]) as door:
        for host in (HOST, "personne.exemple.org", "vide.exemple.org"):
            answer = door.asked(connect(f"{host}:443"))
            assert status(answer) == 502
            assert answer.endswith(f"{internet.NO_ANSWER}\n".encode())


# -- addresses -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.1.2.3", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1"),
        *("169.254.169.254", "192.0.0.192", "192.0.2.1", "198.18.0.1", "203.0.113.80", "192.88.99.1"),
        *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1"),
        *("64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1", "3fff::1", "fe80::1"),
        *("fe80::1%lo", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "ff0e::1", "100::1", "5f00::1"),
    ],
)
def test_an_address_that_is_not_public_may_not_be_reached(address: str) -> None:
    assert not internet.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "151.101.0.223", "2a04:4e42::223", "2001:4860:4860::8888"])
def test_a_public_one_may(address: str) -> None:
    assert internet.is_public(address)


def test_this_machine_s_own_is_not_reached_even_where_it_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    def its_own() -> dict[str, list[SimpleNamespace]]:
        inet = [SimpleNamespace(family=socket.AF_INET, address="8.8.4.4")]
        inet6 = [SimpleNamespace(family=socket.AF_INET6, address="2a04:4E42:0::223%eth0")]
        return {"eth0": [*inet, *inet6, SimpleNamespace(family=psutil.AF_LINK, address="02:00:00:00:00:00")]}

    assert internet.is_elsewhere("8.8.8.8")
    assert not internet.is_elsewhere("127.0.0.1")
    monkeypatch.setattr(psutil, "net_if_addrs", its_own)
    assert internet.is_elsewhere("8.8.8.8")
    assert not internet.is_elsewhere("8.8.4.4")
    assert not internet.is_elsewhere("2a04:4e42::223")


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_a_listed_name_that_leads_to_this_machine_is_refused(tmp_path: Path, address: str) -> None:
    with site() as there, gate(tmp_path, {HOST: [(address, there.address[1])]}, reachable=()) as door:
        answer = door.asked(connect(f"{HOST}:443"))
        assert status(answer) == 403
        assert answer.endswith(f"{internet.NOT_PUBLIC}\n".encode())
        assert there.heard == []


def test_of_several_addresses_only_public_ones_are_tried(tmp_path: Path) -> None:
    with site("127.0.0.2") as hidden, site() as there:
        led = [hidden.address, ("127.0.0.1", 1), there.address]
        with gate(tmp_path, {HOST: led}) as door:
            assert door.status(f"{HOST}:443") == 200
        assert until(lambda: len(there.heard) == 1)
        assert hidden.heard == []


def test_a_name_that_leads_elsewhere_once_it_was_looked_at_gets_nobody_there(tmp_path: Path) -> None:
    with site("127.0.0.2") as hidden, site() as there:
        with gate(tmp_path, {HOST: [[there.address], [hidden.address]]}) as door:
            assert [door.status(f"{HOST}:443") for _ in range(3)] == [200, 403, 403]
        assert until(lambda: len(there.heard) == 1)
        assert hidden.heard == []


def test_names_are_looked_up_as_this_machine_does() -> None:
    assert set(internet.addresses_of("localhost")) <= {("127.0.0.1", 443), ("::1", 443)}
    with pytest.raises(socket.gaierror):
        internet.addresses_of("personne.invalid")


# -- what comes with a request ---------------------------------------------------------------------


def test_a_second_request_behind_a_refused_one_is_never_read(tmp_path: Path) -> None:
    with site() as there, gate(tmp_path, {HOST: [there.address]}) as door:
        second = connect(f"{HOST}:443")
        for first in (
            connect("ailleurs.net:443") + second,
            connect("ailleurs.net:443", f"Content-Length: {len(second)}\r\n") + second,
            connect("ailleurs.net:443", "Transfer-Encoding: chunked\r\n") + b"0\r\n\r\n" + second,
            b"GET / HTTP/1.1\r\nConnection: keep-alive\r\n\r\n" + second,
        ):
            answer = door.asked(first)
            assert status(answer) == 403
            assert answer.count(b"HTTP/1.1") == 1
        assert there.heard == []


def test_a_second_request_behind_a_listed_one_goes_to_that_host(tmp_path: Path) -> None:
    with site() as there, site() as other:
        names = {HOST: [there.address], "autre.org": [other.address]}
        with gate(tmp_path, names, hosts=[HOST, "autre.org"]) as door, door.connected() as client:
            second = connect("autre.org:443")
            client.sendall(connect(f"{HOST}:443", "Content-Length: 0\r\n") + second)
            client.shutdown(socket.SHUT_WR)
            assert whole(client) == internet.ESTABLISHED + second.upper()
        assert (there.heard, other.heard) == ([second], [])


def test_a_request_as_long_as_she_likes_is_refused_and_takes_no_memory(tmp_path: Path) -> None:
    with site() as there, gate(tmp_path, {HOST: [there.address]}) as door:
        just_right = connect(f"{HOST}:443", f"X: {'a' * (internet.HEAD_BYTES - 100)}\r\n")
        too_long = connect(f"{HOST}:443", f"X: {'a' * internet.HEAD_BYTES}\r\n")
        with door.connected() as client:
            client.sendall(just_right)
            assert status(client.recv(4096)) == 200
        assert status(door.asked(too_long)) == 431
        before = psutil.Process(door.process.pid).memory_info().rss
        answer = door.asked(b"CONNECT " + b"a" * 50_000_000)
        assert not answer or status(answer) == 431
        assert psutil.Process(door.process.pid).memory_info().rss < before + 10_000_000
        assert door.status(f"{HOST}:443") == 200
        assert until(lambda: len(there.heard) == 2)


def test_a_request_that_comes_drop_by_drop_is_not_waited_for(tmp_path: Path) -> None:
    with gate(tmp_path, HEAD_SECONDS=1) as door, door.connected() as client:
        client.settimeout(0.05)
        heard, begun = b"", time.monotonic()
        while not heard and time.monotonic() < begun + PATIENCE_SECONDS:
            client.sendall(b"a")
            with suppress(TimeoutError):
                heard = client.recv(4096)
        assert status(heard) == 408


# -- what one keeps from others ----------------------------------------------------------------------


def test_one_who_opens_all_that_she_can_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    with site() as there, gate(tmp_path, {HOST: [there.address]}) as door, ExitStack() as stack:
        files = psutil.Process(door.process.pid).num_fds
        before = files()
        with suppress(BlockingIOError):  # her queue is full
            for _ in range(1000):
                stack.enter_context(door.connected()).sendall(connect(f"{HOST}:443"))
        assert door.status(f"{HOST}:443", "berthe") == 200
        assert until(lambda: len(there.heard) >= gateway.EACH_MAX)
        assert files() - before < 2 * gateway.EACH_MAX + 20


def test_one_who_asks_for_names_that_take_for_ever_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    with (
        site() as there,
        gate(tmp_path, {HOST: [there.address]}, hosts=[f".{HOST}"]) as door,
        ExitStack() as stack,
    ):
        for number in range(gateway.EACH_MAX):
            stack.enter_context(door.connected()).sendall(connect(f"lent{number}.{HOST}:443"))
        threads = psutil.Process(door.process.pid).num_threads
        assert until(lambda: threads() > internet.LOOKUPS_EACH)
        assert door.status(f"{HOST}:443", "berthe") == 200
        assert threads() <= internet.LOOKUPS_EACH + 3


def test_a_connection_on_which_nothing_is_said_for_long_ends(tmp_path: Path) -> None:
    with (
        site() as there,
        gate(tmp_path, {HOST: [there.address]}, IDLE_SECONDS=1) as door,
        door.connected() as silent,
        door.connected() as talking,
    ):
        for client in (silent, talking):
            client.sendall(connect(f"{HOST}:443"))
            assert client.recv(4096) == internet.ESTABLISHED
        for _ in range(8):
            time.sleep(0.25)
            talking.sendall(b"a")
            assert talking.recv(16) == b"A"
        assert silent.recv(16) == b""


# -- the setting, and programs ------------------------------------------------------------------------


def test_where_nothing_is_listed_there_is_no_way_out(tmp_path: Path) -> None:
    assert internet.services(Settings(tmp_path)) == {}
    listed = Settings(tmp_path, learners=Learners(internet=("pypi.org",)))
    assert set(internet.services(listed)) == {"internet.sock"}


class Index(SimpleHTTPRequestHandler):
    """A package index with one package, and a page."""

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - its name there
        """Nothing."""


@contextmanager
def https(folder: Path, certificate: Path) -> Iterator[tuple[str, int]]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *arguments: Index(*arguments, directory=str(folder))
    ) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        serving = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        serving.start()
        yield "127.0.0.1", int(server.server_port)
        server.shutdown()
        serving.join()


def certified(file: Path) -> Path:
    """A key and a certificate for HOST, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    made = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now - day, now + day
    )
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
    signed = made.sign(key, hashes.SHA256())
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return file


@contextmanager
def way(socket_path: Path) -> Iterator[int]:
    """The port that her server answers for her programs, without her server."""
    listener = socket.create_server(("127.0.0.1", 0))
    loop = asyncio.new_event_loop()
    ended = asyncio.Event()

    async def serve() -> None:
        await outside.serve(listener, socket_path)
        await ended.wait()

    serving = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    serving.start()
    yield int(listener.getsockname()[1])
    loop.call_soon_threadsafe(ended.set)
    serving.join()
    loop.close()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Callable[..., "subprocess.CompletedProcess[str]"]]:
    """Runs a command as her kernels and terminals do, with one site on the Internet."""
    site_folder = tmp_path / "site"
    (site_folder / "simple" / "bonjour").mkdir(parents=True)
    (site_folder / "page.txt").write_text("Bonjour, monde")
    wheel = "bonjour-1.0-py3-none-any.whl"
    (site_folder / "simple" / "bonjour" / "index.html").write_text(f'<a href="{wheel}">{wheel}</a>')
    with zipfile.ZipFile(site_folder / "simple" / "bonjour" / wheel, "w") as file:
        file.writestr("bonjour.py", "")
        about = "bonjour-1.0.dist-info"
        file.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: bonjour\nVersion: 1.0\n")
        file.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        file.writestr(f"{about}/RECORD", "")
    certificate = certified(tmp_path / "exemple.pem")
    folder = tmp_path / "gate"
    with (
        https(site_folder, certificate) as address,
        gate(folder, {HOST: [address]}),
        way(folder / HERS / internet.SOCKET) as port,
    ):
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), **outside.environment(port)}
        for name in ("CURL_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT"):
            environment[name] = str(certificate)

        def run(*command: str) -> "subprocess.CompletedProcess[str]":
            return subprocess.run(
                command,
                env=environment,
                cwd=tmp_path,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )

        yield run


Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_requests_curl_pip_and_python_s_own_find_the_way_by_themselves(program: Run, tmp_path: Path) -> None:
    page = f"https://{HOST}/page.txt"
    for command in (
        ("curl", "--silent", "--show-error", page),
        (sys.executable, "-c", f"import requests; print(requests.get('{page}').text)"),
        (
            sys.executable,
            "-c",
            f"import urllib.request as u; print(u.urlopen('{page}').read().decode())",
        ),
    ):
        done = program(*command)
        assert done.stdout.strip() == "Bonjour, monde", done.stderr
    index = ("--index-url", f"https://{HOST}/simple", "--disable-pip-version-check", "--no-cache-dir")
    done = program(sys.executable, "-m", "pip", "download", *index, "--dest", str(tmp_path), "bonjour")
    assert (tmp_path / "bonjour-1.0-py3-none-any.whl").exists(), done.stderr


def test_who_asks_for_another_host_reads_why_not(program: Run) -> None:
    asked = "import requests; requests.get('https://ailleurs.net/')"
    told = program(sys.executable, "-c", asked).stderr
    assert "403 Ce site n'est pas ouvert depuis ton espace" in told
    curl = program("curl", "--silent", "--show-error", "https://ailleurs.net/")
    assert curl.returncode != 0
    assert "403" in curl.stderr
    here = program(sys.executable, "-c", "import requests; requests.get('https://localhost:1/')").stderr
    assert "proxy" not in here.lower(), "her own loopback is reached without"


def test_who_has_said_all_is_answered_however_late(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "slow.sock"))
        listener.listen()
        with way(tmp_path / "slow.sock") as port, socket.create_connection(("127.0.0.1", port)) as client:
            client.settimeout(PATIENCE_SECONDS)
            client.sendall(b"a")
            client.shutdown(socket.SHUT_WR)
            with listener.accept()[0] as there:
                assert whole(there) == b"a"
                gc.collect()  # of what waits, the loop itself keeps nothing
                there.sendall(b"A")
            assert whole(client) == b"A"


def test_while_the_gateway_is_down_programs_are_told_so_at_once(tmp_path: Path) -> None:
    with way(tmp_path / "nobody.sock") as port, socket.create_connection(("127.0.0.1", port)) as client:
        client.settimeout(PATIENCE_SECONDS)
        client.sendall(connect(f"{HOST}:443"))
        assert whole(client) == b""
