"""How a browser shows what a learner made: in an origin of its own, from one address, and nothing else."""

import re

_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")

Headers = tuple[tuple[str, str], ...]


def host_of(told: str) -> str:
    """A request's ``Host``, where it is one: it goes into a policy."""
    return told if _HOST.fullmatch(told) else "127.0.0.1"


def protecting(host: str, prefix: str) -> Headers:
    """For each answer below an address where a site of hers is shown, also for ours.

    Args:
        host: as browsers name it.
        prefix: the site's path, with slashes at both ends.
    """
    # CSP's http: lets https: through as well, so what is in front of us need not be known.
    site = f"http://{host}{prefix}"
    policy = (
        "sandbox allow-scripts allow-forms allow-modals; "
        f"default-src 'none'; script-src {site} 'unsafe-inline' 'unsafe-eval'; "
        f"style-src {site} 'unsafe-inline'; img-src {site} data: blob:; media-src {site} data: blob:; "
        f"font-src {site} data:; connect-src {site}; form-action {site}; frame-src {site}; "
        f"base-uri {site}; frame-ancestors http://{host}"
    )
    return (
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        # Its address is its key.
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
        # Its own scripts come from an opaque origin; no cookie is needed here, so none is lent.
        ("Access-Control-Allow-Origin", "*"),
    )
