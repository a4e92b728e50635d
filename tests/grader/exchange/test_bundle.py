"""A bundle is the same whoever packs it, and a hostile one writes nothing anywhere."""

import gzip
import io
import json
import os
import random
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import GraderError
from grader.exchange.bundle import BundleLimits, pack, unpack, verify

MakeFolder = Callable[[dict[str, str]], Path]
Notebook = Callable[[str], str]


def bundle_of(*members: tuple[tarfile.TarInfo, bytes], padding: bytes = b"") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for member, content in members:
            member.size = member.size or len(content)
            tar.addfile(member, io.BytesIO(content) if content else None)
    return gzip.compress(made.getvalue() + padding)


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "", size: int = 0) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname, made.size = kind, target, size
    return made


def refused(bundle: bytes, limits: BundleLimits | None = None) -> str:
    with pytest.raises(GraderError) as caught:
        verify(bundle, limits)
    assert caught.value.learner != caught.value.operator
    return caught.value.code


def test_equal_folders_give_equal_bundles(folder: MakeFolder) -> None:
    files = {"b.txt": "é", "a/c.txt": "1", "été.txt": "2"}
    one, two = folder(files), folder(dict(reversed(files.items())))
    os.utime(two / "b.txt", (0, 0))
    (two / "b.txt").chmod(0o600)
    assert pack(one) == pack(two)


def test_what_was_packed_comes_back(folder: MakeFolder, tmp_path: Path, notebook: Notebook) -> None:
    files = {"x.ipynb": notebook("1"), "data/été 1.csv": "a;b\n", "vide.txt": "", "a" * 200 + ".txt": "long"}
    made = unpack(pack(folder(files)), tmp_path / "out" / "x")
    assert {one.name: one.content.decode() for one in made} == files
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"x"}
    assert (tmp_path / "out/x/data/été 1.csv").read_text() == "a;b\n"


def test_a_bundle_made_by_gnu_tar_is_read(folder: MakeFolder, tmp_path: Path) -> None:
    made = folder({"a/b.txt": "1", "c.txt": "2"})
    with tarfile.open(tmp_path / "x.tgz", "w:gz", format=tarfile.GNU_FORMAT) as tar:
        tar.add(made, arcname=".")
    assert {one.name for one in verify((tmp_path / "x.tgz").read_bytes())} == {"a/b.txt", "c.txt"}


def test_ignored_names_stay_out(folder: MakeFolder) -> None:
    made = folder({"a.txt": "1", "feedback/b.html": "2", "c.pyc": "3"})
    packed = pack(made, ignore=lambda _, names: {one for one in names if one != "a.txt"})
    assert [one.name for one in verify(packed)] == ["a.txt"]


def test_unpacking_never_adds_to_a_folder_that_holds_work(folder: MakeFolder, tmp_path: Path) -> None:
    packed, mine = pack(folder({"a.txt": "theirs"})), folder({"a.txt": "mine"})
    with pytest.raises(OSError, match="not empty"):
        unpack(packed, mine)
    assert (mine / "a.txt").read_text() == "mine"
    assert not list(tmp_path.glob(".unpacking-*"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("/etc/passwd", "unsafe-path"),
        ("../x", "unsafe-path"),
        ("a/../../x", "unsafe-path"),
        ("a\\..\\x", "unsafe-path"),
        ("..", "unsafe-path"),
        ("a\nb", "bad-name"),
        ("a\x9bb", "bad-name"),
        ("a//b", "bad-name"),
        (".", "bad-name"),
        ("a" * 256, "bad-name"),
        ("/".join(["a" * 100] * 11), "bad-name"),
    ],
)
def test_a_path_that_is_no_plain_name_inside_is_refused(name: str, code: str) -> None:
    assert refused(bundle_of((member(name), b"x"))) == code


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (tarfile.SYMTYPE, "link"),
        (tarfile.LNKTYPE, "link"),
        (tarfile.CHRTYPE, "special-file"),
        (tarfile.BLKTYPE, "special-file"),
        (tarfile.FIFOTYPE, "special-file"),
        (tarfile.CONTTYPE, "special-file"),
    ],
)
def test_anything_but_files_and_folders_is_refused(kind: bytes, code: str) -> None:
    assert refused(bundle_of((member("x", kind, "/etc/passwd"), b""))) == code


def test_a_name_used_twice_is_refused() -> None:
    assert refused(bundle_of((member("x"), b"1"), (member("./x"), b"2"))) == "duplicate-name"
    assert refused(bundle_of((member("x"), b"1"), (member("x/y"), b"2"))) == "duplicate-name"


def test_too_many_files_are_refused(folder: MakeFolder) -> None:
    limits = BundleLimits(max_files=3)
    assert refused(bundle_of(*((member(f"{n}"), b"x") for n in range(4))), limits) == "too-many-files"
    with pytest.raises(GraderError, match="more than 3"):
        pack(folder({f"{n}.txt": "x" for n in range(4)}), limits)
    assert len(verify(pack(folder({f"{n}.txt": "x" for n in range(3)}), limits), limits)) == 3


