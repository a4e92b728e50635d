"""Whatever a team writes, its prévisionnel holds together."""

import string
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busy_ness.plan.book import MONTH_CODES, YEARS
from busy_ness.plan.catalog import CATALOG
from busy_ness.plan.entries import EXAMPLE, check, read
from busy_ness.plan.figures import Figure, terms
from busy_ness.plan.forecast import ORDER, Forecast, forecast
from busy_ness.plan.form import Entry
from busy_ness.plan.rates import load_rates

RATES = load_rates()
EXTREMES = settings(max_examples=30, deadline=None)


def texts(entry: Entry) -> st.SearchStrategy[str]:
    """Canonical texts of a question: ordinary ones, the bounds, and nothing at all."""
    if entry.is_text:
        return st.text(string.ascii_letters + " éà<&=", max_size=20)
    if entry.choices:
        return st.sampled_from([choice.value for choice in entry.choices])
    scale = 10**entry.decimals
    least, most = int(entry.minimum * scale), int(entry.maximum * scale)
    small = st.integers(least, min(most, least + 40 * scale))
    scaled = st.one_of(small, small, st.integers(least, most), st.sampled_from([least, most]))
    return st.one_of(st.just(""), scaled.map(lambda number: f"{Decimal(number) / scale:f}"))


@st.composite
def plans(draw: st.DrawFn) -> dict[str, str]:
    """Entries of any plan: every group, several rows."""
    values: dict[str, str] = {}
    for group in CATALOG:
        least, most = group.rows or (1, 1)
        rows = [f"r{n}" for n in range(draw(st.integers(least, min(most, 3))))] if group.rows else [""]
        for row in rows:
            for entry in group.entries:
                key = group.key_of(entry, row)
                values[key] = check(key, draw(texts(entry)))
    return values


def made(values: Mapping[str, str]) -> Forecast:
    return forecast(read(values).plan, RATES)


def total(figures: list[Figure]) -> Decimal:
    return sum((figure.value for figure in figures), Decimal(0))


def year_of(result: Forecast, sheet: str, key: str) -> Decimal:
    return total([result.figure(f"{sheet}.{month}.{key}") for month in MONTH_CODES])


@EXTREMES
@given(plans())
def test_the_balance_sheet_balances_and_its_cash_is_the_accounts(values: dict[str, str]) -> None:
    result = made(values)
    for year in YEARS:
        assert result.figure(f"bilan.{year}.ecart").value == 0
        cash = (
            result.figure(f"bilan.{year}.disponibilites").value
            - result.figure(f"bilan.{year}.decouvert").value
        )
        assert cash == result.figure(f"financement.{year}.tresorerie").value
    assert result.figure("financement.a1.tresorerie").value == result.figure("tresorerie.m12.fin").value


@EXTREMES
@given(plans())
def test_the_cash_of_years_two_and_three_is_what_came_in_less_what_went_out(values: dict[str, str]) -> None:
    """Counted from receipts and payments, not from the CAF."""
    result = made(values)

    def value(sheet: str, year: str, key: str) -> Decimal:
        return result.figure(f"{sheet}.{year}.{key}").value

    for before, year in (("a1", "a2"), ("a2", "a3")):
        sold = value("resultat", year, "ca") + value("tva_annees", year, "collectee")
        received = sold + value("bfr", before, "creances") - value("bfr", year, "creances")
        received += value("resultat", year, "subventions") + value("emprunts", year, "recu")
        bought = value("resultat", year, "achats") + value("tva_annees", year, "achats")
        paid = bought + value("bfr", before, "fournisseurs") - value("bfr", year, "fournisseurs")
        for key in ("commission", "externes", "taxes", "personnel", "dirigeant", "interets"):
            paid += value("resultat", year, key)
        for key in ("commission", "charges", "investissements", "payee"):
            paid += value("tva_annees", year, key)
        paid += value("emprunts", year, "capital") + value("amortissements", year, "achats")
        paid += value("charges", year, "prelevements") + value("resultat", before, "is")
        change = value("financement", year, "tresorerie") - value("financement", before, "tresorerie")
        assert change == received - paid


@EXTREMES
@given(plans())
def test_the_months_add_up_to_the_year(values: dict[str, str]) -> None:
    result = made(values)
    for key in ("ca", "achats", "commission"):
        assert year_of(result, "ventes_mois", key) == result.figure(f"resultat.a1.{key}").value
        assert all(result.figure(f"ventes_mois.{month}.{key}").value >= 0 for month in MONTH_CODES)
    assert year_of(result, "charges_mois", "externes") == result.figure("resultat.a1.externes").value
    assert year_of(result, "charges_mois", "taxes") == result.figure("resultat.a1.taxes").value
    work = year_of(result, "charges_mois", "dirigeant") + year_of(result, "charges_mois", "cotisations")
    assert work == result.figure("resultat.a1.dirigeant").value
    for row in result.plan.rows["produits"]:
        units = [result.figure(f"ventes_mois.{month}.unites.{row}") for month in MONTH_CODES]
        assert total(units) == result.plan.numbers[f"produits.{row}.unites1"]
        assert all(month.value >= 0 for month in units)


