"""JupyterHub's configuration, as one pure function of the settings and the secrets."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from campus import database, secret
from campus.identity import CardAuthenticator
from campus.origins import subdomain
from campus.roles import LEARNER_SERVER_SCOPES, WEB_TOKEN_SCOPES, app_token_scopes, roles
from campus.settings import Settings
from campus.space import warm
from campus.spawner import CampusSpawner

HERE = Path(__file__).parent
QUEUE_SECONDS = 600  # the longest that somebody waits for her turn


def apply(
    settings: Settings,
    courses: Sequence[str],
    secrets: Mapping[str, str],
    c: Any,
    apps: Sequence[str] = (),
) -> None:
    """Sets every option of the hub that the campus decides; sets only, never appends.

    Args:
        settings: the whole of ``campus.toml``.
        courses: ids of the courses, in the order of ``settings.course_folders``.
        secrets: from :func:`campus.secret.read`.
        c: traitlets' configuration object.
        apps: ids of the courses that have an app, in the same order.
    """
    c.JupyterHub.bind_url = f"http://{settings.hub.host}:{settings.hub.port}"
    c.JupyterHub.subdomain_host = settings.hub.subdomain_host
    c.JupyterHub.subdomain_hook = subdomain
    c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{settings.hub_port}"
    c.JupyterHub.db_url = database.schema_url(settings, "hub")
    c.JupyterHub.cookie_secret = bytes.fromhex(secrets["cookie"])
    c.JupyterHub.default_url = "/services/campus/"
    c.JupyterHub.template_paths = [str(HERE / "hub_templates")]
    c.JupyterHub.template_vars = {
        "campus_static": "/services/campus/static",
        "site_name": settings.site.name,
        "help_line": settings.site.help_line,
    }
    c.JupyterHub.shutdown_on_logout = False
    c.JupyterHub.allow_named_servers = False
    c.JupyterHub.redirect_to_server = False

    # Learners' servers outlive the hub, so that a restart in the middle of a class is not noticed.
    c.JupyterHub.cleanup_servers = False
    c.JupyterHub.cleanup_proxy = False
    # Nobody is sent away: who comes while many start waits in our own queue, and reads her place.
    c.JupyterHub.concurrent_spawn_limit = 0
    # How often the hub looks whether the proxy still knows every route: a proxy that died comes back empty.
    c.JupyterHub.last_activity_interval = 5
    c.JupyterHub.pid_file = ""

    c.JupyterHub.proxy_class = "configurable-http-proxy"
    c.ConfigurableHTTPProxy.should_start = False
    c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{settings.proxy_port}"
    c.ConfigurableHTTPProxy.auth_token = secrets["proxy"]

    c.JupyterHub.authenticator_class = CardAuthenticator
    c.CardAuthenticator.database_url = database.schema_url(settings, "campus")
    c.CardAuthenticator.allow_all = True  # whoever has an account may sign in
    c.CardAuthenticator.manage_groups = True

    c.JupyterHub.spawner_class = CampusSpawner
    c.CampusSpawner.cmd = [str(Path(sys.executable).with_name("jupyterhub-singleuser"))]
    c.CampusSpawner.data_dir = str(settings.data_dir)
    c.CampusSpawner.exchange_url = settings.exchange_url
    c.CampusSpawner.warm_socket = str(warm.socket_path(settings))
    c.CampusSpawner.gate_dir = str(warm.gate_dir(settings))
    c.CampusSpawner.max_bundle_bytes = settings.exchange.limits.max_bytes
    c.CampusSpawner.max_files = settings.exchange.max_files
    c.CampusSpawner.courses = list(courses)
    c.CampusSpawner.course_packages = {
        folder.name: str(folder / folder.name) for folder in settings.course_folders
    }
    c.CampusSpawner.unconfined = settings.learners.run_servers_unconfined_with_access_to_every_file
    c.CampusSpawner.memory_mb = settings.learners.memory_mb
    c.CampusSpawner.processes = settings.learners.processes
    c.CampusSpawner.home_mb = settings.learners.home_mb
    c.CampusSpawner.internet = bool(settings.learners.internet)
    c.CampusSpawner.start_timeout = settings.learners.start_seconds + QUEUE_SECONDS
    c.CampusSpawner.http_timeout = settings.learners.start_seconds
    c.CampusSpawner.poll_interval = 5  # a server that died loses its route before somebody takes its port
    c.CampusSpawner.default_url = "/tree"
    c.CampusSpawner.disable_user_config = True  # nothing in her home changes how her server starts
    c.CampusSpawner.server_token_scopes = LEARNER_SERVER_SCOPES

    c.JupyterHub.load_roles = roles(courses, apps)
    c.JupyterHub.services = services(settings, courses, secrets, apps)


def services(
    settings: Settings, courses: Sequence[str], secrets: Mapping[str, str], apps: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """The campus's own services: processes beside the hub, so that they outlive it.

    The hub waits for each one before it gives any a route: not at all, they come (``timeout``).
    """
    web = {
        "name": "campus",
        "url": f"http://127.0.0.1:{settings.web_port}",
        "api_token": secrets["web"],
        "oauth_no_confirm": True,
        "oauth_client_allowed_scopes": WEB_TOKEN_SCOPES,
        "timeout": 0,
        "display": False,
    }
    exchange = {
        "name": "exchange",
        "url": f"http://127.0.0.1:{settings.exchange_port}",
        "timeout": 0,
        "display": False,
    }
    formgraders = [
        {
            "name": secret.formgrader(course),
            "url": f"http://127.0.0.1:{settings.formgrader_port(position)}",
            "api_token": secrets[secret.formgrader(course)],
            "oauth_no_confirm": True,
            "timeout": 0,
            "display": False,
        }
        for position, course in enumerate(courses)
    ]
    mounted = [
        {
            "name": course,
            "url": f"http://127.0.0.1:{settings.app_port(position)}",
            "api_token": secrets[secret.app(course)],
            "oauth_no_confirm": True,
            "oauth_client_allowed_scopes": app_token_scopes(course),
            "timeout": 0,
            "display": False,
        }
        for position, course in enumerate(apps)
    ]
    # No pages of their own: names and tokens for what they ask the hub's API.
    silent = [{"name": name, "api_token": secrets[name], "display": False} for name in ("culler", "operator")]
    return [web, exchange, *formgraders, *mounted, *silent]
