"""The forecast as a bank reads it."""

from dataclasses import replace

import pytest

from busy_ness.export.amounts import amount
from busy_ness.export.report import report
from busy_ness.plan.figures import Figure
from tests.courses.busy_ness.export.reading import read, squeezed
from tests.courses.busy_ness.export.teams import REFIL, SHIFTS, forecast_of, odd_team, short_lines

FORECAST = forecast_of(REFIL)


def test_the_report_of_re_fil_says_who_what_and_every_figure_to_the_cent() -> None:
    printed = report(REFIL, FORECAST)
    pages = read(printed.pdf, "rapport")
    assert printed.warnings == ()
    assert all(words in pages.texts[0] for words in ("Re-Fil", "Les Bobines", "Le sac qui a déjà vécu"))
    assert "30 novembre 2026" in pages.texts[0]
    assert "SASU" in pages.texts[0]
    assert "Entreprise fictive, atelier pédagogique" in pages.texts[0]
    for cents in ("58 078,71", "963,53", "3 619,87", "2 538,82", "3 763,53", "8 249,96", "3 380,00"):
        assert pages.show(cents)
    for title in (
        "En bref",
        "Points de vigilance",
        "Le projet",
        "La stratégie",
        "D’où viennent les chiffres",
    ):
        assert pages.show(title)
    assert pages.show("Un client : Sonia, 21 ans")
    assert pages.show("CGI, article 219")
    assert not pages.show("ines.b")


def test_every_figure_of_every_sheet_is_printed() -> None:
    shown = squeezed(read(report(REFIL, FORECAST).pdf).words)
    for sheet in FORECAST.sheets:
        for figure in sheet:
            assert squeezed(printed_as(figure)) in shown, figure.key


def printed_as(figure: Figure) -> str:
    euros = figure.unit in ("eur", "eur_unit")
    return amount(figure.value) if euros and (figure.value or not figure.zero) else figure.text


def test_pages_are_numbered_and_say_that_the_company_is_invented() -> None:
    pages = read(report(REFIL, FORECAST).pdf)
    assert set(pages.sizes) <= {(210, 297), (297, 210)}
    for number, page in enumerate(pages.texts[1:], 2):
        assert f"Page {number} sur {len(pages.texts)}" in page
        assert "entreprise fictive, atelier pédagogique" in page


def test_amounts_below_zero_stand_in_parentheses_and_alerts_are_told() -> None:
    poor = replace(REFIL, entries={**REFIL.entries, "produits.sac.prix": "12", "financement.capital": "0"})
    forecast = forecast_of(poor)
    pages = read(report(poor, forecast).pdf, "rapport-perte")
    assert forecast.alerts
    assert pages.show(f"({amount(-forecast.figure('resultat.a1.net').value)})")
    assert pages.show(forecast.alerts[0].words)


def test_a_team_that_wrote_nothing_has_a_report_and_is_told_what_is_missing() -> None:
    empty = replace(REFIL, texts={}, entries={}, members=(), company="")
    printed = report(empty, forecast_of(empty))
    assert len(printed.warnings) == 3
    assert "Le projet" in printed.warnings[0]
    assert "entreprise fictive" in read(printed.pdf).words


@pytest.mark.parametrize("shift", SHIFTS)
def test_odd_texts_everywhere_are_printed_as_text(shift: int) -> None:
    odd = odd_team(shift)
    pages = read(report(odd, forecast_of(odd)).pdf)
    typed = (text for key, text in odd.texts.items() if not key.startswith("pitch."))
    assert [text for text in short_lines(typed) if not pages.show(text)] == []


def test_a_text_of_many_pages_is_cut_and_the_team_is_told() -> None:
    long = replace(REFIL, texts={**REFIL.texts, "canvas.impact": "une ligne\n" * 3_000})
    printed = report(long, FORECAST)
    (warning,) = printed.warnings
    assert "Impact social et environnemental" in warning
    assert len(read(printed.pdf).texts) <= len(read(report(REFIL, FORECAST).pdf).texts) + 3


def test_the_largest_plan_stays_inside_its_pages() -> None:
    rich = replace(
        REFIL,
        entries={**REFIL.entries, "produits.sac.prix": "99999.99", "produits.sac.unites1": "1000000"},
    )
    forecast = forecast_of(rich)
    assert read(report(rich, forecast).pdf, "rapport-riche").show(
        amount(forecast.figure("resultat.a1.ca").value)
    )


def test_the_same_work_gives_the_same_file() -> None:
    assert report(REFIL, FORECAST) == report(REFIL, FORECAST)
