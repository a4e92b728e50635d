"""What a space is to be, as the hub tells it to the process that makes it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

HIDDEN = Path("/campus")
"""Where the warm process has the data directory's folders; no space keeps them."""
FOLDERS = ("homes", "courses", "facilitator", "gate")
"""Their names in it."""
GATE = Path("/run/campus")
"""Where a space finds the sockets that lead to the hub and the exchange."""
SPACE = "campus-space"
"""Name of the first process of a space."""
MESSAGE_BYTES_MAX = 1 << 18


@dataclass(frozen=True)
class Place:
    """Something of the data directory that her space shows.

    Attributes:
        source: below :data:`HIDDEN`.
        target: where she sees it.
    """

    source: str
    target: str
    writable: bool = False


@dataclass(frozen=True)
class Job:
    """One space.

    Attributes:
        home: her home as she sees it, the first of ``places``.
        uid: user id of all that runs in it; None to stay who we are, where we are not root.
        environment: of her server, the whole of it; her token is in it.
        arguments: of ``jupyterhub-singleuser``.
        limits: by name in ``resource``.
        tmp_mb: how much fits in its ``/tmp``, in memory.
    """

    name: str
    home: str
    uid: int | None
    environment: Mapping[str, str]
    arguments: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    limits: Mapping[str, int] = field(default_factory=dict)
    tmp_mb: int = 256

    def packed(self) -> bytes:
        return json.dumps(asdict(self)).encode()

    @classmethod
    def unpacked(cls, told: bytes) -> "Job":
        fields: dict[str, Any] = json.loads(told)
        places = tuple(Place(**place) for place in fields.pop("places"))
        return cls(**{**fields, "places": places, "arguments": tuple(fields["arguments"])})
