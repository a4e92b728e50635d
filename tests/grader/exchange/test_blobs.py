"""A kept bundle has the name of its content and never half of it."""

import hashlib
import io
import os
import time
from pathlib import Path

import pytest

from grader.exchange.blobs import FolderBlobs


def test_a_bundle_is_kept_under_the_hash_of_its_content(blobs: FolderBlobs) -> None:
    kept = blobs.put(io.BytesIO(b"work" * 50_000))
    assert kept.sha256 == hashlib.sha256(b"work" * 50_000).hexdigest()
    assert kept.size_bytes == 200_000
    assert (blobs.root / kept.sha256[:2] / kept.sha256).is_file()
    with blobs.open(kept.sha256) as file:
        assert file.read() == b"work" * 50_000


def test_the_same_content_twice_is_kept_once(blobs: FolderBlobs) -> None:
    assert blobs.put(io.BytesIO(b"x")) == blobs.put(io.BytesIO(b"x"))
    assert len([path for path in blobs.root.rglob("*") if path.is_file()]) == 1


def test_a_source_that_fails_leaves_nothing(blobs: FolderBlobs) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise OSError("the network went away")
            return super().read(10)

    with pytest.raises(OSError, match="network"):
        blobs.put(Broken(b"0" * 100))
    assert [path for path in blobs.root.rglob("*") if path.is_file()] == []


def test_what_killed_writers_left_is_removed_an_hour_later(blobs: FolderBlobs) -> None:
    blobs.put(io.BytesIO(b"kept"))
    old, new = (blobs.root / "incoming" / name for name in ("old", "new"))
    for partial in (old, new):
        partial.write_bytes(b"half")
    hours_ago = time.time() - 2 * 3600
    os.utime(old, (hours_ago, hours_ago))
    blobs.tidy()
    assert (old.exists(), new.exists()) == (False, True)


def test_what_is_no_hash_is_never_a_path(blobs: FolderBlobs, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    with pytest.raises(ValueError, match="sha256"):
        blobs.open("../secret")
    assert not blobs.exists("0" * 64)
    with pytest.raises(FileNotFoundError):
        blobs.open("0" * 64)
