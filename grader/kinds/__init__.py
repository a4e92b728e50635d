"""How each kind of exercise is judged: one small file per kind."""

from collections.abc import Callable, Mapping

from grader.kinds import notebook
from grader.kinds.notebook import Judgement, Setup

# A game or a site is judged by the cells of its notebook, which run it (``grader.play``, ``grader.visit``).
JUDGES: Mapping[str, Callable[..., Judgement]] = dict.fromkeys(("notebook", "game", "web"), notebook.judge)

__all__ = ["JUDGES", "Judgement", "Setup"]
