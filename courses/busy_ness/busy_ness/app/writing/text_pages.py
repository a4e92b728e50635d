"""Routes by which open pages write their texts together."""

import logging
from base64 import b64decode, b64encode
from http import HTTPStatus

from flask import Blueprint, Response, current_app, g, jsonify, request
from flask.typing import ResponseReturnValue

from busy_ness.app.doors import Doors, Visit
from busy_ness.app.parts import Parts
from busy_ness.app.words import say
from busy_ness.app.writing.boxes import BOXES, TEXT_KEYS, Box
from busy_ness.app.writing.texts import Standing, TooLongError
from busy_ness.app.writing.updates import GapError, UpdateError

log = logging.getLogger(__name__)
_TOLD_BYTES_MAX = 2_000  # a longer update is asked for by those who want it


def add_text_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds ``textes``, ``presence`` and what templates need to show a box."""
    board = parts.writing.board
    _ = say

    @pages.app_context_processor
    def boxes() -> dict[str, object]:
        def standing() -> Standing:
            if "standing" not in g:
                g.standing = board.standing(g.visit.here.id)
            found: Standing = g.standing
            return found

        def state() -> str:
            return b64encode(standing().state).decode()

        found: dict[str, object] = {"text_standing": standing, "text_state": state, "text_box": _box}
        return {**found, "can_hand_in": "busy.hand_in" in current_app.view_functions}

    @pages.get("/<code>/equipe/<int:team_id>/textes")
    @doors.team
    def texts(visit: Visit) -> ResponseReturnValue:
        standing = board.standing(visit.here.id)
        try:
            update = standing.since(b64decode(request.args.get("known", ""), validate=True) or b"\x00")
        except ValueError as error:
            log.warning("team %s: %s sent no state vector: %s", visit.here.id, visit.person.name, error)
            return _refused(_("On n’a pas compris cette demande. Recharge la page."))
        response = Response(update, mimetype="application/octet-stream")
        response.headers["X-Seq"] = str(standing.seq)
        response.headers["X-Writable"] = "1" if visit.may_write else "0"
        response.headers["Cache-Control"] = "no-store"
        return response

    @pages.post("/<code>/equipe/<int:team_id>/textes")
    @doors.team
    def write_texts(visit: Visit) -> ResponseReturnValue:
        if not visit.may_write:
            said = _("L’atelier est en pause : ce que tu as écrit est gardé ici, et partira à la reprise.")
            return jsonify(said=said), HTTPStatus.FORBIDDEN
        team, update = visit.here, request.get_data()
        try:
            seq = board.take(team.id, update, visit.person.name)
        except GapError:
            return Response(
                board.standing(team.id).vector, HTTPStatus.CONFLICT, mimetype="application/octet-stream"
            )
        except UpdateError as error:
            log.warning("team %s: an update of %s was refused: %s", team.id, visit.person.name, error)
            return _refused(
                _("Ce texte n’a pas pu être enregistré. Copie-le, recharge la page, puis colle-le.")
            )
        except TooLongError as error:
            title = BOXES[error.key].title if error.key else _("Votre dossier")
            return _refused(
                _("« %(title)s » est trop long pour être enregistré : raccourcis-le.", title=title)
            )
        told = {"update": b64encode(update).decode()} if len(update) <= _TOLD_BYTES_MAX else {}
        parts.live.publish(team.channel, "text", seq=seq, by=visit.person.display_name, **told)
        return jsonify(seq=seq)

    @pages.post("/<code>/equipe/<int:team_id>/presence")
    @doors.team
    def presence(visit: Visit) -> ResponseReturnValue:
        key = request.form.get("key", "")
        if visit.may_write and (key in TEXT_KEYS or not key):
            said = {"person": visit.person.name, "name": visit.person.display_name, "key": key}
            parts.live.publish(visit.here.channel, "presence", **said)
        return "", HTTPStatus.NO_CONTENT


def _box(key: str) -> Box:
    return BOXES[key]


def _refused(said: str) -> ResponseReturnValue:
    return jsonify(said=said), HTTPStatus.UNPROCESSABLE_ENTITY
