"""The workbook: LibreOffice computes it anew and finds the plan's cents, after a changed price too."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from busy_ness.dossier import Dossier
from busy_ness.export.front import FRONT
from busy_ness.export.workbook import places, workbook
from busy_ness.plan.figures import Figure
from busy_ness.plan.forecast import Forecast
from tests.courses.busy_ness.export.calc import PROGRAM, Computed, recompute, with_number
from tests.courses.busy_ness.export.teams import REFIL, SHIFTS, forecast_of, odd_team, short_lines

FORECAST = forecast_of(REFIL)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
computing = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is missing (libreoffice-calc-nogui)")


def differences(forecast: Forecast, found: Computed) -> list[str]:
    """The figures on which LibreOffice and the plan do not agree; empty is good."""
    cells = places(forecast)
    wrong = []
    for figure in figures(forecast):
        cell = cells[figure.key]
        computed = found.number(cell.sheet, cell.row, cell.column)
        if computed.quantize(Decimal(1).scaleb(-max(figure.digits, 4))) != figure.value:
            wrong.append(f"{figure.key}: {figure.value} in the plan, {computed} in LibreOffice")
    return wrong


def figures(forecast: Forecast) -> Iterator[Figure]:
    return (figure for sheet in forecast.sheets for figure in sheet)


@computing
@pytest.mark.slow
def test_libreoffice_finds_every_figure_of_re_fil_to_the_cent(tmp_path: Path) -> None:
    found = recompute({"refil": workbook(REFIL, FORECAST)}, tmp_path)["refil"]
    assert differences(FORECAST, found) == []
    assert sum(figure.expression is not None for figure in figures(FORECAST)) > 500


@computing
@pytest.mark.slow
def test_after_a_change_in_the_workbook_every_sheet_is_that_of_the_changed_plan(tmp_path: Path) -> None:
    changes = {
        "produits.sac.prix": "27.35",
        "produits.sac.unites1": "1999",
        "ventes.commission": "7.25",
        "ventes.comptant": "33",
        "emprunts.banque.taux": "3.65",
        "emprunts.banque.montant": "12345.67",
        "salaires.atelier.brut1": "13333.33",
        "saison.m12": "2.5",
        "charges.loyer.montant1": "7777.77",
        "investissements.machine.montant": "9999.99",
        "autres.subventions1": "1234.56",
        "financement.capital": "3000",
    }
    cells, book = places(FORECAST), workbook(REFIL, FORECAST)
    books, plans = {}, {}
    for number, (key, text) in enumerate(changes.items()):
        plans[f"plan{number}"] = forecast_of(replace(REFIL, entries={**REFIL.entries, key: text}))
        typed = plans[f"plan{number}"].figure(f"saisie.{key}").value
        cell = cells[f"saisie.{key}"]
        books[f"plan{number}"] = with_number(book, cell.sheet, cell.name, typed)
    found = recompute(books, tmp_path)
    wrong = {key: differences(plans[f"plan{n}"], found[f"plan{n}"]) for n, key in enumerate(changes)}
    assert wrong == {key: [] for key in changes}


MONEY = st.decimals(0, 50_000, places=2).map(str)
PERCENT = st.decimals(0, 60, places=2).map(str)
PLANS = st.fixed_dictionaries(
    {
        "entreprise.forme": st.sampled_from(["micro", "ei", "eurl", "sasu", "scop", "association"]),
        "entreprise.tva": st.sampled_from(["reel", "franchise"]),
        "entreprise.mois": st.sampled_from(["1", "9"]),
        "demarrage.stock": MONEY,
        "investissements.1.montant": MONEY,
        "investissements.1.duree": st.sampled_from(["3", "7"]),
        "investissements.1.mois": st.sampled_from(["0", "5", "20", "24"]),
        "emprunts.1.montant": MONEY,
        "emprunts.1.taux": st.decimals(0, 12, places=2).map(str),
        "emprunts.1.duree": st.sampled_from(["7", "36", "84"]),
        "emprunts.1.mois": st.sampled_from(["0", "4"]),
        "produits.1.prix": st.decimals(0, 500, places=2).map(str),
        "produits.1.achat": st.decimals(0, 300, places=2).map(str),
        "produits.1.unites1": st.integers(0, 5_000).map(str),
        "produits.2.prix": st.decimals(0, 90, places=2).map(str),
        "produits.2.unites1": st.integers(0, 900).map(str),
        "produits.2.tva": st.sampled_from(["reduit", "aucune"]),
        "ventes.commission": PERCENT,
        "ventes.comptant": PERCENT,
        "ventes.delai_clients": st.sampled_from(["30", "90"]),
        "ventes.delai_fournisseurs": st.sampled_from(["0", "60"]),
        "saison.m03": st.decimals(0, 5, places=2).map(str),
        "saison.m07": st.decimals(0, 5, places=1).map(str),
        "charges.1.montant1": MONEY,
        "salaires.1.brut1": MONEY,
        "salaires.1.allegement": st.sampled_from(["oui", "non"]),
        "dirigeant.montant2": MONEY,
        "autres.taxes1": MONEY,
        "autres.subventions2": MONEY,
        "financement.capital": MONEY,
        "financement.prime": MONEY,
    }
)


# As many rows as the form takes.
FULL = {
    **{f"investissements.{n}.montant": f"{n}111.11" for n in range(1, 11)},
    **{f"emprunts.{n}.montant": f"{n}0000" for n in range(1, 4)},
    **{f"emprunts.{n}.duree": "120" for n in range(1, 4)},
    **{f"produits.{n}.{field}": f"{n}7" for n in range(1, 7) for field in ("prix", "achat", "unites1")},
    **{f"charges.{n}.montant1": f"{n}33.33" for n in range(1, 13)},
    **{f"salaires.{n}.brut1": f"{n}4321" for n in range(1, 7)},
    **{f"salaires.{n}.allegement": "oui" for n in range(1, 7)},
}


def test_no_formula_of_the_largest_form_is_longer_than_a_spreadsheet_takes() -> None:
    full = replace(REFIL, entries=FULL)
    forecast = forecast_of(full)
    formulas = [
        formula for cells in opened(workbook(full, forecast)).cells.values() for formula, _ in cells.values()
    ]
    assert max(len(formula) for formula in formulas) < 8_192
    assert sum(map(bool, formulas)) > 2_000


@computing
@pytest.mark.slow
def test_libreoffice_agrees_on_plans_that_nobody_thought_of(tmp_path: Path) -> None:
    made: list[Mapping[str, str]] = []

    @settings(
        max_examples=12, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(PLANS)
    def gather(entries: Mapping[str, str]) -> None:
        made.append(entries)

    gather()
    plans = {f"plan{n}": replace(REFIL, entries=entries) for n, entries in enumerate([FULL, *made])}
    forecasts = {name: forecast_of(dossier) for name, dossier in plans.items()}
    found = recompute({name: workbook(plans[name], forecasts[name]) for name in plans}, tmp_path)
    wrong = {name: differences(forecasts[name], found[name]) for name in plans}
    assert [(lines[:3], dict(plans[name].entries)) for name, lines in wrong.items() if lines] == []
    assert len(plans) >= 10


@dataclass(frozen=True)
class Opened:
    """A workbook as it lies in its file: (formula, text or number) of each cell, by sheet and name."""

    cells: Mapping[str, Mapping[str, tuple[str, str]]]
    parts: Mapping[str, str]


def opened(book: bytes) -> Opened:
    with zipfile.ZipFile(BytesIO(book)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    shared = [
        "".join(part.text or "" for part in item.iter(f"{MAIN}t"))
        for item in ElementTree.fromstring(parts["xl/sharedStrings.xml"])  # noqa: S314 - our own file
    ]
    names = [
        sheet.attrib["name"]
        for sheet in ElementTree.fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}sheet")  # noqa: S314
    ]
    cells: dict[str, dict[str, tuple[str, str]]] = {}
    for number, name in enumerate(names, 1):
        tree = ElementTree.fromstring(parts[f"xl/worksheets/sheet{number}.xml"])  # noqa: S314
        cells[name] = {}
        for cell in tree.iter(f"{MAIN}c"):
            value = cell.findtext(f"{MAIN}v") or ""
            text = shared[int(value)] if cell.get("t") == "s" else value
            cells[name][cell.attrib["r"]] = (cell.findtext(f"{MAIN}f") or "", text)
    return Opened(cells, parts)


def test_a_year_left_empty_follows_the_year_before_it_in_the_workbook_too() -> None:
    cells = places(FORECAST)
    written = opened(workbook(REFIL, FORECAST)).cells["Hypothèses"]
    first, second, third = (cells[f"saisie.charges.pub.montant{year}"].name for year in (1, 2, 3))
    assert [written[cell][0] for cell in (first, second, third)] == ["", first, second]
    assert [Decimal(written[cell][1]) for cell in (first, second, third)] == [3600] * 3


def test_a_number_that_the_form_refuses_is_refused_in_the_workbook_too() -> None:
    book = opened(workbook(REFIL, FORECAST))
    cells, number = places(FORECAST), list(book.cells).index("Hypothèses") + 1
    rules = {
        rule.attrib["sqref"]: [Decimal(rule.findtext(f"{MAIN}formula{n}") or "") for n in (1, 2)]
        for rule in ElementTree.fromstring(  # noqa: S314
            book.parts[f"xl/worksheets/sheet{number}.xml"]
        ).iter(f"{MAIN}dataValidation")
    }
    assert rules[cells["saisie.produits.sac.prix"].name] == [0, 100_000]
    assert rules[cells["saisie.ventes.commission"].name] == [0, 1]


def test_every_computed_figure_is_a_formula_with_its_value_beside_it() -> None:
    book, cells = opened(workbook(REFIL, FORECAST)), places(FORECAST)
    for figure in figures(FORECAST):
        cell = cells[figure.key]
        formula, value = book.cells[cell.sheet][cell.name]
        assert formula or figure.expression is None, figure.key
        assert Decimal(value) == figure.value, figure.key


@pytest.mark.parametrize("shift", SHIFTS)
def test_no_text_of_a_pupil_becomes_a_formula(shift: int) -> None:
    odd = odd_team(shift)
    forecast = forecast_of(odd)
    book = opened(workbook(odd, forecast))
    allowed = {(cell.sheet, cell.name) for cell in places(forecast).values()}
    ours = re.compile(r"(MIN\(|')?[A-ZÀ-Ü’' a-z]+")
    for sheet, cells in book.cells.items():
        for name, (formula, _) in cells.items():
            if formula and (sheet, name) not in allowed:
                assert sheet == FRONT
                assert ours.match(formula)
                assert "cmd" not in formula
    words = " ".join(text for cells in book.cells.values() for _, text in cells.values())
    names = (*(text for key, text in odd.entries.items() if key.endswith(".nom")), odd.company, odd.team)
    assert [text for text in short_lines(names) if " ".join(text.split()) not in words] == []


@computing
@pytest.mark.slow
def test_libreoffice_opens_workbooks_with_odd_texts_and_computes_them(tmp_path: Path) -> None:
    teams = {f"team{shift}": odd_team(shift) for shift in SHIFTS}
    plans = {name: forecast_of(team) for name, team in teams.items()}
    found = recompute({name: workbook(teams[name], plans[name]) for name in teams}, tmp_path)
    assert {name: differences(plans[name], found[name])[:3] for name in teams} == {name: [] for name in teams}


def test_only_what_the_team_wrote_may_be_changed_and_no_password_is_asked() -> None:
    book = opened(workbook(REFIL, FORECAST))
    protections = [part for name, part in book.parts.items() if name.startswith("xl/worksheets/sheet")]
    assert all("<sheetProtection" in part for part in protections)
    assert not any("password" in part for part in protections)
    cells = places(FORECAST)
    styles = ElementTree.fromstring(book.parts["xl/styles.xml"])  # noqa: S314
    formats = styles.find(f"{MAIN}cellXfs")
    assert formats is not None
    open_formats = {
        str(n)
        for n, one in enumerate(formats)
        if (lock := one.find(f"{MAIN}protection")) is not None and lock.get("locked") == "0"
    }
    for number, sheet in enumerate(book.cells, 1):
        tree = ElementTree.fromstring(book.parts[f"xl/worksheets/sheet{number}.xml"])  # noqa: S314
        free = {cell.attrib["r"] for cell in tree.iter(f"{MAIN}c") if cell.get("s") in open_formats}
        written = {
            cells[figure.key].name
            for figure in figures(FORECAST)
            if figure.entry and cells[figure.key].sheet == sheet
        }
        assert free <= written
    assert 'locked="0"' in book.parts["xl/styles.xml"]


def test_the_workbook_prints_on_a4_and_names_nobody_and_no_path() -> None:
    book = opened(workbook(REFIL, FORECAST))
    for number, _ in enumerate(book.cells, 1):
        part = book.parts[f"xl/worksheets/sheet{number}.xml"]
        assert 'paperSize="9"' in part
        assert "entreprise fictive, atelier pédagogique" in part
    everything = " ".join(book.parts.values())
    assert "ines.b" not in everything
    assert str(Path.home()) not in everything
    assert "2026-11-30T10:00:00Z" in book.parts["docProps/core.xml"]


def test_the_same_work_gives_the_same_file() -> None:
    assert workbook(REFIL, FORECAST) == workbook(REFIL, FORECAST)


def test_a_team_that_wrote_nothing_has_a_workbook() -> None:
    empty = Dossier("Atelier", "Équipe 1", "", (), REFIL.made_at)
    assert opened(workbook(empty, forecast_of(empty))).cells[FRONT]
