"""Builds the web application of the campus from its collaborators: routes, security headers, errors."""

import hashlib
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Flask, Response, make_response, render_template, request
from flask_babel import Babel
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException

from campus.web import words
from campus.web.assets import DAY_SECONDS, add_assets
from campus.web.atelier import add_atelier
from campus.web.exercise import add_exercise_pages
from campus.web.facilitator import add_facilitator_pages
from campus.web.hints import add_hint_pages
from campus.web.learner import add_learner_pages
from campus.web.services import Services
from campus.web.session import Session
from campus.web.sharing import add_sharing_pages
from campus.web.show import add_show_pages
from campus.web.shown import add_shown_pages
from grader.errors import GraderError

SERVICE_PATH = "services/campus"
_HERE = Path(__file__).parent
_SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(services: Services) -> Flask:
    """The Flask application, with every page under ``{base_url}services/campus/``."""
    prefix = f"{services.base_url}{SERVICE_PATH}"
    app = Flask(__name__, static_folder="static", static_url_path=f"{prefix}/static")
    app.config.update(
        SECRET_KEY=services.secret_key,
        SESSION_COOKIE_NAME="campus-pages",
        SESSION_COOKIE_PATH=f"{prefix}/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=services.secure_cookies,
        SEND_FILE_MAX_AGE_DEFAULT=DAY_SECONDS,
        MAX_CONTENT_LENGTH=64 * 1024,  # forms only; work goes through the exchange
        WTF_CSRF_TIME_LIMIT=None,  # a page left open over lunch still works
        BABEL_DEFAULT_LOCALE="fr",
        BABEL_DEFAULT_TIMEZONE="Europe/Paris",
    )
    Babel(app)
    CSRFProtect(app)
    _add_words(app, services)

    pages = Blueprint("campus", __name__, url_prefix=prefix)
    session = Session(services.sign_in)
    add_assets(pages, services.node_modules)
    add_atelier(pages, services.dist)
    session.add_pages(pages)
    add_learner_pages(pages, services, session)
    add_hint_pages(pages, services, session)
    add_facilitator_pages(pages, services, session)
    add_exercise_pages(pages, services, session)
    add_sharing_pages(pages, services, session)
    add_show_pages(pages, services)
    add_shown_pages(pages, services, session)
    app.register_blueprint(pages)

    _add_errors(app)
    app.after_request(_protect)
    return app


def _protect(response: Response) -> Response:
    if "Access-Control-Allow-Origin" in response.headers:
        # Made for other origins: its own policy says what it may do, and our pages frame it.
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
    for name, value in _SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")  # borrowed laptops
    return response


def _add_words(app: Flask, services: Services) -> None:
    version = hashlib.sha256((_HERE / "static" / "campus.css").read_bytes()).hexdigest()[:8]
    app.jinja_env.globals.update(
        _=words.say,
        base_url=services.base_url,
        help_line=services.help_line,
        site_name=services.site_name,
        state_words=words.STATE_WORDS,
        points=words.points,
        check_score=words.check_score,
        score_words=words.score_words,
        version=version,
    )
    app.jinja_env.filters.update(
        prose=words.prose,
        typeset=words.typeset,
        number=words.number,
        moment=words.moment,
        duration=words.duration,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _add_errors(app: Flask) -> None:
    @app.errorhandler(GraderError)
    def refused(error: GraderError) -> Response:
        app.logger.warning("%s: %s", error.code, error.operator)
        return error_page(error.http, error.learner)

    @app.errorhandler(CSRFError)
    def stale(error: CSRFError) -> Response:
        _ = words.say
        return error_page(
            HTTPStatus.BAD_REQUEST, _("La page a expiré. Reviens en arrière, recharge-la et recommence.")
        )

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        if error.response is not None:
            return make_response(error.response)
        return error_page(HTTPStatus(error.code or 500), "")


def error_page(status: HTTPStatus, said: str) -> Response:
    """A page that says what went wrong, or one sentence where HTMX asked."""
    if request.headers.get("HX-Request"):
        body = render_template("_alert.html", said=said or error_sentence(status))
    else:
        body = render_template("error.html", status=status, said=said or error_sentence(status), viewer=None)
    return make_response(body, status)


def error_sentence(status: HTTPStatus) -> str:
    _ = words.say
    if status == HTTPStatus.FORBIDDEN:
        return _("Cette page n'est pas pour toi. Si tu penses que si, demande à l'équipe.")
    if status == HTTPStatus.NOT_FOUND:
        return _("Cette page n'existe pas, ou plus. Ton travail, lui, est bien gardé.")
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return _("On n'a pas compris cette demande. Reviens en arrière et recommence.")
    return _("Quelque chose s'est cassé chez nous, pas chez toi. Recharge la page dans un instant.")
