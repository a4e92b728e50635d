"""Saving where there is no room: in French, with nothing lost."""

import asyncio
import errno
import os
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_notebook
from tornado import web

from campus.learner.files import LearnerFiles

OLD, NEW = "def tarif(age):\n    return 3\n", "def tarif(age):\n    return 5\n" * 2000


@pytest.fixture
def files(tmp_path: Path) -> LearnerFiles:
    return LearnerFiles(root_dir=str(tmp_path))


def save(files: LearnerFiles, name: str, content: str) -> Any:
    return asyncio.run(files.save({"type": "file", "format": "text", "content": content}, name))


@contextmanager
def nothing_written() -> Iterator[None]:
    """As past her share (`campus.space.quota`)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_is_saved_is_there_with_its_rights_and_through_a_link(
    files: LearnerFiles, tmp_path: Path
) -> None:
    program = tmp_path / "tarif.py"
    save(files, program.name, OLD)
    program.chmod(0o700)
    (tmp_path / "lien.py").symlink_to(program.name)
    save(files, "lien.py", NEW)
    assert program.read_text() == NEW
    assert program.stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "lien.py").is_symlink()
    assert {path.name for path in tmp_path.iterdir()} == {"tarif.py", "lien.py"}


def test_past_her_share_she_reads_what_to_remove_and_the_old_work_stays(
    files: LearnerFiles, tmp_path: Path
) -> None:
    save(files, "tarif.py", OLD)
    with nothing_written(), pytest.raises(web.HTTPError) as refused:
        save(files, "tarif.py", NEW)
    assert refused.value.status_code == 507
    assert refused.value.reason == "home-full"
    assert "Tes fichiers prennent trop de place" in str(refused.value.log_message)
    assert (tmp_path / "tarif.py").read_text() == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["tarif.py"]


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EDQUOT, "home-full"), (errno.EIO, None)]
)
def test_a_disk_that_fills_up_at_the_last_moment_leaves_the_old_work(
    files: LearnerFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str | None
) -> None:
    save(files, "tarif.py", OLD)

    def full(file: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(web.HTTPError) as refused:
        save(files, "tarif.py", NEW)
    assert refused.value.reason == code
    assert refused.value.status_code == (507 if code else 500)
    assert (tmp_path / "tarif.py").read_text() == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["tarif.py"]


def test_a_notebook_is_saved_and_opened_where_signatures_have_no_room(
    files: LearnerFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> bool:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(NotebookNotary, "sign", full)
    monkeypatch.setattr(NotebookNotary, "check_signature", full)
    notebook = new_notebook(cells=[new_code_cell(OLD)])  # type: ignore[no-untyped-call]
    asyncio.run(files.save({"type": "notebook", "content": notebook}, "tarif.ipynb"))
    opened = asyncio.run(files.get("tarif.ipynb"))  # type: ignore[no-untyped-call]
    (cell,) = opened["content"].cells
    assert cell.source == OLD
    assert cell.metadata.trusted is False


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_she_may_not_write_stays_refused(files: LearnerFiles, tmp_path: Path) -> None:
    (tmp_path / "consigne.txt").write_text("lis")
    (tmp_path / "consigne.txt").chmod(0o444)
    with pytest.raises(web.HTTPError) as refused:
        save(files, "consigne.txt", "écris")
    assert refused.value.status_code == 403