@EXTREMES
@given(plans())
def test_tva_over_the_years_adds_up(values: dict[str, str]) -> None:
    """What is collected, less what is deductible, was paid, is still owed, or used or left a credit."""
    result = made(values)
    credit, owed = result.figure("financement_initial.depart.tva").value, Decimal(0)
    assert year_of(result, "tva", "payee") == result.figure("tva_annees.a1.payee").value
    for year in YEARS:
        cell = {
            key: result.figure(f"tva_annees.{year}.{key}").value
            for key in ("collectee", "nette", "credit_debut", "credit_fin", "a_payer", "payee")
        }
        deductible = cell["collectee"] - cell["nette"]
        paid_and_owed = cell["payee"] + cell["a_payer"] - owed
        assert cell["collectee"] - deductible == paid_and_owed - cell["credit_fin"] + credit
        assert cell["credit_debut"] == credit
        assert min(cell["credit_fin"], cell["a_payer"], cell["payee"]) >= 0
        assert not (cell["credit_fin"] and cell["a_payer"])
        credit, owed = cell["credit_fin"], cell["a_payer"]


@EXTREMES
@given(plans())
def test_loans_are_given_back_to_the_cent_and_material_is_used_up_once(values: dict[str, str]) -> None:
    result = made(values)
    numbers = result.plan.numbers
    for row in result.plan.rows["emprunts"]:
        months = range(1, int(numbers[f"emprunts.{row}.duree"]) + 1)
        capital = [result.figure(f"echeancier.{row}.e{month:03}.capital") for month in months]
        assert total(capital) == numbers[f"emprunts.{row}.montant"]
        assert all(part.value >= 0 for part in capital)
        assert result.figure(f"echeancier.{row}.e{months[-1]:03}.reste").value == 0
    for row in result.plan.rows["investissements"]:
        used = [result.figure(f"amortissements.{year}.dotation.{row}").value for year in YEARS]
        assert min(used) >= 0
        assert sum(used) <= numbers[f"investissements.{row}.montant"]
        if numbers[f"investissements.{row}.duree"] <= 2 and numbers[f"investissements.{row}.mois"] <= 12:
            assert sum(used) == numbers[f"investissements.{row}.montant"]


@EXTREMES
@given(plans())
def test_every_figure_stands_once_in_the_sheets_and_follows_from_its_formula(values: dict[str, str]) -> None:
    result = made(values)
    cells = [figure for sheet in result.sheets for figure in sheet]
    assert {figure.key: figure for figure in cells} == dict(result.figures)
    assert len(cells) == len(result.figures)
    assert [sheet.key for sheet in result.sheets] == list(ORDER)
    for figure in cells:
        if figure.expression is None:
            assert figure.source
        else:
            assert figure.expression.evaluate() == figure.value
            assert all(result.figures[term.key] is term for term in terms(figure.expression))
        assert figure.value == figure.value.quantize(Decimal(1).scaleb(-max(figure.digits, 4)))


@settings(max_examples=15, deadline=None)
@given(plans())
def test_every_figure_explains_itself(values: dict[str, str]) -> None:
    result = made(values)
    for figure in result.figures.values():
        told = figure.explain()
        assert figure.label in told.words or figure.expression is None
        assert (told.numbers != "") == (figure.expression is not None)
        assert figure.text
        assert figure not in told.terms
    for alert in result.alerts:
        assert alert.key in result.figures
        assert alert.words
        assert alert.action


def test_explanations_lead_down_to_what_the_team_wrote() -> None:
    result = made(EXAMPLE)
    reached: set[str] = set()
    todo = [result.figure("bilan.a3.passif")]
    while todo:
        figure = todo.pop()
        if figure.key not in reached:
            reached.add(figure.key)
            todo += figure.explain().terms
    leaves = {key for key in reached if result.figure(key).expression is None}
    assert all(key.startswith(("saisie.", "taux.")) for key in leaves)
    assert {
        "saisie.produits.sac.prix",
        "saisie.emprunts.banque.taux",
        "taux.is.reduit",
        "taux.tva.normal",
    } <= leaves


@pytest.mark.parametrize(
    "sheet", ["resultat", "tresorerie", "financement", "bilan", "seuil", "bfr", "financement_initial"]
)
def test_every_line_of_a_statement_has_words_for_someone_of_fourteen(sheet: str) -> None:
    statement = made(EXAMPLE).sheet(sheet)
    assert all(row.help for row in statement.rows if row.kind != "heading")
    assert all(len(row.figures) == len(statement.columns) for row in statement.rows if row.kind != "heading")
