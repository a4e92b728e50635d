"""Keeps the campus's processes alive with supervisord, and leaves none behind."""

import configparser
import ctypes
import http.client
import os
import signal
import subprocess
import sys
import time
import xmlrpc.client
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
from supervisor.xmlrpc import SupervisorTransport

from campus.programs import Program
from campus.space import warm
from campus.space.job import SPACE

LOG_MEGABYTES = 5
STOP_SECONDS = 5
DATABASE_STOP_SECONDS = 30
PR_SET_CHILD_SUBREAPER = 36
MARK = "CAMPUS_RUN_DIR"
"""In the environment of supervisord and of its programs: which campus they belong to."""

ALIVE = {"STARTING", "RUNNING", "BACKOFF", "STOPPING"}
NO_ANSWER = (OSError, http.client.HTTPException, xmlrpc.client.Error)


class Supervisor:
    """supervisord with our programs.

    This process becomes the parent of every orphan below it, so that servers of learners, which outlive
    the hub that started them, are found and stopped when the campus stops.

    Args:
        homes_dir: whatever works in there is ended with the campus: servers of learners that a campus
            before this one started.
    """

    def __init__(
        self,
        programs: Sequence[Program],
        run_dir: Path,
        sockets_dir: Path,
        logs_dir: Path,
        homes_dir: Path | None = None,
    ) -> None:
        self.programs = programs
        self._run_dir = run_dir
        self._socket = sockets_dir / "supervisor.sock"
        self._logs_dir = logs_dir
        self._homes_dir = homes_dir
        self._process: subprocess.Popen[bytes] | None = None

    def end_leftovers(self) -> None:
        """Ends supervisord and programs that a killed campus left behind.

        Servers of learners go on: the next hub finds them in its database, with their work in memory.
        """
        with suppress(*NO_ANSWER):
            self._stop_programs()
        _end(_marked(self._run_dir))

    def launch(self) -> None:
        """Starts supervisord and the programs of stage 0; ``end_leftovers`` comes first."""
        for folder in (self._run_dir, self._logs_dir, self._socket.parent):
            folder.mkdir(parents=True, exist_ok=True)
        self._socket.unlink(missing_ok=True)
        _adopt_orphans()
        conf = self._run_dir / "supervisord.conf"
        conf.touch(mode=0o600)
        conf.chmod(0o600)
        with conf.open("w", encoding="utf-8") as file:
            self._configuration().write(file)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "supervisor.supervisord", "--nodaemon", "--silent", "-c", str(conf)],
            stdin=subprocess.DEVNULL,
            env={**os.environ, MARK: str(self._run_dir)},
            start_new_session=True,  # Ctrl-C reaches us alone; we stop the others in order
        )
        self._wait_for_socket()

    def start(self, stage: int) -> None:
        """Starts the programs of one stage, without waiting until they are ready."""
        with self._rpc() as rpc:
            for program in self.programs:
                if program.stage == stage:
                    rpc.supervisor.startProcess(program.name, False)

    def dead(self) -> list[str]:
        """Names of programs that supervisord no longer restarts."""
        with self._rpc() as rpc:
            states: Any = rpc.supervisor.getAllProcessInfo()
        return [state["name"] for state in states if state["statename"] == "FATAL"]

    def watch(self) -> None:
        """Returns when supervisord has ended; buries orphans meanwhile."""
        while self._running():
            time.sleep(0.2)

    def stop(self) -> None:
        """Ends every process below this one: ours in order, then learners' servers and whatever is left."""
        below = set(psutil.Process().children(recursive=True))
        if self._homes_dir is not None:
            servers = _working_in(self._homes_dir)
            below |= servers
            _ask("terminate", servers)
        if self._process is not None and self._running():
            with suppress(*NO_ANSWER):
                self._stop_programs()
            self._process.send_signal(signal.SIGTERM)
            until = time.monotonic() + STOP_SECONDS
            while self._running() and time.monotonic() < until:
                time.sleep(0.02)
        _end({*below, *psutil.Process().children(recursive=True)})

    def _stop_programs(self) -> None:
        """Stops all programs together, then the database, then supervisord, which would go one by one."""
        last = {program.name for program in self.programs if program.stage == 0}
        with self._rpc() as rpc:
            for group in (self._alive(rpc) - last, self._alive(rpc) & last):
                for name in group:
                    with suppress(xmlrpc.client.Fault):  # it has just ended by itself
                        rpc.supervisor.stopProcess(name, False)
                until = time.monotonic() + DATABASE_STOP_SECONDS
                while self._alive(rpc) & group and time.monotonic() < until:
                    time.sleep(0.1)
            rpc.supervisor.shutdown()

    @staticmethod
    def _alive(rpc: xmlrpc.client.ServerProxy) -> set[str]:
        states: Any = rpc.supervisor.getAllProcessInfo()
        return {state["name"] for state in states if state["statename"] in ALIVE}

    def _running(self) -> bool:
        """Whether supervisord runs; adopted processes that ended are buried on the way."""
        assert self._process is not None  # noqa: S101 - launch() comes first
        while self._process.returncode is None:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                self._process.returncode = 0
                return False
            if pid == 0:
                return True
            if pid == self._process.pid:
                self._process.returncode = os.waitstatus_to_exitcode(status)
        return False

    def _configuration(self) -> configparser.RawConfigParser:
        conf = configparser.RawConfigParser()
        conf.read_dict(
            {
                "supervisord": {
                    "pidfile": str(self._run_dir / "supervisord.pid"),
                    "logfile": str(self._logs_dir / "supervisord.log"),
                    "childlogdir": str(self._logs_dir),
                    "user": "root" if os.geteuid() == 0 else "",
                },
                "unix_http_server": {"file": str(self._socket), "chmod": "0700"},
                "supervisorctl": {"serverurl": f"unix://{self._socket}"},
                "rpcinterface:supervisor": {
                    "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
                },
            }
        )
        if os.geteuid() != 0:
            conf.remove_option("supervisord", "user")
        for program in self.programs:
            conf.read_dict({f"program:{program.name}": self._section(program)})
        return conf

    def _section(self, program: Program) -> dict[str, str]:
        section = {
            "command": " ".join(_quoted(word) for word in program.command),
            "autostart": "true" if program.stage == 0 else "false",
            "autorestart": "true",
            "startsecs": "1",
            "startretries": "20",
            "stopsignal": program.stop_signal,
            "stopwaitsecs": str(STOP_SECONDS if program.stage else DATABASE_STOP_SECONDS),
            "stopasgroup": "false",
            "killasgroup": "false",
            "priority": str(10 * program.stage + 10),
            "redirect_stderr": "true",
            "stdout_logfile": _escaped(str(self._logs_dir / f"{program.name}.log")),
            "stdout_logfile_maxbytes": f"{LOG_MEGABYTES}MB",
            "stdout_logfile_backups": "3",
            "environment": ",".join(f"{name}={_value(text)}" for name, text in program.environment.items()),
        }
        if program.user is not None:
            section["user"] = program.user
        if program.directory is not None:
            program.directory.mkdir(parents=True, exist_ok=True)
            section["directory"] = _escaped(str(program.directory))
        return section

    def _rpc(self) -> xmlrpc.client.ServerProxy:
        transport = SupervisorTransport(None, None, f"unix://{self._socket}")
        return xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport)

    def _wait_for_socket(self, seconds: float = 10) -> None:
        until = time.monotonic() + seconds
        while True:
            try:
                with self._rpc() as rpc:
                    rpc.supervisor.getState()
                return
            except (OSError, xmlrpc.client.Error):
                if time.monotonic() > until or not self._running():
                    raise
                time.sleep(0.05)


