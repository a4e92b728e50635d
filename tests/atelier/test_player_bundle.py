"""What browsers fetch: always the same bytes, compressed, licences told, an operator's wheel taken."""

import gzip
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier import bundle, licences
from campus.dist import Dist
from tests.atelier.conftest import build
from tests.atelier.engine import NODE, Engine

NAME = "pygame_ce-9.9.9-cp314-cp314-pyodide_2026_0_wasm32.whl"
# As little as shows which one is used, and that it waits as our own does.
OFFICIAL = """
from types import SimpleNamespace

OFFICIAL = True
time = SimpleNamespace(wait=None, delay=None, Clock=None)
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def version(dist: Dist) -> Path:
    """The folder of the version that was put together."""
    assert dist.version is not None
    return dist.folder / dist.version


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel named as the official one, of pure Python."""
    path = tmp_path / "wheels" / NAME
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pygame/__init__.py", OFFICIAL)
        about = "Metadata-Version: 2.1\nName: pygame-ce\nVersion: 9.9.9\nLicense: LGPL-2.1\n"
        archive.writestr("pygame_ce-9.9.9.dist-info/METADATA", about)
        archive.writestr("pygame_ce-9.9.9.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n")
        archive.writestr("pygame_ce-9.9.9.dist-info/RECORD", "")
    return path


def test_all_that_a_worker_is_made_from_is_there(version: Path) -> None:
    names = json.loads((version / "assets.json").read_text("utf-8"))
    assert names.pop("wheel") is None
    assert set(names) == {"worker", "asm", "wasm", "stdlib", "lock", "library"}
    assert all((version / name).is_file() for name in names.values())
    assert (version / "player.html").is_file()
    assert (version / "player.js").is_file()


def test_what_is_compressed_is_the_same_file(version: Path) -> None:
    for name in ("worker.js", "pyodide.asm.wasm", "python_stdlib.zip", "pygame.zip"):
        plain = (version / name).read_bytes()
        assert gzip.decompress((version / f"{name}.gz").read_bytes()) == plain
        unpack = "process.stdout.write(require('zlib').brotliDecompressSync(require('fs').readFileSync(0)))"
        packed = (version / f"{name}.br").read_bytes()
        unpacked = subprocess.run([NODE, "-e", unpack], input=packed, capture_output=True, check=True)
        assert unpacked.stdout == plain


def test_a_browser_fetches_about_six_megabytes(version: Path) -> None:
    names = json.loads((version / "assets.json").read_text("utf-8")).values()
    size = sum((version / f"{name}.br").stat().st_size for name in names if name)
    assert size < 6_500_000


def test_the_same_sources_make_the_same_version(dist: Dist, tmp_path: Path) -> None:
    assert bundle.assemble(bundle.Sources(), tmp_path) == dist.version


def test_what_is_compiled_is_the_same_each_time(version: Path, tmp_path: Path) -> None:
    made = bundle.assemble(bundle.Sources(), tmp_path / "dist", kept=tmp_path / "kept")
    assert made == version.name


def test_other_sources_make_another_version_and_the_last_one_stays(tmp_path: Path) -> None:
    built = tmp_path / "build"
    shutil.copytree(bundle.Sources.built, built)
    sources = bundle.Sources(built=built)
    made = []
    for word in ("un", "deux", "trois"):
        (built / "player.js").write_text(f"// {word}\n", "utf-8")
        made.append(bundle.assemble(sources, tmp_path / "dist"))
    assert len(set(made)) == 3
    kept = {path.name for path in (tmp_path / "dist").iterdir() if path.is_dir()}
    assert kept == {made[1], made[2]}
    assert Dist(tmp_path / "dist").version == made[2]


