"""Whose work the browser side carries, under which licence, as its packages say: ``licences.txt``."""

import email
import json
import sys
import sysconfig
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePath

NAMES = ("LICENSE*", "LICENCE*", "COPYING*", "LGPL*", "OFL*")


@dataclass(frozen=True)
class Package:
    """Something that is bundled.

    Attributes:
        licence: an SPDX name, or what the package calls it.
        text: the licence in full; empty where the package carries none.
    """

    name: str
    version: str
    licence: str
    text: str = ""


def of_npm(node_modules: Path, names: Iterable[str]) -> list[Package]:
    """
    Raises:
        ValueError: a package names no licence.
    """
    found = []
    for name in sorted(set(names)):
        folder = node_modules / name
        about = json.loads((folder / "package.json").read_text("utf-8"))
        licence = about.get("license")
        if not isinstance(licence, str) or not licence:
            raise ValueError(f"{name} names no licence in its package.json: may it be bundled?")
        found.append(Package(name, about["version"], licence, _text(folder)))
    return found


def of_python(name: str) -> Package:
    """A package that is installed here, e.g. pygame-ce."""
    package = metadata.distribution(name)
    files = [path for path in package.files or () if _is_licence(path)]
    text = "\n\n".join(path.read_text("utf-8").strip() for path in files)
    return Package(name, package.version, _licence(package.metadata.get_all), text)


def of_wheel(wheel: Path) -> Package:
    """
    Raises:
        ValueError: it is no wheel.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
            about = email.message_from_bytes(archive.read(names[0]))
            texts = [name for name in archive.namelist() if _is_licence(Path(name))]
            text = "\n\n".join(archive.read(name).decode("utf-8").strip() for name in texts)
    except (zipfile.BadZipFile, IndexError) as error:
        raise ValueError(f"{wheel} is no wheel: download it again") from error
    return Package(f"{about['Name']} (wheel)", about["Version"], _licence(about.get_all), text)


def of_cpython(version: str) -> Package:
    """Pyodide carries CPython and its standard library; their licence comes with any Python."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    found = [path for path in (stdlib / "LICENSE.txt", stdlib.parent / "LICENSE.txt") if path.is_file()]
    text = found[0].read_text("utf-8").strip() if found else sys.copyright
    return Package("cpython", version, "PSF-2.0", text)


def written(packages: Sequence[Package]) -> str:
    """``licences.txt``: a list, then the texts, each once."""
    lines = ["What the Atelier's pages carry, and under which licence.", ""]
    lines += [f"{one.name} {one.version}: {one.licence}" for one in packages]
    texts: dict[str, list[str]] = {}
    for one in packages:
        if one.text:
            texts.setdefault(one.text, []).append(one.name)
    for text, names in texts.items():
        lines += ["", "=" * 100, ", ".join(names), "=" * 100, "", text]
    return "\n".join(lines) + "\n"


def _licence(get_all: Callable[[str], Sequence[object] | None]) -> str:
    for field in ("License-Expression", "License"):
        for value in get_all(field) or ():
            if value and value != "UNKNOWN":
                return str(value).splitlines()[0]
    classified = [str(value) for value in get_all("Classifier") or () if str(value).startswith("License ::")]
    if not classified:
        raise ValueError("a package names no licence in its metadata: may it be bundled?")
    return classified[0].rsplit(" :: ", 1)[-1]


def _is_licence(path: PurePath) -> bool:
    return any(path.match(pattern) for pattern in NAMES)


def _text(folder: Path) -> str:
    found = sorted({path for pattern in NAMES for path in folder.glob(pattern) if path.is_file()})
    return "\n\n".join(path.read_text("utf-8").strip() for path in found)
