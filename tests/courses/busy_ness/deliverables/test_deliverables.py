"""A deliverable is written and read back whole; whatever else a file may be is refused in words."""

import io
import json
import struct
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busy_ness import example
from busy_ness.deliverables import (
    DELIVERABLES,
    FILE,
    DeliverableError,
    Work,
    livrable,
    open_work,
    packed,
    read,
    unpacked,
    written,
)

WORK = Work("canevas", example.dossier())


@pytest.mark.parametrize("exercise", DELIVERABLES)
def test_what_is_written_is_read_back(exercise: str) -> None:
    work = Work(exercise, example.dossier())
    again = read(written(work), exercise)
    assert again == replace(work, dossier=replace(work.dossier, texts=dict(example.TEXTS)))


@given(st.dictionaries(st.from_regex(r"canvas\.[a-z]{1,9}", fullmatch=True), st.text(max_size=200)))
@settings(max_examples=60, deadline=None)
def test_whatever_a_team_writes_survives(texts: dict[str, str]) -> None:
    kept = {key: text for key, text in texts.items() if text.strip()}
    work = Work("canevas", replace(example.dossier(), texts=texts))
    assert read(written(work)).dossier.texts == kept


def changed(**values: Any) -> bytes:
    return json.dumps({**json.loads(written(WORK)), **values}).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "abîmé"),
        (b"\xff\xfe", "abîmé"),
        (b"[1, 2]", "n’est pas un rendu"),
        (b'{"format": "autre"}', "n’est pas un rendu"),
        (b"[" * 100_000, "abîmé"),
        (b" " * 1_000_001, "trop gros"),
        (changed(version=2), "autre version"),
        (changed(exercise="brouillon"), "n’est pas un rendu connu"),
        (changed(texts=["a"]), "incomplet"),
        (changed(entries={"produits.sac.prix": 25}), "incomplet"),
        (changed(made_at="hier"), "incomplet"),
        (changed(made_at="2026-03-18T15:30:00"), "fuseau horaire"),
        (changed(made_at="0001-01-01T00:00:00+14:00"), "incomplet"),
        (changed(team="\ud800"), "incomplet"),
        (changed(members=[{"name": "ines"}]), "incomplet"),
        (changed(members=[{}] * 13), "trop de personnes"),
        (changed(rounds=[{"number": 1}]), "incomplet"),
        (changed(texts={"canvas.couts": "a" * 10_001}), "trop long"),
    ],
)
def test_what_is_no_deliverable_is_refused_and_says_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(DeliverableError, match=words):
        read(content)


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "douze", "1e999999999"])
def test_an_amount_that_is_none_is_refused(amount: str) -> None:
    (first, *others) = json.loads(written(WORK))["rounds"]
    with pytest.raises(DeliverableError, match="incomplet"):
        read(changed(rounds=[{**first, "result": amount}, *others]))


def test_a_deliverable_of_another_exercise_is_named() -> None:
    with pytest.raises(
        DeliverableError, match="Ce fichier est « Le canevas », et l’on attend ici « Le pitch »"
    ):
        read(written(WORK), "pitch")


def test_beside_a_notebook_nothing_is_no_error_until_it_is_needed(tmp_path: Path) -> None:
    assert livrable(tmp_path / FILE) == ""
    with pytest.raises(DeliverableError, match="se rend pas d’ici, mais depuis Busy & Ness"):
        open_work("canevas", "")
    (tmp_path / FILE).write_bytes(written(WORK))
    assert open_work("canevas", livrable(tmp_path / FILE)).dossier.team == "Les Fileuses"
    (tmp_path / "image.json").write_bytes(b"\x89PNG\xff")
    assert livrable(tmp_path / "image.json") == ""


def test_deliverables_travel_as_one_zip() -> None:
    works = [Work(exercise, example.dossier()) for exercise in DELIVERABLES]
    archive = packed({one.exercise: {FILE: written(one), "plan.pdf": b"%PDF"} for one in works})
    assert [one.exercise for one in unpacked(archive)] == list(DELIVERABLES)
    assert archive == packed({one.exercise: {FILE: written(one), "plan.pdf": b"%PDF"} for one in works})


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (b"pas un zip", "n’est pas un zip"),
        (packed({}), "aucun"),
        (packed({"canevas": {"autre.json": b"{}"}}), "aucun"),
        (packed({"canevas": {FILE: b"{}"}}), "n’est pas un rendu"),
        (packed({"canevas": {FILE: b"0" * 6_000_000}}), "trop gros"),
    ],
)
def test_a_zip_that_holds_none_is_refused(archive: bytes, words: str) -> None:
    with pytest.raises(DeliverableError, match=words):
        unpacked(archive)


def lying(method: int) -> bytes:
    """A zip with twenty millions of spaces that says that they are a hundred."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr(f"canevas/{FILE}", b" " * 20_000_000)
    told = bytearray(made.getvalue())
    struct.pack_into("<I", told, told.rfind(b"PK\x01\x02") + 24, 100)
    return bytes(told)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_lies_about_its_sizes_fills_no_memory(method: int) -> None:
    archive = lying(method)
    tracemalloc.start()
    try:
        with pytest.raises(DeliverableError):
            unpacked(archive)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_damaged_zip_is_refused_in_words() -> None:
    damaged = bytearray(packed({"canevas": {FILE: written(WORK)}}))
    damaged[50:60] = b"\xff" * 10
    with pytest.raises(DeliverableError, match="abîmé"):
        unpacked(bytes(damaged))
