"""The first process of a space with an invented server: it forks kernels, and ends as its server does."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from campus.space.first import KERNEL
from campus.space.job import MESSAGE_BYTES_MAX

pytestmark = pytest.mark.slow
PATIENCE_SECONDS = 60.0

# Her server is the code in the last argument: it asks for kernels and ends as servers do.
SPACE_OF_CODE = """
import atexit, json, os, signal, socket, sys, time
from pathlib import Path
from campus.space import first, kernels, server
from campus.space.job import Job
from campus.space.kernels import Forked

def kernel(code, **environment):
    arguments = ["-f", str(Path("kernel.json").resolve()), "--IPKernelApp.code_to_run=" + code]
    return Forked({"arguments": arguments, "environment": {**os.environ, **environment}, "folder": "/usr"})

def told(said):
    print(said, flush=True)

def run(job, listener, channel):
    kernels.start(channel)
    exec(job.arguments[0], {**globals(), "channel": channel})

server.run = run
job = Job("alice", os.getcwd(), None, {}, (sys.argv[1],))
first.main(job, socket.create_server(("127.0.0.1", 0)))
"""


@contextmanager
def space(folder: Path, code: str) -> "Iterator[subprocess.Popen[str]]":
    command = [sys.executable, "-c", SPACE_OF_CODE, code]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            with suppress(psutil.NoSuchProcess):
                for below in psutil.Process(process.pid).children(recursive=True):
                    below.kill()
            process.kill()


def said(folder: Path, code: str) -> list[str]:
    """What her server wrote until it ended."""
    with space(folder, code) as process:
        return process.communicate(timeout=PATIENCE_SECONDS)[0].splitlines()


@pytest.mark.parametrize(
    ("end", "code"),
    [("pass", 0), ("sys.exit(7)", 7), ("sys.exit('why')", 1), ("1 / 0", 1), ("os.kill(os.getpid(), 9)", 137)],
)
def test_a_space_ends_when_its_server_ends_and_as_it_did(tmp_path: Path, end: str, code: int) -> None:
    with space(tmp_path, end) as process:
        assert process.wait(PATIENCE_SECONDS) == code


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_space_told_to_stop_stops_its_server_in_order(tmp_path: Path, number: signal.Signals) -> None:
    code = f"""
signal.signal({int(number)}, lambda number, frame: sys.exit(4))
atexit.register(told, "what is left to do at the end is done")
told("ready")
time.sleep(600)
"""
    with space(tmp_path, code) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        assert process.communicate(timeout=PATIENCE_SECONDS)[0] == "what is left to do at the end is done\n"
        assert process.returncode == 4


def test_a_kernel_has_its_own_environment_folder_and_arguments_and_nothing_else(tmp_path: Path) -> None:
    code = """
import json, os, sys
files = sorted(int(name) for name in os.listdir("/proc/self/fd"))
links = [os.readlink(f"/proc/self/fd/{one}") for one in files if os.path.exists(f"/proc/self/fd/{one}")]
found = {
    "word": os.environ["WORD"], "path": os.environ.get("PATH"), "folder": os.getcwd(), "files": links,
    "arguments": sys.argv[:2], "leads": os.getsid(0) == os.getpid(), "parent": os.getppid(),
    "name": open("/proc/self/comm").read().strip(),
}
print(json.dumps(found), file=open(os.environ["SAYS"], "w"))
os._exit(0)
"""
    says = tmp_path / "said.json"
    said(tmp_path, f"told(kernel({code!r}, WORD='menthe', PATH='/nowhere', SAYS={str(says)!r}).wait())")
    found = json.loads(says.read_text())
    assert (found["word"], found["path"], found["folder"]) == ("menthe", "/nowhere", "/usr")
    assert found["arguments"] == ["ipykernel_launcher", "-f"]
    assert found["leads"]
    assert found["name"] == KERNEL
    assert found["files"][0] == "/dev/null"
    # Its own sockets are ZMQ's; neither her server's nor what kernels are asked for by is among them.
    listeners = {line.split()[9] for line in Path("/proc/net/tcp").read_text().splitlines()[1:]}
    assert not [one for one in found["files"] if one.removeprefix("socket:[").rstrip("]") in listeners]


def test_the_end_of_a_kernel_is_told(tmp_path: Path) -> None:
    code = """
told(kernel("import os; os._exit(3)").wait())
for number in (signal.SIGKILL, signal.SIGTERM):
    one = kernel("import time; time.sleep(600)")
    told(one.poll())
    one.send_signal(number)
    told(one.wait())
told(one.poll())
one.kill()
"""
    assert said(tmp_path, code) == ["3", "None", "-9", "None", "-15", "-15"]


def test_what_a_kernel_has_to_do_at_its_end_is_done(tmp_path: Path) -> None:
    code = """
from jupyter_client.blocking import BlockingKernelClient
one = kernel(f"import atexit; atexit.register(open, {os.getcwd() + '/done'!r}, 'w')")
while not Path("kernel.json").exists():
    time.sleep(0.01)
client = BlockingKernelClient(connection_file="kernel.json")
client.load_connection_file()
client.start_channels()
client.wait_for_ready()
client.shutdown()
told(one.wait())
"""
    assert said(tmp_path, code) == ["0"]
    assert (tmp_path / "done").exists()


def test_waiting_for_a_kernel_has_an_end(tmp_path: Path) -> None:
    code = """
import subprocess
one = kernel("import time; time.sleep(600)")
try:
    one.wait(0.1)
except subprocess.TimeoutExpired:
    told("later")
one.kill()
told(one.wait())
"""
    assert said(tmp_path, code) == ["later", "-9"]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (b"\xff no JSON", "error"),
        (b"[]", "error"),
        (b"7", "error"),
        (b'{"environment": {}}', "error"),
        (b'{"status": "x"}', "code"),
    ],
)
def test_a_request_that_makes_no_sense_ends_nothing(tmp_path: Path, asked: bytes, answer: str) -> None:
    code = f"""
channel.sendall({asked!r})
told(sorted(json.loads(channel.recv({MESSAGE_BYTES_MAX}))))
told(kernel("import os; os._exit(3)").wait())
"""
    assert said(tmp_path, code) == [f"[{answer!r}]", "3"]


def test_a_kernel_that_cannot_be_made_is_an_error_and_the_space_goes_on(tmp_path: Path) -> None:
    code = """
import resource
of_first = os.getppid(), resource.RLIMIT_NOFILE
before = resource.prlimit(*of_first)
resource.prlimit(*of_first, (len(os.listdir(f"/proc/{os.getppid()}/fd")), before[1]))
try:
    kernel("pass")
except RuntimeError as error:
    told(error)
resource.prlimit(*of_first, before)
told(kernel("import os; os._exit(3)").wait())
"""
    refused, works = said(tmp_path, code)
    assert refused.startswith("no kernel was forked: OSError")
    assert works == "3"
