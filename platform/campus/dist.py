"""The browser side of the Atelier as it was built: where it is, which version, and at which address."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from campus.settings import REPOSITORY

DIST = REPOSITORY / "platform" / "atelier" / "dist"
VERSION = re.compile(r"[0-9a-z]{8,64}")
_PLACE = "services/campus/atelier"


@dataclass(frozen=True)
class Dist:
    """A folder that ``platform/atelier/bundle.py`` fills: one folder a version, and which one is current.

    Attributes:
        folder: may be empty or missing, where nothing was built.
    """

    folder: Path = DIST

    @property
    def version(self) -> str | None:
        """The current one; None where nothing was built."""
        try:
            told = json.loads((self.folder / "current.json").read_text("utf-8"))
            version = told["version"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return version if isinstance(version, str) and VERSION.fullmatch(version) else None

    def address(self, base_url: str = "/") -> str | None:
        """Of the current version, with a slash at its end, e.g. ``/services/campus/atelier/3f…/``.

        Args:
            base_url: the hub's.
        """
        version = self.version
        return None if version is None else f"{base_url}{_PLACE}/{version}/"
