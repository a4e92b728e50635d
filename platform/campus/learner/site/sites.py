"""All sites of one learner: one runs at a time, and each has an address that nobody can guess."""

import asyncio
import hashlib
import hmac
import secrets
import shutil
import tempfile
from logging import Logger, getLogger
from pathlib import Path

from campus.learner.desk import Place
from campus.learner.site.runner import Site


class Sites:
    """
    Args:
        home: hers.
        base_url: of her server, with slashes at both ends.
    """

    def __init__(self, home: Path, base_url: str, log: Logger | None = None) -> None:
        self.home, self.base_url = home, base_url
        self._log = log or getLogger(__name__)
        self._secret = secrets.token_bytes(32)
        self._known: dict[str, tuple[Place, Site]] = {}
        self._room: Path | None = None
        self._turn = asyncio.Lock()

    def token(self, where: Place) -> str:
        """The same as long as her server runs; it opens this one site."""
        name = f"{where.course}/{where.exercise}".encode()
        return hmac.new(self._secret, name, hashlib.sha256).hexdigest()[:48]

    def url(self, where: Place) -> str:
        return f"{self.base_url}campus/site/{self.token(where)}/"

    def find(self, token: str) -> Site | None:
        known = self._known.get(token)
        return known[1] if known is not None else None

    def of(self, where: Place) -> Site | None:
        return self.find(self.token(where))

    async def start(self, where: Place, main: str, *, again: bool = False) -> Site:
        """Has it run as her files are now; whatever else runs is stopped."""
        async with self._turn:
            for _, other in self._known.values():
                if other.state != "stopped" and other is not self.of(where):
                    await other.stop()
            token = self.token(where)
            if token not in self._known:
                room = self._own_room() / token[:12]
                room.mkdir(exist_ok=True)
                folder = self.home / where.notebook.parent
                self._known[token] = (where, Site(folder, main, self.url(where), room, self._log))
            site = self._known[token][1]
            anew = again or main != site.main
            site.main = main
            await site.start(again=anew)
            return site

    async def stop(self, where: Place) -> None:
        async with self._turn:
            if (site := self.of(where)) is not None:
                await site.stop()

    async def close(self) -> None:
        for _, site in self._known.values():
            await site.stop()
        if self._room is not None:
            shutil.rmtree(self._room, ignore_errors=True)

    def _own_room(self) -> Path:
        """For sockets, which have short names: only she gets in."""
        if self._room is None:
            self._room = Path(tempfile.mkdtemp(prefix="campus-site-"))
        return self._room
