"""Will the money last? A year of cash lived ten thousand times, with sales, prices and payments that vary.

The model is the plan's own plan de trésorerie, line by line, with its sales moved: what does not depend on
sales stays as planned, TVA and its credit are counted again. Without uncertainty it gives the plan's own
cash to the cent.

What varies, and why these sizes (orders of magnitude for a first year, chosen for the workshops; no
statistic is claimed behind them, and a facilitator may change all of them):

- demand of the year: log-normal, median 1, sigma 0.20: two years in three fall within about 20 % of the plan;
- demand of each month besides: log-normal, median 1, sigma 0.10, months independent;
- price really charged: triangular from -10 % to +5 % of the plan's, most often as planned: discounts are
  usual;
- part of the customers on credit who pay a month later than agreed: triangular from 0 to 60 %, most often
  20 %.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

import numpy as np
from numpy.typing import NDArray

from busy_ness.plan.book import MONTH_CODES
from busy_ness.plan.cash_flows import Draws, balance, flows
from busy_ness.plan.forecast import Forecast
from busy_ness.plan.numerals import half_up, write

QUANTILES = (5, 25, 50, 75, 95)
FEWEST, MOST = 100, 200_000
SAFE = 95  # per cent of the years that the advised reserve covers


@dataclass(frozen=True)
class Uncertainty:
    """Sizes as the module's docstring explains them; fractions.

    Raises:
        ValueError: a size below zero or beyond what the model can say (French, to a facilitator).
    """

    demand: float = 0.20
    month: float = 0.10
    price_lower: float = 0.10
    price_higher: float = 0.05
    late_usual: float = 0.20
    late_most: float = 0.60

    def __post_init__(self) -> None:
        if not (0 <= self.demand <= 1 and 0 <= self.month <= 1):
            raise ValueError("L’incertitude sur les ventes va de 0 à 1 (0,20\u00a0: environ 20\u00a0%).")
        if not (0 <= self.price_lower < 1 and 0 <= self.price_higher <= 1):
            raise ValueError("L’incertitude sur le prix va de 0 à 1 (0,10\u00a0: jusqu’à 10\u00a0%).")
        if not 0 <= self.late_usual <= self.late_most <= 1:
            raise ValueError("Les retards vont de 0 à 1, et le plus fréquent ne dépasse pas le plus grand.")


CERTAIN = Uncertainty(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True)
class MonthOutlook:
    """The account at the end of a month, euros: as planned, and quantiles of all draws by per cent.

    ``below_zero`` is the part of the draws, from 0 to 1, in which it is below zero then.
    """

    label: str
    planned: Decimal
    quantiles: Mapping[int, Decimal]
    below_zero: Decimal


@dataclass(frozen=True)
class Driver:
    """How much of what moves the year's lowest balance comes from one cause; all together make 1 (or 0)."""

    label: str
    weight: Decimal


@dataclass(frozen=True)
class Feasibility:
    """``below_zero``: part of the draws with at least one month's end below zero. ``reserve``: euros to add
    at the start so that 95 draws in 100 never go below; ``sentence`` says it in French."""

    draws: int
    months: tuple[MonthOutlook, ...]
    below_zero: Decimal
    reserve: Decimal
    drivers: tuple[Driver, ...]
    sentence: str


