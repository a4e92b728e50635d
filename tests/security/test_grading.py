"""What a submitted cell tries against us, other learners and this machine, and does not get."""

import json
import os
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from nbformat import NotebookNode

from grader import notebooks
from grader.errors import GraderError
from grader.manifest import Limits
from grader.sandbox import Level, confinement, run
from grader.sandbox.kernel import FIRST_UID

LIMITS = Limits(wall_seconds=20, cell_seconds=4, memory_mb=512, output_kb=64)
REPOSITORY = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(confinement() is Level.NONE, reason="bubblewrap does not work on this machine"),
]


def ran(*cells: str, work: Path | None = None) -> list[list[NotebookNode]]:
    """Outputs of cells that a learner hands in, one list for each cell."""
    made = notebooks.new([notebooks.new_cell("code", textwrap.dedent(cell)) for cell in cells])
    return [cell.outputs for cell in run(made, work, LIMITS).cells]


def printed(*cells: str, work: Path | None = None) -> str:
    outputs = ran(*cells, work=work)[-1]
    assert all(output.output_type == "stream" for output in outputs), outputs
    return "".join(output.text for output in outputs).strip()


def error_names(outputs: list[NotebookNode]) -> list[str]:
    return [output.ename for output in outputs if output.output_type == "error"]


