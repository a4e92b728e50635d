"""Who decides what in a team, and how the roles go round at mid-game."""

from collections.abc import Sequence
from dataclasses import dataclass

from busy_ness.market.rules import Rules


@dataclass(frozen=True)
class Role:
    """``fields`` are those of the decision's form that this role prepares; the others may read them."""

    key: str
    title: str
    mission: str
    fields: tuple[str, ...]


ROLES = (
    Role("dg", "Direction générale", "Tu écoutes tout le monde, tu fais les choix et tu valides.", ()),
    Role("commercial", "Commercial", "Tu proposes le prix et la publicité.", ("price", "advertising")),
    Role(
        "production",
        "Production",
        "Tu proposes la qualité, la quantité à fabriquer et les machines.",
        ("quality", "production", "machine"),
    ),
    Role("finance", "Finance", "Tu prévois les ventes et tu surveilles l’argent.", ("forecast_sales",)),
)


def roles_of(members: Sequence[str], round_number: int, rules: Rules) -> dict[str, tuple[Role, ...]]:
    """The roles of each member in a round (from 1), in the order of ``members``.

    In a team of two or three, somebody has two roles. In the second half of the game everybody takes the
    next role.
    """
    turned = 1 if round_number > rules.rounds / 2 else 0
    held: dict[str, list[Role]] = {member: [] for member in members}
    for place, role in enumerate(ROLES):
        if members:
            held[members[(place + turned) % len(members)]].append(role)
    return {member: tuple(roles) for member, roles in held.items()}
