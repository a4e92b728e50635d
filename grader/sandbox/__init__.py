"""Runs what a learner wrote where it can harm nobody: no network, no other files, bounded in everything."""

from grader.sandbox.bubblewrap import SYSTEM, Level, bubblewrap, confinement, interpreter
from grader.sandbox.execute import ConfinedExecute, run
from grader.sandbox.kernel import ConfinedKernelManager

__all__ = [
    "SYSTEM",
    "ConfinedExecute",
    "ConfinedKernelManager",
    "Level",
    "bubblewrap",
    "confinement",
    "interpreter",
    "run",
]