def test_folders_count_like_files_and_go_no_deeper_than_programs_can_follow(folder: MakeFolder) -> None:
    # 39 kB of empty folders in folders once took 700 MB and 6 s to look at.
    many = bundle_of(*((member(f"{n}", tarfile.DIRTYPE), b"") for n in range(4)))
    assert refused(many, BundleLimits(max_files=3)) == "too-many-files"
    assert refused(bundle_of((member("a/" * 400 + "b.txt"), b"x"))) == "bad-name"
    assert verify(bundle_of((member("a/" * 20 + "b.txt"), b"x")))


def test_a_notebook_of_very_many_cells_is_refused(folder: MakeFolder) -> None:
    cell: dict[str, object] = {"cell_type": "code", "source": "", "metadata": {}, "outputs": []}
    endless = {"cells": [cell] * 2001, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    with pytest.raises(GraderError) as caught:
        pack(folder({"x.ipynb": json.dumps(endless)}))
    assert caught.value.code == "too-many-cells"


def test_a_big_folder_is_refused_before_it_is_read(folder: MakeFolder) -> None:
    made = folder({"a.txt": "x"})
    with (made / "big.bin").open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(GraderError) as caught:
        pack(made)
    assert caught.value.code == "bundle-too-large"
    assert "10\u00a0Mo" in caught.value.learner


def test_a_packed_bundle_over_the_limit_is_refused() -> None:
    noise = random.Random(1).randbytes(200_000)
    assert refused(bundle_of((member("x"), noise)), BundleLimits(max_bytes=100_000)) == "bundle-too-large"


def test_a_bomb_stops_at_the_limit() -> None:
    packed = gzip.compress(bytes(200_000_000), compresslevel=9)
    assert len(packed) < 250_000
    assert refused(packed) == "bundle-too-large"


def test_sizes_that_add_up_over_the_limit_are_refused() -> None:
    limits = BundleLimits(max_bytes=10_000)
    bundle = bundle_of((member("a"), b"0" * 6_000), (member("b"), b"0" * 6_000))
    assert refused(bundle, limits) == "bundle-too-large"


def test_a_sparse_file_is_refused() -> None:
    sparse = member("x")
    sparse.pax_headers = {
        "GNU.sparse.major": "1",
        "GNU.sparse.minor": "0",
        "GNU.sparse.name": "x",
        "GNU.sparse.realsize": str(10**12),
    }
    assert refused(bundle_of((sparse, b"1\n0\n512\n".ljust(512, b"\0") + bytes(512)))) == "special-file"


def test_a_cut_or_damaged_bundle_is_refused() -> None:
    whole = bundle_of((member("a"), b"1" * 3000), (member("b"), b"2" * 3000))
    assert refused(whole[:-20]) == "unreadable-bundle"
    assert refused(whole + b"more") == "unreadable-bundle"
    assert refused(whole + whole) == "unreadable-bundle"
    assert refused(b"") == "unreadable-bundle"
    assert refused(b"PK\x03\x04") == "unreadable-bundle"
    tarred = bytearray(gzip.decompress(whole))
    tarred[512 + 3072 + 150] ^= (
        1  # the checksum of the second header: tarfile alone would stop there, content
    )
    assert refused(gzip.compress(bytes(tarred))) == "unreadable-bundle"
    assert refused(bundle_of((member("a"), b"1"), padding=b"hidden".ljust(512, b"\0"))) == "unreadable-bundle"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        '{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}',
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{}]}',
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": '
        '[{"cell_type": "code", "metadata": {}, "source": 3, "outputs": []}]}',
        "\x89PNG",
    ],
)
def test_an_unreadable_notebook_is_refused_with_its_name(text: str) -> None:
    bundle = bundle_of((member("deep/seuil.ipynb"), text.encode("latin-1")))
    with pytest.raises(GraderError) as caught:
        verify(bundle)
    assert caught.value.code == "unreadable-notebook"
    assert "seuil.ipynb" in caught.value.learner


def test_packing_a_link_is_refused_with_its_name(folder: MakeFolder) -> None:
    made = folder({"a.txt": "x", "sub/b.txt": "y"})
    (made / "sub/secret").symlink_to("/etc/passwd")
    with pytest.raises(GraderError) as caught:
        pack(made)
    assert caught.value.code == "link"
    assert "sub/secret" in caught.value.learner


def test_packing_a_linked_folder_or_a_pipe_is_refused(folder: MakeFolder) -> None:
    made = folder({"a.txt": "x"})
    os.mkfifo(made / "pipe")
    with pytest.raises(GraderError, match="pipe"):
        pack(made)
    (made / "pipe").unlink()
    (made / "home").symlink_to("/home", target_is_directory=True)
    with pytest.raises(GraderError, match="link"):
        pack(made)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 4095), st.integers(0, 255)), min_size=1, max_size=20))
def test_no_damage_makes_anything_but_a_refusal(changes: list[tuple[int, int]], tmp_path: Path) -> None:
    tarred = bytearray(gzip.decompress(bundle_of((member("a"), b"1" * 900), (member("d/b"), b"2"))))
    for place, value in changes:
        tarred[place] = value
    # A header that was changed on purpose has a right checksum.
    for start in range(0, 4096, 512):
        header = tarred[start : start + 148] + b" " * 8 + tarred[start + 156 : start + 512]
        tarred[start + 148 : start + 156] = b"%06o\0 " % sum(header)
    try:
        entries = verify(gzip.compress(bytes(tarred)))
    except GraderError:
        return
    for entry in entries:
        assert (tmp_path / entry.name).resolve().is_relative_to(tmp_path)
