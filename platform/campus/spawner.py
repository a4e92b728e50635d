"""Starts each person's server in a space of her own: her files, the read-only system, and nothing else."""

import asyncio
import hashlib
import html
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, ClassVar
from urllib.parse import quote, urlsplit, urlunsplit

import psutil
from aiohttp import ClientError, ClientTimeout
from jupyterhub.httpclient import fetch
from jupyterhub.spawner import LocalProcessSpawner
from sqlalchemy.orm import object_session
from traitlets import Bool, Dict, Integer, List, Unicode

from campus.dist import Dist
from campus.learner import outside
from campus.learner.config import facilitator_file, learner_environment, learner_files
from campus.ports import free_port, listening, listens
from campus.rush import Rush, told
from campus.settings import REPOSITORY
from campus.space import door, gateway, limits, quota, warm, world
from campus.space.job import GATE, Job, Place
from grader.errors import GraderError
from grader.exchange.bundle import BundleLimits
from grader.sandbox import Level, bubblewrap, confinement, interpreter
from grader.sandbox.cgroup import Group

FIRST_UID = 62_000
PROGRESS_SECONDS = 0.3
WEIGH_SECONDS = 60
HUB_ADDRESSES = ("JUPYTERHUB_API_URL", "JUPYTERHUB_ACTIVITY_URL")
# Of each process of hers; those of the last kind the kernel counts by user id, which she must not share.
LIMITS_SHARED = {"RLIMIT_CORE": 0, "RLIMIT_NOFILE": 4096, "RLIMIT_FSIZE": 1 << 30}
LIMITS = {**LIMITS_SHARED, "RLIMIT_NPROC": 512}
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
    warm_socket = Unicode(help="Where the warm process answers.").tag(config=True)
    gate_dir = Unicode(help="Folder of the gateway's folders.").tag(config=True)
    memory_mb = Integer(1500, help="Memory of all her processes together, in MB.").tag(config=True)
    home_mb = Integer(1000, help="What her files take, at most, in MB.").tag(config=True)
    internet = Bool(False, help="Whether the gateway opens some of the Internet to her.").tag(config=True)
    _weigh_at = 0.0
    _weighing: asyncio.Task[None] | None = None
    processes = Integer(256, help="Processes and threads of hers together.").tag(config=True)
    max_bundle_bytes = Integer(help="Largest hand-in, in bytes.").tag(config=True)
    max_files = Integer(help="Most files in one hand-in.").tag(config=True)
    _queue: ClassVar[Rush | None] = None
    _watched: int | None = None
    unconfined = Bool(False, help="Start servers although nothing can confine them here.").tag(config=True)

    @property
    def _data(self) -> Path:
        return Path(self.data_dir)

    @property
    def _outer_home(self) -> Path:
        return self._data / "homes" / str(self.user.name)

    @property
    def _confined(self) -> bool:
        return confinement() is Level.NAMESPACES

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
        exchange = self.exchange_url
        if self._confined:
            # Her network is empty: the hub and the exchange are behind sockets.
            exchange = _through_gate(exchange, "exchange.sock")
            hers["JUPYTER_RUNTIME_DIR"] = str(self._home / RUNTIME_DIR)
            hers |= {name: _through_gate(env[name], "hub.sock") for name in HUB_ADDRESSES if name in env}
            hers |= {outside.FLAG: "1"} if self.internet else {}
        return {**env, **hers, **learner_environment(conf, exchange, _atelier(env))}

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
        try:
            async with self._rush().place(self.user.name):
                limits.require_room()
                await self._start()
                await self._wait_until_up()
        except GraderError as error:
            error.jupyterhub_html_message = html.escape(error.learner)  # type: ignore[attr-defined]
            raise
        return ("127.0.0.1", self.port)

    async def poll(self) -> int | None:
        """As ever; from time to time her files are weighed on the way."""
        status: int | None = await super().poll()
        now = time.monotonic()
        if status is None and self._confined and now >= self._weigh_at:
            self._weigh_at = now + WEIGH_SECONDS
            self._weighing = asyncio.create_task(asyncio.to_thread(self._weigh, int(self.pid)))
        return status

    def _weigh(self, first: int) -> None:
        used = quota.used_mb(self._outer_home)
        full = used > self.home_mb
        if full:
            self.log.warning(
                "%s's files take %d MB, more than home_mb (%d)", self.user.name, used, self.home_mb
            )
        quota.enforce(first, full=full, file_bytes=LIMITS["RLIMIT_FSIZE"])

    @classmethod
    def _rush(cls) -> Rush:
        """One queue for all learners."""
        if cls._queue is None:
            cls._queue = Rush(limits.starts_at_once())
        return cls._queue

    async def progress(self) -> AsyncIterator[dict[str, Any]]:
        """Her place in the queue, as it moves; then that it is her turn."""
        last = ""
        while (ahead := self._rush().ahead(self.user.name)) is not None:
            words = told(ahead, self._rush().seconds(ahead))
            if words != last:
                yield {"progress": round(60 / (ahead + 2)), "message": words}
                last = words
            await asyncio.sleep(PROGRESS_SECONDS)
        yield {"progress": 70, "message": "C'est à toi\u202f: ton espace s'ouvre."}

    async def _start(self) -> None:
        self.notebook_dir = str(self._home)
        self._write_files()
        path = self._data / "logs" / "servers" / f"{self.user.name}.log"
        path.parent.mkdir(exist_ok=True)
        with path.open("ab") as log:
            if not self._confined:
                await self._start_unconfined(log)
                return
            await asyncio.to_thread(gateway.open_doors, Path(self.gate_dir), self.user.name)
            # Ours before it is hers, so that nobody takes her port between the two.
            with listening() as listener:
                self.port: int = listener.getsockname()[1]
                await self._start_space(listener, log)

    async def _wait_until_up(self) -> None:
        """Until her server answers: so long it needs the processor, and the next one waits."""
        until = time.monotonic() + self.http_timeout
        url = f"http://127.0.0.1:{self.port}{self.server.base_url}api"
        while time.monotonic() < until and await self.poll() is None:
            try:
                # Her socket listens already: this waits in it until somebody answers.
                await fetch(url, timeout=ClientTimeout(total=until - time.monotonic()))
            except (OSError, ClientError, TimeoutError):
                await asyncio.sleep(0.05)
            else:
                return

    async def _start_unconfined(self, log: IO[bytes]) -> None:
        self.port = free_port()
        self.popen_kwargs = {"stdout": log, "stderr": log, "cwd": str(self._outer_home)}
        await super().start()
        await self._wait_until_hers()

    async def _start_space(self, listener: socket.socket, log: IO[bytes]) -> None:
        """Forked from the warm process; where that is gone, from nothing, which takes seconds."""
        job = self._job()
        self.proc: subprocess.Popen[bytes] | None = None
        try:
            started = await asyncio.to_thread(
                warm.ask, Path(self.warm_socket), job, listener.fileno(), log.fileno()
            )
        except GraderError as error:
            self.log.warning("%s's space starts cold: %s", self.user.name, error.operator)
            await self._start_cold(job, listener, log)
            return
        self.pid = started.pid
        # Before anything of hers runs.
        await asyncio.to_thread(self._group().add, started.pid)
        self._remember()
        started.go()

    def _remember(self) -> None:
        """A hub that is killed while her server starts finds it again, as it finds those that are open."""
        self.server.ip, self.server.port = "127.0.0.1", self.port
        self.orm_spawner.state = self.get_state()
        session = object_session(self.orm_spawner)
        assert session is not None  # noqa: S101 - the hub has it from there
        session.commit()

    def _group(self) -> Group:
        name = f"{hashlib.sha256(self.data_dir.encode()).hexdigest()[:8]}-{self.user.name}"
        return limits.group(name, limits.Share(self.memory_mb, self.processes))

    def _job(self) -> Job:
        places = [
            Place(f"homes/{self.user.name}", str(self._home), writable=True),
            Place(f"gate/{self.user.name}", str(GATE)),
        ]
        for course in self._taught():
            inside = self._home / "nbgrader" / course
            places += [
                Place(f"courses/{course}/{part}", str(inside / part)) for part in ("source", "release")
            ]
            places.append(
                Place(f"facilitator/{course}/nbgrader_config.py", str(inside / "nbgrader_config.py"))
            )
        is_root = os.geteuid() == 0
        return Job(
            name=self.user.name,
            home=str(self._home),
            uid=self._outer_home.stat().st_uid if is_root else None,
            environment=self.get_env(),
            arguments=(PRIVATE_KERNELS, *self.get_args()),
            places=tuple(places),
            limits=dict(LIMITS if is_root else LIMITS_SHARED),
        )

    async def _start_cold(self, job: Job, listener: socket.socket, log: IO[bytes]) -> None:
        """Runs bubblewrap with its arguments in a file descriptor: they hold tokens, and `ps` is public."""
        marked = {warm.MARK: warm.mark(self._data / "homes")}
        # Not ours: the next campus ends what has the mark of this one, and finds her server again.
        bare = {"PATH": os.environ.get("PATH", os.defpath), **marked}
        command = self._bubblewrap({**job.environment, **marked})
        program, arguments = command[0], command[1 : command.index("--")]
        limits = ",".join(f"{name}={value}" for name, value in job.limits.items())
        descriptor = os.memfd_create("bwrap-arguments", 0)
        hers = self._hers(listener, bare, log)
        try:
            os.write(descriptor, b"".join(word.encode() + b"\0" for word in arguments))
            os.lseek(descriptor, 0, os.SEEK_SET)
            inside = [sys.executable, "-P", "-s", "-m", "campus.space.cold"]
            space = [
                *(program, "--args", str(descriptor), "--", *self._drop(), *GO_HOME, *inside),
                *(str(hers.fileno()), limits, *job.arguments),
            ]
            process = subprocess.Popen(
                self._group().joining(space),
                pass_fds=(descriptor, hers.fileno()),
                env=bare,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._outer_home,
                start_new_session=True,
            )
        finally:
            os.close(descriptor)
            hers.close()
        self.proc, self.pid = process, process.pid
        self._remember()

    def _hers(self, listener: socket.socket, env: Mapping[str, str], log: IO[bytes]) -> socket.socket:
        """Where her server listens: her port itself, where it can be locked; else a door to who keeps it."""
        if world.only_answers(listener):
            return listener.dup()
        ours, hers = door.pair()
        files = (listener.fileno(), ours.fileno())
        with ours:
            # Ends with her server.
            self._keeper = subprocess.Popen(
                [sys.executable, "-P", "-s", "-m", "campus.space.door", *map(str, files)],
                pass_fds=files,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return hers

    async def stop(self, now: bool = False) -> None:
        await super().stop(now)
        await asyncio.to_thread(self._group().remove)
        await asyncio.to_thread(gateway.close_doors, Path(self.gate_dir), self.user.name)

    def start_polling(self) -> None:
        """Every few seconds, and at once when her first process ends: who comes back waits for nothing."""
        super().start_polling()
        with suppress(OSError):  # it has ended already, say: the next look finds that
            self._watched = os.pidfd_open(int(self.pid))
            asyncio.get_running_loop().add_reader(self._watched, self._on_end)

    def stop_polling(self) -> None:
        super().stop_polling()
        if self._watched is not None:
            asyncio.get_running_loop().remove_reader(self._watched)
            os.close(self._watched)
            self._watched = None

    def _on_end(self) -> None:
        assert self._watched is not None  # noqa: S101 - else nobody calls
        asyncio.get_running_loop().remove_reader(self._watched)
        if self._callbacks:
            self._notifying = asyncio.ensure_future(self.poll_and_notify())

    async def _wait_until_hers(self) -> None:
        """Returns once her own server listens: a port that another learner took first is never given to her.

        Unconfined, the proxy would send her browser, with her cookies, to whoever listens.
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

    def _bubblewrap(self, env: Mapping[str, str]) -> list[str]:
        packages = [Path(folder) for folder in self.course_packages.values()]
        mine = [REPOSITORY / "grader", REPOSITORY / "platform" / "campus", self._data / "conf" / "learner"]
        placed: dict[Path, Path] = {Path(self.gate_dir) / self.user.name: GATE}
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
        """Reaches the first process of her space, which passes it on: bubblewrap dies of it instead."""
        try:
            outer = psutil.Process(self.pid)
            if outer.status() == psutil.STATUS_ZOMBIE:
                return False  # its parent has not buried it yet
            if sig in GENTLE and outer.name() == "bwrap":
                for process in _inside(outer.children(recursive=True)):
                    process.send_signal(sig)
                return True
            # bubblewrap's own first process goes with it, and all that is below.
            for process in outer.children() if sig == signal.SIGKILL and outer.name() == "bwrap" else []:
                process.kill()
        except psutil.NoSuchProcess:
            return False
        return bool(await super()._signal(sig))


def _began(pid: int) -> float | None:
    """When a process began, in seconds since 1970; None where there is none."""
    try:
        return psutil.Process(pid).create_time() if pid else None
    except psutil.NoSuchProcess:
        return None


def _atelier(env: Mapping[str, str]) -> str | None:
    """What is built of the Atelier when her server starts, at the hub's own host; None where nothing is."""
    address = Dist().address(env.get("JUPYTERHUB_BASE_URL", "/"))
    return None if address is None else env.get("JUPYTERHUB_HOST", "") + address


def _through_gate(url: str, name: str) -> str:
    """The same address behind a socket of the gateway's."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(scheme="http+unix", netloc=quote(str(GATE / name), safe="")))


def _inside(processes: Sequence[psutil.Process]) -> list[psutil.Process]:
    """The first process of hers among bubblewrap's descendants: the first that is not bubblewrap's own."""
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
