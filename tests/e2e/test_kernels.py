"""Kernels forked in a learner's space behave as ipykernel's own, seen from a notebook of hers."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.kernel import Kernel, KernelError
from benchmarks.running import Running
from benchmarks.visitor import Visitor
from grader.sandbox import Level, confinement
from tests.e2e.spaces import spaces_of

pytestmark = pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here")
NAME = "lina"
PATIENCE_SECONDS = 30


@pytest.fixture(scope="module")
def lina(campus: Running) -> Visitor:
    made = Visitor(campus.url, NAME, campus.words(NAME))
    assert made.sign_in().ok
    made.start_server()
    return made


@pytest.fixture
def kernel(lina: Visitor) -> Iterator[Kernel]:
    with Kernel(lina) as made:
        yield made


def until(asked: Any) -> Any:
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := asked()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def test_it_is_a_fork_with_the_course_s_libraries_in_memory(kernel: Kernel) -> None:
    code = (
        "import os, sys; print(os.getppid(), 'sklearn.linear_model' in sys.modules, 'pandas' in sys.modules)"
    )
    assert kernel.run(code).split() == ["1", "True", "True"]


@pytest.mark.parametrize(
    "endless",
    [
        "while True: pass",
        "import time; time.sleep(600)",
        "import subprocess; subprocess.run(['sleep', '600'])",
    ],
)
def test_what_does_not_end_is_interrupted_and_what_she_had_is_still_there(
    kernel: Kernel, endless: str
) -> None:
    kernel.run("prix = 12")
    asked = kernel.ask(f"print('ici', flush=True)\n{endless}")
    kernel.heard("stream")
    time.sleep(0.2)  # it is on its way to the next line
    kernel.post("interrupt")
    with pytest.raises(KernelError, match="KeyboardInterrupt"):
        kernel.answer(asked)
    assert kernel.run("print(prix)") == "12\n"


def test_after_a_reload_of_the_page_it_is_the_same(kernel: Kernel) -> None:
    kernel.run("prix = 12")
    kernel.reconnect()
    assert kernel.run("print(prix)") == "12\n"


def test_restarted_it_has_forgotten_and_works(kernel: Kernel) -> None:
    kernel.run("prix = 12")
    before = kernel.run("import os; print(os.getpid())")
    kernel.post("restart")
    kernel.reconnect()
    assert kernel.run("import os; print(os.getpid())") != before
    with pytest.raises(KernelError, match="NameError"):
        kernel.run("prix")


def test_one_that_dies_is_started_again_by_her_server(kernel: Kernel) -> None:
    kernel.ask("import os; os._exit(3)")
    code = "import os; print(os.getpid())"

    def works() -> str:
        try:
            kernel.reconnect()
            return kernel.run(code, seconds=5)
        except (KernelError, OSError):
            return ""

    assert int(until(works)) > 1


def test_closed_it_leaves_no_process(campus: Running, lina: Visitor) -> None:
    # Looked at from outside: kernels are hidden from each other.
    [space] = spaces_of(campus.campus.settings.homes_dir, NAME)
    before = {one.pid for one in space.children(recursive=True)}
    with Kernel(lina) as other:
        other.run("1")
        made = {one.pid for one in space.children(recursive=True)} - before
        assert made
    assert until(lambda: not made & {one.pid for one in space.children(recursive=True)})


def test_what_it_asks_she_answers(kernel: Kernel) -> None:
    assert kernel.run("print('Bonjour', input('Ton nom ? '))", stdin=["Lina"]) == "Bonjour Lina\n"


def test_a_drawing_comes_back_as_a_picture(kernel: Kernel) -> None:
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.show()"
    shown = kernel.shown(code)
    assert [sorted(data) for data in shown] == [["image/png", "text/plain"]]


def test_a_table_comes_back_as_a_table(kernel: Kernel) -> None:
    assert "<table" in kernel.shown("import pandas as pd\npd.DataFrame({'a': [1]})")[0]["text/html"]


def test_names_are_completed(kernel: Kernel) -> None:
    kernel.run("entrees = [1]")
    content = {"code": "entrees.app", "cursor_pos": 11}
    assert "append" in " ".join(kernel.request("complete_request", content)["matches"])


def debug(kernel: Kernel, command: str, **arguments: Any) -> dict[str, Any]:
    asked = {"type": "request", "seq": 0, "command": command, "arguments": arguments}
    answer = kernel.request("debug_request", asked, channel="control")
    assert answer["success"], answer
    return answer


def test_the_debugger_stops_where_she_says(kernel: Kernel) -> None:
    assert "debugger" in kernel.request("kernel_info_request", {})["supported_features"]
    code = "prix = 12\nreste = 20 - prix\nprint(reste)"
    debug(kernel, "initialize", clientID="test", clientName="test", adapterID="", pathFormat="path")
    debug(kernel, "attach")
    source = {"path": debug(kernel, "dumpCell", code=code)["body"]["sourcePath"]}
    debug(kernel, "setBreakpoints", source=source, breakpoints=[{"line": 3}], sourceModified=False)
    debug(kernel, "configurationDone")
    asked = kernel.ask(code)
    while (event := kernel.heard("debug_event"))["event"] != "stopped":
        continue
    debug(kernel, "continue", threadId=event["body"]["threadId"])
    assert kernel.answer(asked) == "8\n"


def test_two_kernels_draw_differently(lina: Visitor, kernel: Kernel) -> None:
    code = "import random, numpy; print(random.random(), numpy.random.rand())"
    with Kernel(lina) as other:
        mine, others = kernel.run(code).split(), other.run(code).split()
    assert mine[0] != others[0]
    assert mine[1] != others[1]


def test_programs_that_she_starts_end_with_it(lina: Visitor) -> None:
    with Kernel(lina) as watching:
        with Kernel(lina) as other:
            code = "import subprocess; print(subprocess.Popen(['sleep', '600']).pid)"
            number = int(other.run(code))
            assert until(
                lambda: watching.run(f"import os; print(os.path.exists('/proc/{number}'))") == "True\n"
            )
        assert until(lambda: watching.run(f"import os; print(os.path.exists('/proc/{number}'))") == "False\n")


def test_widgets_are_shown_and_can_be_moved(kernel: Kernel) -> None:
    shown = kernel.shown("import ipywidgets\ncurseur = ipywidgets.IntSlider()\ncurseur")
    assert "application/vnd.jupyter.widget-view+json" in json.dumps(shown)
    number = kernel.run("print(curseur.comm.comm_id)").strip()
    moved = {"method": "update", "state": {"value": 7}, "buffer_paths": []}
    kernel.tell("comm_msg", {"comm_id": number, "data": moved})
    assert kernel.run("print(curseur.value)") == "7\n"
