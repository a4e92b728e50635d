"""What a space reaches of the Internet: hosts that a setting names, over HTTPS, at public addresses."""

import asyncio
import ipaddress
import socket
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http import HTTPStatus

import psutil

from campus.settings import HOST_NAME, Settings
from campus.space import gateway
from campus.space.gateway import Answer, Ends

SOCKET = "internet.sock"
PORT = 443
HEAD_BYTES = 8192
HEAD_SECONDS = 10.0
CONNECT_SECONDS = 5.0
ADDRESSES_MAX = 4
IDLE_SECONDS = 300.0
# Asking for a name takes a thread for as long as a name server likes: no space has all of them.
LOOKUPS_EACH, LOOKUPS_MAX = 4, 64
# Of IPv6, what is given out: nothing that stands for an IPv4 address, which would have to be looked at.
_IPV6 = ipaddress.ip_network("2000::/3")
# 6to4, documentation; relays, and what providers keep for themselves: public by their numbers alone.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(one) for one in ("2002::/16", "3fff::/20", "192.0.0.0/24", "192.88.99.0/24")
)

ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"
# What Python and curl show of a refusal is its first sentence: that one has no accents.
NOT_LISTED = "Ce site n'est pas ouvert depuis ton espace. Parles-en à la personne qui anime."
ONLY_HTTPS = "Seules les adresses en https sont ouvertes depuis ton espace. Commence la tienne par https://."
NOT_PUBLIC = "Ce nom ne conduit pas sur Internet. Vérifie comment il s'écrit."
NO_ANSWER = "Ce site ne dit rien. Vérifie comment il s'écrit, et réessaie dans un instant."
UNREADABLE = "Cette demande n'est pas lisible. Passe par requests, pip ou curl."
TOO_LONG = "Cette demande est trop longue."
TOO_SLOW = "Cette demande n'est pas venue en entier. Réessaie dans un instant."

Addresses = Sequence[tuple[str, int]]
"""IP addresses and ports."""


def services(settings: Settings) -> Mapping[str, Callable[[], Answer]]:
    """Socket of a space to what answers there; none where nothing of the Internet is open."""
    hosts = settings.learners.internet
    return {SOCKET: Internet(hosts).of_a_space} if hosts else {}


def is_elsewhere(address: str) -> bool:
    """Whether it is public, and no address of this machine, on which all its services may listen."""
    ours = {
        ipaddress.ip_address(one.address.partition("%")[0])
        for interface in psutil.net_if_addrs().values()
        for one in interface
        if one.family in (socket.AF_INET, socket.AF_INET6)
    }
    return is_public(address) and ipaddress.ip_address(address) not in ours


def is_public(address: str) -> bool:
    """Whether it is an address of the Internet, not of some network or provider alone."""
    found = ipaddress.ip_address(address)
    if found.is_multicast or not found.is_global or any(found in one for one in _NOT_PUBLIC):
        return False
    return found.version == 4 or found in _IPV6


def addresses_of(host: str) -> Addresses:
    """As this machine knows them; it may take long.

    Raises:
        OSError: nobody knows the name.
    """
    found = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    return list(dict.fromkeys((str(address[0]), PORT) for *_, address in found))


