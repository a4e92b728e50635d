"""Cells that kill, do not die, or leave something that goes on."""

import os
import signal
import threading
import time
from pathlib import Path

import psutil
import pytest

from grader.errors import GraderError
from grader.manifest import Limits
from tests.security.grading.attempts import Attempt, errors, text

DEADLY = {
    "everything at once": "os.kill(-1, signal.SIGKILL)",
    "the first process": "os.kill(1, signal.SIGKILL)",
    "its parent": "os.kill(os.getppid() or 1, signal.SIGTERM)",
    "its group": "os.killpg(0, signal.SIGTERM)",
    "itself": "os.kill(os.getpid(), signal.SIGKILL)",
    "itself by a timer": "import ctypes; ctypes.CDLL(None).alarm(1); time.sleep(1.5)",
    "itself by its processor limit": "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\n"
    "while True: pass",
}


@pytest.mark.parametrize("target", DEADLY)
def test_killing_is_at_most_her_own_death(attempt: Attempt, target: str) -> None:
    """Stock: kernels, hub and grader have the same user, and death removes the whole assignment."""
    outputs = attempt(
        "print('before')", f"import os, signal, time\n{DEADLY[target]}\nprint('after')", "print('last')"
    )
    assert text(outputs[0]) == "before"
    assert text(outputs[1]) == "after" or errors(outputs[1])
    assert text(outputs[2]) == "last" or errors(outputs[2])


@pytest.mark.parametrize(
    "cell",
    [
        "import os; os._exit(0)",
        "import os; os.abort()",
        "import ctypes; ctypes.string_at(0)",
        "import sys; sys.setrecursionlimit(10 ** 9)\nclass X:\n"
        "    def __repr__(self): return repr(self)\nX()",
        "import os; os.execv('/bin/true', ['true'])",
        "import os; [os.close(n) for n in range(3, 100) if os.path.islink(f'/proc/self/fd/{n}') and n > 2]",
        "class X:\n    def __del__(self):\n        import os; os._exit(0)\nx = X()\ndel x",
    ],
)
def test_the_death_of_her_process_costs_her_own_points_only(attempt: Attempt, cell: str) -> None:
    """Stock: os._exit(0) removed the whole autograded assignment, and all her points."""
    outputs = attempt("print('before')", cell, "print('after')")
    assert text(outputs[0]) == "before"
    assert errors(outputs[1]) == ["DeadKernelError"] or "__repr__" in cell
    assert errors(outputs[2]) == ["DeadKernelError"] or "__repr__" in cell


STUBBORN = {
    "a plain loop": "while True: pass",
    "a loop that catches": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "signals ignored": "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
    "signals blocked": "import signal; signal.pthread_sigmask(0, range(1, 32))\nwhile True: pass",
    "signals ignored in C": "import ctypes; ctypes.CDLL(None).signal(2, 1)\nwhile True: pass",
    "sleeping in C": "import ctypes; ctypes.CDLL(None).sleep(100)",
    "a long computation in C": "pow(3, 10 ** 9)",
    "a catastrophic pattern": "import re; re.match('(a*)*b', 'a' * 40)",
    "waiting for what never comes": "import os; os.read(os.pipe()[0], 1)",
    "a generator that does not close": "def g():\n    while True:\n        try: yield\n"
    "        except GeneratorExit: pass\nx = g(); next(x)\nwhile True: next(x)",
}


@pytest.mark.parametrize("cell", STUBBORN)
def test_a_cell_ends_in_time_whatever_it_does(attempt: Attempt, cell: str) -> None:
    """Stock: where an interrupt is not heard, autograde waits for ever."""
    started = time.monotonic()
    outputs = attempt(STUBBORN[cell], limits=Limits(wall_seconds=10, cell_seconds=1, memory_mb=256))
    assert time.monotonic() - started < 5
    assert errors(outputs[0])[-1] in ("CellTimeoutError", "UnresponsiveKernelError")


def test_a_notebook_ends_in_time_whatever_its_cells_do(attempt: Attempt) -> None:
    """Stock: each cell has its time, a notebook has no end."""
    started = time.monotonic()
    outputs = attempt(*["while True: pass"] * 6, limits=Limits(wall_seconds=2, cell_seconds=1, memory_mb=256))
    assert time.monotonic() - started < 6
    assert errors(outputs[-1]) == ["NotebookTimeoutError"]


LASTING = {
    "a daemon": "if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
    "        time.sleep(1000)\n    os._exit(0)",
    "a program": "subprocess.Popen(['sleep', '1000'], start_new_session=True)",
    "nohup": "os.system('nohup setsid sleep 1000 >/dev/null 2>&1 &')",
    "a stopped process": "if os.fork() == 0:\n    os.kill(os.getpid(), signal.SIGSTOP); time.sleep(1000)",
    "a process that its parent left": "if os.fork() == 0:\n    time.sleep(1000)\nos._exit(0)",
    "one that ignores everything": "if os.fork() == 0:\n    signal.pthread_sigmask(0, range(1, 65))\n"
    "    time.sleep(1000)",
    "a thread": "threading.Thread(target=time.sleep, args=(1000,)).start()",
    "at the end": "atexit.register(time.sleep, 1000); os._exit = lambda code: time.sleep(1000)",
    "a timer": "signal.setitimer(signal.ITIMER_REAL, 1, 1); signal.signal(signal.SIGALRM, lambda *told: "
    "None)",
    "one that holds the channel": "if os.fork() == 0:\n    time.sleep(1000)",
}


@pytest.mark.parametrize("what", LASTING)
def test_nothing_outlives_the_job(attempt: Attempt, what: str) -> None:
    """Stock: what a cell starts goes on after the grading, and grades of the next are its to read."""
    outputs = attempt(
        f"import atexit, os, signal, subprocess, threading, time\n{LASTING[what]}", "print('next')"
    )
    assert text(outputs[1]) == "next" or errors(outputs[1]) == ["DeadKernelError"]


def test_a_sandbox_killed_from_outside_is_our_failure_and_not_a_zero(attempt: Attempt) -> None:
    """Stock: the whole submission is dropped."""
    known = {one.pid for one in psutil.Process().children(recursive=True)}

    def kill() -> None:
        end = time.monotonic() + 5
        while time.monotonic() < end:
            fresh = [one for one in psutil.Process().children(recursive=True) if one.pid not in known]
            if fresh:
                time.sleep(0.3)
                os.kill(fresh[0].pid, signal.SIGKILL)
                return
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        with pytest.raises(GraderError) as raised:
            attempt("import time; time.sleep(1.5)")
        assert raised.value.code == "sandbox-killed"
    finally:
        killer.join()


def test_folders_of_the_sandbox_are_not_left(attempt: Attempt, tmp_path: Path) -> None:
    """However deep she made them."""
    outputs = attempt(
        "import os\nfor _ in range(2000):\n    os.mkdir('d'); os.chdir('d')\nprint('deep')", work=tmp_path
    )
    assert text(outputs[0]) == "deep"
    assert list(tmp_path.iterdir()) == []
