"""Builds the workshop's web application: rooms, security headers, errors."""

import hashlib
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Flask, Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import Babel
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException

from busy_ness.app import words
from busy_ness.app.doors import Doors, Visit
from busy_ness.app.handing import pages as handing
from busy_ness.app.parts import Parts
from busy_ness.app.room import pages as room
from busy_ness.app.rounds import pages as rounds
from busy_ness.app.tickets import ticket
from busy_ness.app.writing import pages as writing

_HERE = Path(__file__).parent
DAY_SECONDS = 24 * 60 * 60
FORM_BYTES_MAX = 512 * 1024
_SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(parts: Parts) -> Flask:
    """The Flask application, with every page under ``parts.mount.prefix``."""
    mount = parts.mount
    app = Flask(__name__, static_folder="static", static_url_path=f"{mount.prefix}/static")
    app.config.update(
        SECRET_KEY=mount.secret_key,
        SESSION_COOKIE_NAME="busy-ness",
        SESSION_COOKIE_PATH=f"{mount.prefix}/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=mount.secure_cookies,
        SEND_FILE_MAX_AGE_DEFAULT=DAY_SECONDS,
        MAX_CONTENT_LENGTH=FORM_BYTES_MAX,
        WTF_CSRF_TIME_LIMIT=None,  # a page left open over lunch still works
        BABEL_DEFAULT_LOCALE="fr",
        BABEL_DEFAULT_TIMEZONE="Europe/Paris",
    )
    Babel(app)
    CSRFProtect(app)
    version = hashlib.sha256(b"".join(sorted(_contents()))).hexdigest()[:8]
    app.jinja_env.globals.update(
        _=words.say, ngettext=words.count, version=version, campus_url=mount.campus_url
    )
    app.jinja_env.filters.update(words.FILTERS)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    pages = Blueprint("busy", __name__, url_prefix=mount.prefix or None)
    doors = Doors(parts)
    mount.sign_in.add_pages(pages)
    for part in (room, writing, rounds, handing):
        part.add_pages(pages, parts, doors)
    pages.add_url_rule("/favicon.ico", "icon", lambda: redirect(url_for("static", filename="logo.svg")))
    app.register_blueprint(pages)

    logout_posts = any(
        rule.endpoint == "busy.logout" and "POST" in (rule.methods or ()) for rule in app.url_map.iter_rules()
    )

    @app.context_processor
    def viewer() -> dict[str, object]:
        visit: Visit | None = g.get("visit")
        heard = ticket(mount.secret_key, *visit.channels) if visit is not None else ""
        logout = url_for("busy.logout") if "busy.logout" in app.view_functions else ""
        return {
            "person": g.get("person"),  # a door asked; an error page asks nobody
            "visit": visit,
            "live_ticket": heard,
            "logout_url": logout,
            "logout_posts": logout_posts,
        }

    _add_errors(app)
    app.after_request(_protect)
    return app


def _contents() -> list[bytes]:
    return [path.read_bytes() for path in (_HERE / "static").glob("*.*")]


def _protect(response: Response) -> Response:
    for name, value in _SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")  # borrowed laptops
    return response


def _add_errors(app: Flask) -> None:
    @app.errorhandler(CSRFError)
    def stale(error: CSRFError) -> Response:
        _ = words.say
        said = _("La page a expiré. Recharge-la et recommence : rien de ce qui est enregistré n’est perdu.")
        return error_page(HTTPStatus.BAD_REQUEST, said)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        if error.response is not None:
            return make_response(error.response)
        return error_page(HTTPStatus(error.code or 500), "")


def error_page(status: HTTPStatus, said: str) -> Response:
    """A page that says what went wrong, or one sentence where HTMX asked."""
    page = "_alert.html" if request.headers.get("HX-Request") else "error.html"
    return make_response(render_template(page, status=status, said=said or error_sentence(status)), status)


def error_sentence(status: HTTPStatus) -> str:
    _ = words.say
    if status == HTTPStatus.FORBIDDEN:
        return _("Cette page n’est pas celle de ton équipe. Si tu penses que si, demande à l’animatrice.")
    if status == HTTPStatus.NOT_FOUND:
        return _("Cette page n’existe pas, ou plus. Le travail de ton équipe, lui, est bien gardé.")
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _("C’est trop long pour être enregistré. Raccourcis ton texte et recommence.")
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return _("On n’a pas compris cette demande. Reviens en arrière et recommence.")
    return _("Quelque chose s’est cassé chez nous, pas chez toi. Recharge la page dans un instant.")
