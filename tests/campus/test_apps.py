"""A course's app on the campus: its service, who gets in, and what it is given."""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from flask import Blueprint, Flask, redirect
from flask.typing import ResponseReturnValue
from traitlets.config import Config

from campus import apps, secret
from campus.apps import Visitors
from campus.hub import apply
from campus.people import People
from campus.programs import APPS, programs
from campus.roles import roles
from campus.settings import APPS_MAX, Database, Settings
from campus.web.viewer import Viewer
from campus.wiring import Campus
from grader.course_app import App
from grader.errors import GraderError
from grader.manifest import Course

COURSES, WITH_APP = ("girls_can_code", "robots"), ("robots",)


def settings_of(folder: Path) -> Settings:
    return Settings(folder, database=Database("postgresql://db/campus"))


@pytest.fixture
def secrets(tmp_path: Path) -> dict[str, str]:
    return secret.ensure(settings_of(tmp_path).secrets_dir, secret.names(COURSES, WITH_APP))


@pytest.fixture
def c(tmp_path: Path, secrets: dict[str, str]) -> Config:
    config = Config()
    apply(settings_of(tmp_path), COURSES, secrets, config, WITH_APP)
    return config


def test_the_app_is_a_service_of_the_hub_under_the_course_s_name(
    c: Config, secrets: dict[str, str], tmp_path: Path
) -> None:
    (service,) = [one for one in c.JupyterHub.services if one["name"] in COURSES]
    assert service["name"] == "robots"
    assert service["url"] == f"http://127.0.0.1:{settings_of(tmp_path).app_port(0)}"
    assert service["api_token"] == secrets["app-robots"]
    assert service["timeout"] == 0, "the hub would wait for it before it gives routes"


def test_only_people_of_the_course_get_into_its_app() -> None:
    opens = [role for role in roles(COURSES, WITH_APP) if "access:services!service=robots" in role["scopes"]]
    assert [role["groups"] for role in opens] == [["learn-robots", "formgrade-robots"]]


def test_the_app_learns_who_looks_and_may_do_nothing_else_for_her(c: Config) -> None:
    (service,) = [one for one in c.JupyterHub.services if one["name"] == "robots"]
    assert set(service["oauth_client_allowed_scopes"]) == {
        "access:services!service=robots",
        "read:users:name!user",
        "read:users:groups!user",
    }
    mine = [role for role in roles(COURSES, WITH_APP) if "robots" in role.get("services", ())]
    assert [role["scopes"] for role in mine] == [["access:services!service=exchange"]]


def test_the_app_looks_after_its_own_course_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = People(settings_of(tmp_path), COURSES, accounts=None)  # type: ignore[arg-type]
    model = {"kind": "service", "name": "robots", "scopes": ["access:services!service=exchange"]}
    monkeypatch.setattr(people._hub, "user_for_token", lambda token: model)
    person = people.identify("a token")
    assert person is not None
    assert (person.teaches, person.courses) == (frozenset({"robots"}), frozenset())


def test_a_campus_without_apps_has_neither_process_nor_role_for_them(
    tmp_path: Path, secrets: dict[str, str]
) -> None:
    assert not [role for role in roles(COURSES) if role["name"].startswith("app")]
    names = [one.name for one in programs(settings_of(tmp_path), tmp_path / "c.toml", COURSES, secrets)]
    assert not [name for name in names if name.startswith("app")]


def test_the_app_is_kept_alive_from_the_start_and_the_hub_is_told_of_it(
    tmp_path: Path, secrets: dict[str, str]
) -> None:
    found = programs(settings_of(tmp_path), tmp_path / "c.toml", COURSES, secrets, WITH_APP)
    by_name = {one.name: one for one in found}
    assert by_name["app-robots"].stage == 1
    assert by_name["app-robots"].command[-2:] == ("app", "robots")
    assert by_name["hub"].environment[APPS] == "robots"


class Desk:
    """Whoever sits there is signed in."""

    def __init__(self, person: Viewer | None) -> None:
        self.person = person

    def current_person(self) -> Viewer | None:
        return self.person

    def start(self, next_url: str) -> ResponseReturnValue:
        return redirect(f"/hub/login?next={next_url}")

    def finish(self) -> ResponseReturnValue:
        return redirect("/services/robots/")

    def leave(self) -> ResponseReturnValue:
        return redirect("/hub/logout")


