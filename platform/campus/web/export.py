"""A course's table as a CSV file that a spreadsheet in French opens well and safely."""

import csv
import io

from flask_babel import get_timezone
from flask_babel import gettext as _

from campus.web.room import Board
from campus.web.words import STATE_WORDS, number

BYTE_ORDER_MARK = "\ufeff"  # spreadsheets read UTF-8 only when it is there
_STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, whatever a learner chose as a name."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(_STARTS_A_FORMULA) else flat


def write_csv(board: Board) -> str:
    """One line for each learner and exercise; semicolons, decimal commas, hours of Paris."""
    written = io.StringIO()
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    lines.writerow(
        [
            _("Pseudo"),
            _("Prénom"),
            _("Exercice"),
            _("État"),
            _("Points"),
            _("Sur"),
            _("À relire"),
            _("Rendu le"),
            _("Indices"),
        ]
    )
    for row in board.rows:
        for cell in row.cells:
            result = cell.result
            scored = result is not None and result.state == "graded" and result.score is not None
            lines.writerow(
                [
                    harmless(row.name),
                    harmless(row.display_name),
                    harmless(cell.exercise.title),
                    str(STATE_WORDS[cell.state]),
                    number(result.score) if result and scored and result.score is not None else "",
                    number(result.max_score) if result and scored else "",
                    _("oui") if cell.to_read else "",
                    result.received_at.astimezone(get_timezone()).strftime("%d/%m/%Y %H:%M")
                    if result
                    else "",
                    str(cell.hints),
                ]
            )
    return BYTE_ORDER_MARK + written.getvalue()
