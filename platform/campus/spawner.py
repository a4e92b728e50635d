"""Starts each person's server in a space of her own: her files, the read-only system, and nothing else."""

import asyncio
import os
import shutil
import signal
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil
from jupyterhub.spawner import LocalProcessSpawner
from traitlets import Bool, Dict, Integer, List, Unicode

from campus.learner.config import facilitator_file, learner_environment, learner_files
from campus.ports import free_port, listens
from campus.settings import REPOSITORY
from grader.errors import GraderError
from grader.exchange.bundle import BundleLimits
from grader.sandbox import Level, bubblewrap, confinement, interpreter

FIRST_UID = 62_000
GENTLE = (signal.SIGINT, signal.SIGTERM)
# Her /tmp and /dev/shm are new ones that root made: without this her kernels could write no temporary file,
# and scikit-learn would warn her in red at its first import.
OPEN_TMP = ("/bin/sh", "-c", 'chmod 1777 /tmp /dev/shm && exec "$@"', "sh")
# Over TCP, whoever is on this machine could read what her cells write: ZMQ asks a listener for no key.
PRIVATE_KERNELS = "--KernelManager.transport=ipc"
# The names of these sockets have room for 107 bytes, with a pseudonym of 40.
RUNTIME_DIR = ".run"
GO_HOME = ("/bin/sh", "-c", 'cd "$HOME" && exec "$@"', "sh")


