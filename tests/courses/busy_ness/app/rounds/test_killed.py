"""The server is killed in the middle of a round, or of a closing: whatever it answered is there."""

import re
from pathlib import Path

import pytest
import requests

from busy_ness.app.parts import Parts
from busy_ness.market import serialize
from tests.courses.busy_ness.app.rounds.school import DECISION, School, found_school, mount, school_of
from tests.courses.busy_ness.app.rounds.server import served

pytestmark = pytest.mark.slow

TEAM, ALONE = "Les Tisseuses", "Lumina"


class Browser(requests.Session):
    """Somebody signed in at a real server, with what its pages give her."""

    def __init__(self, address: str, name: str) -> None:
        super().__init__()
        self.address = address
        self.get(f"{address}/bonjour/{name}")

    def submit(self, path: str, **fields: object) -> requests.Response:
        page = self.get(self.address + re.sub(r"/marche/.*", "/marche", path)).text
        token = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert token is not None
        told = {"csrf_token": token[1], **fields}
        return self.post(self.address + path, data=told, allow_redirects=False, timeout=30)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'busy.sqlite'}"


def begun(url: str) -> School:
    school = found_school(Parts.of(mount(url)))
    school.begin()
    school.open(1)
    school.decide(ALONE, DECISION)
    return school


def again(url: str, school: School) -> School:
    """As a server that starts now reads it."""
    return school_of(Parts.of(mount(url)), school.workshop.code)


def test_a_server_killed_in_mid_round_has_lost_nothing_it_answered(url: str) -> None:
    school = begun(url)
    with served(url) as (process, address):
        hugo, nadia, lea = (Browser(address, name) for name in ("hugo", "nadia", "lea"))
        draft = school.desk(TEAM) + "/brouillon"
        for browser, field, text in ((hugo, "price", "18,50"), (nadia, "production", "444")):
            assert browser.submit(draft, field=field, text=text, version=0, round=1).status_code == 200
        process.kill()
        process.wait()
    after = again(url, school)
    assert after.history(TEAM, "price") == ["18,50"]
    assert after.history(TEAM, "production") == ["444"]
    assert after.standing.decided == {after.teams[ALONE].id}
    with served(url) as (process, address):
        lea = Browser(address, "lea")
        assert 'value="18,50"' in lea.get(address + school.desk(TEAM)).text
        left = {key: text for key, text in DECISION.items() if key not in ("price", "production")}
        after.fill(TEAM, left)
        assert lea.submit(school.desk(TEAM) + "/valider", round=1).status_code == 303
        process.kill()
        process.wait()
    assert again(url, school).standing.decided == {after.teams[ALONE].id, after.teams[TEAM].id}


@pytest.mark.parametrize("moment", ["written", "committed"])
def test_a_server_killed_in_mid_closing_closes_once_with_the_same_result(
    url: str, tmp_path: Path, moment: str
) -> None:
    school = begun(url)
    told: dict[str, object] = {"round": 1, "seen": [team.id for team in school.teams.values()]}
    with served(url, moment) as (process, address):
        with pytest.raises(requests.ConnectionError):
            Browser(address, "clara").submit(school.lead + "/cloturer", **told)
        assert process.wait(10) == -9
    after = again(url, school)
    assert after.standing.decided == (frozenset() if moment == "committed" else {after.teams[ALONE].id})
    assert after.game.round == (2 if moment == "committed" else 1)
    with served(url) as (_, address):
        answer = Browser(address, "marc").submit(school.lead + "/cloturer", **told)
        assert answer.status_code == 303
    closed = again(url, school)
    assert closed.game.round == 2
    assert [line.count('"kind":"close"') for line in closed.standing.journal.lines] == [0, 0, 1]

    undisturbed = begun(f"sqlite:///{tmp_path / 'other.sqlite'}")
    undisturbed.close(1)
    assert serialize(closed.game) == serialize(undisturbed.game)
