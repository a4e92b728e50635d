"""What the statements do with seasons, delays, TVA, material, losses and legal forms."""

from decimal import Decimal

import pytest

from busy_ness.plan.book import MONTH_CODES, YEARS
from busy_ness.plan.entries import EXAMPLE, read
from busy_ness.plan.forecast import Forecast, forecast
from busy_ness.plan.forms import FORMS
from busy_ness.plan.rates import load_rates

RATES = load_rates()


def made(*parts: dict[str, str], **changes: str) -> Forecast:
    values = dict(EXAMPLE)
    for part in parts:
        values.update(part)
    reading = read(values | changes)
    assert reading.problems == ()
    return forecast(reading.plan, RATES)


def value(result: Forecast, key: str) -> str:
    return str(result.figure(key).value)


def months(result: Forecast, key: str) -> list[str]:
    return [value(result, f"{key.replace('*', month)}") for month in MONTH_CODES]


def test_seasons_share_whole_units_and_lose_none() -> None:
    result = made({"saison.m12": "3", "saison.m01": "0", "produits.sac.unites1": "100"})
    units = months(result, "ventes_mois.*.unites.sac")
    assert units[0] == "0"
    assert int(units[11]) in {22, 23, 24}
    assert sum(map(int, units)) == 100
    assert set(units[1:11]) <= {"7", "8"}


def test_months_carry_their_names_from_the_month_of_opening() -> None:
    result = made({"entreprise.mois": "9"})
    assert result.sheet("tresorerie").columns[:5] == (
        "Septembre",
        "Octobre",
        "Novembre",
        "Décembre",
        "Janvier",
    )
    assert result.figure("tresorerie.m05.fin").label == "Trésorerie à la fin du mois, janvier"


def test_a_longer_delay_of_customers_costs_cash_but_no_profit() -> None:
    short, long = made({}), made({"ventes.delai_clients": "90"})
    assert value(long, "resultat.a1.net") == value(short, "resultat.a1.net")
    assert value(long, "bfr.a1.creances") == "9000.00"
    lost = short.figure("tresorerie.m12.fin").value - long.figure("tresorerie.m12.fin").value
    assert lost == 6000


def test_a_company_in_franchise_neither_collects_nor_gets_back_tva() -> None:
    result = made({"entreprise.tva": "franchise"})
    assert value(result, "financement_initial.depart.tva") == "0.00"
    assert {cell for key in ("collectee", "nette", "payee") for cell in months(result, f"tva.*.{key}")} == {
        "0.00"
    }
    assert value(result, "tresorerie.m01.comptant") == "2500.00"


def test_products_at_several_rates_of_tva_pay_each_its_own() -> None:
    result = made(
        {
            "produits.atelier.prix": "10",
            "produits.atelier.unites1": "120",
            "produits.atelier.tva": "reduit",
            "produits.livre.prix": "10",
            "produits.livre.unites1": "120",
            "produits.livre.tva": "aucune",
        }
    )
    assert value(result, "tva.m01.collectee") == "1005.50"


def test_material_bought_in_july_counts_for_six_months_and_is_paid_in_july() -> None:
    result = made(
        {
            "investissements.velo.montant": "1000",
            "investissements.velo.duree": "3",
            "investissements.velo.mois": "7",
        }
    )
    assert [value(result, f"amortissements.{year}.mois.velo") for year in YEARS] == ["6", "12", "12"]
    used = [value(result, f"amortissements.{year}.dotation.velo") for year in YEARS]
    assert used == ["166.67", "333.33", "333.33"]
    assert value(result, "tresorerie.m07.investissements") == "1200.00"
    assert value(result, "tva.m07.investissements") == "200.00"
    assert value(result, "financement_initial.depart.tresorerie") == "3380.00"


def test_material_bought_in_year_two_is_paid_then_and_its_last_year_takes_the_rest() -> None:
    result = made(
        {
            "investissements.velo.montant": "1000",
            "investissements.velo.duree": "1",
            "investissements.velo.mois": "14",
        }
    )
    used = [value(result, f"amortissements.{year}.dotation.velo") for year in YEARS]
    assert used == ["0.00", "916.67", "83.33"]
    assert value(result, "financement.a2.investissements") == "1000.00"
    assert value(result, "tva_annees.a2.investissements") == "200.00"
    assert value(result, "bilan.a2.ecart") == "0.00"


def test_the_last_year_of_material_takes_the_cents_that_rounding_left() -> None:
    result = made({"investissements.velo.montant": "1000", "investissements.velo.duree": "3"})
    used = [value(result, f"amortissements.{year}.dotation.velo") for year in YEARS]
    assert used == ["333.33", "333.33", "333.34"]


