"""What a submitted cell tries to read, and does not get. Stock nbgrader runs it as the user who grades."""

import os
import sys
import threading
from pathlib import Path

import pytest

from grader.sandbox import Environment, Sandbox
from tests.security.grading.attempts import LIMITS, Attempt, notebook, text

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with everything that learners must not see; gives the folder of a submission in it."""
    folder = tmp_path / "courses" / "essai"
    for name in (
        "gradebook.db",
        "source/ex/ex.ipynb",
        "submitted/grace/ex/ex.ipynb",
        "feedback/grace/ex/ex.html",
        ".prepared/ex.json",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("SECRET")
    work = folder / "autograded" / "ada" / "ex"
    work.mkdir(parents=True)
    (work / "prix.csv").write_text("3")
    (work / "ex.ipynb").write_text("hidden tests")
    return work


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("gradebook.db", id="the gradebook (stock: read, and written)"),
        pytest.param("source/ex/ex.ipynb", id="the solutions (stock: listed and read)"),
        pytest.param("submitted/grace/ex/ex.ipynb", id="another learner's work (stock: read)"),
        pytest.param("feedback/grace/ex/ex.html", id="another learner's feedback (stock: read)"),
        pytest.param(".prepared/ex.json", id="what the build found out"),
        pytest.param(
            "autograded/ada/ex/ex.ipynb", id="hidden tests in her own autograded copy (stock: read)"
        ),
    ],
)
def test_files_of_the_course_are_not_there(attempt: Attempt, course: Path, path: str) -> None:
    target = course.parents[2] / path
    assert target.exists()
    tried = f"""
        import os, pathlib
        target = pathlib.Path({str(target)!r})
        print([str(one) for one in (target, *target.parents[:4]) if one.exists()])
        for name in os.listdir("/proc/self/fd"):
            root = f"/proc/self/fd/{{name}}/../../../../.." + str(target)
            assert not os.path.exists(root), root
    """
    assert attempt.printed(tried, work=course) == "[]"


def test_only_plain_files_arrive_beside_her_notebook(attempt: Attempt, course: Path) -> None:
    """Stock: a link in her bundle is followed with the rights of who grades."""
    (course / "lien").symlink_to("/etc/shadow")
    (course / "dossier").mkdir()
    (course / "dossier" / "lien").symlink_to(course.parents[2])
    os.mkfifo(course / "tuyau")
    (course / "dur").hardlink_to(course / "prix.csv")
    walk = "import os; print(sorted(name for _, _, names in os.walk('.') for name in names))"
    assert attempt.printed(walk, work=course) in ("['dur']", "['prix.csv']", "['dur', 'prix.csv']")


MACHINE = [
    *(
        "/etc/passwd",
        "/etc/shadow",
        "/etc/hosts",
        "/etc/ssl",
        "/home",
        # Of /var there is the cache of fonts alone, which holds nothing of anybody's.
        *("/var/lib", "/var/log", "/var/tmp", "/var/mail", "/var/spool", "/var/backups", "/var/cache/apt"),
        "/run",
        "/sys",
        "/srv",
        "/opt",
    ),
    *(
        "/boot",
        "/mnt",
        "/newroot",
        "/oldroot",
        "/proc/kcore",
    ),
    *(str(Path.home() / name) for name in (".ssh", ".bash_history", ".netrc")),
    *(str(REPOSITORY / "grader"), str(REPOSITORY / "courses"), str(REPOSITORY / ".git")),
]


def test_the_machine_s_files_are_not_there(attempt: Attempt) -> None:
    """Stock: whatever the one who grades may read."""
    tried = f"""
        import os
        print([path for path in {MACHINE!r} if os.path.exists(path) and os.access(path, os.R_OK)])
    """
    assert attempt.printed(tried) == "[]"


def test_other_processes_and_their_environments_are_not_there(
    attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stock: /proc shows every process of the machine, and the environment of all of the same user."""
    monkeypatch.setenv("CAMPUS_TOKEN", "very-secret-token")
    seen = """
        import glob, os
        text = str(dict(os.environ))
        for name in glob.glob("/proc/[0-9]*/*") + glob.glob("/proc/self/task/*/*"):
            if name.endswith(("environ", "cmdline", "status", "maps", "mountinfo", "cgroup")):
                try:
                    text += open(name, "rb").read().decode(errors="replace")
                except OSError:
                    pass
        print("very-secret-token" in text, "pytest" in text, glob.glob("/proc/[0-9]*"))
    """
    assert attempt.printed(seen) == "False False ['/proc/1']"


def test_a_token_in_the_grader_s_environment_is_not_in_hers() -> None:
    """Stock: the kernel inherits the whole environment of the one who grades."""
    os.environ["CAMPUS_TOKEN"] = "very-secret-token"
    try:
        with Sandbox() as fresh:
            cell = "import os; print([*os.environ], 'very' in str(os.environ))"
            told = text(fresh.run(notebook(cell), None, LIMITS).notebook.cells[0].outputs)
    finally:
        del os.environ["CAMPUS_TOKEN"]
    assert "CAMPUS" not in told
    assert told.endswith("False")


