"""The TCP ports that a campus needs on its machine, and whether they are free."""

import socket
from collections.abc import Iterator
from contextlib import suppress

import psutil

from campus.settings import Settings
from grader.errors import GraderError


def wanted(settings: Settings, courses: int) -> list[tuple[str, int]]:
    """Every address that the campus's processes listen on."""
    inside = [settings.hub_port, settings.proxy_port, settings.exchange_port, settings.web_port]
    inside += [settings.formgrader_port(position) for position in range(courses)]
    return [(settings.hub.host, settings.hub.port), *(("127.0.0.1", port) for port in inside)]


def taken(settings: Settings, courses: int) -> list[int]:
    """Those of them that another process listens on."""
    return [port for host, port in wanted(settings, courses) if not is_free(host, port)]


def require_free(settings: Settings, courses: int) -> None:
    """Refuses to start where the campus could not listen.

    Raises:
        GraderError: ``port-taken``, with the program that has the port where it can be seen.
    """
    for port in taken(settings, courses):
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


def _listeners(port: int) -> Iterator[str]:
    """Who listens there, where the system lets us see it."""
    with suppress(psutil.Error, OSError):
        for connection in psutil.net_connections("tcp"):
            listens = connection.status == psutil.CONN_LISTEN and connection.pid
            if listens and connection.laddr and connection.laddr.port == port:
                yield f"{psutil.Process(connection.pid).name()} (process {connection.pid})"
                return
