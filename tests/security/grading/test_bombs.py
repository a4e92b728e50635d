"""Cells that take all there is of something. What they take is bounded, and given back."""

import json
import os
from pathlib import Path

import pytest

from grader.manifest import Limits
from grader.sandbox import cgroup
from tests.security.grading.attempts import HURRIED, LIMITS, Attempt, errors, text

with_groups = pytest.mark.skipif(
    "memory" not in cgroup.available(), reason="no control groups to be had here"
)

FORKS = {
    "forks": "os.fork() == 0 and signal.pause()",
    "sessions": "os.fork() == 0 and (os.setsid(), signal.pause())",
    "threads": "threading.Thread(target=signal.sigwait, args=({signal.SIGUSR1},), daemon=True).start()",
    "programs": "subprocess.Popen(['sleep', '100'], start_new_session=True)",
    "orphans": "orphan()",
}


@pytest.mark.parametrize("bomb", FORKS)
def test_processes_and_threads_are_bounded(attempt: Attempt, bomb: str) -> None:
    """Stock: as many as the machine can bear, or more."""
    cell = f"""
        import os, signal, subprocess, threading
        me = os.getpid()
        def orphan():
            child = os.fork()
            if child == 0:
                try:
                    os.fork() == 0 and signal.pause()
                    os._exit(0)
                finally:
                    os._exit(1)
            if os.waitpid(child, 0)[1]:
                raise OSError
        for made in range(3000):
            try:
                {FORKS[bomb]}
            except (OSError, RuntimeError):
                break
        if os.getpid() != me:
            signal.pause()
        print(made)
    """
    assert int(attempt.printed(cell)) <= LIMITS.processes


def test_a_fork_bomb_that_goes_on_stops_with_the_job(attempt: Attempt) -> None:
    """Stock: the machine has to be started again."""
    outputs = attempt(
        """
        import os, signal
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            try:
                os.fork()
            except OSError:
                pass
        """,
        limits=HURRIED,
    )
    assert errors(outputs[0])


@pytest.mark.parametrize(
    "cell",
    [
        "x = bytearray(3 << 30)",
        "x = []\nwhile True: x.append(bytes(1 << 20))",
        "x = 'a' * (1 << 33)",
        "10 ** 10 ** 10",
    ],
)
def test_the_memory_of_one_process_is_bounded(attempt: Attempt, cell: str) -> None:
    """Stock: until the kernel of the machine kills something, the gradebook's writer maybe."""
    outputs = attempt(cell, "print('still here')", limits=HURRIED)
    assert errors(outputs[0])[-1] in ("MemoryError", "CellTimeoutError")
    assert text(outputs[1]) == "still here"


SHARED = {
    "many processes": """
        for _ in range(40):
            if os.fork() == 0:
                x = bytearray(b"x") * (150 << 20)
                time.sleep(60)
        time.sleep(60)
    """,
    "shared maps": """
        maps = []
        while True:
            one = mmap.mmap(-1, 64 << 20)
            for at in range(0, 64 << 20, 4096):
                one[at] = 1
            maps.append(one)
    """,
    "pipes": """
        pipes = []
        while True:
            read, write = os.pipe()
            os.set_blocking(write, False)
            try:
                fcntl.fcntl(write, 1031, 1 << 20)
                while os.write(write, bytes(1 << 16)): pass
            except OSError:
                pass
            if write > 400:
                if os.fork() == 0: time.sleep(60)
                for n in range(10, 402):
                    try: os.close(n)
                    except OSError: pass
    """,
    "socket buffers": """
        pairs = []
        while len(pairs) < 200:
            one, two = socket.socketpair()
            one.setblocking(False)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 24)
            try:
                while one.send(bytes(1 << 16)): pass
            except OSError:
                pass
            pairs.append((one, two))
    """,
}


@with_groups
@pytest.mark.parametrize("bomb", SHARED)
def test_the_memory_of_all_together_is_bounded(attempt: Attempt, bomb: str) -> None:
    """Stock: each process has all the memory that there is."""
    most = 0

    def used() -> int:
        return sum(
            int(one.read_text())
            for one in Path("/sys/fs/cgroup").glob(
                f"memory/{cgroup.NAME}/{os.geteuid()}-*/memory.max_usage_in_bytes"
            )
        )

    attempt("import fcntl, mmap, os, socket, time", SHARED[bomb], limits=HURRIED)
    most = used()
    assert most < (2 << 30)


@pytest.mark.parametrize(
    "call",
    [
        pytest.param("os.memfd_create('x')", id="files in memory"),
        pytest.param("os.memfd_create('x', 4)", id="huge pages"),
        pytest.param("libc.syscall(447, 0) < 0 and 1 / 0", id="secret memory"),
        pytest.param("libc.shmget(0, 1 << 20, 0o1600) < 0 and 1 / 0", id="shared segments"),
        pytest.param("libc.semget(0, 100, 0o1600) < 0 and 1 / 0", id="semaphores"),
        pytest.param("libc.msgget(0, 0o1600) < 0 and 1 / 0", id="message queues"),
        pytest.param("libc.mq_open(b'/x', 0o102, 0o600, None) < 0 and 1 / 0", id="POSIX message queues"),
        pytest.param(
            "libc.mlock(ctypes.create_string_buffer(1 << 27), 1 << 27) < 0 and 1 / 0", id="locked memory"
        ),
    ],
)
def test_memory_that_no_limit_counts_cannot_be_had(attempt: Attempt, call: str) -> None:
    """Stock: some of it outlives every process."""
    tried = f"""
        import ctypes, os
        libc = ctypes.CDLL(None)
        try:
            {call}
            print("had")
        except (OSError, ArithmeticError):
            print("refused")
    """
    assert attempt.printed(tried) == "refused"


