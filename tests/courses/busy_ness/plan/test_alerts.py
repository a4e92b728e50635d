"""Alerts say what happens, in plain words, and what to do."""

import pytest

from busy_ness.plan.alerts import Alert
from busy_ness.plan.entries import EXAMPLE, read
from busy_ness.plan.forecast import forecast
from busy_ness.plan.rates import load_rates

RATES = load_rates()


def alerts(changes: dict[str, str]) -> dict[str, Alert]:
    made = forecast(read({**EXAMPLE, **changes}).plan, RATES)
    assert all(alert.key in made.figures for alert in made.alerts)
    levels = [alert.level for alert in made.alerts]
    assert levels == sorted(levels, key=["danger", "attention", "info"].index)
    return {alert.code: alert for alert in made.alerts}


def test_the_worst_month_is_named_too_when_it_is_another() -> None:
    found = alerts({"financement.capital": "7000", "charges.loyer.montant1": "13200"})
    words = found["tresorerie"].words
    assert words.startswith("En janvier, le compte passe sous zéro\u00a0: ")
    assert "Le pire mois est décembre\u00a0: " in words


def test_the_first_month_under_zero_is_named() -> None:
    found = alerts({"financement.capital": "7500", "ventes.delai_clients": "60", "entreprise.mois": "3"})
    alert = found["tresorerie"]
    assert alert.words == ("En avril, le compte passe sous zéro\u00a0: −1\u202f828,34\u00a0€.")
    assert alert.key == "tresorerie.m02.fin"
    assert "1\u202f828,34\u00a0€ de plus" in alert.action


def test_a_start_that_is_not_paid_for_says_how_much_is_missing() -> None:
    alert = alerts({"financement.capital": "5000"})["depart"]
    assert alert.level == "danger"
    assert "il manque 1\u202f620,00\u00a0€" in alert.words


@pytest.mark.parametrize(
    ("changes", "code", "level", "words"),
    [
        ({"produits.sac.prix": "9"}, "prix", "danger", "fait perdre 0,45\u00a0€"),
        ({"produits.sac.prix": "9"}, "seuil_jamais", "danger", "aucune marge"),
        ({"produits.sac.unites1": "2300"}, "seuil", "attention", "il manque 578,71\u00a0€ de ventes"),
        ({"emprunts.banque.duree": "12"}, "emprunt", "attention", "il faut rendre 10\u202f000,00\u00a0€"),
        ({"financement.capital": "3000"}, "apport", "attention", "30\u00a0% au moins"),
        ({"charges.loyer.montant1": "20000"}, "capitaux_propres", "danger", "mangé tout l’argent"),
        ({"charges.loyer.montant2": "30000"}, "tresorerie_annee", "danger", "Le compte est sous zéro"),
        (
            {"entreprise.forme": "micro", "produits.sac.unites3": "9000"},
            "plafond_micro",
            "attention",
            "203\u202f100,00",
        ),
        ({"entreprise.tva": "franchise"}, "franchise", "attention", "85\u202f000,00\u00a0€"),
        ({"salaires.atelier.temps": "100"}, "smic", "attention", "moins que le SMIC"),
        ({"dirigeant.montant2": "0", "dirigeant.montant3": "0"}, "dirigeant", "info", "de quoi vivra"),
        ({"dirigeant.base": "net"}, "ordre_de_grandeur", "info", "Coût d’un président salarié"),
        (
            {"produits.sac.unites1": "0", "produits.sac.unites2": "0", "produits.sac.unites3": "0"},
            "ventes",
            "info",
            "Rien",
        ),
    ],
)
def test_each_alert_is_given_when_it_is_due_and_not_before(
    changes: dict[str, str], code: str, level: str, words: str
) -> None:
    assert code not in alerts({})
    alert = alerts(changes)[code]
    assert alert.level == level
    assert words in alert.words
    assert alert.action.endswith(".")


MICRO = {"entreprise.forme": "micro", "entreprise.tva": "franchise"}


def test_a_micro_entreprise_above_both_ceilings_reads_both() -> None:
    found = alerts({**MICRO, "produits.sac.unites1": "3600", "produits.sac.unites2": "8400"})
    assert found["franchise"].key == "resultat.a1.ca"
    assert found["plafond_micro"].key == "resultat.a2.ca"
    assert "deux années de suite" in found["plafond_micro"].words


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ("3600", "85\u202f000,00\u00a0€, la franchise de TVA s’arrête l’année d’après"),
        ("4000", "93\u202f500,00\u00a0€, la franchise de TVA s’arrête tout de suite"),
    ],
)
def test_the_franchise_ends_at_once_only_above_the_higher_limit(units: str, words: str) -> None:
    assert words in alerts({**MICRO, "produits.sac.unites1": units})["franchise"].words


def test_a_year_without_sales_is_not_told_that_its_prices_are_too_low() -> None:
    found = alerts({"produits.sac.unites1": "0", "produits.sac.unites2": "2300"})
    assert "seuil_jamais" not in found
    assert "rien ne se vend" in found["annee_sans_vente"].words
    assert "34\u202f266,44" in found["annee_sans_vente"].words
    assert found["seuil"].words.startswith("Année 2")  # the years after are still looked at


def test_a_product_sold_at_a_loss_from_year_two_on_is_told_too() -> None:
    late = {f"produits.sac2.{key}": text for key, text in (("prix", "5"), ("achat", "6"), ("unites2", "1"))}
    assert "fait perdre 1,25\u00a0€" in alerts(late)["prix"].words


def test_an_activity_that_loses_money_does_not_only_produce_a_negative_sum() -> None:
    words = alerts({"charges.loyer.montant1": "20000"})["emprunt"].words
    assert "n’en produit pas (CAF\u00a0: −" in words


def test_an_order_of_magnitude_that_no_euro_depends_on_is_left_unsaid() -> None:
    nobody = {"dirigeant.base": "net", "dirigeant.montant2": "0", "dirigeant.montant3": "0"}
    assert "ordre_de_grandeur" not in alerts(nobody)
    assert "ordre_de_grandeur" in alerts({**nobody, "dirigeant.montant3": "6000"})


def test_a_gift_is_not_said_to_come_from_the_partners() -> None:
    words = alerts({"financement.capital": "3000", "financement.prime": "1000"})["apport"].words
    assert words.startswith("Les associés et les aides apportent 4\u202f000,00")
