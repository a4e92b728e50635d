"""A worker that hangs ends, and says where it hung; one that only works long does not."""

import subprocess
import sys

HANGS = """
import threading, time
from grader.watchdog import Watchdog

watchdog = Watchdog(0.5)

def quick():
    for _ in range(8):
        with watchdog.watching():
            time.sleep(0.2)

def stuck_in_here():
    with watchdog.watching():
        time.sleep({seconds})

threads = [threading.Thread(target=one, daemon=True) for one in (quick, stuck_in_here)]
for one in threads:
    one.start()
for one in threads:
    one.join()
time.sleep(1)
print("ended by itself")
"""


def run(seconds: float) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", HANGS.format(seconds=seconds)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_one_that_hangs_is_ended_with_its_stack_though_others_go_on_beside_it() -> None:
    ended = run(50)
    assert ended.returncode == 1
    assert "stuck_in_here" in ended.stderr
    assert "ended by itself" not in ended.stdout


def test_what_ends_in_time_is_left_alone() -> None:
    assert run(0.1).stdout == "ended by itself\n"
