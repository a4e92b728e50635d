"""A policy for nbgrader's formgrader pages, under which no script runs that nbgrader did not write.

They show a learner's text and outputs as HTML to somebody who may set every grade. The grader writes them
harmless (:mod:`grader.harmless`); this is the wall behind it: a nonce for the scripts of nbgrader's pages.
"""

import hashlib
import re
import secrets
from base64 import b64encode
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment
from nbgrader.server_extensions.formgrader import base, formgrader, handlers

SCRIPT = re.compile(r"<script\b")
ONCLICK = re.compile(r'onclick="([^"]*)"')
# nbgrader's and ours: other templates of nbconvert's write what learners' cells put out into scripts.
SCRIPTED = (Path(handlers.template_path), Path(__file__).parents[1] / "nbconvert")

_nonce: ContextVar[str] = ContextVar("nonce")


class Nonces(BaseLoader):
    """Another loader's templates, in which nbgrader's own scripts carry the page's nonce."""

    def __init__(self, theirs: BaseLoader) -> None:
        self._theirs = theirs

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, file, is_fresh = self._theirs.get_source(environment, template)
        if file and any(Path(file).is_relative_to(folder) for folder in SCRIPTED):
            source = SCRIPT.sub('<script nonce="{{ csp_nonce() }}"', source)
        return source, file, is_fresh

    def list_templates(self) -> list[str]:
        return self._theirs.list_templates()


@cache
def onclicks() -> tuple[str, ...]:
    """Hashes of the few ``onclick`` of nbgrader's templates, as a policy names them."""
    files = (one for one in Path(handlers.template_path).rglob("*") if one.suffix in (".tpl", ".j2"))
    found = {code for file in files for code in ONCLICK.findall(file.read_text("utf-8"))}
    digests = (b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in sorted(found))
    return tuple(f"'sha256-{digest}'" for digest in digests)


def policy(nonce: str) -> str:
    """The Content-Security-Policy of one page of the formgrader."""
    scripts = " ".join([f"'nonce-{nonce}'", "'strict-dynamic'", "'unsafe-hashes'", *onclicks()])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self' data:; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'self'"
    )


def protect(environment: Environment) -> None:
    """Has an environment of Jinja's write the nonce."""
    assert environment.loader is not None  # noqa: S101 - both of nbgrader's have one
    environment.loader = Nonces(environment.loader)
    environment.globals["csp_nonce"] = _nonce.get


def close_pages() -> None:
    """Before the extension is loaded: each of its pages gets a policy and a nonce of its own."""
    theirs = formgrader.FormgradeExtension.init_tornado_settings

    def init(self: Any, webapp: Any) -> None:
        theirs(self, webapp)
        protect(webapp.settings["nbgrader_exporter"].environment)
        protect(webapp.settings["nbgrader_jinja2_env"])

    formgrader.FormgradeExtension.init_tornado_settings = init
    base.BaseHandler.content_security_policy = property(_new_policy)


def _new_policy(handler: object) -> str:
    # A handler is made before the task that answers, which inherits the nonce.
    nonce = handler.__dict__.setdefault("_campus_nonce", secrets.token_urlsafe(16))
    _nonce.set(nonce)
    return policy(nonce)
