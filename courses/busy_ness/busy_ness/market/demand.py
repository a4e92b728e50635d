"""How customers share themselves between the teams and buying nothing: a multinomial logit.

Everything is computed in ``Decimal`` with 28 digits, ``exp`` and ``ln`` included: they are correctly rounded
by definition, so a game gives the same bytes on every machine. Utilities and shares are kept to 12 digits.
Source: McFadden's conditional logit, the outside option as reference; constants of the dossier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from busy_ness.market.arithmetic import EXACT, floored, rounded
from busy_ness.market.rules import Rules

DIGITS = 12


@dataclass(frozen=True)
class Offer:
    """What customers see of a team: euros, quality 1-5, euros of advertising remembered, reputation 0-1."""

    price: Decimal
    quality: int
    advertising_stock: Decimal
    reputation: Decimal


@dataclass(frozen=True)
class Shares:
    """Of all customers, from 0 to 1: one share a team, ``outside`` buys nothing. Together they make 1."""

    teams: tuple[Decimal, ...]
    outside: Decimal


@dataclass(frozen=True)
class Sale:
    """One team's customers: ``asked`` at first, ``lost`` of them unserved, ``second`` came from rivals."""

    asked: int
    sold_first: int
    second: int

    @property
    def sold(self) -> int:
        return self.sold_first + self.second

    @property
    def lost(self) -> int:
        return self.asked - self.sold_first


def utility(offer: Offer, rules: Rules) -> Decimal:
    """U of the dossier, without unit."""
    return rounded(sum(utility_parts(offer, rules).values(), Decimal(0)), DIGITS)


def utility_parts(offer: Offer, rules: Rules) -> Mapping[str, Decimal]:
    """The four reasons to buy here: price, quality, advertising, reputation; their sum is U."""
    remembered = EXACT.ln(EXACT.add(1, EXACT.divide(offer.advertising_stock, rules.advertising_scale)))
    dearer = EXACT.subtract(EXACT.divide(offer.price, rules.price_reference), 1)
    return {
        "price": rounded(EXACT.multiply(rules.price_weight, dearer), DIGITS),
        "quality": rules.quality_weight * (offer.quality - rules.quality_reference),
        "advertising": rounded(EXACT.multiply(rules.advertising_weight, remembered), DIGITS),
        "reputation": rounded(rules.reputation_weight * (offer.reputation - rules.reputation_start), DIGITS),
    }


def attraction(value: Decimal) -> Decimal:
    """e^U, 28 digits."""
    return EXACT.exp(value)


def shares(utilities: Sequence[Decimal], outside: Decimal = Decimal(0)) -> Shares:
    """Of each team and of the customers who buy nothing, whose utility is ``outside``."""
    weights = [attraction(value) for value in utilities]
    total = EXACT.add(attraction(outside), EXACT.create_decimal(sum(weights, Decimal(0))))
    teams = tuple(rounded(EXACT.divide(weight, total), DIGITS) for weight in weights)
    return Shares(teams, 1 - sum(teams, Decimal(0)))


def price_elasticity(price: Decimal, share: Decimal, rules: Rules) -> Decimal:
    """Per cent of demand gained for one per cent of price: ``weight x price / reference x (1 - share)``."""
    return rules.price_weight * price / rules.price_reference * (1 - share)


def serve(
    asked: Sequence[int], available: Sequence[int], weights: Sequence[Decimal], kept: Decimal
) -> tuple[Sale, ...]:
    """Sell what there is; ``kept`` of the customers left without try once elsewhere.

    They share themselves by e^U between the teams with stock. Where these are together less attractive than
    buying nothing (e^0 = 1), only that fraction of them buys: without it, a team alone with stock would sell
    as much at any price.

    Args:
        asked, available: units of each team.
        weights: e^U of each team.
    """
    first = [min(want, have) for want, have in zip(asked, available, strict=True)]
    left = [have - sold for have, sold in zip(available, first, strict=True)]
    unmet = sum(asked) - sum(first)
    pool = floored(kept * unmet)
    drawn = sum((weight for weight, rest in zip(weights, left, strict=True) if rest), Decimal(0))
    total = max(drawn, attraction(Decimal(0)))
    second = [
        min(rest, floored(EXACT.divide(EXACT.multiply(Decimal(pool), weight), total))) if rest else 0
        for weight, rest in zip(weights, left, strict=True)
    ]
    return tuple(Sale(*line) for line in zip(asked, first, second, strict=True))
