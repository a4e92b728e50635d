"""The form of a workshop: what a facilitator asks for, checked at the door."""

from collections.abc import Mapping
from dataclasses import dataclass

from busy_ness.app import words
from busy_ness.app.workshops import TEAMS_MAX, Order
from busy_ness.market.rules import SETTINGS, Rules

TITLE_MAX, TEAM_NAME_MAX, SEED_MAX = 80, 40, 40
AUDIENCES = ("college", "lycee")
DEFAULTS: Mapping[str, str] = {
    "title": "",
    "sessions": "6",
    "audience": "lycee",
    "teams": "6",
    "market_size": str(Rules().customers_per_team),
    "rounds": str(Rules().rounds),
    "seed": "",
}


@dataclass(frozen=True)
class Asked:
    """The form as it was typed; ``order`` where nothing is wrong, else French words by field."""

    typed: Mapping[str, str]
    problems: Mapping[str, str]
    order: Order | None = None


def read(form: Mapping[str, str]) -> Asked:
    """Checks every field, so that all mistakes show at once."""
    _ = words.say
    typed = {**DEFAULTS, **{key: value for key, value in form.items() if key in DEFAULTS}}
    typed["places_pupils"] = "1" if form.get("places_pupils") else ""
    problems: dict[str, str] = {}
    title = one_line(typed["title"])
    if not 0 < len(title) <= TITLE_MAX:
        problems["title"] = _("Donnez un titre de %(most)s signes au plus.", most=TITLE_MAX)
    if typed["sessions"] not in ("6", "7"):
        problems["sessions"] = _("Un atelier a 6 ou 7 séances.")
    if typed["audience"] not in AUDIENCES:
        problems["audience"] = _("Choisissez collège ou lycée.")
    ranges = {
        "teams": (1, TEAMS_MAX),
        "rounds": SETTINGS["rounds"],
        "market_size": SETTINGS["customers_per_team"],
    }
    numbers = {name: _number(typed[name], *ends) for name, ends in ranges.items()}
    for name, (least, most) in ranges.items():
        if numbers[name] is None:
            problems[name] = _("Écrivez un nombre entier de %(least)s à %(most)s.", least=least, most=most)
    seed = one_line(typed["seed"])
    if len(seed) > SEED_MAX:
        problems["seed"] = _(
            "La graine a %(most)s signes au plus ; vide, elle est tirée au sort.", most=SEED_MAX
        )
    if problems:
        return Asked(typed, problems)
    order = Order(
        title=title,
        sessions=int(typed["sessions"]),
        audience=typed["audience"],
        teams=tuple(_("Équipe %(n)s", n=n) for n in range(1, (numbers["teams"] or 0) + 1)),
        market_size=numbers["market_size"] or 0,
        rounds=numbers["rounds"] or 0,
        seed=seed,
        places_pupils=bool(typed["places_pupils"]),
    )
    return Asked(typed, problems, order)


def one_line(text: str) -> str:
    """Printable, with one space between words."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _number(text: str, least: int, most: int) -> int | None:
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        return None
    return int(text) if least <= int(text) <= most else None
