"""Wrong answers that lie. Stock nbgrader runs tests beside her code, and gives points for those in STOCK."""

import textwrap
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode

from grader import notebooks
from grader.kinds import Judgement, Setup
from grader.kinds.notebook import judge
from grader.kinds.source import Source, from_notebook
from grader.manifest import Limits
from grader.prepared import Prepared
from grader.sandbox import Sandbox, Seal
from tests.security.grading.attempts import CHANNEL, HURRIED, LIMITS, Attempt

SOLUTION = """
def tarif(age):
    if age < 0:
        raise ValueError("un âge n'est pas négatif")
    return 3 if age < 12 else 8

def moyenne(notes):
    return sum(notes) / len(notes)

def pairs(n):
    return [k for k in range(n) if k % 2 == 0]

def salut(nom):
    return f"bonjour {nom}"

class Pile:
    def __init__(self):
        self.contenu = []
    def push(self, x):
        self.contenu.append(x)
    def pop(self):
        return self.contenu.pop()
    def __len__(self):
        return len(self.contenu)
"""
GIVEN = "def proche(a, b):\n    return abs(a - b) < 1e-9\nPRIX = 8"
TESTS = {
    "prix": "assert tarif(8) == 3\nassert tarif(40) == PRIX\n"
    "### BEGIN HIDDEN TESTS\nassert tarif(11) == 3\n### END HIDDEN TESTS",
    "moyennes": "assert abs(moyenne([1, 2]) - 1.5) < 1e-9\nassert proche(moyenne([4]), 4)",
    "liste": "assert pairs(6) == [0, 2, 4]\nassert len(pairs(4)) == 2\n"
    "assert all(isinstance(n, int) for n in pairs(9))",
    "texte": "assert 'bonjour' in salut('Zoé')\nassert salut('Ada').endswith('Ada')",
    "pile": "p = Pile()\np.push(4)\nassert len(p) == 1\nassert p.pop() == 4\nassert len(p) == 0",
    "tous": "assert all(map(lambda n: tarif(n) == 3, range(12)))\nassert tarif(12) != 3",
    "fichiers": "import json, os\nassert json.loads('[3]') == [tarif(1)]\n"
    "assert not os.path.exists('/tmp/pris')",
}


def marked(kind: str, source: str, name: str, **marks: Any) -> NotebookNode:
    plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return notebooks.new_cell(kind, source, metadata={"nbgrader": {**plain, "grade_id": name, **marks}})


@dataclass(frozen=True)
class Exercise:
    """What the author wrote, and how each test is run."""

    notebook: NotebookNode
    source: Source
    sandbox: Sandbox
    seals: dict[str, Seal]

    def answered(self, answer: str) -> NotebookNode:
        made = notebooks.copied(self.notebook)
        for cell in made.cells:
            known = self.source.cells[cell.metadata.nbgrader.grade_id]
            cell.metadata.nbgrader = notebooks.node(known.metadata())
            cell.source = answer if known.answered else known.source.split("\n### BEGIN HIDDEN TESTS")[0]
        return made

    def judged(
        self,
        submitted: NotebookNode,
        work: Path | None = None,
        *,
        sealed: bool = True,
        limits: Limits = LIMITS,
    ) -> Judgement:
        prepared = Prepared(seals=self.seals if sealed else {})
        setup = Setup((self.source,), limits, prepared=prepared)
        return judge({self.source.notebook: submitted}, setup, work, self.sandbox)

    def passed(
        self, answer: str, *, sealed: bool = True, work: Path | None = None, limits: Limits = LIMITS
    ) -> set[str]:
        """Names of the tests that an answer passes."""
        judged = self.judged(self.answered(textwrap.dedent(answer)), work, sealed=sealed, limits=limits)
        return {check.name for check in judged.checks if check.score}


