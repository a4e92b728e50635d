"""What a confined process sees is said in one pure function; cells run there as in a Jupyter kernel."""

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode

from grader import notebooks
from grader.errors import GraderError
from grader.manifest import Limits
from grader.sandbox import Environment, Level, Sandbox, bubblewrap, confinement, interpreter
from grader.sandbox.forkserver import PREFIX, remove_leftovers

confined = pytest.mark.skipif(confinement() is Level.NONE, reason="nothing confines on this machine")


def cells(*sources: str) -> NotebookNode:
    return notebooks.new([notebooks.new_cell("code", source) for source in sources])


def ran(sandbox: Sandbox, *sources: str, work: Path | None = None, **limits: int) -> list[Any]:
    """Outputs of each cell."""
    told: dict[str, Any] = {"wall_seconds": 20, "cell_seconds": 5, **limits}
    made = sandbox.run(cells(*sources), work, Limits(**told))
    return [cell.outputs for cell in made.notebook.cells]


def said(outputs: list[Any]) -> str:
    return "".join(output.get("text", "") for output in outputs).strip()


def pairs(command: list[str], option: str) -> list[tuple[str, str]]:
    return [(command[at + 1], command[at + 2]) for at, word in enumerate(command) if word == option]


def test_only_what_is_named_is_visible() -> None:
    command = bubblewrap([Path("/opt/x")], {Path("/data/ada"): Path("/home/ada")}, home=Path("/home/ada"))
    assert pairs(command, "--bind") == [("/data/ada", "/home/ada")]
    assert ("/opt/x", "/opt/x") in pairs(command, "--ro-bind-try")
    visible = {inside for _, inside in pairs(command, "--ro-bind-try")}
    assert not visible & {"/", "/home", "/root", "/var", "/etc", "/run", "/tmp"}
    assert command[-1] == "--"


def test_the_environment_is_only_what_is_given() -> None:
    command = bubblewrap(env={"LANG": "C.UTF-8"})
    assert command.index("--clearenv") < command.index("--setenv")
    assert {name for name, _ in pairs(command, "--setenv")} == {"HOME", "PATH", "LANG"}


def test_a_folder_is_mounted_before_what_lies_in_it() -> None:
    command = bubblewrap([Path("/a/b")], {Path("/w"): Path("/a/b/c")}, placed={Path("/x"): Path("/a/b/c/d")})
    order = [command.index(inside) for inside in ("/a/b/c", "/a/b/c/d")]
    assert command.index("/a/b") < order[0] < order[1]


@pytest.mark.parametrize("network", [True, False])
def test_the_network_is_there_only_where_asked(network: bool) -> None:
    command = bubblewrap(network=network)
    assert ("--unshare-net" in command) is not network
    assert ("/etc/resolv.conf" in command) is network


def test_root_keeps_only_what_it_needs_to_stop_being_root() -> None:
    command = bubblewrap(as_root=True)
    assert [command[at + 1] for at, word in enumerate(command) if word == "--cap-add"] == [
        "CAP_SETUID",
        "CAP_SETGID",
    ]
    assert "--unshare-user" in bubblewrap()


def test_what_forks_share_none_of_them_can_change() -> None:
    command = bubblewrap(forks=True)
    remounted = [command[at + 1] for at, word in enumerate(command) if word == "--remount-ro"]
    assert remounted == ["/dev", "/"]
    after = command[command.index("--remount-ro") :]
    assert not {"--dir", "--tmpfs", "--bind", "--ro-bind", "--ro-bind-try"} & set(after)


@confined
def test_packages_are_imported_by_their_name_and_nothing_beside_them(tmp_path: Path) -> None:
    (tmp_path / "boutique").mkdir()
    (tmp_path / "boutique/__init__.py").write_text("PRIX = 3")
    (tmp_path / "secret.py").write_text("")
    made = cells("import boutique; print(boutique.PRIX)", "import secret")
    with Sandbox() as sandbox:
        done = sandbox.run(
            made, None, Limits(), Environment((tmp_path / "boutique",), ("boutique",))
        ).notebook
    assert said(done.cells[0].outputs) == "3"
    assert done.cells[1].outputs[0].ename == "ModuleNotFoundError"


@confined
def test_a_module_that_cannot_be_imported_beforehand_is_left_out() -> None:
    with Sandbox() as sandbox:
        environment = Environment(modules=("decimal", "no.such.module", "antigravity.x"))
        made = sandbox.run(cells("import sys; print('decimal' in sys.modules)"), None, Limits(), environment)
    assert said(made.notebook.cells[0].outputs) == "True"


@confined
def test_the_libraries_of_the_courses_work_inside_without_a_warning(sandbox: Sandbox, tmp_path: Path) -> None:
    code = (
        "import matplotlib.pyplot as plt, numpy, pandas, sklearn.linear_model\nplt.plot([1, 2])\nplt.show()"
    )
    outputs = ran(sandbox, code, work=tmp_path, cell_seconds=60, wall_seconds=90)[0]
    assert [output.output_type for output in outputs] == ["display_data"]
    assert "image/png" in outputs[0].data


@confined
def test_input_is_refused_and_does_not_wait(sandbox: Sandbox) -> None:
    assert ran(sandbox, "input('?')")[0][-1].ename == "StdinNotImplementedError"


@confined
def test_a_notebook_is_not_changed_and_its_copy_is_filled(sandbox: Sandbox) -> None:
    made = cells("print('a')", "", "2")
    made.cells.insert(0, notebooks.new_cell("markdown", "# titre"))
    before = notebooks.written(made)
    done = sandbox.run(made, None, Limits())
    assert notebooks.written(made) == before
    assert [cell.get("execution_count") for cell in done.notebook.cells] == [None, 1, None, 2]
    assert done.notebook.cells[3].outputs[0].data["text/plain"] == "2"
    assert done.seconds > 0