def test_a_loan_paid_out_in_march_is_first_given_back_in_april() -> None:
    result = made({"emprunts.banque.mois": "3"})
    assert value(result, "tresorerie.m03.emprunts") == "10000.00"
    assert [value(result, f"tresorerie.{month}.echeances") for month in ("m03", "m04")] == ["0.00", "184.17"]
    assert value(result, "financement_initial.depart.tresorerie") == "-6620.00"
    assert value(result, "emprunts.a1.reste.banque") == value(result, "echeancier.banque.e009.reste")


def test_a_loan_without_interest_is_given_back_in_equal_parts() -> None:
    result = made({"emprunts.banque.taux": "0", "emprunts.banque.duree": "3"})
    paid = [value(result, f"echeancier.banque.e{month:03}.echeance") for month in (1, 2, 3)]
    assert paid == ["3333.33", "3333.33", "3333.34"]


def test_losses_are_taken_off_the_profits_of_the_next_years() -> None:
    result = made(
        {"produits.sac.unites1": "2000", "produits.sac.unites2": "3000", "produits.sac.unites3": "3600"}
    )
    loss = result.figure("resultat.a1.rcai").value
    assert loss < 0
    assert value(result, "resultat.a1.is") == "0.00"
    assert result.figure("impot.a2.deficit").value == -loss
    assert result.figure("impot.a2.base").value == max(
        result.figure("resultat.a2.rcai").value + loss, Decimal(0)
    )


def test_a_year_that_ends_on_a_credit_keeps_it_though_it_paid_the_month_before() -> None:
    result = made({f"saison.m{month:02}": "0" for month in range(1, 13) if month != 11})
    assert value(result, "tresorerie.m12.tva") != "0.00"
    assert value(result, "bfr.a1.credit_tva") == value(result, "tva.m12.credit_fin") == "240.00"
    assert {value(result, f"bilan.{year}.ecart") for year in YEARS} == {"0.00"}


def oven(month: int) -> dict[str, str]:
    """20 000 euros of material, hence 4 000 of TVA, and money enough to pay it."""
    bought = {"nom": "Four", "montant": "20000", "duree": "5", "mois": str(month)}
    return {"financement.capital": "60000", **{f"investissements.four.{k}": v for k, v in bought.items()}}


@pytest.mark.parametrize(
    ("month", "credit", "owed"),
    # Year 2 owes 492.50 a month: 4 000 less 492.50 for each month from the purchase to December.
    [(14, "0.00", "492.50"), (18, "552.50", "0.00"), (23, "3015.00", "0.00"), (24, "3507.50", "0.00")],
)
def test_tva_of_material_bought_late_in_year_two_is_still_a_credit_at_its_end(
    month: int, credit: str, owed: str
) -> None:
    result = made(oven(month))
    assert (value(result, "tva_annees.a2.credit_fin"), value(result, "tva_annees.a2.a_payer")) == (
        credit,
        owed,
    )
    assert {value(result, f"bilan.{year}.ecart") for year in YEARS} == {"0.00"}


@pytest.mark.parametrize("seasons", [{}, {"saison.m01": "0", "saison.m02": "0", "saison.m12": "3"}])
@pytest.mark.parametrize("months", [(24,), (13, 25), (16, 22), (36, 23), (30, 34)])
def test_tva_of_years_two_and_three_is_that_of_a_count_month_by_month(
    months: tuple[int, ...], seasons: dict[str, str]
) -> None:
    second = {key.replace("four", "deux"): text for key, text in oven(months[-1]).items()}
    result = made(oven(months[0]), second if len(months) > 1 else {}, seasons)
    weights = [result.figure(f"saisie.saison.{code}").value for code in MONTH_CODES]
    credit = result.figure("tva.m12.credit_fin").value
    paid = due = result.figure("tva.m12.due").value
    for year in (2, 3):
        flows = {
            key: result.figure(f"tva_annees.a{year}.{key}").value
            for key in ("collectee", "achats", "commission", "charges")
        }
        varying, paid = flows["collectee"] - flows["achats"] - flows["commission"], Decimal(0)
        for number, weight in enumerate(weights, 12 * year - 11):
            paid += due
            net = varying * weight / sum(weights) - flows["charges"] / 12 - 4000 * months.count(number)
            due, credit = max(net - credit, Decimal(0)), max(credit - net, Decimal(0))
        for key, counted in (("credit_fin", credit), ("a_payer", due), ("payee", paid)):
            assert abs(result.figure(f"tva_annees.a{year}.{key}").value - counted) < Decimal("0.05"), key


def test_the_relief_lowers_the_employers_contributions() -> None:
    result = made(
        {
            "salaires.atelier.taux": "42",
            "salaires.atelier.allegement": "oui",
            "salaires.atelier.brut1": "12000",
        }
    )
    assert value(result, "charges.a1.rgdu.atelier") == "0.3346"
    assert value(result, "charges.a1.reduction.atelier") == "4015.20"
    assert value(result, "charges.a1.patronales") == "1024.80"


