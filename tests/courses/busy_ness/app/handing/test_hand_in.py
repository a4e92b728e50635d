"""Handing in: what is missing is said first, one click counts for the team, nothing is lost on the way."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from busy_ness import example
from busy_ness.app.handing.receipts import delivered
from busy_ness.app.handing.tables import handed_table
from busy_ness.app.laptop import laptop
from busy_ness.app.mount import DeliveryError, TeamWork
from busy_ness.app.parts import Parts
from busy_ness.app.people import Person
from busy_ness.app.workshops import Workshop
from busy_ness.deliverables import DELIVERABLES, FILE, read, unpacked

MOMENT = datetime(2026, 3, 18, 15, 30, tzinfo=UTC)


class Exchange:
    """Takes what is handed in, or refuses it; what came is kept."""

    def __init__(self) -> None:
        self.taken: dict[str, TeamWork] = {}
        self.refusal = ""

    def __call__(self, work: TeamWork) -> str:
        if self.refusal:
            raise DeliveryError(self.refusal)
        self.taken[work.key] = work
        return f"receipt-{len(self.taken)}"


class Class:
    """A workshop with one team of two, who wrote the example, and the exchange of a campus."""

    def __init__(self, folder: Path, collects: bool) -> None:
        from busy_ness.app.application import create_app
        from tests.courses.busy_ness.app.conftest import Atelier

        made = laptop(folder, 8765, "127.0.0.1")
        self.exchange = Exchange()
        mount = replace(made.parts.mount, deliver=self.exchange if collects else None)
        parts = Parts(mount, made.parts.engine, made.parts.live, made.parts.workshops)
        self.atelier = Atelier(replace(made, parts=parts))
        self.atelier.app = create_app(parts)
        self.atelier.app.config.update(WTF_CSRF_ENABLED=False, TESTING=True)
        self.parts = parts
        self.workshop: Workshop = self.atelier.workshop()
        self.team = parts.workshops.teams(self.workshop.id)[0]
        self.ines = self.atelier.pupil(self.workshop, "Inès")
        self.lou = self.atelier.pupil(self.workshop, "Lou")

    def write(self, **texts: str) -> None:
        told = {**example.TEXTS, **{name.replace("__", "."): text for name, text in texts.items()}}
        self.parts.writing.fill(self.team.id, told, example.ENTRIES, Person("ines", "Inès"))

    def at(self, exercise: str = "canevas") -> str:
        return f"/{self.workshop.code}/equipe/{self.team.id}/rendre/{exercise}"

    def page(self, client: FlaskClient, exercise: str = "canevas") -> str:
        answer = client.get(self.at(exercise))
        assert answer.status_code == 200, answer.text
        return unescape(answer.text).replace("\u00a0", " ").replace("\u202f", " ")


def kept(campus: Class) -> list[str]:
    """Keys of everything that was handed in."""
    with campus.parts.engine.connect() as db:
        return list(db.scalars(select(handed_table.c.key)))


@pytest.fixture
def campus(tmp_path: Path) -> Class:
    return Class(tmp_path / "campus", collects=True)


@pytest.fixture
def alone(tmp_path: Path) -> Class:
    return Class(tmp_path / "alone", collects=False)


def test_an_empty_canvas_says_what_is_missing_and_may_be_handed_in_all_the_same(campus: Class) -> None:
    page = campus.page(campus.ines)
    assert "Ce qui manque encore" in page
    assert "« Segments de clients » : c’est vide." in page
    assert campus.ines.post(campus.at()).status_code == 303
    assert len(campus.exchange.taken) == 1


def test_one_click_counts_for_every_member(campus: Class) -> None:
    campus.write()
    assert "Tout y est" in campus.page(campus.ines)
    answer = campus.ines.post(campus.at(), follow_redirects=True)
    assert "C’est rendu, pour Inès, Lou." in unescape(answer.text).replace("\u00a0", " ")
    (work,) = campus.exchange.taken.values()
    seats = campus.parts.workshops.seats(campus.team.id)
    assert work.members == tuple(seat.person for seat in seats)
    assert (work.exercise, work.team) == ("canevas", campus.team.name)
    assert read(work.files[FILE], "canevas").dossier.text("canvas.segments")
    assert "lycéennes" in work.answers["client"]
    assert "Dernier rendu" in campus.page(campus.lou)


@pytest.mark.parametrize("exercise", DELIVERABLES)
def test_every_deliverable_has_its_page_and_can_be_handed_in(campus: Class, exercise: str) -> None:
    campus.write()
    assert DELIVERABLES[exercise].title in campus.page(campus.ines, exercise)
    assert campus.ines.post(campus.at(exercise)).status_code == 303
    (work,) = campus.exchange.taken.values()
    beside = {
        "previsionnel": {"previsionnel.xlsx", "previsionnel.pdf"},
        "pitch": {"pitch.pdf"},
    }
    assert set(work.files) == {FILE} | beside.get(exercise, set())


def test_two_clicks_of_the_same_second_are_one_hand_in_and_a_later_one_is_another(campus: Class) -> None:
    campus.write()
    moments = iter([MOMENT, MOMENT, MOMENT, MOMENT, *[MOMENT + timedelta(minutes=5)] * 9])
    object.__setattr__(campus.parts, "now", lambda: next(moments))
    campus.ines.post(campus.at())
    campus.lou.post(campus.at())
    assert len(campus.exchange.taken) == 1
    assert len(kept(campus)) == 1
    campus.lou.post(campus.at())
    assert len(campus.exchange.taken) == 2
    assert len(kept(campus)) == 2


def test_a_refusal_is_told_and_nothing_is_marked_as_handed_in(campus: Class) -> None:
    campus.exchange.refusal = "Le campus ne répond pas. Attends une minute."
    answer = campus.ines.post(campus.at())
    assert answer.status_code == 502
    assert "Le campus ne répond pas" in answer.text
    assert delivered(campus.parts.engine, campus.workshop.id) == {}


def test_during_a_pause_nobody_hands_in(campus: Class) -> None:
    campus.parts.workshops.change(campus.workshop, paused=True)
    answer = campus.ines.post(campus.at())
    assert answer.status_code == 409
    assert "en pause" in answer.text
    assert campus.exchange.taken == {}


def test_another_team_s_work_can_neither_be_seen_nor_handed_in(campus: Class) -> None:
    other = campus.atelier.pupil(campus.workshop, "Tom", team=1)
    assert other.get(campus.at()).status_code == 403
    assert other.post(campus.at()).status_code == 403
    assert campus.exchange.taken == {}


def test_a_facilitator_looks_and_does_not_hand_in(campus: Class) -> None:
    facilitator = campus.atelier.facilitator()
    assert "c’est elle qui rend" in campus.page(facilitator)
    assert facilitator.post(campus.at()).status_code == 409
    assert campus.exchange.taken == {}


def test_a_deliverable_that_does_not_exist_is_not_found(campus: Class) -> None:
    assert campus.ines.get(campus.at("brouillon")).status_code == 404


def test_the_campus_s_card_leads_to_the_team_s_page(campus: Class) -> None:
    answer = campus.ines.get("/rendre/pitch")
    assert answer.status_code == 302
    assert answer.location.endswith(campus.at("pitch"))


def test_what_pupils_wrote_is_text_in_the_page_and_never_markup(campus: Class) -> None:
    campus.write(canvas__segments="<script>alert(1)</script> des lycéennes de Roubaix")
    shown = campus.ines.get(campus.at()).text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


def test_without_a_campus_a_team_takes_its_work_away_as_a_zip(alone: Class) -> None:
    alone.write()
    answer = alone.ines.get(f"{alone.at('previsionnel')}.zip")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        names = {name.removeprefix("previsionnel/") for name in archive.namelist()}
    assert names == {FILE, "previsionnel.xlsx", "previsionnel.pdf"}
    (work,) = unpacked(answer.data)
    assert work.dossier.entries["reponse.seuil"] == "58078.71"


def test_a_laptop_s_work_is_brought_to_a_campus_for_teams_of_the_same_name(
    alone: Class, campus: Class
) -> None:
    alone.write()
    assert alone.ines.post(alone.at()).status_code == 303
    assert delivered(alone.parts.engine, alone.workshop.id) == {alone.team.id: frozenset({"canevas"})}
    carried = alone.atelier.facilitator().get(f"/{alone.workshop.code}/animer/rendus.zip").data

    facilitator = campus.atelier.facilitator()
    there = f"/{campus.workshop.code}/animer/rendus"
    answer = facilitator.post(there, data={"file": (io.BytesIO(carried), "rendus.zip")})
    assert answer.status_code == 200
    (work,) = campus.exchange.taken.values()
    assert work.team == campus.team.name
    assert work.members == tuple(seat.person for seat in campus.parts.workshops.seats(campus.team.id))
    assert "rendu le" in facilitator.get(there).text


def test_a_file_that_is_no_work_is_refused_in_words(campus: Class) -> None:
    facilitator, there = campus.atelier.facilitator(), f"/{campus.workshop.code}/animer/rendus"
    answer = facilitator.post(there, data={"file": (io.BytesIO(b"pas un zip"), "photo.zip")})
    assert answer.status_code == 400
    assert "n’est pas un zip de Busy" in answer.text
    assert facilitator.post(there).status_code == 400


def test_pupils_do_not_see_the_hand_ins_of_all_teams(campus: Class) -> None:
    assert campus.ines.get(f"/{campus.workshop.code}/animer/rendus").status_code == 403
    assert campus.ines.get(f"/{campus.workshop.code}/animer/rendus.zip").status_code == 403
