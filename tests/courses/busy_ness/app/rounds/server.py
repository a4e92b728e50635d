"""The real application on a loopback port, as a process of its own that a test may kill.

``python -m tests.courses.busy_ness.app.rounds.server <database URL> <moment>`` prints its port, ends with its
standard input. It dies of SIGKILL, by its own hand, at a moment that no signal from outside could aim at:
``written`` (the line that closes a round is in the transaction) or ``committed`` (on disk, nothing answered).
"""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from busy_ness.app.parts import Parts
from busy_ness.app.serve import serve
from tests.courses.busy_ness.app.rounds.school import mount

ROOT = Path(__file__).parents[5]


def die_at(engine: Engine, moment: str) -> None:
    """While a round is being closed."""
    closing = threading.local()

    @event.listens_for(engine, "after_cursor_execute")
    def executed(connection: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        if statement.startswith("INSERT INTO market_journal") and '"kind":"close"' in str(parameters):
            closing.now = True
            if moment == "written":
                os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(engine, "checkin")
    def returned(connection: Any, record: Any) -> None:
        if getattr(closing, "now", False) and moment == "committed":
            os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def served(database_url: str, moment: str = "") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and its address; it is gone after the block."""
    command = [sys.executable, "-m", __name__, database_url, moment]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        assert port.isdigit(), f"the server did not start: {port!r}"
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.communicate()


def main() -> None:
    url, moment = sys.argv[1], sys.argv[2]
    parts = Parts.of(mount(url))
    if moment:
        die_at(parts.engine, moment)
    threading.Thread(target=_end_with_input, daemon=True).start()
    asyncio.run(serve(parts, "127.0.0.1", 0, lambda port: print(port, flush=True)))  # noqa: T201


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