def test_an_empty_rate_of_contributions_takes_the_usual_one() -> None:
    result = made({"salaires.atelier.taux": ""})
    assert value(result, "charges.a1.patronales.atelier") == "5040.00"
    assert result.figure("charges.a1.patronales.atelier").explain().terms[1].key == "taux.salaire.patronales"


@pytest.mark.parametrize(
    ("form", "contributions", "withdrawn"),
    [
        ("sasu", "5160.00", "0.00"),
        ("scop", "5160.00", "0.00"),
        ("association", "5160.00", "0.00"),
        ("eurl", "2700.00", "0.00"),
        ("micro", "7440.00", "6000.00"),
        ("ei", "1248.00", "6000.00"),
    ],
)
def test_paying_the_director_6000_euros_net_costs_what_the_form_says(
    form: str, contributions: str, withdrawn: str
) -> None:
    result = made({"entreprise.forme": form, "dirigeant.base": "net", "dirigeant.montant1": "6000"})
    assert value(result, "charges.a1.cotisations") == contributions
    assert value(result, "charges.a1.prelevements") == withdrawn
    assert {value(result, f"bilan.{year}.ecart") for year in YEARS} == {"0.00"}
    assert value(result, f"formes.{form}.a1.cotisations") == contributions
    in_charges = "0.00" if form in {"micro", "ei"} else "6000.00"
    assert value(result, "charges.a1.dirigeant") == in_charges


def test_an_independent_pays_the_minimum_even_without_pay() -> None:
    result = made({"entreprise.forme": "eurl", "dirigeant.base": "net"})
    assert value(result, "charges.a1.cotisations") == "1248.00"


@pytest.mark.parametrize(
    ("whole", "contributions", "net"),
    [
        ("0", "1248.00", "0.00"),
        ("1000", "248.00", "0.00"),
        ("1500", "0.00", "252.00"),
        ("6000", "0.00", "4137.93"),
    ],
)
def test_the_minimum_is_also_in_a_whole_cost(whole: str, contributions: str, net: str) -> None:
    result = made({"entreprise.forme": "eurl", "dirigeant.base": "cout", "dirigeant.montant1": whole})
    assert value(result, "charges.a1.cotisations") == contributions
    assert value(result, "formes.eurl.a1.net") == net
    assert value(result, "formes.eurl.a1.resultat") == value(result, "resultat.a1.rcai")


def test_the_chosen_form_gives_the_same_tax_in_the_comparison_as_in_the_statements() -> None:
    for form in ("eurl", "sasu"):
        result = made({"entreprise.forme": form, "dirigeant.base": "net", "dirigeant.montant2": "3000"})
        for year in YEARS:
            if not result.figure(f"impot.{year}.deficit").value:
                assert value(result, f"formes.{form}.{year}.is") == value(result, f"resultat.{year}.is")


def test_the_forms_share_the_same_profit_before_the_director() -> None:
    result = made({"entreprise.forme": "micro", "dirigeant.base": "net", "dirigeant.montant1": "3000"})
    for year in YEARS:
        before = {value(result, f"formes.{form}.{year}.avant") for form in FORMS}
        assert len(before) == 1
        for form in FORMS:
            cell = {
                key: result.figure(f"formes.{form}.{year}.{key}").value
                for key in ("avant", "net", "cotisations", "salaries", "is", "reste", "total")
            }
            spent = cell["cotisations"] + cell["salaries"] + cell["is"]
            assert cell["total"] == cell["net"] + cell["reste"] == cell["avant"] - spent


def test_an_association_pays_the_tax_only_above_its_franchise() -> None:
    result = made({"entreprise.forme": "association"})
    assert [value(result, f"resultat.{year}.is") for year in YEARS] == ["0.00", "0.00", "448.03"]


def test_subventions_pay_a_part_of_the_fixed_charges() -> None:
    plain, helped = made({}), made({"autres.subventions1": "5000"})
    assert helped.figure("resultat.a1.ebe").value - plain.figure("resultat.a1.ebe").value == 5000
    assert value(helped, "seuil.a1.fixes") == "29266.44"


def test_without_margin_the_seuil_is_told_never_reached() -> None:
    result = made({"produits.sac.achat": "30"})
    assert result.figure("seuil.a1.seuil").text == "jamais atteint"
    assert result.figure("seuil.a1.point_mort").text == "jamais atteint"


def test_without_fixed_charges_the_seuil_is_reached_at_once() -> None:
    result = forecast(
        read({"produits.a.prix": "10", "produits.a.unites1": "5", "entreprise.forme": "sasu"}).plan, RATES
    )
    assert result.figure("seuil.a1.seuil").text == "dès la première vente"
