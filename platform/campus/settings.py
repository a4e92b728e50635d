"""Every setting of a campus, read once from ``campus.toml``; a mistake there is an error with its line."""

import hashlib
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from grader import records
from grader.exchange.bundle import BundleLimits
from grader.sandbox.level import Level

REPOSITORY = Path(__file__).resolve().parents[2]
APPS_MAX = 6
"""Their ports lie between those of the campus's own services and those of formgraders."""
HOST_NAME = re.compile(
    r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
"""Of a host on the Internet, in small letters: with a dot in it, and never a number."""


@dataclass(frozen=True)
class Site:
    """What people see.

    Attributes:
        name: shown on every page.
        help_line: French sentence under the sign-in form, for who has lost her card.
    """

    name: str = "Objectif Ambitions"
    help_line: str = "Carte perdue\u202f? Demande à la personne qui anime\u202f: elle t'en donne une autre."


@dataclass(frozen=True)
class Hub:
    """Where the campus listens.

    Attributes:
        host: address that browsers reach; ``0.0.0.0`` for a whole room.
        port: TCP port that browsers reach.
        internal_port: first of twenty-odd loopback ports that the campus's own processes use.
        subdomain_host: the campus's own address, as ``https://campus.example.org``, where each learner's
            server is to have a name below it (``https://lina.campus.example.org``): an origin of its own,
            which browsers keep apart from all others. Needs a name in DNS, and a certificate, for all names
            below; empty for paths of one address.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    internal_port: int = 8100
    subdomain_host: str = ""

    def __post_init__(self) -> None:
        if not self.subdomain_host:
            return
        parts = urlsplit(self.subdomain_host)
        is_origin = self.subdomain_host == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
        if (
            parts.scheme not in ("http", "https")
            or not is_origin
            or not HOST_NAME.fullmatch(parts.netloc.split(":")[0])
        ):
            raise ValueError(
                "subdomain_host must be an address with nothing behind the name, in small letters, like "
                f"https://campus.example.org, not {self.subdomain_host!r}"
            )


@dataclass(frozen=True)
class Database:
    """Where everything is stored.

    Attributes:
        url: ``postgresql://`` address of a database; empty for the embedded one in the data directory.
    """

    url: str = ""


@dataclass(frozen=True)
class Exchange:
    """What may be handed in.

    Attributes:
        max_bundle_mb: largest hand-in, packed or unpacked, in megabytes.
        max_files: most files in one hand-in.
        max_kept_mb: most that the hand-ins of one learner take together, in megabytes.
    """

    max_bundle_mb: int = 10
    max_files: int = 200
    max_kept_mb: int = 500

    @property
    def limits(self) -> BundleLimits:
        mega = 1_000_000
        return BundleLimits(self.max_bundle_mb * mega, self.max_files, self.max_kept_mb * mega)


@dataclass(frozen=True)
class Grading:
    """How work is graded.

    Attributes:
        workers: worker processes, each grading one submission at a time.
        tries: how often a submission is tried before it is ``broken`` and shown to the facilitator.
        minimum_confinement: the weakest way to confine learners' code that is accepted: ``namespaces``
            (bubblewrap), or ``landlock``, which limits neither the disk nor all processes together.
        run_learners_code_unconfined_with_access_to_every_grade: grade even where this machine cannot
            confine learners' code. Whoever hands work in can then read and change everything.
    """

    workers: int = 1
    tries: int = 3
    minimum_confinement: Literal["namespaces", "landlock"] = "namespaces"
    run_learners_code_unconfined_with_access_to_every_grade: bool = False

    @property
    def level(self) -> Level:
        """The weakest level at which anything is graded."""
        if self.run_learners_code_unconfined_with_access_to_every_grade:
            return Level.NONE
        return Level[self.minimum_confinement.upper()]


@dataclass(frozen=True)
class Learners:
    """Servers of learners.

    Attributes:
        start_seconds: how long a server may take to start, once it is its turn.
        memory_mb: memory that all programs of one learner take together, at most.
        processes: processes and threads of one learner together, at most.
        home_mb: what her files take together, at most; past it she can remove and hand in, and not write.
        idle_minutes: a server that nobody has used for so long is stopped; 0 for never. Files stay, the
            values in a notebook's memory go.
        sharing: learners may make a link to a game or a site that they handed in; whoever has it may see
            that, without an account. Off as it comes: for minors, somebody of the team decides that first.
        sharing_days: how long such a link lives.
        internet: hosts that their programs reach over HTTPS; ``.name`` for that host and all below it, ``*``
            for all. Empty for none.
        run_servers_unconfined_with_access_to_every_file: start servers even where this machine cannot
            confine them. Every learner can then read every other learner's files and all solutions.
    """

    start_seconds: int = 60
    memory_mb: int = 1500
    processes: int = 256
    home_mb: int = 1000
    idle_minutes: int = 180
    sharing: bool = False
    sharing_days: int = 30
    internet: tuple[str, ...] = ()
    run_servers_unconfined_with_access_to_every_file: bool = False


@dataclass(frozen=True)
class Courses:
    """What is taught.

    Attributes:
        folders: course folders, relative to ``campus.toml``; empty for the courses that come along.
        formats: by course, which of its formats this campus follows ("weekend", "semaine"): learners see
            those exercises day by day, and the others behind them.
    """

    folders: tuple[Path, ...] = ()
    formats: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """The whole of ``campus.toml``.

    Attributes:
        data_dir: the one directory that holds all state, relative to ``campus.toml``.
    """

    data_dir: Path = Path("campus-data")
    site: Site = field(default_factory=Site)
    hub: Hub = field(default_factory=Hub)
    database: Database = field(default_factory=Database)
    exchange: Exchange = field(default_factory=Exchange)
    grading: Grading = field(default_factory=Grading)
    learners: Learners = field(default_factory=Learners)
    courses: Courses = field(default_factory=Courses)

    # Derived places and addresses, so that nobody spells them twice.

    @property
    def secrets_dir(self) -> Path:
        return self.data_dir / "secrets"

    @property
    def blobs_dir(self) -> Path:
        return self.data_dir / "blobs"

    @property
    def courses_dir(self) -> Path:
        return self.data_dir / "courses"

    @property
    def homes_dir(self) -> Path:
        return self.data_dir / "homes"

    @property
    def conf_dir(self) -> Path:
        return self.data_dir / "conf"

    @property
    def logs_dir(self) -> Path:
        return self.data_dir / "logs"

    @property
    def run_dir(self) -> Path:
        return self.data_dir / "run"

    @property
    def sockets_dir(self) -> Path:
        """Where UNIX sockets are: in ``run`` if their path fits in the 107 bytes allowed."""
        if len(bytes(self.run_dir / "pg" / ".s.PGSQL.5432.lock")) < 104:
            return self.run_dir
        mark = hashlib.sha256(bytes(self.data_dir)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"campus-{mark}"

    @property
    def hub_port(self) -> int:
        return self.hub.internal_port

    @property
    def proxy_port(self) -> int:
        return self.hub.internal_port + 1

    @property
    def exchange_port(self) -> int:
        return self.hub.internal_port + 2

    @property
    def web_port(self) -> int:
        return self.hub.internal_port + 3

    def formgrader_port(self, position: int) -> int:
        """Port of the formgrader of the course at this position (from 0)."""
        return self.hub.internal_port + 10 + position

    def app_port(self, position: int) -> int:
        """Port of the app at this position (from 0, below ``APPS_MAX``) among the courses that have one."""
        return self.hub.internal_port + 4 + position

    @property
    def public_url(self) -> str:
        """Where browsers find the campus."""
        return self.hub.subdomain_host or self.entrance_url

    @property
    def entrance_url(self) -> str:
        """Where the proxy listens on this machine."""
        host = "127.0.0.1" if self.hub.host in {"", "0.0.0.0"} else self.hub.host  # noqa: S104 - compared, not bound
        return f"http://{host}:{self.hub.port}"

    @property
    def exchange_url(self) -> str:
        """Address of the exchange for servers on this machine, past the proxy."""
        return f"http://127.0.0.1:{self.exchange_port}/services/exchange"

    @property
    def hub_api_url(self) -> str:
        return f"http://127.0.0.1:{self.hub_port}/hub/api"

    @property
    def course_folders(self) -> tuple[Path, ...]:
        if self.courses.folders:
            return self.courses.folders
        return tuple(sorted(manifest.parent for manifest in (REPOSITORY / "courses").glob("*/course.toml")))


def load(path: Path) -> Settings:
    """Reads ``campus.toml``; relative paths in it are taken from its own folder.

    Raises:
        grader.records.RecordError: unknown key, wrong type or unreadable file, with file and line.
    """
    settings = records.load(path, Settings)
    _check_hosts(path, settings.learners.internet)
    base = path.resolve().parent
    folders = tuple((base / folder).resolve() for folder in settings.courses.folders)
    return replace(
        settings,
        data_dir=(base / settings.data_dir).resolve(),
        courses=replace(settings.courses, folders=folders),
    )


def _check_hosts(path: Path, hosts: Sequence[str]) -> None:
    for number, host in enumerate(hosts):
        # What is below a name is a name like any other.
        name = f"www{host}" if host.startswith(".") else host
        if host != "*" and HOST_NAME.fullmatch(name.lower()) is None:
            line = records.line_of(path, "learners", "internet", number)
            why = f'in [learners], "internet" must be names of hosts, not {host!r}: write "pypi.org", or '
            why += '".pypi.org" for it and all below it, or "*" for all; no https://, port, path or number.'
            raise records.RecordError("record-wrong-value", path, line, why)