FILES = {
    "one big file": "open('f', 'wb').write(bytes(1 << 20) * 64)",
    "many files": "[open(f'f{n}', 'wb').write(bytes(1 << 20)) for n in range(64)]",
    "all folders": "[open(f'{d}/f{n}', 'wb').write(bytes(1 << 20)) for n in range(64) for d in ('/tmp', "
    "'.', '/dev/shm')]",
    "empty files": "[open(f'f{n}', 'w').close() for n in range(100_000)]",
    "folders in folders": "[(os.mkdir('d'), os.chdir('d')) for _ in range(100_000)]",
    "deleted files": "files = [os.unlink(f'f{n}') or one for n in range(64) if (one := open(f'f{n}', "
    "'wb')).write(bytes(1 << 20))]",
    "a sparse file": "open('f', 'wb').truncate(1 << 40)",
    "links": "open('f', 'w').close(); [os.link('f', f'f{n}') for n in range(100_000)]",
}


@pytest.mark.parametrize("bomb", FILES)
def test_files_are_bounded(attempt: Attempt, bomb: str) -> None:
    """Stock: the disk of the gradebook is full."""
    tried = f"""
        import os
        home = os.open("/exercise", os.O_RDONLY)
        try:
            {FILES[bomb]}
            print("done")
        except OSError as error:
            print(error.strerror)
        free = os.statvfs(home)
        print(free.f_blocks * free.f_bsize >> 20)
    """
    told = attempt.printed(tried).splitlines()
    assert told[0] in (
        "No space left on device",
        "File too large",
        "File name too long",
        "Too many open files",
    )
    assert told[1] == str(LIMITS.file_mb)


@pytest.mark.parametrize(
    "flood",
    [
        "while True: print('x' * 10_000)",
        "print('x' * 100_000_000)",
        "import sys\nwhile True: sys.stderr.write('y' * 100)",
        "import os\nwhile True: os.write(1, b'x' * 100_000)",
        "from IPython.display import display\nwhile True: display('x' * 10_000)",
        "from IPython.display import display\nfor _ in range(100_000): display({'a': 1})",
        "raise ValueError('x' * 5_000_000)",
        "'x' * 5_000_000",
        "def f(n): return f(n + 1)\nf(0)",
        "list(range(10 ** 7))",
        "import sys; sys.setrecursionlimit(10 ** 8)\nx = []\nfor _ in range(10 ** 5): x = [x]\nx",
        "class X:\n    def __repr__(self): return 'x' * 50_000_000\nX()",
        "class X:\n    def _repr_mimebundle_(self, **k): return {f'text/x{n}': 'y' * 100 for n in "
        "range(100_000)}\nX()",
        "import subprocess; subprocess.run('yes', timeout=1)",
    ],
)
def test_output_is_bounded(attempt: Attempt, flood: str) -> None:
    """Stock: the autograded notebook and its feedback take the disk, and every browser that shows them."""
    outputs = attempt(flood, limits=HURRIED)[0]
    assert outputs
    assert len(json.dumps(outputs)) < 200_000


def test_processor_time_is_bounded_for_all_that_it_starts(attempt: Attempt) -> None:
    """Stock: a cell's time is bounded, what it started goes on."""
    outputs = attempt(
        "import os\nfor _ in range(1):\n    if os.fork() == 0:\n        while True: pass\nwhile True: pass",
        limits=Limits(wall_seconds=20, cell_seconds=15, cpu_seconds=1),
    )
    assert errors(outputs[0]) == ["DeadKernelError"]


def test_file_descriptors_are_bounded(attempt: Attempt) -> None:
    """Stock: until the machine has none left."""
    tried = (
        "import os\nfor n in range(100_000):\n    try: os.dup(1)\n    except OSError: break\nprint(n < 512)"
    )
    assert attempt.printed(tried) == "True"


def test_terminals_are_bounded(attempt: Attempt) -> None:
    """They are the whole machine's; its own users would get none."""
    tried = (
        "import os\nfor n in range(10_000):\n    try: os.openpty()\n    except OSError: break\nprint(n < 512)"
    )
    assert attempt.printed(tried) == "True"


def test_too_many_files_handed_in_are_her_failure_and_not_ours(attempt: Attempt, tmp_path: Path) -> None:
    """Stock: everything is copied, whatever it is."""
    (tmp_path / "gros").write_bytes(bytes(40 << 20))
    outputs = attempt("open('gros').read(40 << 20)[(16 << 20) + 1]", "print('on')", work=tmp_path)
    assert errors(outputs[0])
    assert text(outputs[1]) == "on"
