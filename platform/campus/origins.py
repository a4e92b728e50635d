"""Names in the network, where each learner's server has one of its own."""

from urllib.parse import urlsplit

from jupyterhub.utils import subdomain_hook_idna

from campus.settings import Settings


def subdomain(name: str, domain: str, kind: str) -> str:
    """JupyterHub's ``subdomain_hook``: the campus's own services stay at the campus's own name."""
    return str(subdomain_hook_idna(name, domain, kind)) if kind == "user" else domain


def campus_host(settings: Settings) -> str:
    """What requests for the campus itself say in ``Host``."""
    return urlsplit(settings.public_url).netloc


def server_host(settings: Settings, name: str) -> str:
    """What requests for somebody's server say in ``Host``."""
    host = campus_host(settings)
    return subdomain(name, host, "user") if settings.hub.subdomain_host else host
