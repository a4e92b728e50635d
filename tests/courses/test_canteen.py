"""The canteen seasons that KESK'IA learns from: the same for a seed, and with something to learn."""

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from keskia import charger_saison, dictionnaire, generer_saison
from keskia.canteen import CANTEENS, SCHEMA
from keskia.school_year import BREAKS, HOLIDAYS, service_days


@pytest.fixture(scope="module")
def season() -> pd.DataFrame:
    return generer_saison(graine=4)


def test_a_seed_always_gives_the_same_season(season: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(season, generer_saison(graine=4))
    assert not season["convives_reels"].equals(generer_saison(graine=5)["convives_reels"])


def test_a_season_is_drawn_in_less_than_a_second() -> None:
    begun = time.perf_counter()
    generer_saison(graine=6)
    assert time.perf_counter() - begun < 1


def test_a_season_has_one_row_per_canteen_and_service_day(season: pd.DataFrame) -> None:
    assert list(season.columns) == [column.name for column in SCHEMA]
    assert len(season) == CANTEENS * len(service_days())
    assert not season.duplicated(["date", "cantine_id"]).any()
    assert season["date"].is_monotonic_increasing
    assert not season.isna().any().any()


def test_no_meal_is_served_on_wednesdays_in_holidays_or_on_public_holidays() -> None:
    for service in service_days():
        assert service.day.weekday() in (0, 1, 3, 4)
        assert service.day not in HOLIDAYS
        assert not any(start <= service.day < back for start, back in BREAKS)
        assert service.days_to_break >= 1
        assert service.days_since_break >= 0


def test_guests_are_never_more_than_the_pupils(season: pd.DataFrame) -> None:
    assert season["convives_reels"].between(0, season["effectif_inscrit"]).all()
    assert season["indice_grippe"].between(0, 1).all()


@pytest.mark.parametrize("seed", [0, 1, 2, 2025])
def test_weekdays_months_and_strikes_weigh_what_the_sources_say(seed: int) -> None:
    season = generer_saison(graine=seed)
    usual = season.groupby("cantine_id")["convives_reels"].transform("mean")
    relative = season["convives_reels"] / usual
    ordinary = relative[~season["greve_annoncee"]]
    by_day = ordinary.groupby(season["jour"]).mean()
    assert 0.05 < by_day["vendredi"] - by_day["lundi"] < 0.09  # 3.5 + 3.7 %
    assert (
        ordinary[season["date"].dt.month == 7].mean() < 0.93 * ordinary[season["date"].dt.month == 5].mean()
    )
    assert 0.5 < relative[season["greve_annoncee"]].mean() < 0.8


def test_there_are_strikes_to_learn_from_and_strikes_to_predict(season: pd.DataFrame) -> None:
    strikes = season.loc[season["greve_annoncee"], "date"].drop_duplicates()
    assert (strikes < "2026-02-01").sum() == 3
    assert (strikes >= "2026-02-01").sum() == 3


def test_invoiced_meals_give_the_answer_away_and_the_dictionary_says_so(season: pd.DataFrame) -> None:
    assert np.abs(season["repas_factures"] - season["convives_reels"]).mean() < 1
    unknown = dictionnaire()["connue avant le repas"] == "non"
    assert list(unknown[unknown].index) == ["convives_reels", "repas_factures"]


@pytest.mark.parametrize("seed", [0, 3, 9, 2025])
def test_the_kitchen_s_own_forecast_can_be_beaten_by_a_plain_mean(seed: int) -> None:
    season = generer_saison(graine=seed)
    past, future = season[season["date"] < "2026-03-02"], season[season["date"] >= "2026-03-02"]
    means = past.groupby(["cantine_id", "jour"])["convives_reels"].mean()
    plain = means.reindex(pd.MultiIndex.from_frame(future[["cantine_id", "jour"]])).to_numpy()
    real = future["convives_reels"].to_numpy()
    assert np.abs(real - plain).mean() < np.abs(real - future["repas_prevus"].to_numpy()).mean()


def test_a_season_survives_a_csv_file(season: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "saison.csv"
    season.sample(frac=1, random_state=0).to_csv(path, index=False)
    pd.testing.assert_frame_equal(charger_saison(path), season, check_dtype=False)


def test_a_learner_reads_in_french_what_is_wrong_with_her_file(season: pd.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Je ne trouve pas le fichier"):
        charger_saison(tmp_path / "absent.csv")
    path = tmp_path / "saison.csv"
    path.write_text("")
    with pytest.raises(ValueError, match="illisible"):
        charger_saison(path)
    season.head().drop(columns=["plat", "jour"]).to_csv(path, index=False)
    with pytest.raises(ValueError, match=r"colonnes .*: jour, plat"):
        charger_saison(path)
    season.head().assign(date="1er mai").to_csv(path, index=False)
    with pytest.raises(ValueError, match="2025-09-01"):
        charger_saison(path)


@pytest.mark.parametrize("seed", ["sept", 1.5, None, True])
def test_a_seed_that_is_no_integer_is_refused_in_french(seed: object) -> None:
    with pytest.raises(TypeError, match="La graine est un nombre entier"):
        generer_saison(graine=seed)  # type: ignore[arg-type]


def test_a_negative_seed_is_refused_in_french() -> None:
    with pytest.raises(ValueError, match="La graine est un nombre positif"):
        generer_saison(graine=-1)
