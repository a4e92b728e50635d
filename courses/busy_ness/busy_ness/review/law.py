"""The law's rates, read once for all checks."""

from functools import lru_cache

from busy_ness.plan.rates import Rates, load_rates


@lru_cache(maxsize=1)
def rates() -> Rates:
    return load_rates()
