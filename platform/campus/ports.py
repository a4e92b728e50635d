"""The TCP ports that a campus needs on its machine, and whether they are free."""

import random
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import psutil

from campus.settings import Settings
from grader.errors import GraderError

# For learners' servers, below the range from which the kernel draws ports for outgoing connections: those
# races lost servers.
PORTS = (20_000, 32_000)


def wanted(settings: Settings, courses: int, apps: int = 0) -> list[tuple[str, int]]:
    """Every address that the campus's processes listen on, with so many courses and apps of courses."""
    inside = [settings.hub_port, settings.proxy_port, settings.exchange_port, settings.web_port]
    inside += [settings.formgrader_port(position) for position in range(courses)]
    inside += [settings.app_port(position) for position in range(apps)]
    return [(settings.hub.host, settings.hub.port), *(("127.0.0.1", port) for port in inside)]


def taken(settings: Settings, courses: int, apps: int = 0) -> list[int]:
    """Those of them that another process listens on."""
    return [port for host, port in wanted(settings, courses, apps) if not is_free(host, port)]


def require_free(settings: Settings, courses: int, apps: int = 0) -> None:
    """Refuses to start where the campus could not listen.

    Raises:
        GraderError: ``port-taken``, with the program that has the port where it can be seen.
    """
    for port in taken(settings, courses, apps):
        by = "".join(f" by {name}" for name in _listeners(port))
        key = "port" if port == settings.hub.port else "internal_port"
        raise GraderError(
            "port-taken",
            "Le campus ne peut pas démarrer : sa place sur la machine est prise.",
            f"port {port} is in use{by}: stop that program, or choose another {key} under [hub] "
            "in campus.toml (the demonstration: `make demo PORT=8010`)",
        )


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A loopback port that nobody uses now."""
    for _ in range(200):
        port = random.randrange(*PORTS)  # noqa: S311 - not a secret
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise GraderError("no-port", "Il n'y a plus de place sur cette machine.", f"no free port in {PORTS}")


def listening() -> socket.socket:
    """A socket that listens on such a port, for a server that is not there yet."""
    for _ in range(200):
        made = socket.socket()
        try:
            made.bind(("127.0.0.1", random.randrange(*PORTS)))  # noqa: S311 - not a secret
            made.listen(128)
        except OSError:
            made.close()
            continue
        return made
    raise GraderError("no-port", "Il n'y a plus de place sur cette machine.", f"no free port in {PORTS}")


def listens(pid: int, port: int) -> bool:
    """Whether a process, or one below it, listens on that port of the loopback itself."""
    try:
        parent = psutil.Process(pid)
        family = [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return False
    for process in family:
        with suppress(psutil.Error):
            if any(_is_listener(one, port) for one in process.net_connections("tcp")):
                return True
    return False


def _listeners(port: int) -> Iterator[str]:
    """Who listens there, where the system lets us see it."""
    with suppress(psutil.Error, OSError):
        for one in psutil.net_connections("tcp"):
            if one.pid and _is_listener(one, port):
                yield f"{psutil.Process(one.pid).name()} (process {one.pid})"
                return


def _is_listener(connection: Any, port: int) -> bool:
    return bool(
        connection.status == psutil.CONN_LISTEN and connection.laddr and connection.laddr.port == port
    )
