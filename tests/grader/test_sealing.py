"""A sealed test passes for the right answer and no other: her objects never decide what it compares."""

import ast
import asyncio
import builtins
import contextlib
import functools
import io
import linecache
import os
import random
import signal
import socket
import sys
import types
import unittest
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from grader.sandbox.inside import asking, asserts, compared, frames
from grader.sandbox.inside.errors import LearnerLied
from grader.sandbox.inside.learner import Server
from grader.sandbox.inside.tester import Client

Message = dict[str, Any]
Allowed = frozenset[str] | None


@pytest.fixture(autouse=True)
def _chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of these tests put something in its place, and here they run in the process of all tests."""
    monkeypatch.setattr(random, "randint", random.randint)


def run_cell(source: str, namespace: Message, number: int = 1, *, rewritten: bool = False) -> None:
    """Runs a cell as a notebook does, ``await`` at its top level too."""
    file = f"<cell-{number}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    tree = ast.parse(source)
    if rewritten:
        tree = asserts.rewrite(tree)
    code = compile(tree, file, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    made = types.FunctionType(code, namespace)()
    if asyncio.iscoroutine(made):
        asyncio.run(made)


def her_process(channel: socket.socket, cells: tuple[str, ...]) -> None:
    """What runs in a process of its own: her cells, then answers to the test's questions."""
    printed = io.StringIO()
    sys.stdout = printed
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    space = vars(main)

    def take() -> list[list[str]]:
        text = printed.getvalue()
        printed.seek(0)
        printed.truncate()
        return [["stdout", text]] if text else []

    def ask(question: Message) -> Message:
        frames.send(channel, {"ask": question})
        answer: Message = frames.receive(channel)
        return answer

    def cell_of(file: str) -> int | None:
        return int(file[6:-1]) if file.startswith("<cell-") else None

    server = Server(space, take, cell_of, ask)
    while True:
        try:
            message = frames.receive(channel)
        except (EOFError, ConnectionError):
            return
        if "run" in message:
            failed = ""
            try:
                run_cell(message["run"], space, message["number"])
            except BaseException as error:
                failed = repr(error)
            frames.send(channel, {"ran": failed})
        else:
            frames.send(channel, server.serve(message))


@dataclass
class Outcome:
    """Of one test: the error that failed it, or None; and what was seen."""

    error: BaseException | None
    verdict: tuple[str, str] | None
    comparison: Message | None
    seen: frozenset[str]
    raised: Message | None
    printed: str

    @property
    def passed(self) -> bool:
        return self.error is None and self.verdict is None

    @property
    def words(self) -> str:
        return self.verdict[1] if self.verdict is not None else str(self.error)


@dataclass
class Notebook:
    """Her process, and the test's, which is this one."""

    channel: socket.socket
    process: int
    client: Client
    namespace: Message = field(default_factory=lambda: {"__name__": "__main__", "__builtins__": builtins})
    cells: int = 0

    def hers(self, source: str) -> None:
        self.cells += 1
        frames.send(self.channel, {"run": source, "number": self.cells})
        assert frames.receive(self.channel) == {"ran": ""}

    def given(self, source: str) -> None:
        """A locked cell of the author's, which runs in both."""
        self.hers(source)
        run_cell(source, self.namespace, 90)

    def test(self, source: str, allowed: Allowed = None) -> Outcome:
        self.client.begin(allowed)
        self.client.bind(source, self.namespace)
        error: BaseException | None = None
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            try:
                run_cell(source, self.namespace, 99, rewritten=True)
            except BaseException as caught:
                error = caught
        verdict = self.client.verdict()
        seen, raised = frozenset(self.client.seen), self.client.raised
        return Outcome(error, verdict, self.client.comparison, seen, raised, printed.getvalue())


@contextlib.contextmanager
def notebook(*cells: str) -> Iterator[Notebook]:
    ours, theirs = socket.socketpair()
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        try:
            ours.close()
            her_process(theirs, cells)
        finally:
            os._exit(0)
    theirs.close()

    def ask(message: Message) -> Message:
        frames.send(ours, message)
        answer: Message = frames.receive(ours)
        return answer

    made = Notebook(ours, process, Client(ask))
    try:
        for source in cells:
            made.hers(source)
        yield made
    finally:
        ours.close()
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


@functools.cache
def studied(answer: str, test: str) -> Outcome:
    with notebook(answer) as solution:
        return solution.test(test)


def graded(answer: str, test: str, solution: str) -> Outcome:
    """Her answer's outcome, where the author's solution passes the same test."""
    right = studied(solution, test)
    assert right.passed, right
    with notebook(answer) as hers:
        return hers.test(test, right.seen)


# -- what tests do ----------------------------------------------------------------------------------

IDIOMS_CELL = '''
import numpy as np, pandas as pd, random
x = 5; words = ["a", "b"]; arr = np.arange(4.); df = pd.DataFrame({"a": [1, 2], "b": ["u", "v"]})
def sq(n):
    """Carré."""
    if n < 0: raise ValueError("neg")
    return n * n
class MyErr(Exception): pass
def bad(): raise MyErr("m")
class Stack:
    def __init__(self): self.d = []
    def push(self, v): self.d.append(v); return self
    def pop(self): return self.d.pop()
    def __len__(self): return len(self.d)
    def __eq__(self, o): return isinstance(o, Stack) and self.d == o.d
    def __repr__(self): return "Stack(%r)" % self.d
    def __add__(self, o): s = Stack(); s.d = self.d + o.d; return s
class Sub(Stack):
    n = 3
    @property
    def top(self): return self.d[-1]
    @staticmethod
    def make(): return Sub()
def hello(): print("Hello, world!")
def sort_it(v): v.sort()
def gen(n):
    for i in range(n): yield i
def apply(f, v): return [f(i) for i in v]
def adder(k): return lambda v: v + k
def dice(): return random.randint(1, 6)
def fill(a): a[:] = 7
def tree(): return {"k": [1, (2, 3)], 5: {1, 2}}
def scale(d): return d.assign(c=d.a * 2)
def kw(a, *r, b=2, **k): return a + b + sum(r) + sum(k.values())
def ask(): return input("name? ") + "!"
async def co(): return 4
'''

