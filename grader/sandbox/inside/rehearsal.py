"""Small sealed tests run before any fork, both ends in one process: they fill what every test fills."""

import json
import sys
from typing import Any

from . import asserts, cells, learner, shell, tester

_HERS = """
import math
def carre(n):
    if n < 0:
        raise ValueError("n")
    return n * n
def tri(v):
    v.sort()
    return {"v": v, "t": (1, 2.5, None)}
class Pile:
    def __init__(self):
        self.v = []
    def ajoute(self, x):
        self.v.append(x)
        return self
mots = ["a", "b"]
"""
_TESTS = (
    "assert carre(3) == 9, 'x'\nassert mots == ['a', 'b']",
    "assert carre(3) == 8, 'x'",
    "try:\n    carre(-1)\nexcept ValueError:\n    pass\nelse:\n    assert False, 'x'",
    "v = [3, 1]\nassert tri(v)['v'] == [1, 3] and v == [1, 3], 'x'",
    "p = Pile().ajoute(1)\nassert p.v == [1], 'x'",
)
_WITH_ARRAYS = "import numpy as np\na = np.arange(3.0)\ndef double(x): return x * 2\n"
_WITH_TABLES = """
import pandas as pd
d = pd.DataFrame({"n": [1, 2], "m": ["a", "b"]})
def copie(x):
    return x.copy()
"""


def rehearse(ours: shell.Shell) -> None:
    """Leaves the shell as it was; what fails here would fail for a learner too, who would be told."""
    hers: dict[str, Any] = {}
    tests = list(_TESTS)
    source = _HERS
    if "numpy" in sys.modules:
        source += _WITH_ARRAYS
        tests.append("assert (double(a) == [0, 2, 4]).all(), 'x'")
    if "pandas" in sys.modules:
        source += _WITH_TABLES
        tests.append("assert copie(d).equals(d), 'x'\nassert list(d.n) == [1, 2], 'x'")
    exec(compile(source, "rehearsal", "exec"), hers)  # noqa: S102 - the text above
    server = learner.Server(hers, list, ours.cell_of, lambda question: {})
    client = tester.Client(lambda question: _json(server.serve(_json(question))))
    for count, test in enumerate(tests, 1):
        client.begin(None)
        client.bind(test, ours.user_ns)
        cells.run(ours, test, count, asserts.rewrite)
        client.verdict()
    shell.forget(ours)


def _json(message: Any) -> Any:
    return json.loads(json.dumps(message, default=str))
