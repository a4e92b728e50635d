"""What a learner tries from a kernel in her own server with files, processes and links, and does not get.

Not closed yet, and so not tested here:

- How much she writes into her home is watched, not limited by the kernel.
- On a machine without bubblewrap servers run unconfined, if the operator says so; these tests are skipped.

What she tries against the space itself: test_space.py, and test_space_without_root.py.
"""

from pathlib import Path
from typing import Any

import psutil
import pytest

from benchmarks.kernel import Kernel
from benchmarks.running import Running
from benchmarks.visitor import Visitor
from campus import secret
from campus.settings import REPOSITORY
from grader.sandbox import Level, confinement

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here"),
]

Attempt = Any  # tests/security/conftest.py
COURSE, EXERCISE = "girls_can_code", "guichet_malin"
ATTACKER, VICTIM = "jade", "yasmine"


def submissions(campus: Running) -> list[str]:
    return [one.id for one in campus.campus.store.submissions()]


# -- files -----------------------------------------------------------------------------------------


def test_the_homes_of_others_are_not_there(campus: Running, attempt: Attempt) -> None:
    homes = campus.campus.settings.homes_dir
    assert (homes / VICTIM / COURSE / EXERCISE / f"{EXERCISE}.ipynb").is_file()
    looked = [str(homes), str(homes / VICTIM), f"/home/{VICTIM}", f"/home/{ATTACKER}/../{VICTIM}"]
    assert attempt("found = [one for one in looked if os.path.exists(one)]", looked=looked) == []
    assert attempt("found = os.listdir('/home')") == [ATTACKER]


def test_of_the_data_directory_only_the_settings_of_her_own_server_are_there(
    campus: Running, attempt: Attempt
) -> None:
    settings = campus.campus.settings
    walk = "found = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names]"
    found = [Path(one) for one in attempt(walk, folder=str(settings.data_dir))]
    assert found
    assert all(one.is_relative_to(settings.conf_dir / "learner") for one in found)
    text = attempt("found = ''.join(read(one) for one in files)", files=[str(one) for one in found])
    assert [name for name, key in secret.read(settings.secrets_dir).items() if key in text] == []


def test_the_database_cannot_be_reached(campus: Running, attempt: Attempt) -> None:
    server = campus.campus.settings.sockets_dir / "pg" / ".s.PGSQL.5432"
    assert server.is_socket()
    connect = """
found = []
for address in addresses:
    kind = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(kind) as tried:
        try:
            tried.connect(address if kind == socket.AF_UNIX else tuple(address))
            found.append(address)
        except OSError:
            pass
"""
    assert attempt(connect, addresses=[str(server), ["127.0.0.1", 5432]]) == []


def test_neither_solutions_nor_hidden_tests_are_anywhere_she_can_read(
    campus: Running, attempt: Attempt
) -> None:
    ours = sorted(one.name for one in REPOSITORY.iterdir())
    assert {"courses", "tests"} <= set(ours)
    walk = """
found = []
for top, folders, names in os.walk(root):
    folders[:] = [one for one in folders if one not in (".venv", "node_modules", "__pycache__")]
    found += [os.path.join(top, name) for name in names]
"""
    there = [Path(one).relative_to(REPOSITORY) for one in attempt(walk, root=str(REPOSITORY))]
    allowed = [Path("grader"), Path("platform/campus"), *(Path("courses", c, c) for c in course_ids(campus))]
    strangers = [one for one in there if not any(one.is_relative_to(folder) for folder in allowed)]
    assert strangers == []
    written = "found = [one for one in files if '### BEGIN SOLUTION\\n' in (read(one) or '')]"
    packages = [str(REPOSITORY / one) for one in there if one.parts[0] == "courses"]
    assert attempt(written, files=packages) == []
    # What she was given has its tests, without the hidden part.
    mine = f"/home/{ATTACKER}/{COURSE}/{EXERCISE}/{EXERCISE}.ipynb"
    given = attempt(f"found = read('{mine}')")
    assert "assert" in given
    assert "HIDDEN TESTS" not in given


def course_ids(campus: Running) -> tuple[str, ...]:
    return campus.campus.course_ids


def test_outside_her_home_she_changes_nothing(campus: Running, attempt: Attempt) -> None:
    conf = campus.campus.settings.conf_dir / "learner"
    package = REPOSITORY / "courses" / COURSE / COURSE
    folders = [REPOSITORY, REPOSITORY / "grader", package, conf, Path("/"), Path("/etc"), Path("/usr/bin")]
    write = """
found = []
for folder in folders:
    try:
        pathlib.Path(folder, "hers.txt").write_text("hers")
        found.append(folder)
    except OSError:
        pass
for file in files:
    try:
        open(file, "ab").close()
        found.append(file)
    except OSError:
        pass
"""
    files = [conf / "nbgrader_config.json", REPOSITORY / "grader" / "errors.py", package / "__init__.py"]
    given = {"folders": [str(one) for one in folders], "files": [str(one) for one in files]}
    assert attempt(write, **given) == []