IDIOMS = {
    "plain asserts": "assert sq(3) == 9 and x == 5 and words == ['a', 'b']",
    "try/except builtin": "try:\n    sq(-1)\nexcept ValueError as e:\n    assert 'neg' in str(e)\n"
    "else:\n    assert False",
    "unittest assertRaises": "import unittest\nunittest.TestCase().assertRaises(ValueError, sq, -1)\n"
    "with unittest.TestCase().assertRaises(ValueError): sq(-1)",
    "learner exception class": "try:\n    bad()\nexcept MyErr: pass",
    "class instance + methods": "s = Stack(); s.push(1); s.push(2)\nassert s.pop() == 2 and len(s) == 1",
    "attributes, property, static": "s = Sub.make(); s.push(4)\n"
    "assert s.top == 4 and Sub.n == 3 and s.d == [4]",
    "object == object": "a = Stack().push(1); b = Stack().push(1)\nassert a == b",
    "operators": "c = Stack().push(1) + Stack().push(2)\nassert len(c) == 2",
    "repr/str of object": "assert repr(Stack().push(1)) == 'Stack([1])'",
    "isinstance learner class": "assert isinstance(Sub(), Stack)",
    "issubclass": "assert issubclass(Sub, Stack)",
    "hasattr / callable": "assert hasattr(Stack, 'push') and callable(sq) and not hasattr(Stack, 'zz')",
    "captured stdout": "import io, contextlib\nb = io.StringIO()\n"
    "with contextlib.redirect_stdout(b): hello()\n"
    "assert b.getvalue() == 'Hello, world!\\n'",
    "in-place list": "v = [3, 1, 2]; sort_it(v)\nassert v == [1, 2, 3]",
    "in-place array": "v = np.zeros(3); fill(v)\nassert (v == 7).all()",
    "generator": "assert list(gen(4)) == [0, 1, 2, 3]",
    "callback argument": "assert apply(lambda q: q + 1, [1, 2]) == [2, 3]",
    "learner function as argument": "assert apply(sq, [1, 2]) == [1, 4]",
    "returned closure": "assert adder(2)(3) == 5",
    "random.seed in the test": "random.seed(1); a = [dice() for _ in range(5)]; random.seed(1); "
    "b = [dice() for _ in range(5)]\nassert a == b",
    "numpy testing": "np.testing.assert_allclose(arr * 2, [0, 2, 4, 6])",
    "pandas frame equal": "pd.testing.assert_frame_equal(scale(df), "
    "pd.DataFrame({'a': [1, 2], 'b': ['u', 'v'], 'c': [2, 4]}))",
    "nested containers": "assert tree() == {'k': [1, (2, 3)], 5: {1, 2}}",
    "args/kwargs": "assert kw(1, 2, b=3, z=4) == 10",
    "inspect.getsource": "import inspect\nassert 'for' in inspect.getsource(gen)",
    "inspect.signature": "import inspect\nassert list(inspect.signature(sq).parameters) == ['n']",
    "docstring / __name__": "assert sq.__name__ == 'sq' and sq.__doc__ == 'Carré.'",
    "mock.patch input": "from unittest.mock import patch\n"
    "with patch('builtins.input', return_value='Bo'): assert ask() == 'Bo!'",
    "timing": "import time\nt = time.time(); sq(5)\nassert time.time() - t < 1",
    "type(x) is": "assert type(sq(2)) is int and isinstance(arr, np.ndarray)\n"
    "assert isinstance(df, pd.DataFrame)",
    "globals lookup": "assert 'sq' in globals()",
    "coroutine await": "assert await co() == 4",
    "unittest.TestCase class": "import unittest\nclass TT(unittest.TestCase):\n"
    "    def test_a(self): self.assertEqual(sq(2), 4)\n"
    "r = unittest.TextTestRunner(stream=open('/dev/null','w'))"
    ".run(unittest.defaultTestLoader.loadTestsFromTestCase(TT))\nassert r.wasSuccessful()",
}


@pytest.mark.parametrize("idiom", IDIOMS)
def test_an_idiom_is_sealed_and_passes_again_with_what_was_seen(idiom: str) -> None:
    right = graded(IDIOMS_CELL, IDIOMS[idiom], IDIOMS_CELL)
    assert right.passed, right


# -- what forgers try -------------------------------------------------------------------------------

SQUARE = "def sq(n): return n * n"
LIAR = """
class Liar:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __sub__(self, other): return 0
    __rsub__ = __add__ = __radd__ = __mul__ = __truediv__ = __pow__ = __mod__ = __sub__
    def __abs__(self): return 0
    __neg__ = __round__ = __int__ = __index__ = __len__ = __abs__
    def __float__(self): return 9.0
    def __bool__(self): return True
    def __contains__(self, other): return True
    def __hash__(self): return hash(9)
    def __str__(self): return "9"
    __repr__ = __format__ = lambda self, *told: "9"
    def __array__(self, *told, **more):
        import numpy
        return numpy.array(9)
    def __getattr__(self, name): return lambda *told: True
    def __call__(self, *told): return 9
    def __getitem__(self, at): return 9
    def __instancecheck__(self, other): return True
    @property
    def __class__(self): return int
def sq(n): return Liar()
"""

