"""The built Atelier, as browsers fetch it: packed, kept for a year, and nothing else of the disk."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from campus.dist import Dist
from campus.web.viewer import Viewer

AT = "/services/campus/atelier"
VERSION = "0123456789abcdef"
Classroom = Any  # the fixture's class lives in conftest.py


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The folder of one version, as bundle.py leaves it; its neighbours are nobody's business."""
    folder = tmp_path / "dist" / VERSION
    (folder / "fonts").mkdir(parents=True)
    (folder / "pyodide.asm.wasm").write_bytes(b"\0asm plain")
    (folder / "pyodide.asm.wasm.br").write_bytes(b"brotli")
    (folder / "pyodide.asm.wasm.gz").write_bytes(gzip.compress(b"\0asm plain", mtime=0))
    (folder / "player.html").write_text("<!doctype html>")
    (folder / "fonts" / "one.woff2").write_bytes(b"font")
    (folder / ".secret").write_text("unseen")
    (folder / "way-out.txt").symlink_to(tmp_path / "passwords.txt")
    (tmp_path / "passwords.txt").write_text("unseen")
    (tmp_path / "dist" / "current.json").write_text(json.dumps({"version": VERSION, "licences": []}))
    return folder


def fetch(classroom: Classroom, path: str, **headers: str) -> Any:
    classroom.desk.person = None
    return classroom.client.get(f"{AT}/{path}", headers=headers)


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip, deflate, br", "br", b"brotli"),
        ("gzip", "gzip", gzip.compress(b"\0asm plain", mtime=0)),
        ("br;q=0, gzip", "gzip", None),
        ("", None, b"\0asm plain"),
    ],
)
def test_a_file_comes_packed_as_the_browser_likes_it(
    classroom: Classroom, built: Path, accepted: str, encoding: str | None, body: bytes | None
) -> None:
    answer = fetch(classroom, f"{VERSION}/pyodide.asm.wasm", **{"Accept-Encoding": accepted})
    assert answer.status_code == 200
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Content-Type"] == "application/wasm"
    assert answer.headers["Vary"] == "Accept-Encoding"
    if body is not None and encoding != "gzip":
        assert answer.data == body


def test_anybody_may_keep_it_for_a_year_and_an_opaque_origin_may_fetch_it(
    classroom: Classroom, built: Path
) -> None:
    answer = fetch(classroom, f"{VERSION}/fonts/one.woff2")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_the_player_may_be_framed_and_has_neither_network_nor_our_origin(
    classroom: Classroom, built: Path
) -> None:
    answer = fetch(classroom, f"{VERSION}/player.html", Host="campus.example.org:8443")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts; default-src 'none'")
    assert f"script-src http://campus.example.org:8443{AT}/{VERSION}/ data:" in policy
    assert "connect-src 'none'" in policy
    assert "allow-same-origin" not in policy
    assert "X-Frame-Options" not in answer.headers


def test_a_name_of_a_host_that_is_none_does_not_get_into_the_policy(
    classroom: Classroom, built: Path
) -> None:
    answer = fetch(classroom, f"{VERSION}/player.html", Host="x; script-src *")
    assert "script-src *" not in str(answer.headers)


@pytest.mark.parametrize(
    "path",
    [
        "current.json",
        f"{VERSION}/.secret",
        f"{VERSION}/../current.json",
        f"{VERSION}/%2e%2e/current.json",
        f"{VERSION}/fonts",
        f"{VERSION}/fonts/../../../passwords.txt",
        f"{VERSION}/way-out.txt",
        f"{VERSION}/pyodide.asm.wasm.br",
        f"{VERSION}//etc/passwd",
        "../current.json",
        "deadbeefdeadbeef/player.html",
    ],
)
def test_nothing_but_the_files_of_a_version_is_reachable(
    classroom: Classroom, built: Path, path: str
) -> None:
    answer = fetch(classroom, path)
    assert answer.status_code in (308, 404)
    assert b"unseen" not in answer.data
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_other_pages_keep_their_own_policy(classroom: Classroom, built: Path) -> None:
    classroom.desk.person = Viewer("ines", "Inès", courses=("pixels",))
    answer = classroom.client.get("/services/campus/path")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_current_version_is_what_was_built_last(built: Path, tmp_path: Path) -> None:
    dist = Dist(built.parent)
    assert dist.version == VERSION
    assert dist.address("/") == f"{AT}/{VERSION}/"
    (built.parent / "current.json").write_text('{"version": "../../etc"}')
    assert dist.version is None
    assert Dist(tmp_path / "nowhere").address() is None