@lru_cache(maxsize=1)
def _built(sandbox: Sandbox) -> Exercise:
    cells = [marked("code", GIVEN, "donne", locked=True), marked("code", SOLUTION, "reponse", solution=True)]
    cells += [marked("code", test, name, grade=True, locked=True, points=1) for name, test in TESTS.items()]
    notebook = notebooks.new(cells)
    seals = {name: Seal(True) for name in TESTS}
    studied = sandbox.run(notebook, None, LIMITS, seals=seals, study=True)
    seals = {name: Seal(True, studied.opaque[name]) for name in TESTS}
    return Exercise(notebook, from_notebook("essai", notebook), sandbox, seals)


@pytest.fixture
def exercise(attempt: Attempt) -> Exercise:
    return _built(attempt.sandbox)


LIAR = """
class Oui{base}:
    def yes(self, *told): return True
    def zero(self, *told): return Oui(0) if {based} else 0
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = yes
    __contains__ = __bool__ = endswith = startswith = yes
    __sub__ = __rsub__ = __abs__ = __add__ = __mod__ = zero
    def __len__(self): return 2
    def __iter__(self): return iter([])
    __hash__ = object.__hash__
    __class__ = property(lambda self: int)
    push = pop = lambda self, *told: Oui()
class Taille(Oui):
    n = 0
    def push(self, x): self.n = 1
    def pop(self): self.n = 0; return Oui()
    def __len__(self): return self.n
tarif = moyenne = pairs = salut = lambda *told: Oui()
Pile = Taille
"""
FUNCTIONS = """
def tarif(age): return -1
def moyenne(notes): return -1
def pairs(n): return [-1]
def salut(nom): return "non"
class Pile:
    def push(self, x): pass
    def pop(self): return -1
    def __len__(self): return 7
"""
STOCK = {
    "an object equal to everything": LIAR.format(base="", based=False),
    "AST transformer": FUNCTIONS
    + """
import ast
class Sans(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Sans())
""",
    "input transformer": FUNCTIONS
    + "\nget_ipython().input_transformers_cleanup.append(lambda lines: ['pass'])"
    + "\nget_ipython().input_transformers_post.append(lambda lines: ['pass'])",
    "compile": FUNCTIONS
    + """
import builtins
real = builtins.compile
def lying(source, name, mode, *more, **named):
    if 'ipy' in str(name):
        return real('None' if mode == 'eval' else 'pass', name, mode)
    return real(source, name, mode, *more, **named)
builtins.compile = lying
""",
    "exec and eval": FUNCTIONS + "\nimport builtins\nbuiltins.exec = builtins.eval = lambda *told: None",
    "the shell's way to run": FUNCTIONS
    + """
import sys
class Fait:
    success = True
get_ipython().run_cell = lambda *told, **named: Fait()
if 'inside.cells' in sys.modules:
    sys.modules['inside.cells'].run = lambda *told, **named: True
""",
    "the shell's way to tell errors": FUNCTIONS
    + """
import gc
get_ipython().showtraceback = lambda *told, **named: None
for one in gc.get_objects():
    if type(one).__name__ == '_Worker':
        ran = type(one)._ran
        type(one)._ran = lambda self, message: {**ran(self, message), 'passed': True}
""",
    "what the author gave": """
def tarif(age): return PRIX if age > 11 else 3
PRIX = 4
""",
    "builtins": FUNCTIONS
    + """
import builtins
builtins.abs = lambda x: 0
builtins.all = lambda told: True
""",
    "sys.settrace": FUNCTIONS
    + """
import linecache, re, sys
def trace(frame, event, told):
    line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
    asked = re.fullmatch(r"assert tarif\\(\\d+\\) == (\\w+)\\s*", line) if event == 'line' else None
    if asked:
        value = eval(asked[1], frame.f_globals)
        frame.f_globals['tarif'] = lambda age: value
    return trace
sys.settrace(trace)
""",
    "the test's source in In": """
import re
def tarif(age):
    return eval(re.search(rf"tarif\\({age}\\) == (\\w+)", In[-1])[1])
""",
    "forged answers on the channel": FUNCTIONS
    + f"""
import json, os, struct
passed = {{'outputs': [], 'passed': True, 'comparison': None, 'seen': []}}
body = [json.dumps({{'id': n, **passed}}).encode() for n in range(2, 30)]
os.write({CHANNEL}, b''.join(struct.pack('>I', len(one)) + one for one in body))
""",
}
BESIDE = {
    "what the author gave": set(),
    "forged answers on the channel": set(),  # they come too early or too late, now and then
    "builtins": {"moyennes"},
    "AST transformer": set(TESTS) - {"fichiers"},
}


