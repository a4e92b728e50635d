"""A workshop on a laptop: real database, real pages, a real server on the loopback."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from busy_ness.app.application import create_app
from busy_ness.app.laptop import Laptop, laptop
from busy_ness.app.parts import Parts
from busy_ness.app.serve import serve
from busy_ness.app.workshops import Order, Workshop

ORDER = Order("Quatrième B", 6, "college", ("Les Rouges", "Les Bleus", "Les Verts"), 850, seed="graine")


class Atelier:
    """The application of one laptop, and people who come in by its own doors."""

    def __init__(self, made: Laptop, prefix: str = "") -> None:
        self.parts: Parts = made.parts
        self.token = made.token
        self.prefix = prefix
        self.app: Flask = create_app(made.parts)
        self.app.config.update(WTF_CSRF_ENABLED=False, TESTING=True)

    def workshop(self, order: Order = ORDER) -> Workshop:
        return self.parts.workshops.create(order, "animation")

    def now(self, workshop: Workshop) -> Workshop:
        """The workshop as it is kept now."""
        found = self.parts.workshops.by_id(workshop.id)
        assert found is not None
        return found

    def visitor(self) -> FlaskClient:
        return self.app.test_client()

    def facilitator(self) -> FlaskClient:
        client = self.visitor()
        answer = client.post(f"{self.prefix}/animation", data={"key": self.token})
        assert answer.status_code == 303
        return client

    def newcomer(self, workshop: Workshop, name: str) -> FlaskClient:
        """A pupil who gave her first name and sits in no team yet."""
        client = self.visitor()
        answer = client.post(f"{self.prefix}/entrer/{workshop.code}/nouveau", data={"name": name})
        assert answer.status_code == 303, answer.text
        return client

    def pupil(self, workshop: Workshop, name: str, team: int = 0) -> FlaskClient:
        """A pupil in the team of this place, from 0."""
        client = self.newcomer(workshop, name)
        chosen = self.parts.workshops.teams(workshop.id)[team].id
        answer = client.post(f"{self.prefix}/{workshop.code}/rejoindre", data={"team": str(chosen)})
        assert answer.status_code == 303, answer.text
        return client


@pytest.fixture
def atelier(tmp_path: Path) -> Atelier:
    return Atelier(laptop(tmp_path / "atelier", 8765, "127.0.0.1"))


@contextmanager
def serving(parts: Parts, port: int = 0) -> Iterator[str]:
    """The address of a server that stops with the block."""
    ready: list[int] = []
    started = threading.Event()
    loop = asyncio.new_event_loop()

    def tell(bound: int) -> None:
        ready.append(bound)
        started.set()

    task = loop.create_task(serve(parts, "127.0.0.1", port, tell))

    def run() -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(task)
        except asyncio.CancelledError:
            pending = asyncio.all_tasks(loop)
            for one in pending:
                one.cancel()
            loop.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
        finally:
            loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(20)
    try:
        yield f"http://127.0.0.1:{ready[0]}"
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(20)


@pytest.fixture
def address(atelier: Atelier) -> Iterator[str]:
    """Where the atelier's real server is."""
    with serving(atelier.parts) as url:
        yield url + atelier.prefix
