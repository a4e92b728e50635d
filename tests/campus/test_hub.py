"""The hub's configuration, looked at without starting a hub."""

from pathlib import Path

import pytest
from traitlets.config import Config

from campus import secret
from campus.hub import apply
from campus.roles import LEARNER_SERVER_SCOPES, roles
from campus.settings import Hub, Learners, Settings
from campus.space import warm

COURSES = ("girls_can_code", "keskia")


@pytest.fixture
def c(tmp_path: Path) -> Config:
    settings = Settings(data_dir=tmp_path, hub=Hub(port=9000, internal_port=9100))
    config = Config()
    apply(settings, COURSES, secret.ensure(settings.secrets_dir, secret.names(COURSES)), config)
    return config


def test_learners_servers_and_routes_outlive_the_hub(c: Config) -> None:
    assert c.JupyterHub.cleanup_servers is False
    assert c.JupyterHub.cleanup_proxy is False
    assert c.ConfigurableHTTPProxy.should_start is False


def test_the_hub_itself_listens_on_this_machine_only(c: Config) -> None:
    assert c.JupyterHub.hub_bind_url == "http://127.0.0.1:9100"
    assert c.ConfigurableHTTPProxy.api_url == "http://127.0.0.1:9101"


def test_every_course_has_its_formgrader(c: Config) -> None:
    names = [service["name"] for service in c.JupyterHub.services]
    assert {"campus", "exchange"} <= set(names)
    graders = [name for name in names if name.startswith("formgrader-")]
    assert graders == ["formgrader-girls_can_code", "formgrader-keskia"]


def test_the_hub_asks_the_warm_process_and_shows_spaces_the_gateway(c: Config, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    assert c.CampusSpawner.warm_socket == str(warm.socket_path(settings))
    assert c.CampusSpawner.gate_dir == str(warm.gate_dir(settings))


def test_spaces_are_told_of_the_internet_only_where_some_of_it_is_open(c: Config, tmp_path: Path) -> None:
    assert c.CampusSpawner.internet is False
    settings = Settings(data_dir=tmp_path, learners=Learners(internet=("pypi.org",)))
    apply(settings, COURSES, secret.read(settings.secrets_dir), c)
    assert c.CampusSpawner.internet is True


def test_nobody_is_sent_away_because_many_come_at_once(c: Config) -> None:
    assert c.JupyterHub.concurrent_spawn_limit == 0
    assert c.CampusSpawner.start_timeout > c.CampusSpawner.http_timeout


def test_nobody_is_hub_admin(c: Config) -> None:
    assert "admin_users" not in c.Authenticator
    for role in roles(COURSES):
        admin = {scope for scope in role["scopes"] if "admin" in scope}
        # `campus warm`, on the machine itself, makes the hub know who has never signed in.
        assert admin <= ({"admin:users"} if role.get("services") == ["operator"] else set()), role["name"]


def test_a_facilitator_of_one_course_does_not_reach_another_s_formgrader() -> None:
    by_name = {role["name"]: role for role in roles(COURSES)}
    assert by_name["formgrade-keskia"]["scopes"] == ["access:services!service=formgrader-keskia"]
    assert by_name["formgrade-keskia"]["groups"] == ["formgrade-keskia"]


def test_the_token_in_a_server_cannot_act_on_the_hub() -> None:
    assert not any(
        scope.startswith(("servers", "tokens", "admin", "users!", "groups"))
        for scope in LEARNER_SERVER_SCOPES
    )


def test_secrets_are_private_and_stay_the_same(tmp_path: Path) -> None:
    first = secret.ensure(tmp_path / "s", ["cookie", "proxy"])
    assert secret.ensure(tmp_path / "s", ["cookie", "proxy"]) == first
    assert first["cookie"] != first["proxy"]
    assert (tmp_path / "s").stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in (tmp_path / "s").iterdir())
