"""The page for the projector: the code to come, the time that is left, the teams, the market."""

from urllib.parse import urlsplit

import segno
from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from busy_ness.app.doors import Doors, Visit
from busy_ness.app.parts import Parts
from busy_ness.app.room.glance import of_workshop
from busy_ness.app.room.guide import guides
from busy_ness.app.room.leading import seconds_left


def add_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds ``/<code>/ecran``; a fragment of it is asked for again when something happens."""

    @pages.get("/<code>/ecran")
    @doors.facilitator
    def screen(visit: Visit) -> ResponseReturnValue:
        return shown(visit, "room/screen.html")

    @pages.get("/<code>/ecran/direct")
    @doors.facilitator
    def screen_live(visit: Visit) -> ResponseReturnValue:
        return shown(visit, "room/_screen.html")

    def shown(visit: Visit, template: str) -> ResponseReturnValue:
        workshop = visit.workshop
        guide = guides(workshop.sessions)[workshop.session - 1]
        base = parts.mount.address() if parts.mount.address is not None else request.host_url.rstrip("/")
        return render_template(
            template,
            guide=guide,
            now_step=guide.steps[workshop.step - 1] if 0 < workshop.step <= len(guide.steps) else None,
            glances=of_workshop(parts, workshop),
            seconds_left=seconds_left(parts, visit),
            typed=f"{urlsplit(base).netloc}{parts.mount.prefix}",
            qr=qr_code(f"{base}{url_for('busy.join', code=workshop.code)}"),
        )


def qr_code(address: str) -> Markup:
    """An SVG to scan from the back of the room."""
    drawn = segno.make(address, error="m", micro=False)
    svg = drawn.svg_inline(scale=8, border=4, light="#ffffff", dark="#000000", omitsize=True)
    return Markup(svg)  # noqa: S704  (made by segno out of modules, never out of the address's text)
