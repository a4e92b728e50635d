"""The pitch support: six slides with the team's own words, for a jury at the other end of a room."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from busy_ness.dossier import Dossier
from busy_ness.export import charts
from busy_ness.export.notice import DISCLAIMER, FICTION
from busy_ness.export.press import Printed, Sheet
from busy_ness.export.printable import bounded, breakable, clean, one_line, shortened
from busy_ness.export.summary import drawing_of_years
from busy_ness.plan.forecast import Forecast

TITLES = (
    "Le problème",
    "Notre offre",
    "Notre marché",
    "Notre modèle et nos chiffres",
    "L’équipe et l’impact",
    "Ce que nous demandons",
)
WITH_CHART, WITH_TEAM = 4, 5
# Nothing longer fits a slide, whatever the letters; what is measured after it stays quick.
MOST_SIGNS, MOST_LINES = 2_000, 40
COMFORTABLE_POINTS = 24


@dataclass(frozen=True)
class _Fit:
    """How the words of a slide went in."""

    slide: int
    size: int
    cut: bool

    def words(self, title: str) -> str:
        where = f"Diapositive {self.slide} («\u00a0{title}\u00a0»)"
        if self.cut:
            return (
                f"{where}\u00a0: ton texte est trop long, la fin n’est pas montrée. "
                "Garde trois ou quatre phrases courtes et dis le reste de vive voix."
            )
        return (
            f"{where}\u00a0: ton texte est long, il est écrit petit pour tenir. "
            "Enlève une phrase ou deux, et il se lira du fond de la salle."
        )


def slides(dossier: Dossier, forecast: Forecast) -> Printed:
    """The PDF, and warnings in French: a slide that is empty, written small, or cut.

    Args:
        forecast: of ``dossier.entries``; slide 4 draws its three years.
    """
    texts = [clean(dossier.text(f"pitch.{number}")) for number in range(1, 7)]
    sheet = Sheet("slides.typ", _data(dossier, forecast, texts), dossier.made_at)
    printed = sheet.pdf()
    return replace(printed, warnings=(*_warnings(texts, sheet.query("fit")), *printed.warnings))


def _data(dossier: Dossier, forecast: Forecast, texts: list[str]) -> Mapping[str, Any]:
    company = shortened(one_line(dossier.company), 80) or "Notre entreprise"
    drawing = drawing_of_years(forecast)
    return {
        "title": f"Pitch de {company}",
        "author": shortened(one_line(dossier.team), 80),
        "disclaimer": DISCLAIMER,
        "company": breakable(company),
        "slogan": breakable(shortened(one_line(dossier.text("entreprise.slogan")), 120)),
        "footer": f"{company} · {FICTION.lower()}",
        "slides": [
            {
                "title": title,
                "text": breakable(bounded(text, MOST_SIGNS, MOST_LINES)),
                "drawing": _shown(drawing) if number == WITH_CHART else None,
                "people": _people(dossier) if number == WITH_TEAM else [],
            }
            for number, (title, text) in enumerate(zip(TITLES, texts, strict=True), 1)
        ],
    }


def _people(dossier: Dossier) -> list[dict[str, str]]:
    return [
        {
            "name": breakable(shortened(one_line(member.display_name), 40)),
            "role": breakable(shortened(one_line(member.role), 40)),
        }
        for member in dossier.members
    ]


def _shown(drawing: charts.Drawing) -> dict[str, str]:
    return {"svg": drawing.svg, "words": drawing.words}


def _warnings(texts: list[str], found: list[dict[str, Any]]) -> tuple[str, ...]:
    empty = tuple(
        f"Diapositive {number} («\u00a0{TITLES[number - 1]}\u00a0»)\u00a0: elle est vide. "
        "Écris son texte dans la page du pitch."
        for number, text in enumerate(texts, 1)
        if not text
    )
    fits = [_Fit(one["slide"], one["size"], one["cut"]) for one in found]
    tight = [fit for fit in fits if fit.cut or (fit.size < COMFORTABLE_POINTS and texts[fit.slide - 1])]
    cut = {number for number, text in enumerate(texts, 1) if bounded(text, MOST_SIGNS, MOST_LINES) != text}
    return (
        *empty,
        *(replace(fit, cut=fit.cut or fit.slide in cut).words(TITLES[fit.slide - 1]) for fit in tight),
    )
