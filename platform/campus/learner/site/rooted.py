"""Links that begin with a slash: at home they lead to her site's root; here, unmended, to the campus's."""

import re
from urllib.parse import urljoin, urlsplit

MENDED_BYTES_MAX = 2 << 20
_ATTRIBUTE = re.compile(rb"""(?i)(\s(?:href|src|action|formaction|poster)\s*=\s*["']?)/(?!/)""")
_CSS = re.compile(rb"""(?i)(\burl\(\s*["']?|@import\s+["'])/(?!/)""")


def mended(body: bytes, kind: str, prefix: str) -> bytes:
    """A page or a style sheet whose links stay on the site.

    Args:
        kind: its MIME type, without parameters.
        prefix: the site's root, with slashes at both ends; links that have it already stay as they are.
    """
    if len(body) > MENDED_BYTES_MAX:
        return body
    if kind == "text/html":
        return _with_prefix(_CSS, _with_prefix(_ATTRIBUTE, body, prefix), prefix)
    return _with_prefix(_CSS, body, prefix) if kind == "text/css" else body


def _with_prefix(pattern: re.Pattern[bytes], body: bytes, prefix: str) -> bytes:
    root = prefix.encode("ascii", "replace")

    def mend(found: re.Match[bytes]) -> bytes:
        there = body.startswith(root, found.end() - 1)
        return found[0] if there else found[1] + root

    return pattern.sub(mend, body)


def redirected(location: str, origin: str, prefix: str, target: str) -> str | None:
    """Where a redirect leads on her site, as a path; None where it leads elsewhere.

    Args:
        location: what her site said.
        origin: scheme and host as browsers see them.
        target: path and query of the request, below the prefix, with a slash at its beginning.
    """
    try:
        absolute = urlsplit(urljoin(f"{origin}{prefix.rstrip('/')}{target}", location))
        host = urlsplit(origin).netloc
    except ValueError:
        return None
    if absolute.scheme not in ("http", "https") or absolute.netloc != host:
        return None
    path = absolute.path if absolute.path.startswith(prefix) else prefix + absolute.path.lstrip("/")
    query = f"?{absolute.query}" if absolute.query else ""
    fragment = f"#{absolute.fragment}" if absolute.fragment else ""
    return f"{path}{query}{fragment}"
