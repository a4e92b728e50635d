"""What a submitted cell tries to change outside of its own folder, and cannot."""

import sys
from pathlib import Path

import pytest

from grader.sandbox import Sandbox
from grader.sandbox.environment import Environment
from tests.security.grading.attempts import LIMITS, Attempt, notebook, text

REPOSITORY = Path(__file__).parents[3]
PLACES = [
    *(
        "/x",
        "/usr/x",
        "/usr/bin/python3",
        "/bin/sh",
        "/etc/x",
        "/etc/ld.so.cache",
        "/dev/x",
        "/dev/pts/x",
        "/proc/x",
    ),
    *(
        "/campus/x",
        "/campus/inside/child.py",
        "/campus/inside/__pycache__/x",
        "/course/x",
        "/course/boutique/x",
    ),
    *(
        "/course/numpy.py",
        str(Path.home() / "x"),
        str(REPOSITORY / "x"),
        "/home/x",
        "/sys/x",
        "/proc/sys/kernel/core_pattern",
    ),
    *("/proc/sys/vm/overcommit_memory", "/proc/sysrq-trigger", "/proc/1/oom_score_adj", "/proc/self/uid_map"),
]


WAYS = {
    "written to": "open(path, 'a').write('1000')",
    "emptied": "open(path, 'w').close()",
    "changed in place": "open(path, 'r+').write('1000')",
    "cut": "os.truncate(path, 0)",
    "removed": "os.unlink(path)",
    "made a folder": "os.mkdir(path)",
    "renamed": "os.rename(path, path + '2')",
    "replaced by a file of hers": "open('mine', 'w').close(); os.rename('mine', path)",
    "made a link": "os.symlink('/tmp', path)",
    "opened to all": "os.chmod(path, 0o777)",
    "given to her": "os.chown(path, os.getuid(), os.getgid())",
    "dated": "os.utime(path, (1, 1))",
    "made a device": "os.mknod(path, 0o20666, os.makedev(1, 1))",
    "locked": "__import__('fcntl').lockf(open(path, 'r+'), 2)",
    "mapped": "__import__('mmap').mmap(os.open(path, os.O_RDWR), 0)",
    "given an attribute": "os.setxattr(path, 'user.x', b'x')",
}


@pytest.mark.parametrize("how", WAYS)
def test_nothing_can_be_changed_outside(attempt: Attempt, how: str) -> None:
    """Stock: whatever the one who grades may write, the gradebook and the sources with it."""
    tried = f"""
        import os
        done = []
        for path in {PLACES!r}:
            try:
                {WAYS[how]}
                done.append(path)
            except OSError:
                pass
        print(done)
    """
    assert attempt.printed(tried) == "[]"


@pytest.mark.parametrize("folder", [sys.prefix, sys.base_prefix, str(Path(sys.executable).parent)])
def test_python_itself_cannot_be_changed(attempt: Attempt, folder: str) -> None:
    """Stock: a cell may install a sitecustomize.py that runs in every later grading."""
    tried = f"""
        import os, site
        done = []
        for place in ({folder!r}, *site.getsitepackages(), os.path.dirname(os.__file__)):
            for name in ("sitecustomize.py", "x.pth", "os.py", "__pycache__/os.cpython-311.pyc"):
                try:
                    open(os.path.join(place, name), "a").close()
                    done.append(name)
                except OSError:
                    pass
        print(done)
    """
    assert attempt.printed(tried) == "[]"


def test_a_package_of_the_course_cannot_be_changed_for_the_next(attempt: Attempt, tmp_path: Path) -> None:
    """Stock: the package that all submissions import is a file like any other."""
    (tmp_path / "boutique").mkdir()
    (tmp_path / "boutique" / "__init__.py").write_text("PRIX = 3")
    tried = """
        import boutique, os, sys
        done = []
        new = ("/course/boutique/new.py", "/course/json.py", "/campus/inside/codec.py")
        for path in (boutique.__file__, *new):
            try:
                open(path, "w").write("PRIX = 0")
                done.append(path)
            except OSError:
                pass
        boutique.PRIX = 0
        sys.modules["boutique"] = None
        print(done)
    """
    environment = Environment((tmp_path / "boutique",), ("boutique",))
    with Sandbox() as fresh:
        ran = fresh.run(notebook(tried), None, LIMITS, environment).notebook.cells
        after = fresh.run(notebook("import boutique; print(boutique.PRIX)"), None, LIMITS, environment)
    assert text(ran[0].outputs) == "[]"
    assert text(after.notebook.cells[0].outputs) == "3"


def test_what_is_written_in_the_work_folder_stays_inside(attempt: Attempt, tmp_path: Path) -> None:
    """Stock: the autograded copy itself is changed."""
    (tmp_path / "prix.csv").write_text("3")
    tried = """
        import os
        open("prix.csv", "w").write("9")
        os.mkdir("neuf"); open("neuf/x", "w").write("x")
        print(open("prix.csv").read())
    """
    assert attempt.printed(tried, work=tmp_path) == "9"
    assert {one.name: one.read_text() for one in tmp_path.iterdir()} == {"prix.csv": "3"}


def test_what_she_leaves_everywhere_is_not_there_for_the_next(attempt: Attempt) -> None:
    """Stock: /tmp, the home and the course are the same for everybody."""
    tried = """
        import os, sys
        made = []
        for folder, names, _ in os.walk("/", topdown=True):
            if folder.startswith(("/proc", "/usr", "/lib", sys.prefix, sys.base_prefix)):
                names.clear()
                continue
            try:
                open(os.path.join(folder, "left-by-her"), "w").close()
                made.append(folder)
            except OSError:
                pass
        print(sorted(made))
    """
    assert attempt.printed(tried) == "['/dev/shm', '/exercise', '/tmp', '/tmp/exercise', '/tmp/shm']"
    places = ["/", "/dev/shm", "/exercise", "/tmp"]
    looked = f"import os; print([one for one in {places} if 'left-by-her' in os.listdir(one)])"
    assert attempt.printed(looked) == "[]"