@confined
@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%timeit -n1 -r1 1", "loop"),
        ("!echo bonjour", "bonjour"),
        ("import asyncio\nawait asyncio.sleep(0)\nprint('fini')", "fini"),
        ("import os; os.write(1, b'octets')\nNone", "octets"),
        ("import sys; print(sys.stdin.read() == '')", "True"),
        ("print(__name__, In[-1][:5], Out)", "__main__ print {}"),
        ("1;", ""),
        ("import logging; print(logging.getLogger().handlers)", "[]"),
    ],
)
def test_cells_mean_what_they_mean_in_a_kernel(sandbox: Sandbox, cell: str, expected: str) -> None:
    assert expected in said(ran(sandbox, cell)[0])


@confined
def test_files_beside_the_notebook_are_copied_in_and_notebooks_are_not(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    (tmp_path / "sous").mkdir()
    (tmp_path / "sous" / "prix.csv").write_text("3")
    (tmp_path / "ex.ipynb").write_text("{}")
    listed = "import os; print(sorted(os.listdir('.')), open('sous/prix.csv').read())"
    assert said(ran(sandbox, listed, work=tmp_path)[0]) == "['sous'] 3"


@confined
def test_a_cell_has_its_time_and_the_next_one_too(sandbox: Sandbox) -> None:
    outputs = ran(sandbox, "while True: pass", "print('suite')", cell_seconds=1)
    assert outputs[0][-1].ename == "CellTimeoutError"
    assert said(outputs[1]) == "suite"


@confined
def test_each_run_starts_from_the_same_state(sandbox: Sandbox) -> None:
    ran(sandbox, "import json\njson.dumps = None\nx = 1")
    assert said(ran(sandbox, "import json\nprint(json.dumps([1]), 'x' in globals())")[0]) == "[1] False"


@confined
@pytest.mark.parametrize("module", ["random", "numpy.random"])
def test_random_numbers_differ_from_run_to_run(sandbox: Sandbox, module: str) -> None:
    made = cells(f"from {module} import random; print(random())")
    warm = Environment(modules=("numpy", "numpy.random"))
    outputs = [sandbox.run(made, None, Limits(), warm).notebook.cells[0].outputs for _ in range(3)]
    assert len({said(one) for one in outputs}) == 3


@confined
def test_what_was_imported_is_told_where_it_was_asked(sandbox: Sandbox) -> None:
    studied = sandbox.run(cells("import colorsys"), None, Limits(), study=True)
    assert "colorsys" in studied.modules
    assert sandbox.run(cells("import colorsys"), None, Limits()).modules == ()


@confined
def test_a_warm_process_that_was_killed_is_started_again() -> None:
    with Sandbox() as sandbox:
        assert said(ran(sandbox, "print(1)")[0]) == "1"
        for server in sandbox._servers.values():
            server._process.kill()
            server._process.wait()
        assert said(ran(sandbox, "print(2)")[0]) == "2"


@confined
def test_only_so_many_environments_stay_warm() -> None:
    with Sandbox(kept=2) as sandbox:
        for name in ("colorsys", "decimal", "fractions"):
            sandbox.warm(Environment(modules=(name,)))
        assert [one.modules for one in sandbox._servers] == [("decimal",), ("fractions",)]


@confined
def test_a_closed_sandbox_leaves_nothing_and_can_be_used_again() -> None:
    sandbox = Sandbox()
    folders = set(Path(tempfile.gettempdir()).glob(f"{PREFIX}{os.getpid()}-*"))
    files = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(2):
        ran(sandbox, "1")
        sandbox.close()
        assert set(Path(tempfile.gettempdir()).glob(f"{PREFIX}{os.getpid()}-*")) == folders
        assert len(list(Path("/proc/self/fd").iterdir())) == files


@confined
def test_two_threads_take_turns(sandbox: Sandbox) -> None:
    told: list[str] = []

    def one(number: int) -> None:
        told.append(said(ran(sandbox, f"print({number})")[0]))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["0", "1", "2", "3"]


@confined
def test_python_that_does_not_start_is_ours_to_repair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "grader.sandbox.forkserver._START", "raise SystemExit(3)  # {place!r} {control} {told!r}"
    )
    with Sandbox() as sandbox, pytest.raises(GraderError) as raised:
        ran(sandbox, "1")
    assert raised.value.code == "no-kernel"


def test_folders_of_dead_processes_are_removed_and_no_others() -> None:
    dead, ours = Path(f"/tmp/{PREFIX}4194305-test"), Path(f"/tmp/{PREFIX}{os.getpid()}-test")
    for folder in (dead, ours):
        folder.mkdir()
    remove_leftovers()
    assert (dead.exists(), ours.exists()) == (False, True)
    ours.rmdir()


def test_this_python_is_found_whole() -> None:
    real = Path(sys.executable).resolve()
    assert any(real.is_relative_to(folder) for folder in interpreter())


def test_a_link_on_the_way_to_python_is_there_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, python = tmp_path / "bin" / "python3.12", tmp_path / "venv" / "bin" / "python"
    for made, target in ((link, Path(sys.executable).resolve()), (python, link)):
        made.parent.mkdir(parents=True)
        made.symlink_to(target)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "venv"))
    monkeypatch.setattr(sys, "executable", str(python))
    assert link in interpreter()
    assert link.parent not in interpreter()
    command = bubblewrap(interpreter())
    assert pairs(command, "--symlink") == [(str(link.readlink()), str(link))]
    if confinement() is Level.NAMESPACES:
        tried = subprocess.run([*command, str(python), "-I", "-c", ""], capture_output=True, check=False)
        assert tried.returncode == 0, tried.stderr
