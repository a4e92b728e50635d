"""The figures of the dossier, to the cent."""

from decimal import Decimal

import pytest

from busy_ness.plan.entries import EXAMPLE, read
from busy_ness.plan.expressions import Constant
from busy_ness.plan.figures import define
from busy_ness.plan.forecast import Forecast, forecast
from busy_ness.plan.payroll import micro_contributions, micro_training, relief_coefficient
from busy_ness.plan.rates import load_rates
from busy_ness.plan.tax import corporate_tax, tax_slices

RATES = load_rates()


@pytest.fixture(scope="module")
def re_fil() -> Forecast:
    return forecast(read(EXAMPLE).plan, RATES)


def values(made: Forecast, pattern: str) -> list[str]:
    return [str(made.figure(pattern.format(year)).value) for year in ("a1", "a2", "a3")]


def test_the_loan_of_10_000_euros(re_fil: Forecast) -> None:
    def cell(number: int, part: str) -> str:
        return str(re_fil.figure(f"echeancier.banque.e{number:03}.{part}").value)

    assert str(re_fil.figure("emprunts.a1.mensualite.banque").value) == "184.17"
    assert [cell(1, part) for part in ("interets", "capital", "reste")] == ["33.33", "150.84", "9849.16"]
    assert [cell(2, part) for part in ("interets", "capital", "reste")] == ["32.83", "151.34", "9697.82"]
    assert [cell(month, "reste") for month in (12, 24, 36, 48)] == [
        "8156.40",
        "6237.69",
        "4240.80",
        "2162.58",
    ]
    assert (cell(60, "echeance"), cell(60, "reste")) == ("183.85", "0.00")
    yearly = [
        sum(Decimal(cell(month, "interets")) for month in range(year, year + 12))
        for year in (1, 13, 25, 37, 49)
    ]
    assert [str(interest) for interest in yearly] == ["366.44", "291.33", "213.15", "131.82", "47.14"]
    assert str(sum(yearly)) == "1049.88"


@pytest.mark.parametrize(
    ("profit", "tax"),
    [(-5000, 0), (0, 0), (10_000, 1500), (42_500, 6375), (60_000, 10_750), (100_000, 20_750)],
)
def test_the_tax_on_profits(profit: int, tax: int) -> None:
    parts = tax_slices(Constant(Decimal(profit)), RATES)
    assert define("is", "IS", "eur", corporate_tax(*parts, RATES)).value == tax


@pytest.mark.parametrize(
    ("activity", "contributions", "training"),
    [("vente", 3690, 30), ("artisanat", 6360, 90), ("liberal", 7680, 60)],
)
def test_a_micro_entreprise_that_sells_for_30_000_euros(
    activity: str, contributions: int, training: int
) -> None:
    revenue = Constant(Decimal(30_000))
    assert micro_contributions(revenue, activity, RATES).evaluate() == contributions
    assert micro_training(revenue, activity, RATES).evaluate() == training


@pytest.mark.parametrize(
    ("gross", "share", "coefficient"),
    [
        ("1867.02", "1", "0.3981"),
        ("2500", "1", "0.1839"),
        ("5601.06", "1", "0.0000"),
        ("5601.05", "1", "0.0200"),
        ("9000", "1", "0.0000"),
        ("933.51", "0.5", "0.3981"),
        ("500", "1", "0.3981"),
        ("0", "1", "0.0000"),
    ],
)
def test_the_relief_on_salaries(gross: str, share: str, coefficient: str) -> None:
    formula = relief_coefficient(Constant(Decimal(gross)), Constant(Decimal(share)), RATES)
    assert str(define("rgdu", "RGDU", "coefficient", formula).value) == coefficient


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("resultat.{}.ca", ["60000.00", "75000.00", "90000.00"]),
        ("resultat.{}.marge", ["35400.00", "44250.00", "53100.00"]),
        ("resultat.{}.taux_marge", ["0.5900", "0.5900", "0.5900"]),
        ("resultat.{}.ebe", ["4300.00", "7350.00", "6000.00"]),
        ("resultat.{}.exploitation", ["1500.00", "4550.00", "3200.00"]),
        ("resultat.{}.rcai", ["1133.56", "4258.67", "2986.85"]),
        ("resultat.{}.is", ["170.03", "638.80", "448.03"]),
        ("resultat.{}.net", ["963.53", "3619.87", "2538.82"]),
        ("resultat.{}.caf", ["3763.53", "6419.87", "5338.82"]),
        ("seuil.{}.seuil", ["58078.71", "67781.92", "84937.54"]),
        ("seuil.{}.point_mort", ["348.5", "325.4", "339.8"]),
        ("seuil.{}.unites", ["2324", "2712", "3398"]),  # 2 323.15, 2 711.28 and 3 397.50 rounded up
        ("bilan.{}.ecart", ["0.00", "0.00", "0.00"]),
        ("bilan.{}.resultat", ["963.53", "3619.87", "2538.82"]),
    ],
)
def test_the_three_years_of_re_fil(re_fil: Forecast, key: str, expected: list[str]) -> None:
    assert values(re_fil, key) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("financement_initial.depart.besoins_ht", "13850.00"),
        ("financement_initial.depart.tva", "2770.00"),
        ("financement_initial.depart.ressources_total", "20000.00"),
        ("financement_initial.depart.tresorerie", "3380.00"),
        ("tresorerie.m01.fin", "3105.83"),
        ("tresorerie.m02.fin", "3671.66"),
        ("tresorerie.m06.fin", "5934.98"),
        ("tresorerie.m08.tva", "0.00"),
        ("tresorerie.m09.tva", "30.00"),
        ("tresorerie.m09.fin", "7602.47"),
        ("tresorerie.m12.fin", "8249.96"),
        ("financement.a1.tresorerie", "8249.96"),
    ],
)
def test_the_first_year_of_re_fil(re_fil: Forecast, key: str, expected: str) -> None:
    assert str(re_fil.figure(key).value) == expected


def test_the_balance_sheet_finds_the_result_by_itself(re_fil: Forecast) -> None:
    def value(key: str) -> Decimal:
        return re_fil.figure(f"bilan.a1.{key}").value

    debts = sum((value(key) for key in ("emprunts", "fournisseurs", "tva", "is")), Decimal(0))
    assert value("actif") - value("capital") - debts == Decimal("963.53")


def test_the_500_euros_of_the_beginning_are_counted_once(re_fil: Forecast) -> None:
    assert re_fil.figure("financement_initial.depart.frais").value == 500
    assert re_fil.figure("resultat.a1.frais").value == 500
    assert re_fil.figure("resultat.a2.frais").value == 0
    labels = [row.label for row in re_fil.sheet("financement").rows]
    assert not any("établissement" in label for label in labels)
    without = forecast(read({**EXAMPLE, "demarrage.frais": "0"}).plan, RATES)
    saved = without.figure("tresorerie.m12.fin").value - re_fil.figure("tresorerie.m12.fin").value
    assert saved == 500  # its TVA, paid at the start, comes back within the year


def test_a_sound_plan_has_no_alert(re_fil: Forecast) -> None:
    assert re_fil.alerts == ()
