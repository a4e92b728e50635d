"""What a learner's files take, and that past her share nothing more is written."""

import os
import subprocess
import sys
from pathlib import Path

from campus.space import quota

WRITER = """
import sys
for line in sys.stdin:
    try:
        with open("essai", "w") as file:
            file.write("x" * 5000)
        print("written", flush=True)
    except OSError as error:
        print("refused", flush=True)
"""


def test_files_are_weighed_as_the_disk_has_them_and_links_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "photo").write_bytes(os.urandom(3 << 20))
    (tmp_path / "b").write_bytes(os.urandom(2 << 20))
    (tmp_path / "link").symlink_to(sys.executable)
    (tmp_path / "loop").symlink_to(tmp_path)
    with (tmp_path / "hole").open("wb") as hole:
        hole.truncate(1 << 30)
    assert quota.used_mb(tmp_path) == 5


def test_a_full_space_writes_nothing_and_writes_again_once_there_is_room(tmp_path: Path) -> None:
    command = ["/bin/sh", "-c", f"'{sys.executable}' -c '{WRITER}'; exit $?"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as first:
        assert first.stdin is not None
        assert first.stdout is not None

        def write() -> str:
            first.stdin.write("again\n")  # type: ignore[union-attr]
            return first.stdout.readline().strip()  # type: ignore[union-attr]

        assert write() == "written"
        quota.enforce(first.pid, full=True, file_bytes=1 << 30)
        assert write() == "refused"
        quota.enforce(first.pid, full=False, file_bytes=1 << 30)
        assert write() == "written"
        first.stdin.close()


def test_a_space_that_has_just_ended_is_nobody_s_error() -> None:
    with subprocess.Popen(["true"]) as gone:
        gone.wait()
    quota.enforce(gone.pid, full=True, file_bytes=1)