class CampusSpawner(LocalProcessSpawner):  # type: ignore[misc]
    """A server as a local process in bubblewrap, under a user id of its own where the campus runs as root."""

    data_dir = Unicode(help="The campus's data directory.").tag(config=True)
    exchange_url = Unicode(help="Address of the exchange, past the proxy.").tag(config=True)
    courses = List(Unicode(), help="Ids of the campus's courses.").tag(config=True)
    course_packages = Dict(help="What learners import, by course: folder of the package.").tag(config=True)
    max_bundle_bytes = Integer(help="Largest hand-in, in bytes.").tag(config=True)
    max_files = Integer(help="Most files in one hand-in.").tag(config=True)
    unconfined = Bool(False, help="Start servers although nothing can confine them here.").tag(config=True)

    @property
    def _data(self) -> Path:
        return Path(self.data_dir)

    @property
    def _outer_home(self) -> Path:
        return self._data / "homes" / str(self.user.name)

    @property
    def _confined(self) -> bool:
        return confinement() is not Level.NONE

    @property
    def _home(self) -> Path:
        """Her home as she sees it."""
        return Path("/home") / self.user.name if self._confined else self._outer_home

    def _taught(self) -> list[str]:
        """Courses that she facilitates."""
        groups = {group.name for group in self.user.groups}
        return [course for course in self.courses if f"formgrade-{course}" in groups]

    def get_state(self) -> dict[str, Any]:
        """The process and when it began: after a reboot its number may be somebody else's."""
        state: dict[str, Any] = super().get_state()
        began = _began(int(self.pid))
        return {**state, "began": began} if began is not None else state

    def load_state(self, state: dict[str, Any]) -> None:
        super().load_state(state)
        began = _began(int(self.pid))
        # The boot time that the system tells wanders by a second or so.
        if began is None or abs(began - state.get("began", 0.0)) > 2:
            self.pid: int = 0

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        conf = self._data / "conf" / "learner"
        hers = {"USER": self.user.name, "HOME": str(self._home), "SHELL": "/bin/bash"}
        if self._confined:
            hers["JUPYTER_RUNTIME_DIR"] = str(self._home / RUNTIME_DIR)
        return {**env, **hers, **learner_environment(conf, self.exchange_url)}

    def make_preexec_fn(self, name: str) -> Any:
        """Nothing to do between fork and exec: the user id changes inside."""
        return None

    async def start(self) -> tuple[str, int]:
        if not self._confined and not self.unconfined:
            raise GraderError(
                "no-confinement",
                "Ton espace ne peut pas être ouvert sur cette machine. Préviens la personne qui anime.",
                "this machine cannot confine servers: install bubblewrap (`campus doctor` says more)",
            )
        self.port: int = self.port or free_port()
        self.notebook_dir = str(self._home)
        self._write_files()
        log = self._data / "logs" / "servers" / f"{self.user.name}.log"
        log.parent.mkdir(exist_ok=True)
        with log.open("ab") as output:
            popen: dict[str, Any] = {"stdout": output, "stderr": output, "cwd": str(self._outer_home)}
            if self._confined:
                await self._start_confined(popen)
            else:
                self.popen_kwargs = popen
                await super().start()
        await self._wait_until_hers()
        return ("127.0.0.1", self.port)

    async def _wait_until_hers(self) -> None:
        """Returns once her own server listens: a port that another learner took first is never given to her.

        The network is shared, and the proxy would send her browser, with her cookies, to whoever listens.
        """
        until = time.monotonic() + self.start_timeout
        while time.monotonic() < until:
            if await self.poll() is not None:
                break
            if await asyncio.to_thread(listens, int(self.pid), self.port):
                return
            await asyncio.sleep(0.1)
        await self.stop(now=True)
        raise GraderError(
            "server-not-started",
            "Ton espace ne s'est pas ouvert. Réessaie dans un instant.",
            f"{self.user.name}'s server does not listen on {self.port}; its log is in logs/servers",
        )

    async def _start_confined(self, popen: dict[str, Any]) -> None:
        """Runs bubblewrap with its arguments in a file descriptor: they hold tokens, and `ps` is public."""
        command = self._bubblewrap(self.get_env())
        program, arguments = command[0], command[1 : command.index("--")]
        before = list(self.cmd)  # type: ignore[has-type]
        descriptor = os.memfd_create("bwrap-arguments", 0)
        try:
            os.write(descriptor, b"".join(word.encode() + b"\0" for word in arguments))
            os.lseek(descriptor, 0, os.SEEK_SET)
            self.popen_kwargs = {**popen, "pass_fds": (descriptor,)}
            self.cmd = [
                program,
                "--args",
                str(descriptor),
                "--",
                *self._drop(),
                *GO_HOME,
                *before,
                PRIVATE_KERNELS,
            ]
            await super().start()
        finally:
            self.cmd = before
            os.close(descriptor)

    def _bubblewrap(self, env: Mapping[str, str]) -> list[str]:
        packages = [Path(folder) for folder in self.course_packages.values()]
        mine = [REPOSITORY / "grader", REPOSITORY / "platform" / "campus", self._data / "conf" / "learner"]
        placed: dict[Path, Path] = {}
        for course in self._taught():
            inside = self._home / "nbgrader" / course
            placed |= {
                self._data / "courses" / course / part: inside / part for part in ("source", "release")
            }
            placed[self._course_config(course)] = inside / "nbgrader_config.py"
        return bubblewrap(
            read_only=[*interpreter(), *packages, *mine],
            writable={self._outer_home: self._home},
            placed=placed,
            network=True,
            home=self._home,
            env=env,
            as_root=os.geteuid() == 0,
            outlives_parent=True,
        )

    def _drop(self) -> list[str]:
        """The command that gives up root inside, where the campus runs as root."""
        if os.geteuid() != 0:
            return []
        uid = str(self._outer_home.stat().st_uid)
        setpriv = shutil.which("setpriv") or "setpriv"
        return [
            *OPEN_TMP,
            setpriv,
            "--reuid",
            uid,
            "--regid",
            uid,
            "--clear-groups",
            "--no-new-privs",
            "--inh-caps=-all",
        ]

    def _write_files(self) -> None:
        """Her home, the configuration that all servers share, and the course folders of a facilitator."""
        conf = self._data / "conf" / "learner"
        for name, content in learner_files(
            self.courses, BundleLimits(self.max_bundle_bytes, self.max_files)
        ).items():
            _write(conf / name, content)
        self._outer_home.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.geteuid() == 0 and self._outer_home.stat().st_uid == 0:
            uid = _next_uid(self._data / "homes")
            os.chown(self._outer_home, uid, uid)
        for course in self._taught():
            self._write_course_folder(course)

    def _course_config(self, course: str) -> Path:
        return self._data / "conf" / "facilitator" / course / "nbgrader_config.py"

    def _write_course_folder(self, course: str) -> None:
        """``nbgrader/<course>``: a facilitator's own nbgrader folder, with the sources read-only in it."""
        owner = self._outer_home.stat().st_uid
        folder = self._outer_home / "nbgrader" / course
        # bubblewrap, as root, would make the file that a link names, wherever that is.
        _refuse_link(folder / "nbgrader_config.py")
        for path in (folder.parent, folder, folder / "source", folder / "release"):
            _refuse_link(path)
            path.mkdir(exist_ok=True)
            os.chown(path, owner, owner, follow_symlinks=False)
        root = self._home / "nbgrader" / course if self._confined else self._data / "courses" / course
        _write(self._course_config(course), facilitator_file(course, root))

    async def _signal(self, sig: int) -> bool:
        """Reaches the server itself: bubblewrap passes no signal on, and dies of it."""
        try:
            outer = psutil.Process(self.pid)
            below = outer.children(recursive=True)
        except psutil.NoSuchProcess:
            return False
        if sig == 0 or not self._confined:
            return bool(await super()._signal(sig))
        targets = _servers(below) if sig in GENTLE else [*below, outer]
        for process in targets:
            try:
                process.send_signal(sig)
            except psutil.NoSuchProcess:
                continue
        return True


def _began(pid: int) -> float | None:
    """When a process began, in seconds since 1970; None where there is none."""
    try:
        return psutil.Process(pid).create_time() if pid else None
    except psutil.NoSuchProcess:
        return None


def _servers(processes: Sequence[psutil.Process]) -> list[psutil.Process]:
    """The server among bubblewrap's descendants: the first that is not bubblewrap's own."""
    return [process for process in processes if process.name() != "bwrap"][:1]


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        raise GraderError("bad-home", "Ton espace est abîmé.", f"{path} is a symbolic link: remove it")


def _next_uid(homes: Path) -> int:
    taken = {home.stat().st_uid for home in homes.iterdir()}
    return max(taken | {FIRST_UID - 1}) + 1


def _write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists() or file.read_text("utf-8") != content:
        temporary = file.with_name(f".{file.name}.new")
        temporary.write_text(content, "utf-8")
        temporary.replace(file)
