"""What happens, told to open pages: a real server, server-sent events over the loopback, presence."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from queue import Empty, Queue
from typing import Any
from urllib.parse import urlsplit

import pytest

from busy_ness.app import presence, serve
from busy_ness.app.live import WAITING_MAX, Listener
from busy_ness.app.tickets import channels_of, ticket
from busy_ness.app.workshops import Workshop
from tests.courses.busy_ness.app.conftest import Atelier

Heard = Queue[dict[str, Any]]


@pytest.fixture
def workshop(atelier: Atelier) -> Workshop:
    return atelier.workshop()


@contextmanager
def listening(atelier: Atelier, address: str, *channels: str) -> Iterator[Heard]:
    """Events that an open page hears."""
    connection, answer = opened(address, ticket(atelier.parts.mount.secret_key, *channels))
    assert answer.status == 200
    assert answer.getheader("Content-Type") == "text/event-stream; charset=utf-8"
    heard: Heard = Queue()
    assert answer.readline() == b"retry: 1500\n"

    def read() -> None:
        try:
            while line := answer.readline():
                if line.startswith(b"data: ") and line.strip() != serve.ALIVE.strip().encode():
                    heard.put(json.loads(line[6:]))
        except (OSError, ValueError, AttributeError):
            return  # closed by the test

    threading.Thread(target=read, daemon=True).start()
    try:
        yield heard
    finally:
        if connection.sock is not None:
            connection.sock.shutdown(2)
        connection.close()


def opened(address: str, text: str) -> tuple[HTTPConnection, HTTPResponse]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request("GET", f"/direct?ticket={text}")
    return connection, connection.getresponse()


def until(condition: Callable[[], bool], seconds: float = 15) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.02)


def test_a_pause_reaches_every_open_page_of_its_workshop_alone(
    atelier: Atelier, address: str, workshop: Workshop
) -> None:
    other = atelier.workshop()
    lead = atelier.facilitator()
    with (
        listening(atelier, address, workshop.channel, "team:1") as one,
        listening(atelier, address, workshop.channel, "team:2") as two,
        listening(atelier, address, other.channel) as elsewhere,
    ):
        until(lambda: atelier.parts.live.listening(workshop.channel) == 2)
        lead.post(f"/{workshop.code}/animer/pause", data={"paused": "1"})
        assert one.get(timeout=15) == {"kind": "workshop"}
        assert two.get(timeout=15) == {"kind": "workshop"}
        with pytest.raises(Empty):
            elsewhere.get(timeout=0.3)


def test_who_changes_team_hears_nothing_more_of_the_old_one(
    atelier: Atelier, address: str, workshop: Workshop
) -> None:
    atelier.pupil(workshop, "Ada", team=0)
    team, seat = next(
        (found[0].team_id, found[0]) for found in atelier.parts.seating.of(workshop.id).values()
    )
    other = next(one.id for one in atelier.parts.workshops.teams(workshop.id) if one.id != team)
    channels = (workshop.channel, f"team:{team}", seat.channel)
    with listening(atelier, address, *channels) as heard:
        until(lambda: atelier.parts.live.listening(f"team:{team}") == 1)
        atelier.parts.seating.place(workshop, seat.person, "Ada", other)
        until(lambda: atelier.parts.live.listening(f"team:{team}") == 0)
        atelier.parts.live.publish(f"team:{team}", "text", said="secret")
        assert "text" not in [heard.get(timeout=5)["kind"] for _ in range(heard.qsize())]
    connection, answer = opened(address, ticket(atelier.parts.mount.secret_key, *channels))
    assert answer.status == 403
    connection.close()


def test_who_sits_down_is_told(atelier: Atelier, address: str, workshop: Workshop) -> None:
    with listening(atelier, address, workshop.channel) as heard:
        until(lambda: atelier.parts.live.listening(workshop.channel) == 1)
        atelier.pupil(workshop, "Ada")
        assert heard.get(timeout=15) == {"kind": "room"}


def test_a_ticket_that_is_not_ours_hears_nothing(atelier: Atelier, address: str, workshop: Workshop) -> None:
    good = ticket(atelier.parts.mount.secret_key, workshop.channel)
    for wrong in ("", "x", good[:-2], ticket("another key", workshop.channel), good.replace(".", "")):
        connection, answer = opened(address, wrong)
        assert answer.status == 403, wrong
        connection.close()


def test_pages_give_tickets_only_for_what_their_visitor_may_hear(
    atelier: Atelier, workshop: Workshop
) -> None:
    def heard(page: str) -> set[str]:
        text = page.split('data-live="')[1].split('"')[0]
        return set(channels_of(atelier.parts.mount.secret_key, text) or ())

    her = atelier.pupil(workshop, "Ada", team=1)
    team, seat = next(iter(atelier.parts.seating.of(workshop.id).items()))
    hers = {workshop.channel, f"team:{team}", seat[0].channel}
    assert heard(her.get(f"/{workshop.code}/").text) == hers
    lead = atelier.facilitator()
    assert heard(lead.get(f"/{workshop.code}/animer/").text) == {workshop.channel, workshop.lead_channel}
    reading = lead.get(f"/{workshop.code}/equipe/{team}/canevas").text
    assert heard(reading) == {workshop.channel, workshop.lead_channel, f"team:{team}"}
    assert 'data-live="' not in atelier.visitor().get("/entrer").text


def test_a_pupil_is_there_as_long_as_one_of_her_pages_is_open(
    atelier: Atelier, address: str, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GONE_SECONDS", 0.3)
    atelier.pupil(workshop, "Ada")
    (seat,) = next(iter(atelier.parts.seating.of(workshop.id).values()))
    hers = (workshop.channel, f"team:{seat.team_id}", seat.channel)
    with listening(atelier, address, workshop.lead_channel) as lead:
        until(lambda: atelier.parts.live.listening(workshop.lead_channel) == 1)
        with listening(atelier, address, *hers):
            assert lead.get(timeout=15) == {"kind": "seat", "seat": seat.id, "here": True}
            with listening(atelier, address, *hers):
                until(lambda: atelier.parts.live.listening(seat.channel) == 2)
            until(lambda: atelier.parts.live.listening(seat.channel) == 1)
            with pytest.raises(Empty):
                lead.get(timeout=0.6)
        assert lead.get(timeout=15) == {"kind": "seat", "seat": seat.id, "here": False}


def test_going_to_the_next_page_is_not_leaving(
    atelier: Atelier, address: str, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GONE_SECONDS", 1.0)
    with listening(atelier, address, workshop.lead_channel) as lead:
        until(lambda: atelier.parts.live.listening(workshop.lead_channel) == 1)
        for _ in range(3):
            with listening(atelier, address, workshop.channel, "seat:7"):
                until(lambda: atelier.parts.live.listening("seat:7") == 1)
            until(lambda: atelier.parts.live.listening("seat:7") == 0)
        told = [lead.get(timeout=15)["here"] for _ in range(4)]
        assert told == [True, True, True, False]


def test_the_facilitator_sees_on_her_page_who_is_there(
    atelier: Atelier, address: str, workshop: Workshop
) -> None:
    atelier.pupil(workshop, "Ada")
    seat = next(iter(atelier.parts.seating.of(workshop.id).values()))[0]
    lead = atelier.facilitator()
    shown = f'data-seat="{seat.id}" data-here="{{}}"'
    assert shown.format(0) in lead.get(f"/{workshop.code}/animer/equipes-en-direct").text
    with listening(atelier, address, workshop.channel, seat.channel):
        until(lambda: atelier.parts.live.listening(seat.channel) == 1)
        assert shown.format(1) in lead.get(f"/{workshop.code}/animer/equipes-en-direct").text


def test_an_open_page_is_never_left_in_silence(
    atelier: Atelier, address: str, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "ALIVE_SECONDS", 0.1)
    connection, answer = opened(address, ticket(atelier.parts.mount.secret_key, workshop.channel))
    lines = [answer.readline() for _ in range(6)]
    assert lines[2::2] == [b'data: {"kind":"alive"}\n'] * 2
    connection.close()


def test_a_page_that_reads_too_slowly_is_told_to_ask_for_everything() -> None:
    async def flood() -> list[str]:
        listener = Listener(frozenset({"a"}), asyncio.get_running_loop())
        for n in range(WAITING_MAX + 1):
            listener.offer(f"{n}")
        return [listener.queue.get_nowait() for _ in range(listener.queue.qsize())]

    with ThreadPoolExecutor(1) as aside:  # Playwright's loop may run in this thread
        (left,) = aside.submit(lambda: asyncio.run(flood())).result()
    assert '"kind":"reload"' in left


def test_listeners_that_left_leave_nothing_behind(atelier: Atelier, address: str, workshop: Workshop) -> None:
    with listening(atelier, address, workshop.channel, "seat:1"):
        until(lambda: atelier.parts.live.listening(workshop.channel) == 1)
    until(lambda: atelier.parts.live.listening(workshop.channel) == 0)
    atelier.parts.live.publish(workshop.channel, "room")
