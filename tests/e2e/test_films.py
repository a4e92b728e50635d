"""A game that fails a test, through the whole campus: its film is there, in her server and on her page."""

import pytest

from benchmarks.running import Running
from benchmarks.visitor import Visitor
from campus.settings import REPOSITORY
from grader import exhibits

COURSE, EXERCISE = "girls_can_code", "premier_ecran"
WRONG = (
    REPOSITORY / "courses" / COURSE / "exercises" / EXERCISE / "wrong" / "nuage_remis_au_depart" / "jeu.py"
)


@pytest.fixture
def fatou(campus: Running) -> Visitor:
    made = Visitor(campus.url, "fatou", campus.words("fatou"))
    assert made.sign_in().ok
    made.start_server()
    return made


def test_her_game_is_shown_where_she_reads_her_result(campus: Running, fatou: Visitor) -> None:
    fatou.open(COURSE, EXERCISE)
    hers = f"{campus.url}/user/{fatou.name}"
    body = {"type": "file", "format": "text", "content": WRONG.read_text("utf-8")}
    address = f"{hers}/api/contents/{COURSE}/{EXERCISE}/jeu.py"
    fatou.session.put(address, json=body, headers=fatou.xsrf(), timeout=30).raise_for_status()
    made = fatou.hand_in(COURSE, EXERCISE)
    result = fatou.wait_for_result(made, seconds=180)["result"]
    shown = {check["name"]: check["shown"] for check in result["checks"] if check["shown"]}
    assert list(shown) == ["defi-nuage"]
    for picture in (
        f"{hers}/campus/api/submissions/{made}/shown/defi-nuage",
        f"{campus.url}/services/campus/results/{made}/shown/defi-nuage",
    ):
        still = fatou.session.get(picture, timeout=30)
        film = fatou.session.get(f"{picture}?film=1", timeout=30)
        assert exhibits.name(film.content) == shown["defi-nuage"]["sha256"]
        assert still.content == exhibits.still(film.content)
        assert film.headers["Content-Type"] == still.headers["Content-Type"] == "image/png"
    page = fatou.session.get(f"{campus.url}/services/campus/results/{made}", timeout=30).text
    assert "Ce que montre l&#39;image" in page  # her cloud stands still, and so does the picture
    assert "rien ne bouge" in shown["defi-nuage"]["alt"]
    ines = Visitor(campus.url, "ines", campus.words("ines"))
    assert ines.sign_in().ok
    address = f"{campus.url}/services/campus/results/{made}/shown/defi-nuage"
    assert ines.session.get(address, timeout=30).status_code == 403