# -- processes -------------------------------------------------------------------------------------


def test_no_process_but_her_own_is_seen_or_can_be_ended(campus: Running, attempt: Attempt) -> None:
    everyone = [campus.process.pid, *campus.pids()]
    code = """
inside = {int(one) for one in os.listdir("/proc") if one.isdigit()}
found = []
for pid in outside:
    if pid not in inside:
        try:
            os.kill(pid, 9)
            found.append(pid)
        except ProcessLookupError:
            pass
"""
    assert attempt(code, outside=everyone) == []
    assert all(psutil.pid_exists(pid) for pid in everyone)
    owners = attempt(
        "found = sorted({os.stat(f'/proc/{pid}').st_uid for pid in os.listdir('/proc') if pid.isdigit()})"
    )
    home = campus.campus.settings.homes_dir / ATTACKER
    assert owners == [home.stat().st_uid]
    # The first process of her space is hers, but ends only with her server.
    assert attempt("os.kill(1, 9); found = 1 + 1") == 2


def test_no_secret_of_the_campus_is_in_an_environment_or_a_command_line(
    campus: Running, victim: Visitor, attempt: Attempt
) -> None:
    look = """
import subprocess, time
found = ""
kept = subprocess.Popen(["sleep", "600"])
while not read(f"/proc/{kept.pid}/environ"):  # it is a copy of this kernel for a moment, which is hidden
    time.sleep(0.01)
for pid in os.listdir("/proc"):
    if pid.isdigit():
        for name in ("environ", "cmdline"):
            found += read(f"/proc/{pid}/{name}") or ""
kept.kill()
kept.wait()
"""
    seen = attempt(look)
    assert "JUPYTERHUB_API_TOKEN" in seen  # her own, in what her kernel starts
    secrets = secret.read(campus.campus.settings.secrets_dir)
    assert [name for name, key in secrets.items() if key in seen] == []
    with Kernel(victim) as kernel:
        hers = kernel.run("import os; print(os.environ['JUPYTERHUB_API_TOKEN'])").strip()
    assert len(hers) > 20
    assert hers not in seen


def test_her_kernels_cannot_be_listened_to_by_others(attempt: Attempt) -> None:
    # Over TCP, whoever is on this machine reads what a kernel publishes: it asks for no key.
    code = """
folder = pathlib.Path(os.environ["JUPYTER_RUNTIME_DIR"])
found = [json.loads(file.read_text())["transport"] for file in folder.glob("kernel-*.json")]
"""
    transports = attempt(code)
    assert transports
    assert set(transports) == {"ipc"}


# -- links -----------------------------------------------------------------------------------------


def test_a_link_in_her_home_is_followed_by_nothing_of_ours(
    campus: Running, attacker: Visitor, attempt: Attempt
) -> None:
    secrets = campus.campus.settings.secrets_dir
    theirs = campus.campus.settings.homes_dir / VICTIM / COURSE / EXERCISE
    before = submissions(campus)
    for target in (secrets, theirs, theirs / f"{EXERCISE}.ipynb", Path("/etc/hosts")):
        for name in (f"{EXERCISE}.ipynb", "plus.txt"):
            link = f"{COURSE}/{EXERCISE}/{name}"
            assert attempt.shell(f"mv {COURSE} kept && cp -r kept {COURSE} && ln -sf {target} {link}")[0] == 0
            url = f"{campus.url}/user/{ATTACKER}/campus/api/submissions/{COURSE}/{EXERCISE}"
            answer = attacker.session.post(url, headers=attacker.xsrf(), timeout=60)
            assert answer.status_code in (400, 404), answer.text
            opened = f"{campus.url}/user/{ATTACKER}/api/contents/{link}"
            shown = attacker.session.get(opened, timeout=60)
            # Links lead no further than she can see from inside.
            assert not shown.ok or target == Path("/etc/hosts")
            assert attempt.shell(f"rm -rf {COURSE} && mv kept {COURSE}")[0] == 0
    assert submissions(campus) == before


def test_a_folder_that_is_a_link_gives_nothing_of_others(
    campus: Running, attacker: Visitor, attempt: Attempt
) -> None:
    theirs = campus.campus.settings.homes_dir / VICTIM / COURSE
    before = submissions(campus)
    assert attempt.shell(f"mv {COURSE} kept && ln -s {theirs} {COURSE}")[0] == 0
    base = f"{campus.url}/user/{ATTACKER}/campus"
    opened = attacker.session.get(f"{base}/open/{COURSE}/{EXERCISE}", timeout=60)
    assert not opened.ok
    handed_in = attacker.session.post(
        f"{base}/api/submissions/{COURSE}/{EXERCISE}", headers=attacker.xsrf(), timeout=60
    )
    assert not handed_in.ok
    assert attempt.shell(f"rm {COURSE} && mv kept {COURSE}")[0] == 0
    assert submissions(campus) == before
