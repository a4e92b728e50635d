"""Shows her site to her browser: its address is its key, and what comes from it is never the campus's own."""

import json
from typing import Any

from tornado import web

from campus.learner.reception import PAGES
from campus.learner.site import policy, rooted, wire, words
from campus.learner.site.notes import NOTE
from campus.learner.site.runner import Site
from campus.learner.site.sites import Sites
from campus.untrusted import host_of, protecting

ANSWER_SECONDS = 20.0
ANSWER_BYTES_MAX = 8 << 20
BODY_BYTES_MAX = 16 << 20


@web.stream_request_body
class Relay(web.RequestHandler):
    """``campus/site/<token>/…``. No sign-in: a preview is of an opaque origin, which has no cookies."""

    SUPPORTED_METHODS = policy.METHODS

    def initialize(self, sites: Sites) -> None:
        self.sites = sites
        self._body = bytearray()
        self._site: Site | None = None

    def check_xsrf_cookie(self) -> None:
        """The key is in the address, which no other page knows."""

    def set_default_headers(self) -> None:
        for name, value in protecting(host_of(self.request.host), self._prefix()):
            self.set_header(name, value)

    def _prefix(self) -> str:
        """Of whatever site is asked for, with slashes at both ends."""
        path = self.request.path
        base, mark = self.application.settings["base_url"], "campus/site/"
        token = path.removeprefix(base).removeprefix(mark).split("/")[0]
        return f"{base}{mark}{token if token.isalnum() else '-'}/"

    def prepare(self) -> None:
        self.request.connection.set_max_body_size(BODY_BYTES_MAX)  # type: ignore[union-attr]
        self._site = self.sites.find(self.path_args[0])
        length = self.request.headers.get("Content-Length", "0")
        if self._site is None:
            self._say(words.unknown())
        elif not length.isdigit() or int(length) > BODY_BYTES_MAX:
            self._say(words.too_large())

    def data_received(self, chunk: bytes) -> None:
        self._body += chunk

    async def options(self, token: str, rest: str) -> None:
        """Before a script of hers sends JSON; nothing is at stake, so everything is allowed."""
        self.set_status(204)
        self.set_header("Access-Control-Allow-Methods", ", ".join(policy.METHODS))
        self.set_header("Access-Control-Allow-Headers", "Content-Type, X-Requested-With")
        self.finish()

    async def _relay(self, token: str, rest: str) -> None:
        site = self._site
        assert site is not None  # noqa: S101 - prepare() answered where there is none
        if await site.ready() != "running":
            self._say(words.away(site.state, site.error))
            return
        try:
            with site.in_use():
                answer = await self._ask(site)
        except wire.SiteFailure as failure:
            if failure.reason == "silent":
                await site.hung()
            self._say(words.failed(failure.reason) if site.state == "running" else _away(site))
            return
        site.jar.keep(answer.all("Set-Cookie"))
        if answer.first(NOTE):
            self._say(words.page_of(_note(answer.body), site.folder))
        elif 300 <= answer.status < 400 and (location := answer.first("Location")):
            self._redirect(answer.status, location, site)
        else:
            self._show(answer, site)

    get = post = put = patch = delete = head = _relay

    async def _ask(self, site: Site) -> wire.Answer:
        passed = [
            (name, value)
            for name, value in self.request.headers.get_all()
            if name.lower() in policy.PASSED_ON
        ]
        passed += [("Host", host_of(self.request.host)), ("X-Forwarded-Proto", self.request.protocol)]
        passed += [("Cookie", site.jar.header())] if site.jar.header() else []
        # Browsers say nothing of where a page of an opaque origin comes from; going back needs it.
        passed += [("Referer", f"{self._origin}{site.last_page}")] if site.last_page else []
        request = wire.Request(self.request.method or "GET", self._target(), tuple(passed), bytes(self._body))
        async with site.places:
            return await wire.ask(site.socket, request, ANSWER_SECONDS, ANSWER_BYTES_MAX)

    @property
    def _origin(self) -> str:
        return f"{self.request.protocol}://{host_of(self.request.host)}"

    def _target(self) -> str:
        """Path and query below the prefix, as they were sent."""
        uri = str(self.request.uri)
        return uri[len(self._prefix()) - 1 :]

    def _redirect(self, status: int, location: str, site: Site) -> None:
        there = rooted.redirected(location, self._origin, site.prefix, self._target())
        if there is None:
            self._say(words.outside(location))
            return
        self.set_status(status)
        self.set_header("Location", there)
        self.finish()

    def _show(self, answer: wire.Answer, site: Site) -> None:
        self.set_status(policy.status(answer), "-")
        for name, value in policy.shown(answer):
            self.set_header(name, value)
        body = answer.body
        kind = str(self._headers["Content-Type"]).split(";")[0].strip().lower()
        if not answer.first("Content-Encoding"):
            body = rooted.mended(body, kind, site.prefix)
        if kind == "text/html" and answer.status == 200 and self.request.method == "GET":
            site.last_page = f"{site.prefix.rstrip('/')}{self._target()}"
        self.finish(body if answer.status not in (204, 304) else None)

    def _say(self, page: words.Page) -> None:
        self.set_status(page.status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(PAGES.get_template("site.html").render(page=page, labels=words.labels()))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        self._say(words.failed("gone"))


def _away(site: Site) -> words.Page:
    return words.away(site.state, site.error)


def _note(body: bytes) -> dict[str, Any]:
    try:
        note = json.loads(body[: 1 << 16])
    except (ValueError, RecursionError):
        return {}
    return note if isinstance(note, dict) else {}
