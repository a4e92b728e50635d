"""A workshop that is ready when a demonstration opens: three teams, one of which has written « Re-Fil »."""

from collections.abc import Callable, Mapping
from itertools import cycle

from busy_ness import example
from busy_ness.app.parts import Parts
from busy_ness.app.people import Person
from busy_ness.app.workshops import Order

OWNER = "demonstration"
ORDER = Order(
    title="Atelier d’essai",
    sessions=6,
    audience="lycee",
    teams=("Les Fileuses", "Les Boussoles", "Les Pépins"),
    market_size=850,
)


def prepare(parts: Parts, roster: Callable[[], Mapping[str, str]]) -> None:
    """Makes the workshop where there is none yet, with everybody of the roster seated."""
    if parts.workshops.all():
        return
    workshop = parts.workshops.create(ORDER, OWNER)
    teams = parts.workshops.teams(workshop.id)
    people = [Person(name, display_name) for name, display_name in roster().items()]
    for person, team in zip(people, cycle(teams), strict=False):
        parts.seating.place(workshop, person.name, person.display_name, team.id)
    parts.seating.share_roles(workshop)
    writer = people[0] if people else Person(OWNER, "Démonstration")
    parts.writing.fill(teams[0].id, example.TEXTS, example.ENTRIES, writer)
