"""What a visitor with a link sees: a game or a site that was handed in, and nothing else of who made it."""

import base64
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from campus.sharing import Share
from campus.untrusted import host_of, protecting
from campus.web.atelier import TYPES
from campus.web.services import Services
from campus.web.sharing import exercise_of
from grader.manifest import Exercise

_SECRET = re.compile(r"[A-Za-z0-9_-]{20,64}")
_KINDS: Mapping[str, str] = {
    **TYPES,
    ".htm": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".mp3": "audio/mpeg",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff": "font/woff",
}


def add_show_pages(pages: Blueprint, services: Services) -> None:
    """Adds the pages of links to ``pages``: they ask for no session, and set none."""

    def find(secret: str) -> tuple[Share, Exercise, Mapping[str, bytes]]:
        share = services.sharing.find(secret) if services.sharing and _SECRET.fullmatch(secret) else None
        exercise = exercise_of(services, share.course, share.exercise) if share is not None else None
        if services.sharing is None or share is None or exercise is None:
            abort(404)
        try:
            files = services.sharing.files(share)
        except FileNotFoundError:
            abort(404)
        return share, exercise, files

    @pages.get("/show/<secret>")
    def show(secret: str) -> ResponseReturnValue:
        share, exercise, files = find(secret)
        dist = services.dist.address(services.base_url)
        how = _how(exercise, files)
        page = render_template(
            "show.html", viewer=None, exercise=exercise, share=share, dist=dist, how=how, main=exercise.main
        )
        response = make_response(page)
        response.headers.update(_closed())
        host = f"http://{host_of(request.host)}"
        scripts = f"{host}{dist} " if dist else ""
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; script-src {scripts}'self'; style-src 'self'; img-src 'self'; "
            f"font-src 'self'; connect-src {scripts}'self'; frame-src {scripts}'self'; "
            "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
        )
        return response

    @pages.get("/show/<secret>/files")
    def shown_files(secret: str) -> ResponseReturnValue:
        """A game's files as JSON: names, and bytes in base64."""
        _, exercise, files = find(secret)
        if _how(exercise, files) != "game":
            abort(404)
        response = jsonify({name: base64.b64encode(content).decode() for name, content in files.items()})
        response.headers.update(_closed())
        return response

    @pages.get("/show/<secret>/site/")
    def shown_site(secret: str) -> ResponseReturnValue:
        return redirect(url_for("campus.shown_file", secret=secret, name=find(secret)[1].main))

    @pages.get("/show/<secret>/site/<path:name>")
    def shown_file(secret: str, name: str) -> ResponseReturnValue:
        """A file of a site without a program: in an origin of its own, wherever it is opened."""
        _, exercise, files = find(secret)
        if _how(exercise, files) != "site":
            abort(404)
        prefix = url_for("campus.shown_site", secret=secret)
        suffix = PurePosixPath(name).suffix.lower()
        # Her pages' code is theirs to run, not to read.
        content = files.get(name) if suffix != ".py" else None
        response = Response(content or b"", 200 if content is not None else 404)
        response.headers.update(dict(protecting(host_of(request.host), prefix)))
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Content-Type"] = _KINDS.get(suffix, "text/plain; charset=utf-8")
        return response


def _how(exercise: Exercise, files: Mapping[str, bytes]) -> str:
    """``game``, ``site``, ``program`` (a site that nobody's space runs); ``gone`` without its file."""
    if exercise.main not in files:
        return "gone"
    if exercise.kind == "game":
        return "game"
    return "site" if exercise.main.lower().endswith((".html", ".htm")) else "program"


def _closed() -> Mapping[str, str]:
    # The secret is in the address: no other site, and no search engine, is to learn it.
    return {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex", "Cache-Control": "no-store"}