SECRET = "secret-" + "4a7d1ed4"
SEARCH = """
import ctypes, gc
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # so that her memory is hers to read
needle = "secret-" + "4a7d" + "1ed4"
found = 0
try:
    with open("/proc/self/mem", "rb", 0) as memory:
        for line in open("/proc/self/maps"):
            start, end = (int(one, 16) for one in line.split()[0].split("-"))
            if "r" in line.split()[1] and end - start < 1 << 28 and "[v" not in line:
                memory.seek(start)
                try:
                    found += memory.read(end - start).count(needle.encode())
                except OSError:
                    pass
except PermissionError:
    found = 1000
found += sum(needle in one for one in gc.get_objects() if isinstance(one, str))
print(found)
"""


def test_nothing_of_the_submission_before_is_in_memory(attempt: Attempt, tmp_path: Path) -> None:
    """The job's header, another's code and files: all that passes through the warm process could be read."""
    (tmp_path / "notes.txt").write_text(SECRET)
    attempt(f"x = {SECRET!r}; open('/tmp/x', 'w').write(x)\nprint(x)", work=tmp_path, files=tmp_path)
    search = SEARCH.replace(
        'needle = "secret-" + "4a7d" + "1ed4"', "needle = '-'.join(('secret', '4a7d1ed4'))"
    )
    # What is found is what the search itself made: the same as for a name that nobody ever said.
    other = search.replace("4a7d1ed4", "4a7d1ed5")
    assert int(attempt.printed(search)) <= int(attempt.printed(other))


def test_the_header_of_the_job_says_nothing_private(attempt: Attempt, tmp_path: Path) -> None:
    """It passes through the warm process, whose memory every later submission has a copy of."""
    work = tmp_path / "ada-lovelace-secret-name"
    work.mkdir()
    attempt("1", work=work)
    search = SEARCH.replace('"secret-" + "4a7d" + "1ed4"', "'ada-lovelace' + '-secret-name'")
    other = search.replace("ada-lovelace", "ada-lovelacf")
    assert int(attempt.printed(search)) <= int(attempt.printed(other))


def test_there_are_no_inherited_file_descriptors(attempt: Attempt, tmp_path: Path) -> None:
    """Stock: a file that the grader has open by mistake is open in the kernel too."""
    with (tmp_path / "secret").open("w") as secret:
        os.set_inheritable(secret.fileno(), True)
        seen = """
            import os
            print(sorted(os.readlink(f"/proc/self/fd/{n}") .split(":")[0] for n in range(3, 512)
                  if os.path.islink(f"/proc/self/fd/{n}")))
        """
        assert attempt.printed(seen) == "['socket']"


def test_packages_of_the_course_come_without_what_lies_beside_them(attempt: Attempt, tmp_path: Path) -> None:
    (tmp_path / "boutique").mkdir()
    (tmp_path / "boutique" / "__init__.py").write_text("PRIX = 3")
    (tmp_path / "solutions.py").write_text("SECRET = 1")
    cells = notebook("import boutique, os; print(boutique.PRIX, os.listdir('/course'))", "import solutions")
    with Sandbox() as fresh:
        ran = fresh.run(cells, None, LIMITS, Environment((tmp_path / "boutique",))).notebook.cells
    assert text(ran[0].outputs) == "3 ['boutique']"
    assert ran[1].outputs[0].ename == "ModuleNotFoundError"


def test_two_sandboxes_do_not_see_each_other(attempt: Attempt) -> None:
    """Stock: two kernels of one user share files, processes and signals."""
    writes = """
        import os, socket, time
        open("/tmp/mine", "w").write("x"); open("/dev/shm/mine", "w").write("x")
        pair = socket.socketpair()
        time.sleep(1.5)
        print(os.path.exists("/tmp/theirs"), os.path.exists("/dev/shm/theirs"))
    """
    looks = """
        import ctypes, glob, os
        open("/tmp/theirs", "w").write("x"); open("/dev/shm/theirs", "w").write("x")
        print(glob.glob("/tmp/mine"), glob.glob("/dev/shm/*"), glob.glob("/proc/[0-9]*"),
              [line for line in open("/proc/net/unix")][1:], len(open("/proc/sysvipc/shm").readlines()))
    """
    told: list[str] = []
    with Sandbox() as other:
        other.run(notebook("1"), None, LIMITS)
        thread = threading.Thread(
            target=lambda: told.append(
                text(other.run(notebook(writes), None, LIMITS).notebook.cells[0].outputs)
            )
        )
        thread.start()
        seen = attempt.printed("import time; time.sleep(0.5)", looks)
        thread.join()
    assert seen == "[] ['/dev/shm/theirs'] ['/proc/1'] [] 1"
    assert told == ["False False"]


def test_the_kernel_s_log_and_keys_are_closed(attempt: Attempt) -> None:
    """Stock: dmesg, and the keyrings of the one who grades."""
    tried = """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        buffer = ctypes.create_string_buffer(4096)
        keys = ((250, 0, -3, 1), (248, b"user", b"x", b"y", 1, -3), (249, b"user", b"x", 0, -3))
        print([libc.syscall(*call) for call in ((103, 3, buffer, 4096), *keys)])
    """
    assert attempt.printed(tried) == "[-1, -1, -1, -1]"


def test_python_s_own_folder_has_no_secret_beside_it(attempt: Attempt) -> None:
    """Its home may be a person's home: then only Python's folder is there."""
    base = Path(sys.base_prefix)
    tried = f"import os; print(os.listdir({str(base.parents[1])!r}))"
    assert attempt.printed(tried) in (f"['{base.parent.name}']", "[]") or base.parents[1] == Path("/")
