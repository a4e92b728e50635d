"""A workshop with its facilitator and its pupils, as the rounds find them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Blueprint, Flask, redirect, session
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.test import TestResponse

from busy_ness.app.application import create_app
from busy_ness.app.mount import Mount
from busy_ness.app.parts import Parts
from busy_ness.app.people import Person
from busy_ness.app.rounds.ledger import Standing
from busy_ness.app.rounds.tables import draft_table
from busy_ness.app.workshops import Order, Team, Workshop
from busy_ness.market import Game

SECRET = "a secret of at least thirty-two characters"
TEAMS: Mapping[str, tuple[str, ...]] = {
    "Les Tisseuses": ("lea", "hugo", "nadia", "tom"),
    "Éco-Gourdes": ("sami", "ines"),
    "Lumina": ("paul",),
}


DECISION: Mapping[str, str] = {
    "price": "20",
    "quality": "3",
    "production": "400",
    "advertising": "500",
    "machine": "0",
    "forecast_sales": "380",
    "forecast_result": "-150",
}
RUIN: Mapping[str, str] = {
    **DECISION,
    "price": "8",
    "quality": "5",
    "production": "500",
    "advertising": "12000",
}


class NamedSignIn:
    """Whoever opens ``/bonjour/<name>`` is that person; ``clara`` and ``marc`` are facilitators."""

    def current_person(self) -> Person | None:
        name = session.get("name")
        if name is None:
            return None
        return Person(name, name.capitalize(), name in ("clara", "marc"))

    def start(self, next_url: str) -> ResponseReturnValue:
        return "Qui es-tu ?", 401

    def add_pages(self, pages: Blueprint) -> None:
        @pages.get("/bonjour/<name>")
        def hello(name: str) -> ResponseReturnValue:
            session["name"] = name
            return redirect("bienvenue", 303)

        @pages.get("/bonjour/bienvenue")
        def welcome() -> ResponseReturnValue:
            return "Bonjour"


@dataclass(frozen=True)
class School:
    """``teams`` by name."""

    parts: Parts
    workshop: Workshop
    teams: Mapping[str, Team]

    @property
    def standing(self) -> Standing:
        found = self.parts.ledger.standing(self.workshop.id)
        assert found is not None
        return found

    @property
    def game(self) -> Game:
        return self.standing.game

    def begin(self, **settings: str) -> TestResponse:
        sent = {"rounds": "6", "customers_per_team": "850", "events": "1", **settings}
        teams = [team.id for team in self.teams.values()]
        return self.client("clara").post(self.lead + "/commencer", data={**sent, "team": teams})

    def open(self, number: int, minutes: str = "") -> TestResponse:
        return self.client("clara").post(self.lead + "/ouvrir", data={"round": number, "minutes": minutes})

    def close(self, number: int) -> TestResponse:
        """As the facilitator who was shown every team."""
        sent = {"round": number, "seen": [team.id for team in self.teams.values()]}
        return self.client("clara").post(self.lead + "/cloturer", data=sent)

    def fill(self, team: str, fields: Mapping[str, str], number: int = 1) -> None:
        """The team's members type, each the fields of her role."""
        for member in self.parts.workshops.seats(self.teams[team].id):
            client = self.client(member.person)
            state = told(client.get(self.desk(team) + "/etat"))["fields"]
            for key, text in fields.items():
                sent = {"field": key, "text": text, "version": state[key]["version"], "round": number}
                client.post(self.desk(team) + "/brouillon", data=sent)

    def decide(self, team: str, fields: Mapping[str, str], number: int = 1) -> TestResponse:
        """They type, and the first of them validates."""
        self.fill(team, fields, number)
        dg = self.parts.workshops.seats(self.teams[team].id)[0]
        return self.client(dg.person).post(self.desk(team) + "/valider", data={"round": number})

    def without_roles(self, team: str) -> None:
        members = self.parts.workshops.seats(self.teams[team].id)
        self.parts.seating.set_roles(self.workshop, {member.id: () for member in members})

    def history(self, team: str, field: str) -> list[str]:
        """Every text of a field, in order."""
        d = draft_table.c
        asked = select(d.text).where(d.team_id == self.teams[team].id, d.field == field).order_by(d.version)
        with self.parts.engine.connect() as db:
            return list(db.scalars(asked))

    @property
    def lead(self) -> str:
        return f"/{self.workshop.code}/animer/marche"

    def desk(self, team: str) -> str:
        """The path of a team's market."""
        return f"/{self.workshop.code}/equipe/{self.teams[team].id}/marche"

    @cached_property
    def app(self) -> Flask:
        app = create_app(self.parts)
        app.config["WTF_CSRF_ENABLED"] = False
        return app

    def client(self, name: str) -> FlaskClient:
        """A browser in which ``name`` is signed in."""
        client = self.app.test_client()
        client.get(f"/bonjour/{name}")
        return client


def told(answer: TestResponse) -> Any:
    """What an answer says in JSON."""
    return json.loads(answer.text)


def mount(database_url: str) -> Mount:
    return Mount(database_url, SECRET, NamedSignIn())


def found_school(parts: Parts, teams: Mapping[str, tuple[str, ...]] = TEAMS, seed: str = "automne") -> School:
    """A workshop with its teams; who comes first in a team of four is its DG, and so on."""
    order = Order("Atelier de la Lys", 6, "college", tuple(teams), market_size=850, seed=seed)
    workshop = parts.workshops.create(order, "clara")
    for team in parts.workshops.teams(workshop.id):
        for person in teams[team.name]:
            parts.seating.join(workshop, person, person.capitalize(), team.id)
    parts.seating.share_roles(workshop)
    return school_of(parts, workshop.code)


def school_of(parts: Parts, code: str) -> School:
    workshop = parts.workshops.find(code)
    assert workshop is not None
    return School(parts, workshop, {team.name: team for team in parts.workshops.teams(workshop.id)})
