"""Who may write which field of a decision: each role its own; where a role is missing, everybody."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from busy_ness.app.workshops import Seat
from busy_ness.market.roles import ROLES

VALIDATING = "dg"
FIELD_ROLES: Mapping[str, str] = MappingProxyType(
    {**{field: role.key for role in ROLES for field in role.fields}, "forecast_result": "finance"}
)


def holders(role: str, seats: Sequence[Seat]) -> tuple[Seat, ...]:
    """Those of the team who have this role; none where it is missing."""
    return tuple(seat for seat in seats if role in seat.roles)


def may_act(seat: Seat, role: str, seats: Sequence[Seat]) -> bool:
    """Whether she may write what belongs to this role."""
    held_by = holders(role, seats)
    return not held_by or any(one.id == seat.id for one in held_by)
