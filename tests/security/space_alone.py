"""Two spaces without a campus around them, one to attack from and one to attack; as root or as anybody."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

from campus.settings import REPOSITORY, Settings
from campus.space import warm
from campus.space.job import GATE, Job, Place
from campus.spawner import LIMITS, LIMITS_SHARED
from tests.e2e.spaces import warm_answers
from tests.security.space_outside import ATTEMPTS, IN_HER_SERVER, SAYS, Outside, machine, program

ATTACKER, OTHER = "alice", "berthe"
UIDS = {ATTACKER: 62_900, OTHER: 62_901}
SECONDS = 120.0
WARM = "import sys, pathlib; from campus.settings import Settings; from campus.space import warm; "
WARM += "warm.become(Settings(data_dir=pathlib.Path(sys.argv[1])), [])"
# Her server reads this as its configuration: the earliest that code can be in it.
WAITING = "import os, signal\nterminal = os.openpty()\nprint('READY', flush=True)\nsignal.pause()\n"


def found_by(folder: Path, *before: str) -> dict[str, list[str]]:
    """What each attempt got, from a process of its own that makes the spaces.

    Args:
        before: words of the command that come before Python's.
    """
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.security.space_alone", str(folder)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def run(folder: Path) -> dict[str, list[str]]:
    """What each attempt got, from code in her server; everything is there before and after."""
    settings = Settings(data_dir=folder / "data")
    for path in (settings.secrets_dir, settings.run_dir, settings.homes_dir, settings.courses_dir):
        path.mkdir(parents=True)
    (settings.secrets_dir / "cookie").write_text("key")
    tokens = {name: f"{name}{os.urandom(16).hex()}" for name in UIDS}
    with (
        machine(folder) as things,
        _warm(settings) as process,
        _space(settings, OTHER, tokens, WAITING) as other,
    ):
        other.wait_for("READY")
        file = settings.homes_dir / OTHER / "journal-de-berthe.txt"
        file.write_text("Personne ne lit ceci")
        outside = Outside(
            home=file.parent,
            file=file,
            word="Personne ne lit ceci",
            token=tokens[OTHER],
            mine=tokens[ATTACKER],
            pids=[os.getpid(), process.pid, other.pid, *_below(other.pid)],
            hidden=[settings.secrets_dir / "cookie", settings.run_dir, *_of_ours()],
            read_only=[REPOSITORY / "grader", settings.conf_dir / "learner"],
            **{**things, "sockets": [*things["sockets"], warm.socket_path(settings)]},
        )
        outside.require()
        code = program([*ATTEMPTS, *IN_HER_SERVER], outside.given())
        # Somebody connects to her server, as the hub does: at once.
        with _space(settings, ATTACKER, tokens, code) as attacking, _connected(attacking.port):
            told = attacking.wait_for(SAYS)
        outside.require()
        found: dict[str, list[str]] = json.loads(told)
        return found


def _of_ours() -> list[Path]:
    exercises = [one for one in (REPOSITORY / "courses").glob("*/exercises") if one.is_dir()]
    assert exercises
    return [*exercises, REPOSITORY / "tests", REPOSITORY / "pyproject.toml"]


def _below(pid: int) -> list[int]:
    return [one.pid for one in psutil.Process(pid).children(recursive=True)]


@contextmanager
def _connected(port: int) -> Iterator[None]:
    """Connections to it, again and again, for some time of a start."""
    ended = threading.Event()

    def connect() -> None:
        with ExitStack() as stack:
            while not ended.wait(0.02):
                with suppress(OSError):
                    stack.enter_context(socket.create_connection(("127.0.0.1", port), 1))

    thread = threading.Thread(target=connect)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


class Space:
    def __init__(self, pid: int, port: int, log: Path) -> None:
        self.pid = pid
        self.port = port
        self._log = log

    def wait_for(self, mark: str) -> str:
        """The rest of the line that begins with it."""
        until = time.monotonic() + SECONDS
        while time.monotonic() < until and psutil.pid_exists(self.pid):
            for line in self._log.read_text(errors="replace").splitlines():
                if line.startswith(mark):
                    return line.removeprefix(mark)
            time.sleep(0.05)
        for line in self._log.read_text(errors="replace").splitlines():
            if line.startswith(mark):
                return line.removeprefix(mark)
        raise AssertionError(f"{mark!r} never came:\n{self._log.read_text()[-6000:]}")


@contextmanager
def _warm(settings: Settings) -> "Iterator[subprocess.Popen[bytes]]":
    with subprocess.Popen([sys.executable, "-c", WARM, str(settings.data_dir)]) as process:
        try:
            _wait_until_warm(warm.socket_path(settings), process)
            yield process
        finally:
            process.terminate()


def _wait_until_warm(path: Path, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and process.poll() is None:
        if warm_answers(path, SECONDS):
            return
        time.sleep(0.05)
    raise AssertionError(f"the warm process did not start: {process.poll()}")


@contextmanager
def _space(settings: Settings, name: str, tokens: Mapping[str, str], code: str) -> Iterator[Space]:
    home = settings.homes_dir / name
    home.mkdir(mode=0o700)
    (warm.gate_dir(settings) / name).mkdir(parents=True, exist_ok=True)
    (home / "server.py").write_text(code)
    if os.geteuid() == 0:
        os.chown(home, UIDS[name], UIDS[name])
    log = settings.data_dir / f"{name}.log"
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("ab") as output:
        started = warm.ask(
            warm.socket_path(settings), _job(name, tokens[name]), listener.fileno(), output.fileno()
        )
        port = int(listener.getsockname()[1])
    started.go()
    try:
        yield Space(started.pid, port, log)
    finally:
        if psutil.pid_exists(started.pid):
            os.kill(started.pid, signal.SIGKILL)


def _job(name: str, token: str) -> Job:
    is_root = os.geteuid() == 0
    home = f"/home/{name}"
    environment: dict[str, Any] = {
        "HOME": home,
        "USER": name,
        "PATH": os.environ["PATH"],
        "JUPYTERHUB_API_TOKEN": token,
        "JUPYTERHUB_API_URL": "http://127.0.0.1:1/hub/api",
        "JUPYTERHUB_CLIENT_ID": f"jupyterhub-user-{name}",
        "JUPYTERHUB_SERVICE_PREFIX": f"/user/{name}/",
        "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:1/user/{name}/",
        "JUPYTERHUB_USER": name,
    }
    return Job(
        name=name,
        home=home,
        uid=UIDS[name] if is_root else None,
        environment=environment,
        arguments=(f"--config={home}/server.py",),
        places=(Place(f"homes/{name}", home, writable=True), Place(f"gate/{name}", str(GATE))),
        limits=LIMITS if is_root else LIMITS_SHARED,
    )


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))  # noqa: T201 - for the test that started this