def test_an_honest_answer_has_all_points(exercise: Exercise) -> None:
    assert exercise.passed(SOLUTION) == exercise.passed(SOLUTION, sealed=False) == set(TESTS)


@pytest.mark.parametrize("forgery", STOCK)
def test_what_stock_gave_points_for_has_none(exercise: Exercise, forgery: str) -> None:
    """Stock: points, as for the same tests beside her code here."""
    assert exercise.passed(STOCK[forgery], sealed=False) >= BESIDE.get(forgery, {"prix"})
    assert exercise.passed(STOCK[forgery]) == ({"fichiers", "tous"} if "author" in forgery else set())


LIES = {
    "a number that is equal to all": "class N(int):\n    __eq__ = lambda *told: True\n"
    "    __hash__ = int.__hash__\n"
    "tarif = lambda age: N(-1)",
    "a float near to all": "class N(float):\n    __sub__ = __rsub__ = __abs__ = lambda *told: 0.0\n"
    "    __lt__ = lambda *told: True\nmoyenne = lambda notes: N(99)",
    "a text that has all": "class T(str):\n    __contains__ = endswith = __eq__ = lambda *told: True\n"
    "    __hash__ = str.__hash__\nsalut = lambda nom: T('non')",
    "a list that is equal to all": "class L(list):\n    __eq__ = lambda *told: True\n"
    "    __len__ = lambda self: 2\n"
    "pairs = lambda n: L([9])",
    "an object that says it is a number": "class N:\n    __class__ = int\n    __eq__ = lambda *told: True\n"
    "tarif = lambda age: N()",
    "a class that makes instances of all": "class M(type):\n"
    "    __instancecheck__ = __eq__ = lambda *told: True\n"
    "    __hash__ = type.__hash__\nclass N(metaclass=M): pass\ntarif = lambda age: N",
    "a numpy number that lies": "import numpy\nclass A(numpy.ndarray):\n    __eq__ = lambda *told: True\n"
    "tarif = lambda age: numpy.array(-1).view(A)",
    "a numpy array of objects": "import numpy\nclass O:\n    __eq__ = lambda *told: True\n"
    "tarif = lambda age: numpy.array([O()])",
    "a pandas value": "import pandas\nclass O:\n    __eq__ = lambda *told: True\n"
    "tarif = lambda age: pandas.Series([O()], dtype=object)",
    "a mock": "from unittest.mock import MagicMock, ANY\n"
    "tarif = moyenne = pairs = salut = lambda *told: ANY\n"
    "Pile = MagicMock",
    "NotImplemented": "tarif = moyenne = pairs = salut = lambda *told: NotImplemented",
    "not a number": "moyenne = lambda notes: float('nan')",
    "StopIteration": "def tarif(age): raise StopIteration\nmoyenne = pairs = salut = Pile = tarif",
    "SystemExit": "def tarif(age): raise SystemExit(0)\nmoyenne = pairs = salut = Pile = tarif",
    "KeyboardInterrupt": "def tarif(age): raise KeyboardInterrupt\nmoyenne = pairs = salut = Pile = tarif",
    "GeneratorExit": "def tarif(age): raise GeneratorExit\nmoyenne = pairs = salut = Pile = tarif",
    "an error that lies": "class E(Exception):\n    __eq__ = lambda *told: True\n"
    "    __str__ = lambda self: 1 / 0\n"
    "def tarif(age): raise E\nmoyenne = pairs = salut = Pile = tarif",
    "exit": "def tarif(age): exit()\nmoyenne = pairs = salut = Pile = tarif",
    "os._exit": "import os\ndef tarif(age): os._exit(0)\nmoyenne = pairs = salut = Pile = tarif",
    "os._exit in a destructor": "import os\nclass F:\n    def __del__(self): os._exit(0)\n"
    "def tarif(age): F(); return 3\nmoyenne = pairs = salut = Pile = tarif",
    "atexit": "import atexit, os\natexit.register(os.write, 1, b'ok')\ndef tarif(age): return -1",
    "endless": "def tarif(age):\n    while True: yield 3\nmoyenne = pairs = salut = Pile = tarif",
    "a list in itself": "x = []\nx.append(x)\ntarif = moyenne = pairs = salut = Pile = lambda *told: x",
    "a hundred thousand levels": "x = []\nfor _ in range(10 ** 5): x = [x]\ntarif = pairs = lambda *told: x",
    "ten million numbers": "tarif = pairs = lambda *told: list(range(10 ** 7))",
    "a text of 100 MB": "tarif = salut = lambda *told: 'x' * 10 ** 8",
    "a number of a million digits": "tarif = lambda age: 7 ** 10 ** 6",
    "pickle": "import os\nclass P:\n    def __reduce__(self): return (open, ('/tmp/pris', 'w'))\n"
    "    __reduce_ex__ = lambda self, n: self.__reduce__()\n"
    "tarif = moyenne = pairs = salut = lambda *told: P()\n"
    "open('/tmp/pris', 'w')",
    "copy and format": "class P:\n    __deepcopy__ = __copy__ = __format__ = __getattr__ = lambda *told: 3\n"
    "tarif = lambda age: P()",
    "numpy's protocols": "class P:\n"
    "    __array__ = __array_interface__ = __array_ufunc__ = __index__ = __float__ ="
    " lambda *told, **named: 3\ntarif = moyenne = lambda *told: P()",
    "threads that go on": "import gc, threading\ndef change():\n    while True:\n"
    "        for one in gc.get_objects():\n"
    "            if type(one) is dict and one.get('passed') is False: one['passed'] = True\n"
    "threading.Thread(target=change, daemon=True).start()\ntarif = lambda age: -1",
    "modules put in the place of others": "import sys, types\n"
    "for one in ('json', 'os', 'ast', 'inside.codec'):\n"
    "    sys.modules[one] = types.ModuleType(one)\ntarif = lambda age: -1",
    "names of ours": "__builtins__ = {}\n__name__ = 'x'\nassert_ = __campus__ = _ = None\n"
    "tarif = lambda age: -1",
    "time": "import time\ndef tarif(age): time.sleep(30)",
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lying_value_has_no_points(exercise: Exercise, lie: str) -> None:
    """Stock: ``==``, ``in``, ``abs`` and ``isinstance`` ask her object; it says what it likes."""
    assert exercise.passed(LIES[lie], limits=HURRIED) == set()


REPLY = """
import gc, json, os, struct, sys
def tarif(age): return -1
server = sys.modules['inside.learner'].Server
honest = server.serve
def serve(self, message):
    if message.get('op') in {honest}:
        return honest(self, message)
    {body}
server.serve = serve
for one in gc.get_objects():
    if isinstance(one, server):
        one.serve = serve.__get__(one)
"""
H = (
    "{'~': 'h', 'v': {'n': 1, 'kind': 'object', 'name': 'N', 'cls': 1,"
    " 'has': ['eq', 'lt', 'sub'], 'of': None}}"
)
REPLIES = {
    "nothing": "return {}",
    "none": "return None",
    "true for all": "return {'v': True}",
    "an object that can all": f"return {{'v': {H}}}",
    "names that are objects": "names = ('tarif', 'PRIX', 'abs', 'len', 'proche')\n"
    f"    return {{'v': {{n: {{'v': {H}}} for n in names}}}}",
    "an object never asked for": "return {'v': {'~': 'h', 'v': {'n': -1, 'kind': 'module',"
    " 'ref': 'os:system'}}}",
    "a library's function": "return {'v': {'tarif': {'v': {'~': 'h', 'v': {'n': 1, 'kind': 'function',"
    " 'name': 'f', 'cls': 1, 'has': [], 'of': 'builtins:int', 'ref': 'os:system'}}}}}",
    "a wrong tag": "return {'v': {'~': 'pickle', 'v': 'gASVHAAAAAAAAACMBXBvc2l4'}}",
    "errors": "return {'exc': ['SystemExit', ['BaseException'], 'x']}",
    "an error without a shape": "return {'exc': 7}",
    "callbacks": "return {'callback': 0, 'a': [], 'k': {}}",
    "callbacks by name": "return {'callback': '__import__', 'a': ['os'], 'k': {}}",
    "news": "return {**honest(self, message), 'sync': [[n, [3]] for n in range(50)], 'drop': "
    "list(range(50))}",
    "names of the tests' process": "return {**honest(self, message), 'set': {'proche': True, 'PRIX': -1}}",
    "an order": "return {'run': 'passed = True', 'id': 1, 'count': 1, 'op': 'get', 'opaque': None}",
    "a question": "return {'ask': {'op': 'get', 'names': ['tarif']}}",
    "a result": "return {'id': 9, 'outputs': [], 'passed': True, 'comparison': None, 'seen': []}",
    "not a number": "return {'v': float('nan')}",
    "two answers": f"os.write({CHANNEL}, b'\\0\\0\\0\\x0a' + b'{{\"v\":true}}')\n"
    "    return honest(self, message)",
    "depth": "x = 0\n    for _ in range(900): x = [x]\n    return {'v': x}",
    "more than may be": "return {'v': ['x' * 1000] * 20000}",
    "many empty lists": "return {'v': [[] for _ in range(3 * 10 ** 6)]}",
    "a huge text of digits": "body = b'{\"v\": ' + b'9' * 100_000 + b'}'\n"
    f"    os.write({CHANNEL}, struct.pack('>I', len(body)) + body)\n"
    "    return {}",
    "printing": "return {**honest(self, message), 'out': [['stdout', 'x' * 10 ** 6]] * 10}",
    "printing elsewhere": "return {**honest(self, message), 'out': [['passed', 'x'], [3], None]}",
    "surrogates": "return {'v': '\\ud800', 'out': [['stdout', '\\udfff']]}",
}


@pytest.mark.parametrize("honest", [(), ("begin", "get")], ids=["from the start", "once it is called"])
@pytest.mark.parametrize("reply", REPLIES)
def test_a_process_that_lies_to_the_tests_has_no_points(
    exercise: Exercise, reply: str, honest: tuple[str, ...]
) -> None:
    """Her process may say anything at all to that of the tests; stock has one process, hers."""
    body = REPLIES[reply].replace("\\n", "\n")
    assert exercise.passed(REPLY.format(body=body, honest=honest), limits=HURRIED) == set()


@pytest.mark.parametrize(
    "name", ["json.py", "os.py", "numpy.py", "sitecustomize.py", "inside.py", "conftest.py"]
)
def test_files_beside_her_notebook_are_not_the_tests(exercise: Exercise, tmp_path: Path, name: str) -> None:
    """Stock: a json.py of hers is what a test imports."""
    (tmp_path / name).write_text("loads = lambda told: [-1]\nclass path:\n    exists = lambda *told: False\n")
    assert exercise.passed("def tarif(age): return -1", work=tmp_path) == set()
    assert exercise.passed(SOLUTION, work=tmp_path) == set(TESTS)


def _no_tests(made: NotebookNode) -> None:
    made.cells = [cell for cell in made.cells if not cell.metadata.nbgrader.grade]


def _easy_tests(made: NotebookNode) -> None:
    for cell in made.cells:
        cell.source = "pass" if cell.metadata.nbgrader.grade else cell.source


def _worth_more(made: NotebookNode) -> None:
    for cell in made.cells:
        cell.metadata.nbgrader.points = 1000
        cell.metadata.nbgrader.checksum = "0"


def _answers_of_hers(made: NotebookNode) -> None:
    for cell in made.cells:
        cell.metadata.nbgrader.solution, cell.metadata.nbgrader.locked = True, False


def _not_code(made: NotebookNode) -> None:
    for cell in made.cells:
        cell.cell_type = "raw" if cell.metadata.nbgrader.grade else cell.cell_type


def _tagged(made: NotebookNode) -> None:
    for cell in made.cells:
        cell.metadata["tags"] = ["raises-exception", "skip-execution", "remove-cell", "hide-output"]
        cell.metadata["nbclient"] = {"skip": True}


def _twice(made: NotebookNode) -> None:
    for cell in [cell for cell in made.cells if cell.metadata.nbgrader.grade]:
        copied = notebooks.copied(made).cells[0]
        copied.metadata, copied.source = cell.metadata, "pass"
        made.cells += [copied, copied]


def _earlier(made: NotebookNode) -> None:
    made.cells.sort(key=lambda cell: not cell.metadata.nbgrader.grade)


def _done(made: NotebookNode) -> None:
    for cell in made.cells:
        cell.execution_count = 1
        cell.outputs = [notebooks.node({"output_type": "stream", "name": "stdout", "text": "réussi"})]


@pytest.mark.parametrize(
    "change",
    [_no_tests, _easy_tests, _worth_more, _answers_of_hers, _not_code, _tagged, _twice, _earlier, _done],
)
def test_a_changed_notebook_has_no_points(exercise: Exercise, change: Any) -> None:
    """Stock puts most of it back; what it does not, we do."""
    made = exercise.answered("def tarif(age): return -1")
    change(made)
    judged = exercise.judged(made)
    assert judged.score == 0
    assert judged.max_score == len(TESTS)


@pytest.mark.parametrize("way", ["In", "gc", "linecache", "frames", "files"])
def test_sealed_tests_cannot_be_read_by_her_code(exercise: Exercise, way: str) -> None:
    """Stock: In, linecache and the frames above her function show the hidden tests."""
    ways = {
        "In": "str(In) + str(globals().get('_ih'))",
        "gc": "str([one for one in gc.get_objects() if isinstance(one, (str, dict, list)) and "
        "'tarif(11)' in str(one)[:9999]])",
        "linecache": "str(linecache.cache)",
        "frames": "str([(f.f_code.co_consts, f.f_locals) for f in walk()])",
        "files": "str([open(os.path.join(d, n), errors='replace').read() for d, _, ns in "
        "os.walk('/exercise') for n in ns])",
    }
    spy = f"""
import gc, linecache, os, sys
needle = "tarif" + "(11) =="
def walk():
    frame = sys._getframe(1)
    while frame:
        yield frame
        frame = frame.f_back
seen = []
def tarif(age):
    if needle in {ways[way]}:
        raise ValueError("lu")
    return 3
"""
    judged = exercise.judged(exercise.answered(spy))
    assert "lu" not in [check.raw for check in judged.checks]
    assert not any("ValueError" in check.raw for check in judged.checks)


def test_a_late_answer_costs_that_test_only(exercise: Exercise) -> None:
    """Stock: an answer that takes for ever takes the time of all tests after it."""
    slow = SOLUTION + "\ndef salut(nom):\n    while True: pass\n"
    assert exercise.passed(slow) == set(TESTS) - {"texte"}
