"""The forecast as a file that a bank reads: who, in short, the project, the statements, the sources."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from busy_ness.dossier import Dossier
from busy_ness.export import tables
from busy_ness.export.charts import Drawing
from busy_ness.export.notice import DISCLAIMER, FICTION
from busy_ness.export.presentation import presentation, too_long
from busy_ness.export.press import Printed, Sheet
from busy_ness.export.printable import breakable, one_line, shortened
from busy_ness.export.summary import drawing_of_break_even, drawing_of_cash, identity, key_rows
from busy_ness.plan.book import YEAR_TITLES
from busy_ness.plan.forecast import Forecast
from busy_ness.plan.sheets import Sheet as PlanSheet

EXPLAINING = ("hypotheses", "ventes", "charges")
RATES = "taux"  # its figures are printed with their sources, at the end
LEVELS = {"danger": "Grave", "attention": "À surveiller", "info": "À savoir"}
SIGN = "Entre parenthèses\u00a0: un montant négatif."


def report(dossier: Dossier, forecast: Forecast) -> Printed:
    """The PDF, and warnings in French about what the team has not written yet.

    Args:
        forecast: of ``dossier.entries``.
    """
    parts = presentation(dossier)
    printed = Sheet("report.typ", _data(dossier, forecast), dossier.made_at).pdf()
    missing = tuple(
        f"«\u00a0{part.title}\u00a0»\u00a0: cette partie est vide. Une banque la lit avant les chiffres."
        for part in parts
        if not part.sections
    )
    cut = tuple(
        f"«\u00a0{label}\u00a0»\u00a0: le texte est trop long, sa fin n’est pas imprimée. Garde l’essentiel."
        for label in too_long(dossier)
    )
    return Printed(printed.pdf, (*missing, *cut, *printed.warnings))


def _data(dossier: Dossier, forecast: Forecast) -> Mapping[str, Any]:
    company = shortened(one_line(dossier.company), 100) or "Une entreprise sans nom"
    drawings = {"tresorerie": drawing_of_cash(forecast), "seuil": drawing_of_break_even(forecast)}
    return {
        "title": f"Prévisionnel de {company}",
        "author": shortened(one_line(dossier.team), 80),
        "kind": "Prévisionnel financier sur trois ans",
        "company": breakable(company),
        "slogan": breakable(shortened(one_line(dossier.text("entreprise.slogan")), 160)),
        "identity": [(label, breakable(words)) for label, words in identity(dossier, forecast)],
        "fiction": FICTION,
        "disclaimer": DISCLAIMER,
        "footer": f"{shortened(company, 60)} · {FICTION.lower()}",
        "summary": tables.printed(_in_short(forecast))[0],
        "sign": SIGN,
        "alerts": [
            {"words": one_line(alert.words), "level": LEVELS[alert.level]} for alert in forecast.alerts
        ],
        "presentation": [
            {
                "title": part.title,
                "sections": [{"title": one.title, "texts": one.texts} for one in part.sections],
            }
            for part in presentation(dossier)
            if part.sections
        ],
        "sheets": [
            _sheet(sheet, drawings.get(sheet.key)) for sheet in forecast.sheets if not _is_annex(sheet)
        ],
        "annexes": [
            _sheet(sheet, None) for sheet in forecast.sheets if _is_annex(sheet) and sheet.key != RATES
        ],
        "sources": _sources(forecast),
    }


def _in_short(forecast: Forecast) -> PlanSheet:
    rows = tuple(replace(row, kind="line") for row in key_rows(forecast))
    return PlanSheet("bref", "En bref", YEAR_TITLES, rows)


def _is_annex(sheet: PlanSheet) -> bool:
    """What explains the statements comes after them."""
    return sheet.detail or sheet.key in EXPLAINING


def _sheet(sheet: PlanSheet, drawing: Drawing | None) -> Mapping[str, Any]:
    return {
        "title": sheet.title,
        "tables": tables.printed(sheet),
        "note": sheet.note,
        "wide": tables.is_wide(sheet),
        "drawings": [{"svg": drawing.svg, "words": drawing.words}] if drawing else [],
    }


def _sources(forecast: Forecast) -> Mapping[str, Any]:
    rows = [
        (figure.label, figure.text, figure.source.removeprefix("Source\u00a0: "))
        for sheet in forecast.sheets
        for figure in sheet
        if figure.expression is None and not figure.entry
    ]
    words = (
        "Les prix, les quantités et les charges sont ceux que l’équipe a écrits\u00a0; les taux et les "
        "seuils viennent de la loi, sauf ceux qui se disent «\u00a0ordre de grandeur\u00a0». "
        "Chaque montant est arrondi au centime, à chaque étape."
    )
    return {"words": words, "rows": rows}