LIES = {
    "==": "assert sq(3) == 9",
    "== reversed": "assert 9 == sq(3)",
    "!=": "assert not sq(3) != 9",
    "-": "assert abs(sq(3) - 9) < 1e-9",
    "- reversed": "assert abs(9 - sq(3)) < 1e-9",
    "<": "assert 8 < sq(3) < 10",
    "bool": "assert sq(3)",
    "in": "assert sq(3) in (9, 10)",
    "contains": "assert 9 in [sq(3)]",
    "float": "assert float(sq(3)) == 9",
    "int": "assert int(sq(3)) == 9",
    "round": "assert round(sq(3)) == 9",
    "str": "assert str(sq(3)) == '9'",
    "format": "assert f'{sq(3)}' == '9'",
    "hash": "assert {9: True}.get(sq(3))",
    "set": "assert {sq(3)} == {9}",
    "list": "assert [sq(1), sq(3)] == [1, 9]",
    "sorted": "assert sorted([sq(3), 4, 16]) == [4, 9, 16]",
    "max": "assert max(sq(3), 1) == 9",
    "sum": "assert sum([sq(3), 1]) == 10",
    "class": "assert isinstance(sq(3), int)",
    "type": "assert type(sq(3)) is int",
    "attribute": "assert sq(3).bit_length() == 4",
    "isclose": "import math\nassert math.isclose(sq(3), 9)",
    "numpy allclose": "import numpy as np\nassert np.allclose(sq(3), 9)",
    "numpy array": "import numpy as np\nassert (np.asarray([sq(3)], dtype=float) == [9.0]).all()",
    "numpy equal": "import numpy as np\nassert np.array_equal([sq(3)], [9])",
    "numpy minus": "import numpy as np\nassert (np.abs(np.array([9.0]) - sq(3)) < 1e-9).all()",
    "numpy testing": "import numpy as np\nnp.testing.assert_allclose(sq(3), 9)",
    "pandas": "import pandas as pd\npd.testing.assert_series_equal(pd.Series([sq(3)]), pd.Series([9]))",
    "unittest": "import unittest\nunittest.TestCase().assertEqual(sq(3), 9)",
    "unittest almost": "import unittest\nunittest.TestCase().assertAlmostEqual(sq(3), 9)",
    "unittest true": "import unittest\nunittest.TestCase().assertTrue(sq(3))",
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_an_object_that_lies_forges_nothing(lie: str) -> None:
    assert not graded(LIAR, LIES[lie], SQUARE).passed


FORGERIES = {
    "str subclass": "class S(str):\n    __eq__ = lambda s, o: True\n    __hash__ = str.__hash__\n"
    "def sq(n): return S('x')",
    "int subclass": "class I(int):\n    def __eq__(s, o): return True\n    __sub__ = lambda s, o: 0\n"
    "def sq(n): return I(1)",
    "float subclass": "class F(float):\n    __eq__ = lambda s, o: True\n"
    "    __rsub__ = lambda s, o: 0.0\ndef sq(n): return F(1)",
    "list subclass": "class L(list):\n    def __eq__(s, o): return True\ndef sq(n): return L()",
    "tuple subclass": "class T(tuple):\n    def __eq__(s, o): return True\ndef sq(n): return T()",
    "dict subclass": "class D(dict):\n    def __eq__(s, o): return True\ndef sq(n): return D()",
    "numpy subclass": "import numpy\nclass A(numpy.ndarray):\n    def __eq__(s, o): return True\n"
    "    __array_ufunc__ = lambda *a, **k: True\ndef sq(n): return numpy.zeros(1).view(A)",
    "metaclass": "class M(type):\n    __instancecheck__ = lambda *a: True\n    __eq__ = lambda *a: True\n"
    "    __hash__ = type.__hash__\nclass C(metaclass=M): pass\ndef sq(n): return C",
    "object in a list": LIAR + "def sq(n): return [Liar()][0]",
    "exception class": "def sq(n): return ValueError",
    "her exception class": "class E(Exception): pass\ndef sq(n): return E",
    "exception raised": "def sq(n): raise AssertionError('9')",
    "system exit": "def sq(n): raise SystemExit(0)",
    "keyboard interrupt": "def sq(n): raise KeyboardInterrupt",
    "stop iteration": "def sq(n): raise StopIteration(9)",
    "generator exit": "def sq(n): raise GeneratorExit",
    "class named SystemExit": "class SystemExit(BaseException): pass\ndef sq(n): raise SystemExit()",
    "class named int": "class int:\n    def __eq__(s, o): return True\ndef sq(n): return int()",
    "function": "def sq(n): return sq",
    "module": "import math\ndef sq(n): return math",
    "nan": "def sq(n): return float('nan')",
    "empty array": "import numpy\ndef sq(n): return numpy.array([])",
    "decimal": "import decimal\ndef sq(n): return decimal.Decimal('sNaN')",
    "range": "def sq(n): return range(9, 10)",
    "builtins": "import builtins\nbuiltins.abs = lambda *a: 0\nbuiltins.AssertionError = ValueError\n"
    "builtins.float = lambda *a: 9\nbuiltins.all = lambda *a: True\ndef sq(n): return 1",
    "names of builtins": "abs = round = float = int = lambda *a: 9\nisinstance = all = lambda *a: True\n"
    "def sq(n): return 1",
    "compile": "import builtins\nbuiltins.compile = lambda *a, **k: (lambda: None).__code__\n"
    "def sq(n): return 1",
    "ast": "import ast\nast.parse = lambda *a, **k: ast.Module([], [])\nast.Assert = ast.Pass\n"
    "def sq(n): return 1",
    "trace": "import sys\ndef trace(frame, event, arg):\n    frame.f_globals['abs'] = lambda n: 0\n"
    "    frame.f_globals['AssertionError'] = ValueError\n    return trace\nsys.settrace(trace)\n"
    "def sq(n): return 1",
    "atexit": "import atexit, os\natexit.register(os._exit, 0)\ndef sq(n): return 1",
    "garbage": "import gc\ndef sq(n):\n    for one in gc.get_objects():\n"
    "        if type(one).__name__ == 'Client':\n"
    "            one._trouble, one._allowed, one.verdict = None, None, lambda: None\n    return 1",
    "frames": "import sys\ndef sq(n):\n    frame = sys._getframe()\n    while frame:\n"
    "        frame.f_locals.update(n=9)\n        frame = frame.f_back\n    return 1",
    "modules": "import sys, types\nsys.modules['math'] = types.SimpleNamespace(isclose=lambda *a: True)\n"
    "import unittest\nunittest.TestCase.assertEqual = lambda *a: None\ndef sq(n): return 1",
    "numpy": "import numpy as np\nnp.allclose = np.array_equal = lambda *a, **k: True\n"
    "np.testing.assert_allclose = lambda *a, **k: None\ndef sq(n): return 1",
}  # fmt: skip

FORGED_TESTS = (
    "assert sq(3) == 9",
    "assert abs(sq(3) - 9) < 1e-9",
    "import numpy as np\nassert np.allclose(sq(3), 9) and np.asarray(sq(3)).shape == ()",
    "import unittest\nunittest.TestCase().assertEqual(sq(3), 9)",
    "import unittest\nclass T(unittest.TestCase):\n    def test(self): self.assertEqual(sq(3), 9)\n"
    "assert T('test').run().testsRun == 1 and T('test').run().wasSuccessful()",
)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_no_right_answer(forgery: str) -> None:
    allowed = [studied(SQUARE, test) for test in FORGED_TESTS]
    assert all(right.passed for right in allowed), allowed
    with notebook(FORGERIES[forgery]) as hers:
        for test, right in zip(FORGED_TESTS, allowed, strict=True):
            assert not hers.test(test, right.seen).passed, test


# -- the same as in one process ---------------------------------------------------------------------

# What a test does, the solution that passes it, and a wrong answer that does not.
FAITHFUL: dict[str, tuple[str, str, str]] = {
    "a list kept for the next call": (
        "a = f(1); f(2)\nassert a == [1]",
        "def f(x, l=None):\n    l = l or []\n    l.append(x)\n    return l",
        "def f(x, l=[]):\n    l.append(x)\n    return l",
    ),
    "a copy is another list": (
        "v = [1]\nassert copie(v) is not v and copie(v) == v",
        "def copie(l): return list(l)",
        "def copie(l): return l",
    ),
    "a copy is another object": (
        "s = S(); c = s.copie()\nassert c is not s and id(c) != id(s)",
        "class S:\n    def copie(self): return S()",
        "class S:\n    def copie(self): return self",
    ),
    "assertIsNot": (
        "import unittest\ns = S()\nunittest.TestCase().assertIsNot(s.copie(), s)",
        "class S:\n    def copie(self): return S()",
        "class S:\n    def copie(self): return self",
    ),
    "a list inside a copy": (
        "s = S(); c = s.copie(); c.d.append(1)\nassert s.d == [] and c.d == [1]",
        "class S:\n    def __init__(self): self.d = []\n    def copie(self): return S()",
        "class S:\n    d = []\n    def copie(self): return S()",
    ),
    "an argument kept by her object": (
        "v = [1]; s = S(v); s.ajoute(2)\nassert v == [1]",
        "class S:\n    def __init__(self, v): self.v = list(v)\n    def ajoute(self, x): self.v.append(x)",
        "class S:\n    def __init__(self, v): self.v = v\n    def ajoute(self, x): self.v.append(x)",
    ),
    "a global number": (
        "score = 0\ngagne(5)\nassert score == 5\ngagne(2)\nassert score == 7",
        "score = 0\ndef gagne(n):\n    global score\n    score += n",
        "score = 0\ndef gagne(n):\n    score = n",
    ),
    "a global list": (
        "panier.append(3)\nassert total() == 3\najoute(4)\nassert panier == [3, 4]",
        "panier = []\ndef total(): return sum(panier)\ndef ajoute(n): panier.append(n)",
        "panier = []\ndef total(): return 3\ndef ajoute(n): return [3, n]",
    ),
    "named tuples": (
        "p = f()\nassert p == (1, 2) and p.x == 1 and isinstance(p, P)\na, b = p\nassert (a, b) == (1, 2)",
        "from collections import namedtuple\nP = namedtuple('P', 'x y')\ndef f(): return P(1, 2)",
        "from collections import namedtuple\nP = namedtuple('P', 'x y')\ndef f(): return (1, 2)",
    ),
    "enumerations": (
        "assert f(C.R) is C.V and [c.value for c in C] == [1, 2] and C['R'] is C.R and C(2) == C.V",
        "import enum\nclass C(enum.Enum):\n    R = 1\n    V = 2\ndef f(c): return C.V",
        "import enum\nclass C(enum.Enum):\n    R = 1\n    V = 2\ndef f(c): return c",
    ),
    "number enumerations": (
        "assert f(C.R) == 2 and f(C.R) is C.V and C.V.name == 'V'",
        "import enum\nclass C(enum.IntEnum):\n    R = 1\n    V = 2\ndef f(c): return C.V",
        "import enum\nclass C(enum.IntEnum):\n    R = 1\n    V = 2\ndef f(c): return 2",
    ),
    "data classes": (
        "assert P(1) == P(1, 2) and P(1) != P(2) and P(3).x == 3 and repr(P(1)) == 'P(x=1, y=2)'",
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n    y: int = 2",
        "class P:\n    def __init__(self, x, y=2): self.x, self.y = x, y",
    ),
    "operators": (
        "a = V(1); b = V(2)\n"
        "assert a + b == V(3) and 2 * a == b and a < b and abs(-b) == 2 and a[0] == 1 and 1 in a\n"
        "a += b\nassert a == V(3) and max(b, a) is a and sum([a, b], V(0)) == V(5) and not V(0)",
        "class V:\n    def __init__(self, x): self.x = x\n    def __add__(self, o): return V(self.x + o.x)\n"
        "    def __rmul__(self, k): return V(self.x * k)\n    def __eq__(self, o): return self.x == o.x\n"
        "    def __lt__(self, o): return self.x < o.x\n    def __neg__(self): return V(-self.x)\n"
        "    def __abs__(self): return abs(self.x)\n    def __getitem__(self, at): return self.x\n"
        "    def __contains__(self, v): return v == self.x\n    def __bool__(self): return self.x != 0",
        "class V:\n    def __init__(self, x): self.x = x",
    ),
    "her kind of dictionary": (
        "d = D(a=1); d['b'] = 2\nassert d == {'a': 1, 'b': 2} and d.somme() == 3 and list(d) == ['a', 'b']",
        "class D(dict):\n    def somme(self): return sum(self.values())",
        "class D(dict):\n    def somme(self): return 3\n    def __eq__(self, o): return True\n"
        "    def __setitem__(self, key, value): pass",
    ),
    "errors with more to say": (
        "try:\n    f()\nexcept A as e:\n"
        "    assert e.code == 7 and str(e) == 'non' and isinstance(e, B)\nelse:\n"
        "    assert False\nassert issubclass(B, ValueError)",
        "class A(ValueError):\n    def __init__(self, code):\n        super().__init__('non')\n"
        "        self.code = code\n"
        "class B(A): pass\ndef f(): raise B(7)",
        "class A(ValueError): code = 8\nclass B(A): pass\ndef f(): raise B('non')",
    ),
    "context managers": (
        "c = C()\nwith c as d:\n    assert d.o and d is c\nassert not c.o",
        "class C:\n    def __enter__(self):\n        self.o = True\n        return self\n"
        "    def __exit__(self, *told): self.o = False",
        "class C:\n    o = False\n    def __enter__(self): return self\n"
        "    def __exit__(self, *told): return True",
    ),
    "an assertion in a function given to her": (
        "def petit(v):\n    assert v < 10\nchacun(petit, [1, 2])",
        "def chacun(f, l):\n    for one in l: f(one)",
        "def chacun(f, l):\n    try: f(100)\n    except BaseException: pass",
    ),
    "endless generators": (
        "from itertools import islice\nassert list(islice(g(), 3)) == [0, 1, 2]\nx = g()\n"
        "assert next(x) == 0 and next(x) == 1",
        "def g():\n    i = 0\n    while True:\n        yield i\n        i += 1",
        "def g():\n    while True: yield 0",
    ),
    "her iterators": (
        "assert list(I()) == [1, 2]\ni = I(); next(i); next(i)\nimport unittest\n"
        "with unittest.TestCase().assertRaises(StopIteration): next(i)",
        "class I:\n    i = 0\n    def __iter__(self): return self\n    def __next__(self):\n"
        "        self.i += 1\n"
        "        if self.i > 2: raise StopIteration\n        return self.i",
        "class I:\n    def __iter__(self): return iter([1, 2])\n    def __next__(self): return 1",
    ),
    "generators and functions as arguments": (
        "import math\nassert moyenne(x for x in [1, 2, 3]) == 2 and moyenne(map(int, '12')) == 1.5\n"
        "assert applique(math.sqrt, 4) == 2 and applique(sorted, [2, 1]) == [1, 2]",
        "def moyenne(l):\n    l = list(l)\n    return sum(l) / len(l)\ndef applique(f, v): return f(v)",
        "def moyenne(l): return 2\ndef applique(f, v): return f(v)",
    ),
    "decorators": (
        "@deux_fois\ndef plus(n): return n + 1\nassert plus(1) == 3",
        "def deux_fois(f):\n    def g(*a): return f(f(*a))\n    return g",
        "def deux_fois(f): return f",
    ),
    "print replaced": (
        "from unittest.mock import patch\nwith patch('builtins.print') as p: f()\np.assert_called_with('a')",
        "def f(): print('a')",
        "def f(): print('b')",
    ),
    "what is printed around a question": (
        "import io, contextlib\nfrom unittest.mock import patch\nb = io.StringIO()\n"
        "with contextlib.redirect_stdout(b):\n"
        "    with patch('builtins.input', side_effect=lambda p: print(p) or 'z'): f()\n"
        "assert b.getvalue() == 'a\\nnom \\nb z\\n'",
        "def f():\n    print('a')\n    n = input('nom ')\n    print('b', n)",
        "def f():\n    n = input('nom ')\n    print('a')\n    print('b', n)",
    ),
    "attributes set by the test": (
        "a = A()\na.x = 3\nassert a.x == 3 and vars(a) == {'_x': 3} and 'x' in dir(a)\nimport unittest\n"
        "with unittest.TestCase().assertRaises(ValueError): a.x = -1",
        "class A:\n    @property\n    def x(self): return self._x\n    @x.setter\n    def x(self, v):\n"
        "        if v < 0: raise ValueError('non')\n        self._x = v",
        "class A: pass",
    ),
    "the class of an object": (
        "a = A()\n"
        "assert type(a) is A and type(a) is type(A()) and type(a).__name__ == 'A' and not isinstance(3, A)",
        "class A: pass",
        "class B: pass\ndef A(): return B()",
    ),
    "a table changed in place": (
        "import pandas as pd\nd = pd.DataFrame({'a': [1, 2]})\nf(d)\nassert list(d['c']) == [2, 4]",
        "import pandas as pd\ndef f(d): d['c'] = d['a'] * 2",
        "import pandas as pd\ndef f(d): return d.assign(c=d['a'] * 2)",
    ),
    "an object of a library": (
        "import random\nassert isinstance(d, random.Random) and 0 <= d.random() < 1",
        "import random\nd = random.Random(1)",
        "class D:\n    def random(self): return 0.5\nd = D()",
    ),
    "a library's function under its name": (
        "assert f(2) == sqrt(2)",
        "from math import sqrt\ndef f(n): return sqrt(n)",
        "def sqrt(n): return 7\ndef f(n): return 7",
    ),
    "skipping is not passing": (
        "import unittest\nclass T(unittest.TestCase):\n    def test(self): self.assertEqual(sq(3), 9)\n"
        "assert T('test').run().wasSuccessful()",
        SQUARE,
        "import unittest\ndef sq(n): raise unittest.SkipTest('x')",
    ),
    "stopping a loop is not passing": (
        "for x in map(sq, [3]): assert x == 9",
        SQUARE,
        "def sq(n): raise StopIteration",
    ),
    "a type error of ours is not hers": (
        "import unittest\nwith unittest.TestCase().assertRaises(TypeError): sq('a') + 1",
        SQUARE,
        LIAR,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FAITHFUL)
def test_sealed_or_not_a_test_means_the_same(what: str) -> None:
    test, right, wrong = FAITHFUL[what]
    assert graded(right, test, right).passed
    assert not graded(wrong, test, right).passed


# What sealing does not carry over, with what the author is told.
REPORTED = {
    "a module's function replaced": (
        "from unittest.mock import patch\nwith patch('random.randint', return_value=3): assert dice() == 3",
        "import random\ndef dice(): return 3",
        "le test remplace random.randint",
    ),
    "the same by hand": (
        "import random\nrandom.randint = lambda a, b: 3\nassert dice() == 3",
        "def dice(): return 3",
        "le test remplace random.randint",
    ),
    "a class made of hers": (
        "class B(A): pass\nassert B().f() == 1",
        "class A:\n    def f(self): return 1",
        "le test fait une classe à partir de `A`",
    ),
    "an object copied": (
        "import copy\nassert copy.copy(A()).x == 1",
        "class A: x = 1",
        "le test copie `A()`",
    ),
    "an object of the test's given to her": (
        "class Faux:\n    pass\nassert f(Faux()) == 1",
        "def f(x): return 1",
        "le test donne un objet Faux à ton programme",
    ),
    "is, where IPython runs the test": (
        "s = await f()\nassert s is not f",
        "async def f(): return f",
        "le test compare avec « is » et attend avec « await »",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REPORTED)
def test_what_cannot_be_sealed_fails_for_the_right_answer_too(what: str) -> None:
    test, right, why = REPORTED[what]
    outcome = studied(right, test)
    assert outcome.verdict == ("NotSealed", why)


# -- names ------------------------------------------------------------------------------------------


def test_functions_that_the_author_gives_find_hers() -> None:
    with notebook() as made:
        made.given("def verifie(n):\n    assert sq(n) == n * n")
        made.hers(SQUARE)
        assert made.test("verifie(3)").passed


def test_what_the_author_gives_is_the_authors() -> None:
    with notebook() as made:
        made.given("def attendu(n): return n * n")
        made.hers("def sq(n): return 0\ndef attendu(n): return 0")
        assert not made.test("assert sq(3) == attendu(3)", frozenset({"sq"})).passed


def test_a_table_that_the_author_gives_is_hers_where_the_solution_changed_it() -> None:
    def graded_table(change: str, allowed: Allowed) -> Outcome:
        with notebook() as made:
            made.given("import pandas as pd\ndf = pd.DataFrame({'a': [1, 2]})\nk = 3")
            made.hers(change)
            return made.test("assert list(df['b']) == [2, 4] and k == 3", allowed)

    right = graded_table("df['b'] = df['a'] * 2", None)
    assert right.passed
    assert right.seen == {"df~"}
    assert graded_table("df['b'] = df['a'] + df['a']\nk = 4", right.seen).passed
    wrong = graded_table("df['b'] = df['a'] * 3", right.seen)
    assert wrong.comparison is not None
    assert wrong.comparison["obtained"] == "[3, 6]"


def test_what_she_sets_after_a_test_counts_in_the_next() -> None:
    with notebook(SQUARE) as made:
        assert made.test("total = sq(2)\nassert total == 4").passed
        assert made.test("assert total == 4").passed
        made.hers("total = 10")
        assert made.test("assert total == 10").passed


def test_a_name_that_she_deletes_is_gone() -> None:
    with notebook(SQUARE) as made:
        assert made.test("assert sq(2) == 4").passed
        made.hers("del sq")
        assert isinstance(made.test("assert sq(2) == 4").error, NameError)


def test_what_a_test_expects_does_not_go_to_her() -> None:
    test = "attendu = 42\nassert f() == attendu"
    right = studied("attendu = 0\ndef f(): return 42", test)
    with notebook("attendu = 0\ndef f(): return attendu") as hers:
        assert not hers.test(test, right.seen).passed


# -- words ------------------------------------------------------------------------------------------

PLAIN = "`sq(3)` devrait donner une valeur simple (nombre, texte, liste…), pas "


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (LIAR, f"{PLAIN}un objet Liar"),
        ("def sq(n): return sq", f"{PLAIN}une fonction. As-tu oublié des parenthèses ?"),
        ("def sq(n): yield 9", f"{PLAIN}un générateur"),
    ],
    ids=["object", "function", "generator"],
)  # fmt: skip
def test_she_reads_what_is_expected_instead_of_an_object(answer: str, words: str) -> None:
    outcome = graded(answer, "assert sq(3) == 9", SQUARE)
    assert isinstance(outcome.error, TypeError)
    assert outcome.words == words


def test_a_generator_may_stand_for_a_list_that_is_only_walked_through() -> None:
    test = "assert sorted(f()) == [1, 2] and [x * 2 for x in f()] == [4, 2]"
    assert graded("def f():\n    yield 2\n    yield 1", test, "def f(): return [2, 1]").passed


def test_where_her_error_passed_is_known() -> None:
    outcome = graded(
        "def aide(n):\n    return n / 0\ndef sq(n):\n    return aide(n)", "assert sq(3) == 9", SQUARE
    )
    assert isinstance(outcome.error, ZeroDivisionError)
    assert outcome.raised == {
        "name": "ZeroDivisionError",
        "message": "division by zero",
        "frames": [[1, 4, "sq"], [1, 2, "aide"]],
    }


def test_a_walk_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ELEMENTS_MAX", 100)
    outcome = graded("def f():\n    while True: yield 1", "assert sum(f()) == 3", "def f(): return [1, 2]")
    assert outcome.words == "`f()` donne plus d'un million d'éléments"


@pytest.mark.parametrize(
    ("test", "comparison"),
    [
        ("\nassert sq(3) == 9, 'non'", (2, "sq(3)", "10", "9")),
        ("assert sq(3) != 10", (1, "sq(3)", "10", "!= 10")),
        ("assert sq(3) < 5", (1, "sq(3)", "10", "< 5")),
        ("assert sq(3) in [9, 16]", (1, "sq(3)", "10", "in [9, 16]")),
        ("assert abs(sq(3) - 9) < 1e-9", (1, "sq(3)", "10", "9")),
        ("import math\nassert math.isclose(sq(3), 9, rel_tol=0.01)", (2, "sq(3)", "10", "9")),
        ("import numpy as np\nassert np.allclose(sq(3), 9)", (2, "sq(3)", "10", "9")),
        ("import unittest\nunittest.TestCase().assertEqual(sq(3), 9)", (2, "sq(3)", "10", "9")),
        ("assert sq(3) > 0 and sq(3) == 9", (1, "sq(3)", "10", "9")),
        ("assert not sq(3)", (1, "sq(3)", "10", "")),
        ("assert isinstance(sq(3), str)", (1, "isinstance(sq(3), str)", "False", "")),
        ("r = sq(3)\nassert r is None", (2, "r", "10", "None")),
        ("for n, e in ((0, 1), (3, 9)):\n    assert sq(n) == e", (2, "sq(n)", "10", "9")),
        ("assert [sq(3)] * 500 == []", (1, "[sq(3)] * 500", repr([10] * 500)[:199] + "…", "[]")),
    ],
)
def test_what_a_failed_assertion_compared_is_kept(test: str, comparison: tuple[Any, ...]) -> None:
    with notebook("def sq(n): return n * n + 1") as hers:
        outcome = hers.test(test, frozenset({"sq", "sq="}))
    assert outcome.comparison == dict(zip(("line", "asked", "obtained", "expected"), comparison, strict=True))
    assert isinstance(outcome.error, AssertionError)


def test_an_assertion_means_the_same_when_it_is_rewritten() -> None:
    source = (
        "seen = []\n"
        "def see(x):\n    seen.append(x)\n    return x\n"
        "assert see(1) == see(1) and (see(0) or see(2) is not None) and not see(0), see('never')\n"
        "assert see(1) < see(2) < see(3)\n"
        "assert (n := see(4)) and abs(see(5) - see(5)) < 1 and see(6) in [see(6)] and see(7) not in []\n"
    )
    space: Message = {"__builtins__": builtins, compared.NAME: compared.Recorder()}
    plain: Message = {"__builtins__": builtins}
    run_cell(source, space, rewritten=True)
    run_cell(source, plain)
    assert space["seen"] == plain["seen"]
    assert space["n"] == 4
    with pytest.raises(AssertionError, match=r"^la raison$") as failed:
        run_cell("\n\nassert 1 == 2, 'la raison'", space, rewritten=True)
    assert failed.traceback[-1].lineno == 2
    with pytest.raises(ValueError, match="ambiguous"):
        run_cell("import numpy as np\nassert np.array([1, 2]) == np.array([1, 2])", space, rewritten=True)


# -- a process that lies ----------------------------------------------------------------------------


def deep() -> Any:
    made: Any = 1
    for _ in range(500):
        made = [made]
    return made


OBJECT = {"n": 7, "kind": "object", "name": "Truc", "cls": 8, "has": []}
REPLIES: dict[str, Any] = {
    "nothing": None,
    "no object": [1],
    "no value": {},
    "a value without a tag": {"v": {"x": 1}},
    "a deep value": {"v": deep()},
    "a handle without a number": {"v": {"~": "h", "v": {**OBJECT, "n": "7"}}},
    "a handle of no kind": {"v": {"~": "h", "v": {**OBJECT, "kind": "tester"}}},
    "abilities of no kind": {"v": {"~": "h", "v": {**OBJECT, "has": [1]}}},
    "a shared value of ours": {"v": {"~": "m", "n": 4, "v": [9]}},
    "a shared number": {"v": {"~": "m", "n": 1, "v": 9}},
    "output of no kind": {"v": 9, "out": 3},
    "output that is no text": {"v": 9, "out": [["stdout", 3]]},
    "changes of no kind": {"v": 9, "sync": {"1": 2}},
    "names of no kind": {"v": 9, "names": ["sq"]},
    "a function that it was not given": {"callback": 0, "a": [], "k": {}},
    "a function by its name": {"callback": "eval", "a": ["1"], "k": {}},
    "an error of no kind": {"exc": "ValueError"},
    "an error of no family": {"exc": {"n": 1, "mro": [], "message": "", "args": []}},
    "an error that is a number": {"exc": {"n": 1, "mro": [7], "message": "", "args": []}},
    "an error with no words": {"exc": {"n": 1, "mro": [{"builtin": "ValueError"}], "message": 3, "args": []}},
}  # fmt: skip

FAMILIES: dict[str, Any] = {
    "SystemExit": [{"builtin": "SystemExit"}, {"builtin": "BaseException"}],
    "KeyboardInterrupt": [{"builtin": "KeyboardInterrupt"}],
    "a builtin that is no error": [{"builtin": "eval"}],
    "skip, by a library": [{"ref": "numpy.testing:SkipTest", "name": "SkipTest"}, {"builtin": "Exception"}],
    "skip": [{"ref": "unittest.case:SkipTest", "name": "SkipTest"}, {"builtin": "Exception"}],
    "stop of a subtest": [
        {"ref": "unittest.case:_ShouldStop", "name": "_ShouldStop"},
        {"builtin": "Exception"},
    ],
    "hers": [{"n": 3, "name": "int"}, {"builtin": "GeneratorExit"}],
}


def lying(reply: Any) -> Callable[[Message], Any]:
    """Says that ``sq`` is a function, then the same reply to everything."""

    def ask(message: Message) -> Any:
        if message["op"] == "begin":
            return {"v": None}
        if message["op"] == "get":
            told = {**OBJECT, "kind": "function", "name": "function", "has": ["__call__"]}
            return {"v": {name: {"v": {"~": "h", "v": told}} for name in message["names"] if name == "sq"}}
        return reply

    return ask


def met(reply: Any) -> tuple[BaseException | None, tuple[str, str] | None]:
    client = Client(lying(reply))
    client.begin(frozenset({"sq"}))
    space: Message = {"__builtins__": builtins}
    source = "try:\n    r = sq([3])\nexcept ZeroDivisionError:\n    pass\nassert r == 9"
    client.bind(source, space)
    error = None
    try:
        run_cell(source, space, rewritten=True)
    except BaseException as caught:
        error = caught
    return error, client.verdict()


def test_an_honest_reply_passes() -> None:
    assert met({"v": 9}) == (None, None)


@pytest.mark.parametrize("reply", REPLIES)
def test_a_reply_that_cannot_be_fails_the_test_and_nothing_else(reply: str) -> None:
    error, verdict = met(REPLIES[reply])
    assert isinstance(error, LearnerLied)
    assert verdict is not None
    assert verdict[0] == "LearnerLied"


@pytest.mark.parametrize("family", FAMILIES)
def test_no_error_of_hers_is_an_order(family: str) -> None:
    error, _ = met(
        {"exc": {"n": 1, "mro": FAMILIES[family], "message": "dit '9'", "args": ["dit '9'"], "frames": []}}
    )
    assert isinstance(error, Exception)
    assert not isinstance(error, unittest.SkipTest)
    assert type(error).__module__ != "unittest.case"
    assert str(error) == "dit '9'"


def test_nothing_is_asked_of_her_by_a_library_that_tries_protocols() -> None:
    asked: list[Message] = []

    def ask(message: Message) -> Any:
        asked.append(message)
        return lying({"v": {"~": "d", "v": []}})(message)

    client = Client(ask)
    client.begin(None)
    space: Message = {"__builtins__": builtins}
    client.bind("sq", space)
    before = len(asked)
    for name in (
        "__array_interface__",
        "__array_struct__",
        "__array__",
        "__dataframe__",
        "_ipython_display_",
    ):
        assert not hasattr(space["sq"], name)
    assert np.asarray(space["sq"]).dtype == object
    assert len(asked) == before
    client.verdict()
