"""The rates of the law are dated, sourced and checked."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from busy_ness.plan.rates import KEYS, RATES_FILE, RatesError, load_rates


def changed(tmp_path: Path, pattern: str, replacement: str) -> Path:
    text, count = re.subn(pattern, replacement, RATES_FILE.read_text(encoding="utf-8"), count=1)
    assert count == 1
    path = tmp_path / "rates.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_rates_are_those_of_the_dossier() -> None:
    rates = load_rates()
    expected = {
        "is.plafond": "42500",
        "is.reduit": "0.15",
        "is.normal": "0.25",
        "micro.plafond.vente": "203100",
        "micro.plafond.service": "83600",
        "micro.cotisations.vente": "0.123",
        "micro.cotisations.artisanat": "0.212",
        "micro.cotisations.liberal": "0.256",
        "micro.cotisations.cipav": "0.232",
        "tva.reduit": "0.055",
        "tva.particulier": "0.021",
        "smic.heure": "12.31",
        "smic.mois": "1867.02",
        "pass.mois": "4005",
        "rgdu.pente": "0.3781",
        "tns.plancher": "1248",
        "president.coefficient": "1.86",
        "franchise.vente_majore": "93500",
        "franchise.service_majore": "41250",
    }
    assert {key: rates[key].value for key in expected} == {
        key: Decimal(text) for key, text in expected.items()
    }
    assert set(rates.rates) == KEYS


def test_every_rate_says_its_source_its_date_and_whether_it_is_sure() -> None:
    rates = load_rates()
    assert rates.rates["tns.plancher"].certainty == "medium"
    assert "ordre de grandeur" in rates["president.coefficient"].explain().words
    assert "valeur à vérifier" in rates["franchise.vente"].explain().words
    assert rates["is.reduit"].source == "Source\u00a0: CGI, article 219, depuis le 01/01/2026."
    for rate in rates:
        assert rate.source
        assert rate.since <= rates.date


@pytest.mark.parametrize(
    ("pattern", "replacement", "words"),
    [
        (r"  is\.reduit:.*\n", "", r"rates: 'is\.reduit' is missing; add it"),
        (r"  is\.reduit:", "  is.reduitt:", r"rates: 'is\.reduitt' is unknown"),
        (r"(  is\.reduit:.*\n)", r"\1\1", r"line 8: rates: 'is\.reduit' is written twice"),
        (r"value: 15,", "value: quinze,", r"line 7: is\.reduit\.value: 'quinze' is not a number"),
        (r"value: 15,", "value: 150,", r"is\.reduit\.value: 150 is not between 0 and 100"),
        (r"value: 15,", "value: .nan,", r"is\.reduit\.value: '\.nan' is not a number"),
        (
            r"value: 15, unit: percent",
            "value: 15, unit: pourcent",
            r"is\.reduit\.unit: 'pourcent' is none of",
        ),
        (r", certainty: high", ", certainty: sure", r"is\.plafond\.certainty: 'sure' is none of"),
        (r", certainty: high", "", r"is\.plafond: 'certainty' is missing"),
        (r", certainty: high", ", certainty: high, note: x", r"is\.plafond: 'note' is unknown"),
        (r"since: 2026-01-01", "since: janvier", r"is\.plafond\.since: 'janvier' is not a day"),
        (r"date: 2026-06-01\n", "", r"the file: 'date' is missing"),
        (r"rates:\n", "rates: []\nx:\n", r"the file: 'x' is unknown"),
        (r"value: 15,", "value: [15],", r"is\.reduit\.value: one value is expected"),
        (r"is\.reduit: \{", "is.reduit: [", r"not YAML"),
    ],
)
def test_a_wrong_file_of_rates_names_the_line_and_the_key(
    tmp_path: Path, pattern: str, replacement: str, words: str
) -> None:
    with pytest.raises(RatesError, match=words) as refused:
        load_rates(changed(tmp_path, pattern, replacement))
    assert str(refused.value).startswith("rates.yaml:")


def test_a_new_rate_counts_at_once(tmp_path: Path) -> None:
    assert load_rates(changed(tmp_path, "value: 15,", "value: 16,"))["is.reduit"].value == Decimal("0.16")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rates.yaml"
    path.write_text("", encoding="utf-8")
    with pytest.raises(RatesError, match="keys and values are expected"):
        load_rates(path)