def _adopt_orphans() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "cannot become a subreaper")


def _marked(run_dir: Path) -> set[psutil.Process]:
    """Processes that a campus on this directory has started, those of learners left out."""
    found = set()
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.pid != os.getpid() and process.environ().get(MARK) == str(run_dir):
                found.add(process)
    return found


def _working_in(homes_dir: Path) -> set[psutil.Process]:
    """Servers of learners, wherever they hang in the tree of processes, and what runs below them."""
    found = set()
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            # An operator's own shell may be in there too.
            server = any("jupyterhub-singleuser" in word for word in process.cmdline())
            # Of spaces that started cold, bubblewrap's is the one that can be read without root.
            marked = process.name() in (SPACE, "bwrap") and process.environ().get(warm.MARK)
            space = marked == warm.mark(homes_dir)
            if space or (server and Path(process.cwd()).is_relative_to(homes_dir)):
                found |= {process, *process.children(recursive=True)}
    return found


def _ask(action: str, processes: Iterable[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.Error):
            getattr(process, action)()


def _end(processes: set[psutil.Process], patience_seconds: float = 5) -> None:
    """Asks them to end, then makes them."""
    alive = [process for process in processes if process.is_running()]
    for action in ("terminate", "kill"):
        _ask(action, alive)
        _, alive = psutil.wait_procs(alive, timeout=patience_seconds)


def _escaped(text: str) -> str:
    """supervisord expands % in every value."""
    return text.replace("%", "%%")


def _value(text: str) -> str:
    """An environment value; supervisord knows both kinds of quotes, and no way to escape them."""
    quote = "'" if '"' in text else '"'
    if quote in text or "\n" in text:
        raise ValueError(f"supervisord cannot pass on {text!r}: it holds both kinds of quotes, or a line end")
    return f"{quote}{_escaped(text)}{quote}"


def _quoted(word: str) -> str:
    return '"' + _escaped(word).replace("\\", "\\\\").replace('"', '\\"') + '"'
