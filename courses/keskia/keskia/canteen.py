"""A school-canteen season with real signal in it: what the first KESK'IA project learns from.

The town's own data are not public, so a season is drawn from a seed. Sizes of effects come from public
figures: weekdays, June, July and menus from Nantes' open extract (94 633 site-days), the share of pupils who
eat at school from Roubaix 2020. The canteens, their sizes, the strikes and the flu curve are invented.
Left out of the programme's full schema, for later exercises: ``quartier_id``, ``rang_menu``,
``gaspillage_g_par_convive``, ``cout_matiere_eur``.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from keskia.school_year import ServiceDay, service_days

Floats = NDArray[np.float64]

CANTEENS = 24
PRIMARY_SHARE = 0.6  # of the canteens: "E" (élémentaire); the others are "M" (maternelle)
WEEKDAY_EFFECT = {"lundi": -0.037, "mardi": -0.004, "jeudi": -0.003, "vendredi": 0.035}
MONTH_EFFECT = {6: -0.038, 7: -0.155}
FLU_EFFECT = -0.05  # when the index is 1
BREAK_EFFECT = -0.03  # at most 2 days before school holidays
STRIKE_DAYS_PER_TERM = 3
STRIKE_KEPT = (0.45, 0.85)  # share of the guests who still come
SITE_MEMORY, SITE_SIGMA = 0.7, 0.02  # AR(1) of each canteen
NOISE_SIGMA = 0.05
# Dish: (vegetarian, effect on attendance). A menu moves attendance very little.
DISHES: dict[str, tuple[bool, float]] = {
    "poulet frites": (False, 0.015),
    "pâtes bolognaise": (False, 0.010),
    "poisson pané": (False, 0.004),
    "couscous": (False, 0.006),
    "hachis parmentier": (False, 0.002),
    "omelette": (True, 0.0),
    "lasagnes de légumes": (True, -0.003),
    "gratin de chou-fleur": (True, -0.010),
    "dahl de lentilles": (True, -0.012),
    "épinards et œuf dur": (True, -0.015),
}


@dataclass(frozen=True)
class Column:
    """One column of a season: its name, unit, meaning (French) and whether it is known before the meal."""

    name: str
    unit: str
    meaning: str
    known_before: bool = True


SCHEMA = (
    Column("date", "jour", "le jour du repas"),
    Column("cantine_id", "texte", "le nom de la cantine, de C01 à C24"),
    Column("type", "texte", "M pour maternelle, E pour élémentaire"),
    Column("effectif_inscrit", "enfants", "nombre d'enfants inscrits dans l'école"),
    Column("jour", "texte", "lundi, mardi, jeudi ou vendredi"),
    Column("jours_avant_vacances", "jours", "jours qui restent avant les prochaines vacances"),
    Column("jours_apres_vacances", "jours", "jours passés depuis la rentrée ou les dernières vacances"),
    Column("ferie_adjacent", "vrai ou faux", "la veille ou le lendemain est un jour férié"),
    Column("greve_annoncee", "vrai ou faux", "une grève est annoncée pour ce jour"),
    Column("temperature_c", "°C", "température prévue à midi"),
    Column("indice_grippe", "de 0 à 1", "force de l'épidémie de grippe cette semaine"),
    Column("plat", "texte", "le plat principal du menu"),
    Column("vegetarien", "vrai ou faux", "le plat est végétarien"),
    Column("repas_prevus", "repas", "ce que la cuisine a prévu, d'habitude et à l'œil"),
    Column("convives_reels", "repas", "combien d'enfants ont vraiment mangé, ce qu'on veut prévoir", False),
    Column("repas_factures", "repas", "repas comptés sur la facture, à la fin du mois", False),
)


def generer_saison(graine: int = 2025) -> pd.DataFrame:
    """Draw one school year, 2025-26, of 24 canteens.

    Args:
        graine: the seed. The same seed always gives the same season.

    Returns:
        One row per canteen and service day, sorted by date then canteen, columns as in ``SCHEMA``
        (``date`` is a ``datetime64``, counts are integers, flags are booleans).

    Raises:
        TypeError: the seed is not an integer (message in French).
        ValueError: the seed is negative (message in French).
    """
    _check_seed(graine)
    rng = np.random.default_rng(graine)
    days = service_days()
    names = [f"C{number:02}" for number in range(1, CANTEENS + 1)]
    kinds = np.where(rng.permutation(CANTEENS) < round(PRIMARY_SHARE * CANTEENS), "E", "M")
    enrolled = np.where(kinds == "E", rng.integers(190, 361, CANTEENS), rng.integers(100, 221, CANTEENS))
    share = np.clip(rng.normal(0.36, 0.08, CANTEENS), 0.15, 0.60)

    dish = rng.choice(list(DISHES), len(days))
    strike = _strike_days(days, rng)
    flu = _flu_index(days, rng)
    habit = enrolled * share * (1 + np.array([[WEEKDAY_EFFECT[d.weekday]] for d in days]))
    shape = (len(days), CANTEENS)
    day_effect = np.array([_day_effect(d) for d in days]) + FLU_EFFECT * flu
    day_effect += np.array([DISHES[str(name)][1] for name in dish])
    kept = np.where(strike[:, None], rng.uniform(*STRIKE_KEPT, shape), 1.0)
    chance = (1 + _site_mood(shape, rng)) * rng.normal(1, NOISE_SIGMA, shape)
    guests = habit * (1 + day_effect[:, None]) * kept * chance
    real = np.clip(np.rint(guests), 0, enrolled).astype(np.int64)
    planned = habit * np.where(strike[:, None], 0.75, 1.0) * rng.normal(1.03, 0.05, shape)
    invoiced = np.maximum(real + rng.choice([-2, -1, 0, 1, 2], shape, p=[0.1, 0.15, 0.5, 0.15, 0.1]), 0)

    per_day = pd.DataFrame(
        {
            "date": pd.to_datetime([d.day for d in days]),
            "jour": [d.weekday for d in days],
            "jours_avant_vacances": [d.days_to_break for d in days],
            "jours_apres_vacances": [d.days_since_break for d in days],
            "ferie_adjacent": [d.beside_holiday for d in days],
            "greve_annoncee": strike,
            "temperature_c": _temperature(days, rng),
            "indice_grippe": flu.round(2),
            "plat": [str(name) for name in dish],
            "vegetarien": [DISHES[str(name)][0] for name in dish],
        }
    )
    season = per_day.loc[per_day.index.repeat(CANTEENS)].reset_index(drop=True)
    season["cantine_id"] = np.tile(names, len(days))
    season["type"] = np.tile(kinds, len(days))
    season["effectif_inscrit"] = np.tile(enrolled, len(days))
    season["repas_prevus"] = (np.rint(planned / 5) * 5).astype(np.int64).ravel()
    season["convives_reels"] = real.ravel()
    season["repas_factures"] = invoiced.ravel()
    return season[[column.name for column in SCHEMA]]


def charger_saison(chemin: str | Path) -> pd.DataFrame:
    """Read a season from a CSV file (UTF-8, comma, dates as 2025-09-01) and check its columns.

    Returns:
        The rows sorted by date then canteen, with the columns of ``SCHEMA`` first.

    Raises:
        FileNotFoundError: no such file (message in French).
        ValueError: an unreadable file, a missing column or an unreadable date (message in French).
    """
    path = Path(chemin)
    if not path.is_file():
        raise FileNotFoundError(
            f"Je ne trouve pas le fichier « {path.name} ». "
            "Vérifie son nom, et qu'il est dans le même dossier que ce notebook."
        )
    try:
        table = pd.read_csv(path)
    except (UnicodeDecodeError, pd.errors.EmptyDataError, pd.errors.ParserError) as error:
        raise ValueError(
            f"Le fichier « {path.name} » est illisible. "
            "Enregistre-le à nouveau en CSV, avec des virgules, en UTF-8."
        ) from error
    wanted = [column.name for column in SCHEMA]
    missing = [name for name in wanted if name not in table.columns]
    if missing:
        raise ValueError(
            f"Il manque des colonnes dans « {path.name} » : {', '.join(missing)}. "
            "Compare la première ligne du fichier avec dictionnaire()."
        )
    try:
        table["date"] = pd.to_datetime(table["date"], format="%Y-%m-%d")
    except ValueError as error:
        raise ValueError(
            f"Une date de « {path.name} » est illisible. "
            "Écris les dates comme 2025-09-01 : année, mois, jour."
        ) from error
    others = [name for name in table.columns if name not in wanted]
    return table[wanted + others].sort_values(["date", "cantine_id"], ignore_index=True)


def dictionnaire() -> pd.DataFrame:
    """The data dictionary, in French, one row per column of a season, to be shown in a notebook."""
    return pd.DataFrame(
        {
            "colonne": [c.name for c in SCHEMA],
            "unité": [c.unit for c in SCHEMA],
            "ce que c'est": [c.meaning for c in SCHEMA],
            "connue avant le repas": ["oui" if c.known_before else "non" for c in SCHEMA],
        }
    ).set_index("colonne")


def _check_seed(seed: object) -> None:
    example = "La graine est un nombre {}, par exemple generer_saison(graine=7)."
    if not isinstance(seed, int) or isinstance(seed, bool):
        raise TypeError(f"{example.format('entier')} Tu as donné {seed!r}.")
    if seed < 0:
        raise ValueError(f"{example.format('positif')} Tu as donné {seed}.")


def _day_effect(day: ServiceDay) -> float:
    leaving = BREAK_EFFECT if day.days_to_break <= 2 else 0.0
    return MONTH_EFFECT.get(day.day.month, 0.0) + leaving


def _strike_days(days: tuple[ServiceDay, ...], rng: np.random.Generator) -> NDArray[np.bool_]:
    """As many strikes before as after the end of January, so that each half of a season shows some.

    None in the week after or before a break: it would hide the effect of the holidays.
    """
    ordinary = np.array([d.days_since_break > 7 and d.days_to_break > 7 for d in days])
    autumn = np.array([d.day.month >= 9 or d.day.month == 1 for d in days])
    strike = np.zeros(len(days), dtype=np.bool_)
    for half in (np.flatnonzero(ordinary & autumn), np.flatnonzero(ordinary & ~autumn)):
        strike[rng.choice(half, STRIKE_DAYS_PER_TERM, replace=False)] = True
    return strike


def _flu_index(days: tuple[ServiceDay, ...], rng: np.random.Generator) -> Floats:
    """One winter wave, three weeks wide, at its top between mid-December and mid-February."""
    elapsed = np.array([(d.day - days[0].day).days for d in days], dtype=np.float64)
    top, height = rng.uniform(105, 165), rng.uniform(0.6, 1.0)
    return np.asarray(height * np.exp(-0.5 * ((elapsed - top) / 21) ** 2), dtype=np.float64)


def _temperature(days: tuple[ServiceDay, ...], rng: np.random.Generator) -> Floats:
    angle = np.array([2 * np.pi * (d.day.timetuple().tm_yday - 20) / 365 for d in days])
    return np.asarray((11.5 - 7.5 * np.cos(angle) + rng.normal(0, 2.5, len(days))).round(1), dtype=np.float64)


def _site_mood(shape: tuple[int, int], rng: np.random.Generator) -> Floats:
    """Slow drift of each canteen around its habit, as a share; starts in its steady state."""
    mood = np.empty(shape)
    mood[0] = rng.normal(0, SITE_SIGMA / np.sqrt(1 - SITE_MEMORY**2), shape[1])
    for day in range(1, shape[0]):
        mood[day] = SITE_MEMORY * mood[day - 1] + rng.normal(0, SITE_SIGMA, shape[1])
    return mood