def answer_to(learns: Sequence[str] = (), teaches: Sequence[str] = ()) -> Any:
    """What the page of a small app answers to somebody of these courses."""
    visitors = Visitors(Desk(Viewer("ines", "Inès", frozenset(), tuple(learns), tuple(teaches))), "robots")
    app, pages = Flask("robots"), Blueprint("robots", "robots", url_prefix="/services/robots")
    visitors.add_pages(pages)

    @pages.get("/")
    def home() -> ResponseReturnValue:
        found = visitors.current_person()
        assert found is not None
        return f"{found.name} {found.display_name} {found.is_facilitator}"

    app.register_blueprint(pages)
    return app.test_client().get("/services/robots/")


def test_a_learner_and_a_facilitator_of_the_course_are_told_apart() -> None:
    assert answer_to(learns=["robots"]).text == "ines Inès False"
    assert answer_to(teaches=["robots"]).text == "ines Inès True"


def test_who_is_not_of_the_course_gets_403_even_with_a_token() -> None:
    assert answer_to(learns=["girls_can_code"]).status_code == HTTPStatus.FORBIDDEN
    assert answer_to(teaches=["girls_can_code"]).status_code == HTTPStatus.FORBIDDEN


def course_with_app(folder: Path, name: str = "robots", module: str = "robots.app") -> Course:
    return Course(name, "Robots", "tous", "", (), {}, folder, None, App(f"{module}:serve", "L’atelier"))


def test_the_app_is_given_a_place_of_its_own(tmp_path: Path, secrets: dict[str, str]) -> None:
    settings = settings_of(tmp_path)
    campus = Campus(settings, (course_with_app(tmp_path),))
    place = apps.surroundings(campus, "robots")
    assert (place.host, place.port) == ("127.0.0.1", settings.app_port(0))
    assert place.prefix == "/services/robots"
    assert place.database_url.endswith("options=-csearch_path%3Dapp_robots")
    assert place.secret_key == secrets["app-robots"]


def test_an_app_that_cannot_be_imported_is_named(tmp_path: Path, secrets: dict[str, str]) -> None:
    campus = Campus(settings_of(tmp_path), (course_with_app(tmp_path, module="robots_of_nobody.app"),))
    with pytest.raises(GraderError, match=r"course\.toml: \[app\] serve .* cannot be imported") as refused:
        apps.serve(campus, "robots")
    assert refused.value.code == "app-unreadable"


def test_a_course_without_app_serves_none(tmp_path: Path) -> None:
    campus = Campus(settings_of(tmp_path), (replace(course_with_app(tmp_path), app=None),))
    with pytest.raises(GraderError, match="no course 'robots' with an"):
        apps.serve(campus, "robots")


def test_a_course_with_the_name_of_a_service_of_ours_cannot_have_an_app(tmp_path: Path) -> None:
    folder = tmp_path / "exchange"
    (folder / "exchange").mkdir(parents=True)
    (folder / "exchange" / "app.py").touch()
    told = '[app]\nserve = "exchange.app:serve"\ntitle = "L’atelier"\n'
    (folder / "course.toml").write_text(f'title = "A"\naudience = "B"\nsummary = "C"\npath = []\n{told}')
    settings = settings_of(tmp_path)
    with pytest.raises(GraderError, match="/services/exchange/") as refused:
        Campus.of(replace(settings, courses=replace(settings.courses, folders=(folder,))))
    assert refused.value.code == "app-name-taken"


def test_ports_of_apps_meet_no_other(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    others = {settings.hub_port, settings.proxy_port, settings.exchange_port, settings.web_port}
    others |= {settings.formgrader_port(position) for position in range(20)}
    assert not others & {settings.app_port(position) for position in range(APPS_MAX)}


def test_a_campus_with_more_apps_than_ports_says_so(tmp_path: Path) -> None:
    folders = []
    for number in range(APPS_MAX + 1):
        folder = tmp_path / f"cours_{number}"
        (folder / folder.name).mkdir(parents=True)
        (folder / folder.name / "app.py").touch()
        told = f'[app]\nserve = "{folder.name}.app:serve"\ntitle = "L’atelier"\n'
        (folder / "course.toml").write_text(f'title = "A"\naudience = "B"\nsummary = "C"\npath = []\n{told}')
        folders.append(folder)
    settings = settings_of(tmp_path)

    def campus_of(many: int) -> Campus:
        return Campus.of(replace(settings, courses=replace(settings.courses, folders=tuple(folders[:many]))))

    assert len(campus_of(APPS_MAX).app_ids) == APPS_MAX
    with pytest.raises(GraderError, match="6 at most"):
        campus_of(APPS_MAX + 1)
