"""The browser side of the Atelier, served once for all: whoever asks gets it, and keeps it for a year."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from flask import Blueprint, Response, abort, request, send_file
from werkzeug.datastructures import Accept

from campus.dist import VERSION, Dist
from campus.untrusted import host_of

YEAR_SECONDS = 31_536_000
PLAYER = "player.html"
# Each part of a path: nothing hidden, no way up.
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")
TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".mjs": "text/javascript; charset=utf-8",
        ".py": "text/plain; charset=utf-8",
        ".svg": "image/svg+xml",
        ".png": "image/png",
        ".txt": "text/plain; charset=utf-8",
        ".wasm": "application/wasm",
        ".whl": "application/zip",
        ".woff2": "font/woff2",
        ".zip": "application/zip",
    }
)
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
# What is opened as a page of its own is none, and runs nothing.
_NO_PAGE = "sandbox; default-src 'none'"


def add_atelier(blueprint: Blueprint, dist: Dist) -> None:
    """Serves ``atelier/<version>/<file>`` to anybody: an opaque origin, as the player's, has no session."""

    @blueprint.get("/atelier/<version>/<path:name>")
    def atelier(version: str, name: str) -> Response:
        path = _file(dist.folder, version, name)
        if path is None:
            abort(404)
        packed, encoding = _packed(path, request.accept_encodings)
        kind = TYPES.get(path.suffix, "application/octet-stream")
        response = send_file(packed, mimetype=kind, max_age=YEAR_SECONDS)
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.headers.update(
            {
                "Content-Type": kind,
                "Cache-Control": f"public, max-age={YEAR_SECONDS}, immutable",
                "Access-Control-Allow-Origin": "*",
                "Cross-Origin-Resource-Policy": "cross-origin",
                "Vary": "Accept-Encoding",
                "Content-Security-Policy": _NO_PAGE if name != PLAYER else _player_policy(version),
            }
        )
        return response

    def _player_policy(version: str) -> str:
        # CSP's http: lets https: through as well, so what is in front of us need not be known.
        return player_policy(f"http://{host_of(request.host)}{blueprint.url_prefix}/atelier/{version}/")


def player_policy(scripts: str) -> str:
    """Of the page that games run in: an origin of its own, no network, scripts from one address only.

    Args:
        scripts: address of a version, with a slash at its end.
    """
    return (
        "sandbox allow-scripts; default-src 'none'; "
        f"script-src {scripts} data: 'wasm-unsafe-eval' 'unsafe-eval'; "
        "worker-src data:; connect-src 'none'; style-src 'unsafe-inline'; img-src blob: data:; "
        "media-src blob: data:; font-src blob: data:; form-action 'none'; base-uri 'none'"
    )


def _file(folder: Path, version: str, name: str) -> Path | None:
    """A file of a version; None for anything else, as are the packed ones beside it."""
    parts = name.split("/")
    if VERSION.fullmatch(version) is None or not all(_NAME.fullmatch(part) for part in parts):
        return None
    path = folder.joinpath(version, *parts)
    inside = path.resolve().is_relative_to((folder / version).resolve())
    return path if inside and path.is_file() and path.suffix not in (".br", ".gz") else None


def _packed(path: Path, accepted: Accept) -> tuple[Path, str]:
    """What is sent in place of a file, and how it is packed; the file itself where nothing fits."""
    for encoding, suffix in _ENCODINGS:
        beside = path.with_name(path.name + suffix)
        if accepted.quality(encoding) > 0 and beside.is_file():
            return beside, encoding
    return path, ""
