"""The decision's form: seven fields, what they show at first, and what is wrong in them."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from busy_ness.app.rounds.drafts import Entry
from busy_ness.app.words import say
from busy_ness.market import FIELDS as PLAYED_FIELDS
from busy_ness.market import (
    Company,
    Decision,
    DecisionError,
    Problem,
    Rules,
    check_decision,
    default_decision,
)
from busy_ness.market.arithmetic import NumberError, number

FORECAST_RESULT = "forecast_result"
FIELDS: Mapping[str, str] = MappingProxyType({**PLAYED_FIELDS, FORECAST_RESULT: "Le résultat prévu"})
RESULT_MOST = Decimal(100_000)


def entries(typed: Mapping[str, Entry], company: Company | None, rules: Rules) -> Mapping[str, Entry]:
    """What each field shows: what was typed, or else the last decision as far as it can be played again.

    Forecasts are made anew each round, and so is the first decision.
    """
    shown = {key: Entry(key, 0, "") for key in FIELDS}
    shown["machine"] = Entry("machine", 0, "0")
    if company is not None and company.last is not None:
        last = default_decision(company, rules)
        kept = {
            "price": french(last.price),
            "quality": str(last.quality),
            "production": str(last.production),
            "advertising": french(last.advertising),
        }
        shown |= {key: Entry(key, 0, text) for key, text in kept.items()}
    return {**shown, **{key: entry for key, entry in typed.items() if key in FIELDS}}


def french(amount: Decimal) -> str:
    """« 19,90 », « 500 »: as a pupil would type it."""
    return f"{amount:.2f}".removesuffix(".00").replace(".", ",")


def read(
    texts: Mapping[str, str], company: Company, rules: Rules
) -> tuple[Decision | None, tuple[Problem, ...]]:
    """The decision, or None and every problem, in the form's order."""
    problems: list[Problem] = []
    decision = None
    try:
        decision = check_decision({key: texts.get(key, "") for key in PLAYED_FIELDS}, company, rules)
    except DecisionError as error:
        problems += error.problems
    try:
        forecast_result(texts.get(FORECAST_RESULT, ""))
    except NumberError as error:
        problems.append(Problem(FORECAST_RESULT, str(error)))
    return (None if problems else decision), tuple(problems)


def forecast_result(text: str) -> Decimal:
    """Euros that the team thinks the round brings; a loss has a minus.

    Raises:
        NumberError: not a number, or beyond what a quarter can bring (French, whole).
    """
    name = FIELDS[FORECAST_RESULT]
    advice = say("Écris une somme en euros, par exemple 800, ou −300 si tu penses perdre.")
    try:
        amount = number(text)
    except NumberError as error:
        raise NumberError(f"{name} : {error} {advice}") from error
    if amount != round(amount, 2):
        raise NumberError(
            f"{name} : {say('les centimes s’arrêtent à deux chiffres après la virgule.')} {advice}"
        )
    if abs(amount) > RESULT_MOST:
        raise NumberError(f"{name} : {say('c’est plus que tout ce marché ne peut donner.')} {advice}")
    return amount


def problems_of(shown: Mapping[str, Entry], company: Company, rules: Rules) -> tuple[Problem, ...]:
    """Problems of what is typed; an empty field is not one before the team validates."""
    found = read({key: entry.text for key, entry in shown.items()}, company, rules)[1]
    return tuple(one for one in found if one.key not in shown or shown[one.key].text)


def decision_so_far(shown: Mapping[str, Entry], company: Company, rules: Rules) -> Decision | None:
    """For the simulator: the forecast may still be missing; None while another number is."""
    texts = {key: shown[key].text for key in PLAYED_FIELDS}
    try:
        return check_decision({**texts, "forecast_sales": texts["forecast_sales"] or "0"}, company, rules)
    except DecisionError as error:
        if any(problem.key != "forecast_sales" for problem in error.problems):
            return None
    return replace(check_decision({**texts, "forecast_sales": "0"}, company, rules), forecast_sales=0)
