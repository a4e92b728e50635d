"""Runs what a learner wrote where it can harm nobody: no network, no other files, bounded in everything."""

from grader.sandbox.bubblewrap import SYSTEM, bubblewrap, interpreter
from grader.sandbox.environment import Comparison, Environment, Run, Seal, Seals
from grader.sandbox.level import Level, confinement
from grader.sandbox.limits import Bounds
from grader.sandbox.pool import Sandbox
from grader.sandbox.preprocessor import ConfinedExecute

__all__ = [
    "SYSTEM",
    "Bounds",
    "Comparison",
    "ConfinedExecute",
    "Environment",
    "Level",
    "Run",
    "Sandbox",
    "Seal",
    "Seals",
    "bubblewrap",
    "confinement",
    "interpreter",
]
