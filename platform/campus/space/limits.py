"""How much one learner may take of this machine, and whether there is room for one more."""

import os
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError
from grader.sandbox.cgroup import Group

PARENT = "campus-learners"
KINDS = ("memory", "pids", "cpu")
RESERVE_MB = 400
"""Memory that the campus keeps for itself: hub, database, a grader."""


@dataclass(frozen=True)
class Share:
    """What all processes of one learner take together, at most.

    Attributes:
        memory_mb: memory, her ``/tmp`` included.
        processes: processes and threads.
    """

    memory_mb: int
    processes: int


def group(name: str, share: Share) -> Group:
    """The control group of a learner's space, with its limits set; one of the same name is taken over."""
    made = Group(name, PARENT, KINDS)
    made.limit(share.memory_mb, share.processes)
    return made


def require_room(memory: Path = Path("/proc/meminfo")) -> None:
    """Refuses one more space where this machine is full; those that are there go on.

    Raises:
        GraderError: ``machine-full``.
    """
    free = available_mb(memory)
    if free < RESERVE_MB:
        raise GraderError(
            "machine-full",
            "La machine est pleine\u202f: il n'y a pas de place pour un espace de plus. "
            "Préviens la personne qui anime.",
            f"only {free} MB of memory are free, and {RESERVE_MB} are kept for the campus itself: stop "
            "servers that nobody uses (the hub's admin page), or add memory",
        )


def available_mb(memory: Path = Path("/proc/meminfo")) -> int:
    """Memory that a new program can have without swapping."""
    for line in memory.read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) >> 10
    return RESERVE_MB


def starts_at_once() -> int:
    """How many servers start at the same time: one for each core, and one that waits for the disk."""
    return (os.cpu_count() or 1) + 1
