"""Opening, handing in and reading results through a learner's own server, against a real exchange."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import requests

from grader import exhibits
from tests.grader.films import film

pytestmark = pytest.mark.slow

OPEN = "campus/open/girls_can_code/guichet-malin"
HAND_IN = "campus/api/submissions/girls_can_code/guichet-malin"
LATEST = "campus/api/exercises/girls_can_code/guichet-malin/latest"


def test_opening_fetches_the_exercise_and_leads_to_its_notebook(server: Any, exchange: Any) -> None:
    answer = server.ask("GET", OPEN)
    assert answer.status_code == 302
    assert answer.headers["Location"] == (
        "/user/lea/notebooks/girls_can_code/guichet-malin/guichet-malin.ipynb"
    )
    assert server.notebook.is_file()
    assert (server.folder / "tarifs.csv").is_file()
    assert exchange.store.openings("girls_can_code", "lea") == {("lea", "guichet-malin")}


def test_opening_again_restores_what_is_missing_and_touches_nothing_of_hers(server: Any) -> None:
    server.ask("GET", OPEN)
    server.notebook.write_text("hers")
    (server.folder / "tarifs.csv").unlink()
    assert server.ask("GET", OPEN).status_code == 302
    assert server.notebook.read_text() == "hers"
    assert (server.folder / "tarifs.csv").is_file()


def test_her_work_opens_when_the_exercise_was_taken_back(server: Any, exchange: Any) -> None:
    server.ask("GET", OPEN)
    exchange.store.take_back("girls_can_code", "guichet-malin")
    assert server.ask("GET", OPEN).status_code == 302


def test_an_unknown_exercise_gets_a_french_page(server: Any) -> None:
    answer = server.ask("GET", "campus/open/girls_can_code/inconnu")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "n&#39;existe pas dans ce cours" in answer.text
    assert 'href="/services/campus/"' in answer.text
    assert not (server.home / "girls_can_code" / "inconnu").exists()


def test_a_path_in_the_address_is_not_a_course(server: Any) -> None:
    for course in ("..", "%2e%2e", "a%2Fb", "Girls%20Can"):
        assert server.ask("GET", f"campus/open/{course}/guichet-malin").status_code in (302, 404)
    assert server.ask("GET", "campus/open/%2e%2e%2fx/guichet-malin").status_code == 404


def test_without_the_exchange_the_page_says_what_next(server_without_exchange: Any) -> None:
    answer = server_without_exchange.ask("GET", OPEN)
    assert answer.status_code == 503
    assert "Le campus ne répond pas" in answer.text
    assert "Traceback" not in answer.text


def test_handing_in_gives_a_receipt_then_the_result(
    server: Any, exchange: Any, check: Callable[..., dict[str, Any]]
) -> None:
    server.ask("GET", OPEN)
    assert server.ask("GET", LATEST).json() is None
    receipt = server.ask("POST", HAND_IN)
    assert receipt.status_code == 201
    assert receipt.json()["state"] == "queued"
    exchange.grade(receipt.json()["id"], [check("bords", "À 12 ans pile", 1, 2)])
    for path in (f"campus/api/submissions/{receipt.json()['id']}", LATEST):
        told = server.ask("GET", path).json()
        assert told["state"] == "graded"
        assert told["result"]["score"] == 1


def test_the_same_click_sent_twice_is_one_hand_in(server: Any, exchange: Any) -> None:
    server.ask("GET", OPEN)
    keys = ["a", "a", "b"]
    receipts = [server.ask("POST", HAND_IN, headers={"Idempotency-Key": key}).json() for key in keys]
    assert [one["id"] == receipts[0]["id"] for one in receipts] == [True, True, False]
    assert len(exchange.store.submissions(courses=["girls_can_code"])) == 2


def test_the_latest_of_several_hand_ins_is_told(server: Any) -> None:
    server.ask("GET", OPEN)
    receipts = [server.ask("POST", HAND_IN).json() for _ in range(3)]
    assert server.ask("GET", LATEST).json()["id"] == receipts[-1]["id"]


def test_what_was_never_opened_cannot_be_handed_in(server: Any) -> None:
    answer = server.ask("POST", HAND_IN)
    assert answer.status_code == 404
    assert answer.json()["code"] == "not-opened"
    assert "Ouvre-le d'abord" in answer.json()["message"]


def test_a_refusal_of_the_exchange_keeps_its_code_and_its_words(server: Any) -> None:
    server.ask("GET", OPEN)
    server.notebook.write_text("{")
    answer = server.ask("POST", HAND_IN)
    assert answer.status_code == 400
    assert answer.json()["code"] == "unreadable-notebook"
    assert "abîmé" in answer.json()["message"]


def test_an_unknown_submission_is_a_404_in_french(server: Any) -> None:
    answer = server.ask("GET", "campus/api/submissions/nowhere")
    assert answer.status_code == 404
    assert json.loads(answer.text)["code"] == "unknown-submission"


def test_nobody_gets_in_without_signing_in(server: Any) -> None:
    assert requests.get(server.url + LATEST, timeout=10).status_code == 403
    assert requests.post(server.url + HAND_IN, timeout=10).status_code == 403
    opened = requests.get(server.url + OPEN, timeout=10, allow_redirects=False)
    assert "/login" in opened.headers["Location"]


def test_a_page_from_elsewhere_cannot_hand_in_for_her(server: Any) -> None:
    session = requests.Session()
    session.get(f"{server.url}tree?token=of-this-server", timeout=30)  # a cookie, as a browser has
    assert session.get(server.url + LATEST, timeout=30).ok
    assert session.post(server.url + HAND_IN, timeout=30).status_code == 403


def test_the_interface_is_french_and_asks_nobody_for_news(server: Any) -> None:
    plugin = server.ask("GET", "lab/api/settings/@jupyterlab/translation-extension:plugin").json()
    assert plugin["schema"]["properties"]["locale"]["default"] == "fr_FR"
    page = server.ask("GET", "tree").text
    assert '"load": "static/remoteEntry.js", "name": "campus"' in page
    assert "@jupyterlab/apputils-extension:announcements" in page


def test_nbgrader_in_her_terminal_uses_the_same_exchange(server: Any) -> None:
    listing = subprocess.run(
        [sys.executable, "-m", "nbgrader", "list"],
        env=server.environment,
        cwd=server.home,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "girls_can_code guichet-malin" in listing.stdout + listing.stderr


def graded_with(exchange: Any, server: Any, check: Callable[..., Any], data: bytes) -> str:
    """A result of hers whose one check shows these bytes."""
    server.ask("GET", OPEN)
    made = str(server.ask("POST", HAND_IN).json()["id"])
    exchange.blobs.put(io.BytesIO(data))
    shown = {"sha256": exhibits.name(data), "alt": "Ton jeu.", "width": 320, "height": 284, "seconds": 1.2}
    exchange.grade(made, [check("bouge", "Il avance", 0, 1, shown=shown), check("reste", "Il reste", 0, 1)])
    return made


def test_what_a_test_shows_is_hers_to_see(server: Any, exchange: Any, check: Callable[..., Any]) -> None:
    address = f"campus/api/submissions/{graded_with(exchange, server, check, film())}/shown"
    still, moving = server.ask("GET", f"{address}/bouge"), server.ask("GET", f"{address}/bouge?film=2")
    assert moving.content == film()
    assert still.content == exhibits.still(film())
    for answer in (still, moving):
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    for other in ("reste", "autre", "%2e%2e%2fx"):
        assert server.ask("GET", f"{address}/{other}").status_code == 404
    assert requests.get(server.url + f"{address}/bouge", timeout=10, allow_redirects=False).status_code != 200


def test_what_is_no_picture_is_not_passed_on(server: Any, exchange: Any, check: Callable[..., Any]) -> None:
    made = graded_with(exchange, server, check, b"<script>alert(1)</script>")
    assert server.ask("GET", f"campus/api/submissions/{made}/shown/bouge").status_code == 404
