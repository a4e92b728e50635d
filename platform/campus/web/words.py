"""French as it is printed: spaces before signs, decimal commas, and the words for a state or a score."""

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from flask_babel import LazyString, format_datetime, gettext, lazy_gettext
from markupsafe import Markup, escape

from campus.web.steps import StepState
from grader.results import CheckResult, Result

_NARROW, _NO_BREAK = "\u202f", "\u00a0"
_CODE = re.compile(r"`([^`\n]+)`")

STATE_WORDS: Mapping[StepState, LazyString] = MappingProxyType(
    {
        "todo": lazy_gettext("À faire"),
        "begun": lazy_gettext("Commencé"),
        "handed_in": lazy_gettext("Rendu, en correction…"),
        "waiting": lazy_gettext("En attente d'une relecture"),
        "passed": lazy_gettext("Réussi"),
        "to_improve": lazy_gettext("À améliorer"),
        "broken": lazy_gettext("On s'en occupe"),
    }
)


def typeset(text: str) -> str:
    """The same text with the spaces that French typography asks for, so that no line starts with a sign."""
    text = re.sub(r" ([!?;])(?!=)", rf"{_NARROW}\1", text)
    text = re.sub(r" ([:%»€])", rf"{_NO_BREAK}\1", text)
    return text.replace("« ", f"«{_NO_BREAK}")


def say(text: str, **values: Any) -> str:
    """``gettext`` then ``typeset``: what templates and views call ``_``."""
    return typeset(gettext(text, **values))


_ = say


def number(value: float) -> str:
    """3 -> "3", 3.5 -> "3,5", 2.3333 -> "2,33"."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def prose(text: str) -> Markup:
    """Plain text as safe HTML: typeset, with what stands between backticks as code."""
    parts = _CODE.split(text)
    return Markup("").join(
        Markup("<code>%s</code>") % part if odd % 2 else escape(typeset(part))
        for odd, part in enumerate(parts)
    )


def points(value: float) -> str:
    unit = _("point") if value < 2 else _("points")
    return f"{number(value)}{_NO_BREAK}{unit}"


def score_words(result: Result) -> str:
    """ "4 points sur 5", or "" where nothing is graded."""
    if result.state != "graded" or result.score is None:
        return ""
    said = _("%(points)s sur %(most)s", points=points(result.score), most=number(result.max_score))
    if any(check.status == "waiting" for check in result.checks):
        return _("%(score)s pour l'instant", score=said)
    return said


def check_score(check: CheckResult) -> str:
    if check.score is None:
        return points(check.points)
    return _("%(score)s sur %(most)s", score=number(check.score), most=points(check.points))


def duration(minutes: int) -> str:
    """45 -> "45 minutes", 60 -> "1 heure", 75 -> "1 h 15", 240 -> "4 heures"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(n)s minutes", n=minutes)
    if rest:
        return f"{hours}{_NO_BREAK}h{_NO_BREAK}{rest:02}"
    return _("%(n)s heures", n=hours) if hours > 1 else _("1 heure")


def moment(when: datetime) -> str:
    """Day and hour in Paris: "20 novembre à 09:40"."""
    return str(format_datetime(when, "d MMMM 'à' HH:mm"))


def headline(result: Result, state: StepState) -> tuple[str, str]:
    """A title and one sentence that open a result, for the learner."""
    if state == "handed_in":
        return _("On corrige ton travail…"), _("Reste ici : ton résultat arrive tout seul.")
    if state == "broken":
        return _("On s'en occupe !"), _(
            "Le souci vient de nous, pas de toi. Ton travail est bien gardé, et l'équipe est prévenue."
        )
    if state == "passed":
        return _("Bravo, tout est réussi !"), _("Tu peux passer à l'étape suivante, ou fignoler si tu veux.")
    if state == "waiting":
        return _("C'est bien reçu !"), _("Quelqu'un de l'équipe va lire ta réponse et t'écrire un petit mot.")
    share = (result.score or 0.0) / result.max_score if result.max_score else 0.0
    advice = _(
        "Lis « À essayer » juste en dessous, corrige, puis rends à nouveau : c'est permis autant que tu veux."
    )
    if share >= 0.7:
        return _("Tu y es presque !"), advice
    if share > 0:
        return _("C'est bien parti !"), advice
    return _("On reprend pas à pas"), advice