def kernels_left() -> list[str]:
    """Processes of confined kernels that still run on this machine, started by this one."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if f"/gk{os.getpid()}-".encode() in command:
            found.append(command.decode(errors="replace"))
    return found


def test_the_gradebook_the_solutions_and_other_learners_are_not_there(tmp_path: Path) -> None:
    course = tmp_path / "courses" / "essai"
    secrets = [
        course / name for name in ("gradebook.db", "source/ex/ex.ipynb", "submitted/grace/ex/ex.ipynb")
    ]
    for path in secrets:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("SECRET")
    work = course / "autograded" / "ada" / "ex"
    work.mkdir(parents=True)
    (work / "prix.csv").write_text("3")
    (work / "ex.ipynb").write_text("hidden tests")
    looked = [*secrets, course, tmp_path, REPOSITORY / "grader", REPOSITORY / "courses", Path("/home")]
    looked += [Path("/etc/passwd"), Path("/etc/shadow"), Path("/var"), Path("/run"), Path("/sys")]
    found = printed(
        f"import os; print([path for path in {[str(path) for path in looked]} if os.path.exists(path)])",
        work=work,
    )
    assert found == "[]"
    walk = printed("import os\nprint([n for _, _, names in os.walk('.') for n in names])", work=work)
    assert walk == "['prix.csv']"


def test_other_processes_and_their_environments_are_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPUS_TOKEN", "very-secret-token")
    seen = """
        import glob, os
        text = str(dict(os.environ))
        for name in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline"):
            try:
                text += open(name, "rb").read().decode(errors="replace")
            except OSError:
                pass
        print("very-secret-token" in text, "pytest" in text)
    """
    assert printed(seen) == "False False"


def test_there_is_no_network_not_even_to_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        tried = f"""
            import socket
            for address in (("127.0.0.1", {port}), ("1.1.1.1", 53)):
                try:
                    socket.create_connection(address, timeout=1)
                    print("connected")
                except OSError:
                    print("refused")
        """
        assert printed(tried).split() == ["refused", "refused"]


def test_nothing_can_be_written_outside() -> None:
    tried = """
        import sys
        done = []
        for path in ("/usr/x", "/launch.py", sys.prefix + "/x", sys.base_prefix + "/x", sys.executable):
            try:
                open(path, "a").close()
                done.append(path)
            except OSError:
                pass
        print(done)
    """
    assert printed(tried) == "[]"


def test_what_is_written_in_the_work_folder_stays_inside(tmp_path: Path) -> None:
    (tmp_path / "prix.csv").write_text("3")
    assert printed("open('prix.csv', 'w').write('9')\nprint(open('prix.csv').read())", work=tmp_path) == "9"
    assert (tmp_path / "prix.csv").read_text() == "3"


def test_root_and_capabilities_are_gone() -> None:
    seen = "import os\nprint([line for line in open('/proc/self/status') if 'CapEff' in line], os.getuid())"
    caps, uid = printed(seen).rsplit(" ", 1)
    assert "0000000000000000" in caps
    assert int(uid) != 0
    if os.geteuid() == 0:
        assert FIRST_UID <= int(uid) < FIRST_UID + 1000


def test_a_fork_bomb_is_bounded_and_leaves_nothing() -> None:
    bomb = """
        import os, time
        made = 0
        try:
            while made < 5000:
                if os.fork() == 0:
                    os.setsid()
                    time.sleep(60)
                made += 1
        except OSError:
            print(made)
    """
    assert int(printed(bomb)) < 100
    assert kernels_left() == []


def test_memory_is_bounded() -> None:
    outputs = ran("x = bytearray(3 << 30)", "print('still here')")
    assert error_names(outputs[0]) == ["MemoryError"]
    assert outputs[1][0].text == "still here\n"


def test_disk_is_bounded_in_the_work_folder() -> None:
    filling = """
        try:
            for n in range(1000):
                open(f"f{n}", "wb").write(bytes(4 << 20))
        except OSError as error:
            print(n * 4)
    """
    assert int(printed(filling)) <= 64


def test_filling_the_folder_of_the_sockets_ends_the_kernel() -> None:
    filling = """
        import glob, time
        folder = glob.glob("/tmp/gk*")[0]
        for n in range(200):
            open(f"{folder}/f{n}", "wb").write(bytes(1 << 20))
        time.sleep(3)
    """
    outputs = ran("print('before')", filling, "print('after')")
    assert outputs[0][0].text == "before\n"
    assert error_names(outputs[1])[-1:] == ["DeadKernelError"]
    assert error_names(outputs[2]) == ["DeadKernelError"]
    assert not list(Path("/tmp").glob(f"gk{os.getpid()}-*"))


@pytest.mark.parametrize(
    "flood",
    [
        "while True: print('x' * 10_000)",
        "print('x' * 200_000_000)",
        "from IPython.display import display\nwhile True: display('x' * 10_000)",
        "raise ValueError('x' * 5_000_000)",
        "'x' * 5_000_000",
    ],
)
def test_output_is_bounded(flood: str) -> None:
    outputs = ran(flood)[0]
    assert outputs
    assert len(json.dumps(outputs)) < 200_000


def test_a_cell_that_writes_the_kernel_s_own_messages_loses_only_its_points() -> None:
    forging = """
        kernel = get_ipython().kernel
        for kind in ("stream", "execute_result", "error", "display_data", "status", "comm_open"):
            kernel.session.send(kernel.iopub_socket, kind, {"wrong": [1]}, parent=kernel.get_parent())
    """
    outputs = ran("print('before')", forging, "print('after')")
    assert outputs[0][0].text == "before\n"


def test_killing_everything_inside_is_only_the_death_of_the_kernel() -> None:
    deadly = """
        for target in (-1, 1, os.getppid(), os.getpid()):
            try:
                os.kill(target, signal.SIGKILL)
            except OSError:
                pass
    """
    outputs = ran("import os, signal", deadly, "1")
    assert error_names(outputs[1]) == ["DeadKernelError"]
    assert kernels_left() == []


def test_a_kernel_killed_from_outside_is_our_failure_and_not_a_zero() -> None:
    killer = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import os, pathlib, signal, sys, time\n"
            "end = time.monotonic() + 15\n"
            "while time.monotonic() < end:\n"
            "    for one in pathlib.Path('/proc').glob('[0-9]*'):\n"
            "        try:\n"
            "            command = (one / 'cmdline').read_bytes()\n"
            "        except OSError:\n"
            "            continue\n"
            f"        if command.startswith(b'/usr/bin/bwrap') and b'/gk{os.getpid()}-' in command:\n"
            "            time.sleep(1.5)\n"
            "            os.kill(int(one.name), signal.SIGTERM)\n"
            "            sys.exit()\n"
            "    time.sleep(0.1)\n",
        ]
    )
    try:
        with pytest.raises(GraderError) as raised:
            ran("import time; time.sleep(3.5)")
        assert raised.value.code == "kernel-killed"
    finally:
        killer.kill()
        killer.wait()


def test_a_notebook_ends_in_time_whatever_its_cells_do() -> None:
    limits = Limits(wall_seconds=4, cell_seconds=3)
    cells = [notebooks.new_cell("code", "while True: pass") for _ in range(5)]
    started = time.monotonic()
    made = run(notebooks.new(cells), None, limits)
    assert time.monotonic() - started < 12
    assert error_names(made.cells[-1].outputs) == ["NotebookTimeoutError"]
