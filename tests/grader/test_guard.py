"""What a learner's code leaves in the folder that it shares with us is seen and removed, however deep."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.sandbox.guard import _weight
from grader.sandbox.kernel import remove


@contextmanager
def at(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def dig(name: str, times: int) -> None:
    for _ in range(times):
        Path(name).mkdir()
        os.chdir(name)


def test_what_is_deeper_than_a_path_can_say_weighs_too_much(tmp_path: Path) -> None:
    with at(tmp_path):
        dig("d" * 250, 20)
    assert _weight(tmp_path) > 1 << 40


def test_folders_in_folders_without_end_are_removed(tmp_path: Path) -> None:
    with at(tmp_path):
        dig("a", 1500)
    remove(tmp_path)
    assert not tmp_path.exists()
