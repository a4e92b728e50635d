"""The team's own seuil: right, nearly right, or wrong with the step that differs."""

from decimal import Decimal

import pytest

from busy_ness.app.writing.answer import judge
from busy_ness.plan.entries import EXAMPLE, read
from busy_ness.plan.forecast import Forecast, forecast
from busy_ness.plan.rates import load_rates


@pytest.fixture(scope="module")
def refil() -> Forecast:
    return forecast(read(EXAMPLE).plan, load_rates())


@pytest.mark.parametrize("answer", ["58078.71", "58078.70", "58079", "58078"])
def test_the_seuil_is_right_to_the_cent_or_to_the_euro(refil: Forecast, answer: str) -> None:
    assert judge(Decimal(answer), refil).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("2323", "unités"),
        ("34266.44", "diviser par le taux"),
        ("20217.20", "multipliées"),
        ("580.79", "pour cent"),
        ("67781.92", "année 2"),
        ("60000", "chiffre d’affaires prévu"),
        ("53332.95", "usure du matériel"),
        ("57457.63", "intérêts"),
        ("83576.68", "charges variables"),
        ("35400", "marge"),
        ("1", "trop bas"),
        ("999999", "trop haut"),
    ],
)
def test_a_wrong_seuil_says_which_step_differs(refil: Forecast, answer: str, words: str) -> None:
    verdict = judge(Decimal(answer), refil)
    assert not verdict.right
    assert words in verdict.words
    assert "58 078" not in verdict.words.replace("\u202f", " ")


def test_a_rate_that_was_rounded_too_early_is_named() -> None:
    odd = {**EXAMPLE, "produits.sac.achat": "9.10"}
    plan = forecast(read(odd).plan, load_rates())
    fixed, rate = (plan.figure(f"seuil.a1.{key}").value for key in ("fixes", "taux"))
    answer = (fixed / round(rate, 2)).quantize(Decimal("0.01"))
    assert "arrondi trop tôt" in judge(answer, plan).words


def test_a_plan_that_never_pays_its_costs_says_so() -> None:
    lost = {**EXAMPLE, "produits.sac.achat": "40"}
    assert "jamais" in judge(Decimal(1), forecast(read(lost).plan, load_rates())).words