class Internet:
    """An HTTP proxy that knows CONNECT alone: one request for each connection, then bytes.

    Args:
        hosts: as in ``[learners] internet``.
        may_reach: whether an address may be connected to.
        resolve: addresses of a host, in a thread of its own.
    """

    def __init__(
        self,
        hosts: Sequence[str],
        may_reach: Callable[[str], bool] = is_elsewhere,
        resolve: Callable[[str], Addresses] = addresses_of,
    ) -> None:
        self._hosts = tuple(host.lower() for host in hosts)
        self._may_reach, self._resolve = may_reach, resolve
        self._threads = ThreadPoolExecutor(LOOKUPS_MAX, "name")

    def of_a_space(self) -> Answer:
        return partial(self._answer, asyncio.Semaphore(LOOKUPS_EACH))

    async def _answer(
        self, lookups: asyncio.Semaphore, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            host = self._asked_for(await _head(reader))
            there, back = await _connected(await self._addresses(host, lookups))
        except _Refused as refused:
            writer.write(refused.answer)
            return
        try:
            writer.write(ESTABLISHED)
            # What came with the request goes there too: it is read as a request no more.
            await _pass_on((reader, writer), (there, back))
        finally:
            back.transport.abort()

    def _asked_for(self, head: bytes) -> str:
        """The host, listed."""
        method, _, rest = head.partition(b"\r\n")[0].partition(b" ")
        target, _, version = rest.partition(b" ")
        host, _, port = target.decode("latin-1").rpartition(":")
        if version not in (b"HTTP/1.1", b"HTTP/1.0"):
            raise _Refused(HTTPStatus.BAD_REQUEST, UNREADABLE)
        if method != b"CONNECT" or port != str(PORT):
            raise _Refused(HTTPStatus.FORBIDDEN, ONLY_HTTPS)
        name = host.lower().removesuffix(".")
        # No number, however it is written: the name server is who gives addresses.
        if HOST_NAME.fullmatch(name) is None or not any(_covers(one, name) for one in self._hosts):
            raise _Refused(HTTPStatus.FORBIDDEN, NOT_LISTED)
        return name

    async def _addresses(self, host: str, lookups: asyncio.Semaphore) -> Addresses:
        """Those that may be reached."""
        loop = asyncio.get_running_loop()
        async with lookups:
            try:
                found = await loop.run_in_executor(self._threads, self._resolve, host)
            except OSError as error:
                raise _Refused(HTTPStatus.BAD_GATEWAY, NO_ANSWER) from error
        allowed = [one for one in found if self._may_reach(one[0])]
        if found and not allowed:
            raise _Refused(HTTPStatus.FORBIDDEN, NOT_PUBLIC)
        return allowed


class _Refused(Exception):
    """
    Args:
        words: for her, in French; the first sentence in ASCII.
    """

    def __init__(self, status: HTTPStatus, words: str) -> None:
        super().__init__(words)
        body = f"{words}\n".encode()
        first = words.partition(". ")[0].removesuffix(".").encode("ascii", "replace")
        head = f"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\nConnection: close"
        self.answer = b"HTTP/1.1 %d %b\r\n%b\r\n\r\n%b" % (status, first, head.encode(), body)


def _covers(listed: str, name: str) -> bool:
    if listed.startswith("."):
        return name == listed[1:] or name.endswith(listed)
    return listed in ("*", name)


async def _head(reader: asyncio.StreamReader) -> bytes:
    """The request with its headers, and nothing of what follows."""
    try:
        async with asyncio.timeout(HEAD_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
    except TimeoutError:
        raise _Refused(HTTPStatus.REQUEST_TIMEOUT, TOO_SLOW) from None
    except asyncio.IncompleteReadError:
        raise _Refused(HTTPStatus.BAD_REQUEST, UNREADABLE) from None
    except asyncio.LimitOverrunError:
        head = bytes(HEAD_BYTES + 1)
    if len(head) > HEAD_BYTES:
        raise _Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, TOO_LONG)
    return head


async def _connected(addresses: Addresses) -> Ends:
    """To the first that answers: to the number that was looked at, whatever the name leads to by now."""
    for host, port in addresses[:ADDRESSES_MAX]:
        with suppress(OSError):
            async with asyncio.timeout(CONNECT_SECONDS):
                return await asyncio.open_connection(host, port)
    raise _Refused(HTTPStatus.BAD_GATEWAY, NO_ANSWER)


async def _pass_on(near: Ends, far: Ends) -> None:
    """Until both have said all, or nobody has said anything for long: places are few."""
    loop = asyncio.get_running_loop()
    with suppress(TimeoutError):
        async with asyncio.timeout(IDLE_SECONDS) as patience:

            def passed(size: int) -> None:
                if not patience.expired():
                    patience.reschedule(loop.time() + IDLE_SECONDS)

            await gateway.both_ways(near, far, passed, passed)
            await gateway.close(far[1])
