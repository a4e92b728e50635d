"""Everything one team produced, gathered for its exports and for what it hands in."""

from collections.abc import Mapping
from types import MappingProxyType

from busy_ness.app.parts import Parts
from busy_ness.app.rounds.history import played_rounds
from busy_ness.app.workshops import Team, Workshop
from busy_ness.dossier import Dossier, Member

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "dg": "Direction générale",
        "commercial": "Commercial",
        "production": "Production",
        "finance": "Finance",
    }
)


def dossier_of(parts: Parts, workshop: Workshop, team: Team) -> Dossier:
    """As it stands now; the company has the team's name until it has its own."""

    entries = parts.writing.entries(team.id)
    members = tuple(
        Member(seat.person, seat.display_name, ", ".join(ROLES[role] for role in seat.roles))
        for seat in parts.workshops.seats(team.id)
    )
    return Dossier(
        workshop=workshop.title,
        team=team.name,
        company=entries.get("entreprise.nom", team.name),
        members=members,
        made_at=parts.now().replace(microsecond=0),
        texts=parts.writing.texts(team.id),
        entries=entries,
        rounds=played_rounds(parts, workshop, team),
    )
