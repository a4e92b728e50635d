"""Code of learners is confined whoever runs the grader; where nothing confines it enough, it does not run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import GraderError
from grader.sandbox import ConfinedExecute, Level, Sandbox, confinement, forkserver, limits, pool
from grader.sandbox.inside import confine
from tests.security.grading.attempts import LIMITS, notebook, text

REPOSITORY = Path(__file__).parents[3]


def only(level: Level, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "confinement", lambda: level)


@pytest.mark.parametrize(
    ("found", "minimum"),
    [(Level.NONE, Level.NAMESPACES), (Level.NONE, Level.LANDLOCK), (Level.LANDLOCK, Level.NAMESPACES)],
)
def test_a_machine_that_confines_too_little_runs_nothing(
    found: Level, minimum: Level, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Stock: runs everything everywhere."""
    only(found, monkeypatch)
    with Sandbox(minimum) as sandbox, pytest.raises(GraderError) as raised:
        sandbox.run(notebook(f"open({str(tmp_path / 'ran')!r}, 'w')"), None, LIMITS)
    assert raised.value.code == "no-confinement"
    assert not (tmp_path / "ran").exists()


def test_without_bubblewrap_there_are_no_namespaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    confinement.cache_clear()
    try:
        assert confinement() in (Level.LANDLOCK, Level.NONE)
    finally:
        confinement.cache_clear()


def test_without_protection_no_token_is_given_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    only(Level.NONE, monkeypatch)
    monkeypatch.setenv("CAMPUS_TOKEN", "secret")
    with Sandbox(Level.NONE) as sandbox:
        made = sandbox.run(notebook("import os; print('CAMPUS_TOKEN' in os.environ)"), None, LIMITS).notebook
    assert text(made.cells[0].outputs) == "False"


