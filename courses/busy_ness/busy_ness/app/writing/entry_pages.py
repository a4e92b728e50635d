"""Routes by which open pages write numbers and choices, one entry at a time."""

from http import HTTPStatus

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from busy_ness.app.doors import Doors, Visit
from busy_ness.app.parts import Parts
from busy_ness.app.words import say
from busy_ness.app.writing.entries import ConflictError, RowChangedError, news
from busy_ness.app.writing.shown import told
from busy_ness.plan.entries import CATALOG, EntryError
from busy_ness.plan.form import Group

_ROWS = {group.key: group for group in CATALOG if group.rows}


def add_entry_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds ``plan/saisie`` and ``plan/lignes``, which write."""
    form = parts.writing.form
    _ = say

    @pages.post("/<code>/equipe/<int:team_id>/plan/saisie")
    @doors.team
    def write_entry(visit: Visit) -> ResponseReturnValue:
        if not visit.may_write:
            return _paused()
        key, text = request.form.get("key", ""), request.form.get("value", "")
        try:
            version = int(request.form.get("version", ""))
        except ValueError:
            return _refused(_("On n’a pas compris cette demande. Recharge la page."))
        try:
            written = form.write(visit.here.id, key, text, version, visit.person)
        except EntryError as error:
            return _refused(str(error))
        except ConflictError as error:
            theirs = error.theirs
            said = _(
                "%(who)s vient d’effacer ce champ ; tu as écrit %(mine)s."
                if not theirs.value
                else "%(who)s vient d’écrire %(theirs)s ; tu as écrit %(mine)s.",
                who=theirs.person_name,
                theirs=told(key, theirs.value),
                mine=told(key, error.typed),
            )
            keep = _("Garder %(value)s", value=told(key, theirs.value))
            put = _("Mettre %(value)s", value=told(key, error.typed)) if error.typed else _("Effacer")
            return jsonify(said=said, keep=keep, put=put, **news(theirs)), HTTPStatus.CONFLICT
        return jsonify(news(written))

    @pages.post("/<code>/equipe/<int:team_id>/plan/lignes/<group>")
    @doors.team
    def add_row(visit: Visit, group: str) -> ResponseReturnValue:
        if not visit.may_write:
            return _paused()
        try:
            row = form.add_row(visit.here.id, _group(group), visit.person)
        except EntryError as error:
            return _refused(str(error))
        return jsonify(row=row)

    @pages.post("/<code>/equipe/<int:team_id>/plan/lignes/<group>/<row>/enlever")
    @doors.team
    def remove_row(visit: Visit, group: str, row: str) -> ResponseReturnValue:
        if not visit.may_write:
            return _paused()
        seen = request.form.get("seen", "")
        known = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1
        try:
            form.remove_row(visit.here.id, _group(group), row, known, visit.person)
        except RowChangedError:
            said = _("Quelqu’un vient de changer cette ligne. Regarde ce qu’elle dit avant de l’enlever.")
            return jsonify(said=said), HTTPStatus.CONFLICT
        return jsonify(row=row)

    @pages.post("/<code>/equipe/<int:team_id>/plan/lignes/<group>/<row>/remettre")
    @doors.team
    def restore_row(visit: Visit, group: str, row: str) -> ResponseReturnValue:
        if not visit.may_write:
            return _paused()
        try:
            form.restore_row(visit.here.id, _group(group), row, visit.person)
        except EntryError as error:
            return _refused(str(error))
        return jsonify(row=row)


def _group(key: str) -> Group:
    if key not in _ROWS:
        raise NotFound
    return _ROWS[key]


def _paused() -> ResponseReturnValue:
    said = say("L’équipe ne peut pas écrire en ce moment. Ce que tu as tapé est gardé sur cet appareil.")
    return jsonify(said=said), HTTPStatus.FORBIDDEN


def _refused(said: str) -> ResponseReturnValue:
    return jsonify(said=said), HTTPStatus.UNPROCESSABLE_ENTITY
