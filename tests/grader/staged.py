"""A learner's folder where a test can put her files, and ask of them what a test cell would."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

import pytest

from grader.stage.door import DOOR
from grader.stage.host import Host


@contextmanager
def staged(folder: Path, monkeypatch: pytest.MonkeyPatch, *, forks: bool = True) -> Iterator[Path]:
    """The folder is hers, and this process asks as a test cell does; programs end with the test."""
    monkeypatch.chdir(folder)
    host = Host(forks=forks)
    DOOR.lead(host.serve)
    try:
        yield folder
    finally:
        host.close()
        DOOR.lead(Host().serve)


def write(name: str, text: str) -> None:
    """One of her files, in the folder that is hers now."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), encoding="utf-8")
