"""What a learner's code leaves where it has no file system of its own is seen and removed, however deep."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.sandbox.forkserver import remove
from grader.sandbox.guard import Guard, _weight


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


def test_many_empty_files_weigh_something(tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / str(number)).touch()
    assert _weight(tmp_path) >= 100 * 4096


def test_a_folder_that_grows_over_its_limit_ends_what_fills_it(tmp_path: Path) -> None:
    ended = threading.Event()
    with Guard(tmp_path, 1 << 20, ended.set):
        assert not ended.wait(0.4)
        (tmp_path / "big").write_bytes(bytes(2 << 20))
        assert ended.wait(10)


def test_folders_in_folders_without_end_are_removed(tmp_path: Path) -> None:
    with at(tmp_path):
        dig("a", 1500)
    remove(tmp_path)
    assert not tmp_path.exists()


def test_folders_that_their_owner_closed_are_removed(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").touch()
    for folder in (tmp_path / "a" / "b", tmp_path / "a"):
        folder.chmod(0)
    remove(tmp_path)
    assert not tmp_path.exists()


def test_what_a_link_leads_to_is_not_removed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").touch()
    left = tmp_path / "left"
    left.mkdir()
    (left / "link").symlink_to(kept)
    remove(left)
    assert (kept / "file").exists()
    assert not left.exists()