def test_licences_of_all_that_is_bundled_are_told(version: Path) -> None:
    text = (version / "licences.txt").read_text("utf-8")
    listed = dict(line.split(": ", 1) for line in text.split("=" * 100)[0].splitlines() if ": " in line)
    told = {name.rsplit(" ", 1)[0]: licence for name, licence in listed.items()}
    assert told["pyodide"] == "MPL-2.0"
    assert told["cpython"] == "PSF-2.0"
    assert "LGPL" in told["pygame-ce"]
    parts = json.loads((bundle.Sources.built / "packages.json").read_text("utf-8"))
    assert set(told) >= {name for part in ("player", "worker") for name in parts[part]}


def test_a_package_without_a_licence_is_not_bundled(tmp_path: Path) -> None:
    (tmp_path / "nameless").mkdir()
    (tmp_path / "nameless" / "package.json").write_text('{"version": "1.0"}', "utf-8")
    with pytest.raises(ValueError, match="nameless names no licence"):
        licences.of_npm(tmp_path, ["nameless"])


def test_an_official_wheel_is_bundled_and_its_licence_told(wheel: Path, tmp_path: Path) -> None:
    made = tmp_path / "dist" / bundle.assemble(bundle.Sources(wheels=wheel.parent), tmp_path / "dist")
    assert json.loads((made / "assets.json").read_text("utf-8"))["wheel"] == NAME
    assert (made / NAME).read_bytes() == wheel.read_bytes()
    assert "pygame-ce (wheel) 9.9.9: LGPL-2.1" in (made / "licences.txt").read_text("utf-8")


def test_a_wheel_for_another_python_or_system_is_refused(tmp_path: Path) -> None:
    for name, why in {
        "pygame_ce-2.5.8-cp313-cp313-pyodide_2025_0_wasm32.whl": "is for cp313",
        "pygame_ce-2.5.8-cp314-cp314-manylinux_2_28_x86_64.whl": "take the one that ends in wasm32.whl",
    }.items():
        path = tmp_path / name
        path.touch()
        with pytest.raises(bundle.BundleError, match=why):
            bundle.official_wheel(tmp_path, "3.14.2")
        path.unlink()


def test_of_two_wheels_none_is_taken(tmp_path: Path) -> None:
    for number in (7, 8):
        (tmp_path / f"pygame_ce-2.5.{number}-cp314-cp314-pyodide_2026_0_wasm32.whl").touch()
    with pytest.raises(bundle.BundleError, match="2 wheels"):
        bundle.official_wheel(tmp_path, "3.14.2")


def test_without_a_wheel_our_own_is_used(tmp_path: Path) -> None:
    (tmp_path / "numpy-2.0-cp314-cp314-pyodide_2026_0_wasm32.whl").touch()
    assert bundle.official_wheel(tmp_path, "3.14.2") is None
    assert bundle.official_wheel(tmp_path / "missing", "3.14.2") is None


@pytest.fixture
def official(library: Path, wheel: Path) -> Iterator[Engine]:
    build("node")
    engine = Engine(library, wheel)
    yield engine
    engine.close()


def test_the_official_wheel_is_what_programs_import(official: Engine) -> None:
    assert official.run("import pygame\nprint(pygame.OFFICIAL, pygame.__file__)").output == (
        "True /lib/official/pygame/__init__.py\n"
    )


def test_with_the_official_wheel_a_loop_waits_asks_and_is_stopped(official: Engine) -> None:
    played = official.run(
        "import pygame\nprint(input('Qui ? '))\nclock = pygame.time.Clock()\n"
        "while True:\n    clock.tick(50)\n    pygame.time.wait(30)\n",
        answers=["Zoé"],
        stop_after_ms=1000,
    )
    assert played.output == "Zoé\n"
    assert played.stopped
    assert played.ms == pytest.approx(1000, abs=60)


def test_mistakes_are_told_with_the_official_wheel_too(official: Engine) -> None:
    error = official.run("import pygame\npygame.rien()").error
    assert error is not None
    assert (error["line"], error["name"]) == (2, "AttributeError")