def test_a_failure_to_confine_is_never_a_weaker_confinement(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be mounted, limited or given up ends the run before any cell."""
    if confinement() is not Level.NAMESPACES:
        pytest.skip("no namespaces on this machine")

    real = limits.resource_limits
    monkeypatch.setattr(
        forkserver, "resource_limits", lambda *told, **more: {**real(*told, **more), "RLIMIT_NO": 1}
    )
    with Sandbox() as sandbox, pytest.raises(GraderError) as raised:
        sandbox.run(notebook("1"), None, LIMITS)
    assert raised.value.code == "no-kernel"


@pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="no namespaces on this machine")
def test_a_notebook_that_asks_for_another_kernel_gets_this_one() -> None:
    """Stock: the notebook names the program that runs it."""
    made = notebook("import sys; print(sys.executable)")
    made.metadata["kernelspec"] = {"name": "bash", "display_name": "bash", "language": "bash"}
    done, _ = ConfinedExecute()(made, {"metadata": {"path": None}})
    assert text(done.cells[0].outputs) == sys.executable


# What each level promises, seen from inside; run as somebody who is not root.
PROBES = """
import ctypes, fcntl, os, resource, signal, socket
libc = ctypes.CDLL(None, use_errno=True)
def refused(name, act):
    try:
        if act() == -1:
            raise OSError
    except (OSError, ValueError):
        return
    print(name)
me = OUTSIDE
refused("read", lambda: open(SECRET).read())
refused("list", lambda: os.listdir(os.path.dirname(SECRET)))
refused("write", lambda: open(SECRET, "a"))
refused("unlink", lambda: os.unlink(SECRET))
refused("truncate", lambda: os.truncate(SECRET, 0))
refused("open to truncate", lambda: os.open(SECRET, os.O_RDONLY | os.O_TRUNC))
refused("open for nothing to truncate", lambda: os.open(SECRET, 3 | os.O_TRUNC))
refused("rename", lambda: os.rename(SECRET, SECRET + "2"))
refused("link", lambda: os.link(SECRET, "mine"))
try: os.chmod(SECRET, 0o777)
except OSError: pass
try: os.utime(SECRET, (1, 1))
except OSError: pass
refused("kill", lambda: os.kill(me, 0))
refused("stop", lambda: os.kill(me, signal.SIGSTOP))
refused("pidfd", lambda: signal.pidfd_send_signal(os.pidfd_open(me), 0))
refused("limit", lambda: resource.prlimit(me, resource.RLIMIT_NOFILE, (3, 3)))
refused("priority", lambda: os.setpriority(os.PRIO_PROCESS, me, 19))
refused("everybody's priority", lambda: libc.setpriority(2, os.getuid(), 19) if LEVEL == "landlock" else -1)
refused("affinity", lambda: os.sched_setaffinity(me, {0}))
refused("owner of a signal", lambda: fcntl.fcntl(socket.socketpair()[0], 8, me))
refused("memory", lambda: open(f"/proc/{me}/mem"))
refused("environment", lambda: open(f"/proc/{me}/environ").read())
refused("trace", lambda: libc.ptrace(16, me, 0, 0))
refused("tcp", lambda: socket.create_connection(("127.0.0.1", PORT), 1))
refused("udp", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", PORT)))
refused("unix", lambda: socket.socket(socket.AF_UNIX).connect(SOCKET))
refused("unix datagram", lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b"x", SOCKET))
refused("shared memory", lambda: libc.shmget(0, 4096, 0o1600))
refused("memory file", lambda: os.memfd_create("x"))
refused("session", lambda: os.setsid() if os.getsid(0) else -1)
refused("namespace", lambda: libc.unshare(0x10000000))
refused("outside", lambda: open("/dev/shm/outside-" + str(me), "w") if LEVEL == "landlock" else -1)
refused("tmp", lambda: open("/tmp/outside-" + str(me), "w") if LEVEL == "landlock" else -1)
open("mine-too", "w").write("x")
made = 0
try:
    while made < 3000:
        if os.fork() == 0: signal.pause()
        made += 1
except OSError: pass
print("end", made < 200)
"""
PROGRAM = """
import os, pathlib, socket, sys, tempfile, time
from grader.sandbox import Level, Sandbox, pool
from tests.security.grading.attempts import LIMITS, notebook, text
level = Level[sys.argv[1].upper()]
pool.confinement = lambda: level
folder = pathlib.Path(tempfile.mkdtemp())
secret = folder / "gradebook.db"
secret.write_text("secret")
secret.chmod(0o600)
before = secret.stat()
server = socket.create_server(("127.0.0.1", 0))
unix = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
unix.bind(str(folder / "socket"))
given = {"OUTSIDE": os.getpid(), "SECRET": str(secret), "SOCKET": str(folder / "socket"),
         "PORT": server.getsockname()[1], "LEVEL": level.word}
lines = "".join(f"{name} = {value!r}\\n" for name, value in given.items())
with Sandbox(level) as sandbox:
    said = text(sandbox.run(notebook(lines + PROBES), None, LIMITS).notebook.cells[0].outputs)
    for leaving in ("os._exit(0)", "print('on')"):
        cell = f"import os, time\\nfor _ in range(3):\\n    if os.fork() == 0: time.sleep(1000)\\n{leaving}"
        sandbox.run(notebook(cell), None, LIMITS)
    for _ in range(3):
        filling = "import os; open('f', 'wb').write(bytes(10 << 20)); os.mkdir('closed', 0)"
        sandbox.run(notebook(filling), None, LIMITS)
    after = sandbox.run(notebook("import os; os.listdir('.')"), None, LIMITS).notebook.cells[0].outputs
    time.sleep(0.2)
    mine = [one for one in pathlib.Path("/proc").glob("[0-9]*") if one.stat().st_uid == os.getuid()]
    sleeping = [one.name for one in mine if b"-P" in (one / "cmdline").read_bytes().split(bytes(1))]
print(os.getuid(), level.word, said.replace("\\n", " "), after[0].data["text/plain"], secret.stat() == before,
      len(sleeping), list(pathlib.Path(tempfile.gettempdir()).glob("campus-fork-*")), sep="|")
"""
AS_NOBODY = """
mount --bind {base} {spare} && mount -t tmpfs -o mode=755 tmpfs /root
mkdir -p {base} && mount --bind {spare} {base}
mount -t tmpfs -o mode=1777 tmpfs /tmp
cd {repository} && exec setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all \
  --bounding-set=-all env -i PATH="$PATH" HOME=/nonexistent PYTHONDONTWRITEBYTECODE=1 \
  {python} -c "$PROGRAM" {level}
"""


@pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can become someone else; others ran all of the above"
)
@pytest.mark.parametrize("level", [Level.NAMESPACES, Level.LANDLOCK])
def test_each_level_keeps_its_promises_for_a_grader_that_is_not_root(level: Level, tmp_path: Path) -> None:
    """Her code has the same user as the grader then: nothing but the sandbox is between them."""
    if confinement() < level or (level is Level.LANDLOCK and confine.landlock_version() == 0):
        pytest.skip("this machine has no such level")
    if REPOSITORY.is_relative_to("/tmp"):
        pytest.skip("the test needs a /tmp of its own, and this checkout lies in it")
    script = AS_NOBODY.format(
        base=sys.base_prefix, spare=tmp_path, repository=REPOSITORY, python=sys.executable, level=level.word
    )
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-e", "-c", script],
        env={**os.environ, "PROGRAM": f"PROBES = {PROBES!r}\n{PROGRAM}"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip(f"this container cannot mount: {done.stderr}")
    uid, word, said, after, untouched, sleeping, folders = done.stdout.strip().splitlines()[-1].split("|")
    assert (uid, word) == ("65534", level.word), done.stderr
    assert said == "end True"
    assert after == "[]"
    assert untouched == "True"
    # bubblewrap's two processes beside the warm one.
    assert int(sleeping) == (3 if level is Level.NAMESPACES else 1)
    assert folders == "[]"
