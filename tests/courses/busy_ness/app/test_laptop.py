"""``python -m busy_ness``: a real process that starts, is killed, starts again and loses nothing."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from busy_ness.__main__ import EVERYWHERE
from busy_ness.app.laptop import address, laptop, network_address
from busy_ness.app.tickets import ticket


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: Path, port: int, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and what it said when it was ready."""
    command = [sys.executable, "-m", "busy_ness", "--port", str(port), "--data", str(folder), *more]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = ""
    try:
        assert process.stdout is not None
        for line in process.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        yield process, said
    finally:
        process.kill()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()


def browser() -> OpenerDirector:
    return build_opener(HTTPCookieProcessor(CookieJar()))


def post(her: OpenerDirector, page: str, action: str, **data: str) -> str:
    """Sends a form as a browser does, with the token of the page it is on."""
    with her.open(page, timeout=20) as answer:
        token = re.search(r'name="csrf_token" value="([^"]+)"', answer.read().decode())
    assert token is not None
    with her.open(action, urlencode({**data, "csrf_token": token[1]}).encode(), timeout=20) as answer:
        return str(answer.geturl())


def test_a_workshop_survives_a_killed_server(tmp_path: Path) -> None:
    port, folder = free_port(), tmp_path / "données d’atelier"
    base = f"http://127.0.0.1:{port}"
    lead, her = browser(), browser()
    with running(folder, port, "--host", "127.0.0.1") as (process, said):
        link = re.search(rf"{base}/animation#(\S+)", said)
        assert link is not None
        assert str(folder) in said
        assert f"{base}\n" in said
        post(lead, f"{base}/animation", f"{base}/animation", key=link[1])
        made = post(lead, f"{base}/ateliers/nouveau", f"{base}/ateliers/nouveau", title="Macé", teams="2")
        code = made.split("/")[-3]
        post(her, f"{base}/entrer/{code}", f"{base}/entrer/{code}/nouveau", name="Ada")
        post(her, f"{base}/{code}/rejoindre", f"{base}/{code}/rejoindre", team="1")
        process.send_signal(signal.SIGKILL)
        process.wait(20)
    with running(folder, port, "--host", "127.0.0.1") as (process, said_again):
        assert said_again == said  # the same private link
        with her.open(f"{base}/{code}/", timeout=20) as answer:
            assert "Équipe 1" in answer.read().decode()
        with lead.open(f"{base}/{code}/animer/", timeout=20) as answer:
            assert "Ada" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stdout is not None
        assert "Tout est gardé" in process.stdout.read()


def test_ctrl_c_stops_it_even_while_pages_listen(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, port, "--host", "127.0.0.1") as (process, _):
        text = ticket((tmp_path / "secret.key").read_text(), "workshop:1")
        answer = browser().open(f"http://127.0.0.1:{port}/direct?ticket={text}", timeout=20)
        assert answer.readline() == b"retry: 1500\n"
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert time.monotonic() - started < 10
        answer.close()
        assert process.stdout is not None
        left = process.stdout.read()
        assert "Traceback" not in left
        assert "error" not in left.lower()


def test_a_port_that_is_taken_is_said_with_another_to_try(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "busy_ness", "--host", "127.0.0.1", "--port", str(port)]
        done = subprocess.run(
            [*command, "--data", str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
        )
    assert done.returncode == 1
    assert f"Le port {port} ne s’ouvre pas" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--data", "/proc/nulle-part"], "ne s’ouvre pas"),
        (["--database", "postgresql+psycopg://127.0.0.1:9/rien?connect_timeout=2"], "ne répond pas"),
        (["--database", "n’importe quoi"], "ne répond pas"),
    ],
)
def test_what_cannot_start_says_why_and_what_to_do(tmp_path: Path, arguments: list[str], words: str) -> None:
    command = [sys.executable, "-m", "busy_ness", "--data", str(tmp_path), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_keys_are_its_owners_alone_and_stay(tmp_path: Path) -> None:
    first = laptop(tmp_path / "data", 8765, "127.0.0.1")
    again = laptop(tmp_path / "data", 8765, "127.0.0.1")
    assert first.token == again.token
    assert first.parts.mount.secret_key == again.parts.mount.secret_key != first.token
    assert len(first.token) >= 32
    if os.name == "posix":
        assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
        for name in ("secret.key", "facilitator.key"):
            assert (tmp_path / "data" / name).stat().st_mode & 0o777 == 0o600


def test_pupils_are_told_an_address_of_the_network() -> None:
    assert address("127.0.0.1", 8765) == "http://127.0.0.1:8765"
    assert address(EVERYWHERE, 80) == f"http://{network_address()}:80"
    assert address("::1", 80) == "http://[::1]:80"
    socket.inet_aton(network_address())
