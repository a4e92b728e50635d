"""What keeps this machine busy while something is measured on it, and how much memory that takes."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Self

import psutil

CORES = psutil.cpu_count() or 1
QUIET_SECONDS = 3.0
QUIET_CORES = 0.05
LOUDEST_SECONDS = 180.0


@dataclass(frozen=True)
class Spent:
    """Processor seconds until now: of what is measured, of this process, of the whole machine."""

    measured: float
    own: float
    machine: float
    moment: float

    @classmethod
    def until_now(cls, root: int) -> Self:
        """
        Args:
            root: the process above all that are measured.
        """
        measured = 0.0
        for process in (psutil.Process(root), *psutil.Process(root).children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                measured += sum(process.cpu_times()[:4])  # of those below that have ended too
        machine = psutil.cpu_times()
        busy = machine.user + machine.nice + machine.system + machine.irq + machine.softirq
        return cls(measured, time.process_time(), busy, time.monotonic())

    def since(self, before: Self) -> tuple[float, float, float]:
        """How many cores were busy with what is measured, with this process, and with anything else."""
        lasted = self.moment - before.moment
        measured, own = self.measured - before.measured, self.own - before.own
        others = max(0.0, self.machine - before.machine - measured - own)
        return measured / lasted, own / lasted, others / lasted


def wait_until_quiet(root: int) -> None:
    """Until nothing below that process has much to do: graders warm up when a campus is open already."""
    until = time.monotonic() + LOUDEST_SECONDS
    while time.monotonic() < until:
        before = Spent.until_now(root)
        time.sleep(QUIET_SECONDS)
        measured, _, others = Spent.until_now(root).since(before)
        if measured < QUIET_CORES:
            print(f"quiet; others keep {others:.1f} of {CORES} cores busy", flush=True)
            return
    print("it does not come to rest; measured nevertheless", flush=True)


@contextmanager
def told(what: str, root: int) -> Iterator[None]:
    """Says how long the block took, and what kept the machine busy meanwhile."""
    before = Spent.until_now(root)
    yield
    after = Spent.until_now(root)
    measured, own, others = after.since(before)
    print(
        f"{what}: over after {after.moment - before.moment:.1f} s; of {CORES} cores, {measured:.2f} were "
        f"busy with the hub and what it runs, {own:.2f} with the learners, {others:.2f} with others",
        flush=True,
    )


def memory_mb(roots: Sequence[psutil.Process]) -> tuple[float, float]:
    """USS and PSS of those processes and all below them."""
    private = pss = 0
    for root in roots:
        for process in (root, *root.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                memory = process.memory_full_info()
                private += memory.uss
                pss += memory.pss
    return private / 2**20, pss / 2**20