def feasibility(
    forecast: Forecast, seed: str = "", draws: int = 10_000, uncertainty: Uncertainty | None = None
) -> Feasibility:
    """Draw years around a plan.

    Args:
        seed: any text; the same gives the same figures.
        draws: 100 to 200,000.

    Raises:
        ValueError: too few or too many draws (French, to a facilitator).
    """
    if not FEWEST <= draws <= MOST:
        raise ValueError(f"Le nombre de tirages va de {FEWEST} à {MOST}, et vous en demandez {draws}.")
    sizes = uncertainty or Uncertainty()
    generator = np.random.Generator(np.random.PCG64(int.from_bytes(hashlib.sha256(seed.encode()).digest())))
    year = _log_normal(generator, sizes.demand, (draws, 1))
    demand = year * _log_normal(generator, sizes.month, (draws, 12))
    price = _triangular(generator, 1 - sizes.price_lower, 1, 1 + sizes.price_higher, draws)
    late = _triangular(generator, 0, sizes.late_usual, sizes.late_most, draws)
    balances = balance(flows(forecast), demand, price, late)
    lowest = np.min(balances, axis=1)
    causes = {
        "le nombre de clients": demand.mean(axis=1),
        "le prix": price[:, 0],
        "les retards de paiement": late[:, 0],
    }
    months = tuple(
        MonthOutlook(
            label=label,
            planned=forecast.figure(f"tresorerie.{code}.fin").value,
            quantiles={
                percent: _euros(value)
                for percent, value in zip(
                    QUANTILES, np.percentile(balances[:, number], QUANTILES), strict=True
                )
            },
            below_zero=_part(balances[:, number] < 0),
        )
        for number, (code, label) in enumerate(
            zip(MONTH_CODES, forecast.sheet("tresorerie").columns, strict=True)
        )
    )
    below = _part(lowest < 0)
    reserve = max(Decimal(0), -_euros(np.percentile(lowest, 100 - SAFE)))
    drivers = _drivers(lowest, causes)
    return Feasibility(
        draws, months, below, reserve, drivers, _sentence(draws, months, below, reserve, drivers)
    )


def _log_normal(generator: np.random.Generator, sigma: float, shape: tuple[int, int]) -> Draws:
    return np.exp(sigma * generator.standard_normal(shape))


def _triangular(generator: np.random.Generator, least: float, usual: float, most: float, draws: int) -> Draws:
    if least == most:
        return np.full((draws, 1), float(least))
    return generator.triangular(least, usual, most, (draws, 1))


def _drivers(lowest: Draws, causes: Mapping[str, Draws]) -> tuple[Driver, ...]:
    """Squared correlations with the year's lowest balance, made to sum to one; the strongest first."""
    squares = {label: _correlation(cause, lowest) ** 2 for label, cause in causes.items()}
    whole = sum(squares.values())
    weighed = [
        Driver(label, half_up(Decimal(square / whole if whole else 0), 4))
        for label, square in squares.items()
    ]
    return tuple(sorted(weighed, key=lambda driver: -driver.weight))


def _correlation(one: Draws, other: Draws) -> float:
    if np.ptp(one) < 1e-12 or np.ptp(other) < 1e-12:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def _euros(cents: float) -> Decimal:
    return half_up(Decimal(float(cents)) / 100, 2)


def _part(found: NDArray[np.bool_]) -> Decimal:
    return half_up(Decimal(int(np.count_nonzero(found))) / found.size, 4)


def _sentence(
    draws: int,
    months: tuple[MonthOutlook, ...],
    below: Decimal,
    reserve: Decimal,
    drivers: tuple[Driver, ...],
) -> str:
    told = f"Sur {write(Decimal(draws), 'units')} années possibles, le compte"
    if not below:
        return f"{told} ne passe jamais sous zéro à la fin d’un mois."
    worst = max(months, key=lambda month: month.below_zero)
    words = f"{told} passe sous zéro dans {_in_hundred(below)} cas sur 100"
    words += f", le plus souvent en {worst.label.lower()}."
    if reserve:
        more = write(_rounded_up(reserve), "eur").replace(",00", "")
        words += f" Avec {more} de plus au départ, ce serait au plus {100 - SAFE} cas sur 100."
    if drivers[0].weight:
        words += f" Ce qui compte le plus\u00a0: {drivers[0].label}."
    return words


def _in_hundred(part: Decimal) -> str:
    return "moins de 1" if part < Decimal("0.005") else str(half_up(part * 100, 0))


def _rounded_up(amount: Decimal) -> Decimal:
    """To the next hundred euros: nobody borrows 1 237.41."""
    return (amount / 100).to_integral_value(ROUND_CEILING) * 100
