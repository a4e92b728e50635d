"""What a confined process sees is said in one pure function; its kernel is as nbgrader expects."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader import notebooks
from grader.manifest import Limits
from grader.sandbox import Level, bubblewrap, confinement, interpreter, run
from grader.sandbox.kernel import PREFIX, remove_leftovers

confined = pytest.mark.skipif(confinement() is Level.NONE, reason="bubblewrap does not work on this machine")


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


@confined
def test_packages_are_imported_by_their_name_and_nothing_beside_them(tmp_path: Path) -> None:
    (tmp_path / "boutique").mkdir()
    (tmp_path / "boutique/__init__.py").write_text("PRIX = 3")
    (tmp_path / "secret.py").write_text("")
    cells = [notebooks.new_cell("code", f"import {name}; print({name})") for name in ("boutique", "secret")]
    made = run(notebooks.new(cells), None, Limits(), [tmp_path / "boutique"])
    assert made.cells[0].outputs[0].name == "stdout"
    assert made.cells[1].outputs[0].ename == "ModuleNotFoundError"


@confined
def test_the_libraries_of_the_courses_work_inside_without_a_warning(tmp_path: Path) -> None:
    code = (
        "import matplotlib.pyplot as plt, numpy, pandas, sklearn.linear_model\nplt.plot([1, 2])\nplt.show()"
    )
    made = run(notebooks.new([notebooks.new_cell("code", code)]), tmp_path, Limits())
    assert [
        output.output_type for output in made.cells[0].outputs if output.output_type != "display_data"
    ] == []


@confined
def test_input_is_refused_and_does_not_wait() -> None:
    made = run(notebooks.new([notebooks.new_cell("code", "input('?')")]), None, Limits())
    assert made.cells[0].outputs[-1].ename == "StdinNotImplementedError"


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
    if confinement() is Level.BUBBLEWRAP:
        tried = subprocess.run([*command, str(python), "-I", "-c", ""], capture_output=True, check=False)
        assert tried.returncode == 0, tried.stderr
