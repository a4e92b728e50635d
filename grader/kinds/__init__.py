"""How each kind of exercise is judged: one small file per kind."""

from collections.abc import Callable, Mapping

from grader.kinds import notebook
from grader.kinds.notebook import Judgement, Setup

JUDGES: Mapping[str, Callable[..., Judgement]] = {"notebook": notebook.judge}

__all__ = ["JUDGES", "Judgement", "Setup"]
