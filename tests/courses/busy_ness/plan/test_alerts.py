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
