"""A team's work on its way from a course's app to the exchange."""

import io
import json
import socket
import tarfile
from pathlib import Path
from typing import Any

import pytest

from campus.collecting import Collector, Refused, filled
from grader.exchange.bundle import BundleLimits, pack, verify

LIMITS = BundleLimits()


def cell(name: str, *, solution: bool, source: str = "À compléter.") -> dict[str, Any]:
    marks = {"grade_id": name, "solution": solution, "grade": True, "locked": False}
    return {"cell_type": "markdown", "id": name, "metadata": {"nbgrader": marks}, "source": source}


@pytest.fixture
def released(tmp_path: Path) -> bytes:
    folder = tmp_path / "pitch"
    folder.mkdir()
    cells = [cell("enonce", solution=False), cell("offre", solution=True)]
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    (folder / "pitch.ipynb").write_text(json.dumps(notebook), "utf-8")
    (folder / "aide.txt").write_text("de l’auteur", "utf-8")
    return pack(folder)


def files_of(bundle: bytes) -> dict[str, bytes]:
    return {entry.name: entry.content for entry in verify(bundle)}


def test_the_team_s_files_lie_beside_the_notebook_and_its_answers_are_in_their_cells(released: bytes) -> None:
    made = files_of(filled(released, {"livrable.json": b"{}"}, {"offre": "Des **sacs**."}, LIMITS))
    assert set(made) == {"pitch.ipynb", "aide.txt", "livrable.json"}
    cells = json.loads(made["pitch.ipynb"])["cells"]
    assert [one["source"] for one in cells] == ["À compléter.", "Des **sacs**."]


def test_the_same_work_gives_the_same_bytes(released: bytes) -> None:
    work = ({"livrable.json": b"{}"}, {"offre": "Des sacs."}, LIMITS)
    assert filled(released, *work) == filled(released, *work)


@pytest.mark.parametrize("name", ["../ailleurs.txt", "/etc/passwd", ".", "a/../../b"])
def test_no_file_is_written_outside_of_the_exercise(released: bytes, name: str) -> None:
    with pytest.raises(ValueError, match="leads out"):
        filled(released, {name: b""}, {}, LIMITS)


def test_an_answer_to_a_question_that_nobody_asked_is_a_mistake_of_the_course(released: bytes) -> None:
    for name in ("enonce", "autre"):  # the first is there, and is not hers to write
        with pytest.raises(ValueError, match=f"named {name}"):
            filled(released, {}, {name: "…"}, LIMITS)


def test_a_campus_that_does_not_answer_is_told_to_the_pupils() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        collector = Collector("robots", f"http://127.0.0.1:{port}", "token", LIMITS)
        with pytest.raises(Refused, match="Le campus ne répond pas"):
            collector("pitch", "Re-Fil", ["ines"], {}, {}, "key")


def test_what_is_no_bundle_is_not_opened() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        link = tarfile.TarInfo("lien")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with pytest.raises(Exception, match="link"):
        filled(packed.getvalue(), {}, {}, LIMITS)
