"""What the installed pygame-ce knows: its constants, its names of keys and events, where its files are.

A process of its own (``python installed.py``), since keys have names only while a screen is open.
"""

import json
import os
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from subprocess import run


@dataclass(frozen=True)
class Installed:
    """
    Attributes:
        folder: of the package.
        constants: by name, in order of names.
        keys: pygame 1's name and SDL's, by the key's number.
        events: name by type.
    """

    folder: Path
    version: str
    sdl_version: tuple[int, int, int]
    constants: dict[str, int | str]
    keys: dict[int, tuple[str, str]]
    events: dict[int, str]


def installed() -> Installed:
    """Asks the pygame-ce of this very Python.

    Raises:
        subprocess.CalledProcessError: there is none.
    """
    quiet = {"PYGAME_HIDE_SUPPORT_PROMPT": "1", "SDL_VIDEODRIVER": "dummy"}
    done = run([sys.executable, __file__], env={**os.environ, **quiet}, capture_output=True, check=True)
    told = json.loads(done.stdout)
    major, minor, patch = told["sdl_version"]
    return Installed(
        Path(told["folder"]),
        told["version"],
        (major, minor, patch),
        told["constants"],
        {int(number): (one, other) for number, (one, other) in told["keys"].items()},
        {int(number): name for number, name in told["events"].items()},
    )


def _told() -> dict[str, object]:
    import pygame

    pygame.display.init()
    warnings.simplefilter("ignore")
    constants = {name: getattr(pygame.constants, name) for name in sorted(pygame.constants.__all__)}
    keys = sorted({number for name, number in constants.items() if name.startswith("K_")})
    events = {number: pygame.event.event_name(number) for number in range(pygame.USEREVENT)}
    return {
        "folder": str(Path(pygame.__file__).parent),
        "version": pygame.version.ver,
        "sdl_version": list(pygame.version.SDL),
        "constants": constants,
        "keys": {number: [pygame.key.name(number), pygame.key.name(number, False)] for number in keys},
        "events": {number: name for number, name in events.items() if name not in ("Unknown", "UserEvent")},
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_told()))
