"""« Mon parcours » and results, as a learner reads them."""

import re
from dataclasses import replace
from html import unescape
from http import HTTPStatus
from typing import Any

import pytest

from grader.errors import GraderError
from grader.results import CheckResult

AT = "/services/campus"
Classroom = Any  # the fixture's class lives in conftest.py


def words(html: str) -> str:
    """What a person reads, with plain spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def card(page: str, exercise: str) -> str:
    found = re.search(rf'<article[^>]*id="step-pixels-{exercise}".*?</article>', page, re.DOTALL)
    assert found
    return found[0]


def test_each_state_has_its_own_icon_and_its_own_words(
    classroom: Classroom, passed: CheckResult, failed: CheckResult, waiting: CheckResult
) -> None:
    seen: dict[str, str] = {"todo": words(card(classroom.page("/path"), "step_0"))}
    classroom.store.opened("pixels", "step_0", "ines")
    seen["begun"] = words(card(classroom.page("/path"), "step_0"))
    made = classroom.hand_in()
    seen["handed_in"] = words(card(classroom.page("/path"), "step_0"))
    classroom.store.give_up(classroom.store.work(made), "no kernel")
    broken = card(classroom.page("/path"), "step_0")
    seen["broken"] = words(broken)
    for state, checks in {
        "passed": (passed,),
        "to_improve": (passed, failed, waiting),
        "waiting": (passed, waiting),
    }.items():
        classroom.graded(*checks)
        html = card(classroom.page("/path"), "step_0")
        assert f"#icon-{state}" in html
        seen[state] = words(html)
    assert "À faire" in seen["todo"]
    assert "Commencé" in seen["begun"]
    assert "Rendu, en correction…" in seen["handed_in"]
    assert "On s'en occupe" in seen["broken"]
    assert "no kernel" not in broken
    assert "Réussi 2 points sur 2" in seen["passed"]
    assert "À améliorer 2,5 points sur 6 pour l'instant" in seen["to_improve"]
    assert "En attente d'une relecture" in seen["waiting"]


def test_the_path_leads_to_her_notebook_and_counts_what_is_passed(
    classroom: Classroom, passed: CheckResult
) -> None:
    classroom.graded(passed)
    page = classroom.page("/path")
    assert 'href="/hub/user-redirect/campus/open/pixels/step_1"' in page
    assert "Réussis : 1 sur 3" in words(page)
    titles = re.findall(r"<h3>(.*?)</h3>", page)
    assert titles == ["Ma carte pixel", "Le guichet malin", "Rosaces"]


def test_an_exercise_not_released_is_only_announced(classroom: Classroom) -> None:
    classroom.store.take_back("pixels", "step_2")
    page = words(classroom.page("/path"))
    assert "Rosaces" not in page
    assert "Bientôt : une autre étape" in page


def test_an_exercise_taken_back_keeps_its_result_but_takes_no_work(
    classroom: Classroom, passed: CheckResult
) -> None:
    classroom.graded(passed)
    classroom.store.take_back("pixels", "step_0")
    html = card(classroom.page("/path"), "step_0")
    assert "Mon résultat" in html
    assert "Rendre" not in html
    classroom.store.opened("pixels", "step_1", "ines")
    answer = classroom.post("/steps/pixels/step_0/hand-in", seen_on="/path")
    assert answer.status_code == 409
    assert "Cet exercice est fermé" in answer.text


def test_a_card_being_graded_asks_again_and_a_final_one_does_not(
    classroom: Classroom, passed: CheckResult
) -> None:
    made = classroom.hand_in()
    html = card(classroom.page("/path"), "step_0")
    poll = re.search(r'hx-get="([^"]+)"', html)
    assert poll
    address = unescape(poll[1])
    assert classroom.client.get(address, headers={"HX-Request": "true"}).status_code == 204
    classroom.store.finish(made, 2, 2, [passed.as_dict(raw=True)])
    after = classroom.client.get(address, headers={"HX-Request": "true"})
    assert "Réussi" in after.text
    assert "hx-get" not in after.text


def test_handing_in_without_scripts_leads_to_the_result(classroom: Classroom) -> None:
    classroom.store.opened("pixels", "step_0", "ines")
    answer = classroom.post("/steps/pixels/step_0/hand-in", seen_on="/path")
    assert answer.status_code == 303
    assert answer.location.startswith(f"{AT}/results/")
    assert "On corrige ton travail" in classroom.page(answer.location.removeprefix(AT))


def test_handing_in_with_scripts_gives_the_card_back(classroom: Classroom) -> None:
    classroom.store.opened("pixels", "step_0", "ines")
    answer = classroom.post("/steps/pixels/step_0/hand-in", "/path", **{"HX-Request": "true"})
    assert "Rendu, en correction…" in words(answer.text)


def test_a_refusal_is_told_in_the_card(classroom: Classroom) -> None:
    classroom.store.opened("pixels", "step_0", "ines")
    classroom.refusal.append(GraderError("bundle-too-large", "Ton travail est trop lourd.", "12 MB"))
    live = classroom.post("/steps/pixels/step_0/hand-in", "/path", **{"HX-Request": "true"})
    assert "Ton travail est trop lourd." in live.text
    assert "12 MB" not in live.text
    plain = classroom.post("/steps/pixels/step_0/hand-in", "/path")
    assert plain.status_code == HTTPStatus.BAD_REQUEST
    assert "Ton travail est trop lourd." in plain.text


@pytest.mark.parametrize("path", ["/steps/pixels/step_0/hand-in", "/submissions/x/regrade"])
def test_a_form_without_its_token_is_refused(classroom: Classroom, path: str) -> None:
    answer = classroom.client.post(AT + path)
    assert answer.status_code == 400
    assert "La page a expiré" in answer.text
    assert classroom.store.submissions() == []


def test_she_hands_in_only_what_is_on_her_path(classroom: Classroom) -> None:
    classroom.store.opened("pixels", "step_0", "ines")
    assert classroom.post("/steps/cantine/step_0/hand-in", "/path").status_code == 403
    assert classroom.post("/steps/pixels/nothing/hand-in", "/path").status_code == 404


def test_a_result_says_what_works_and_what_to_try(
    classroom: Classroom, passed: CheckResult, failed: CheckResult
) -> None:
    first = classroom.graded(passed)
    made = classroom.graded(passed, failed)
    page = classroom.page(f"/results/{made}")
    assert "2,5 points sur 4" in words(page)
    assert page.index("À 12 ans pile") < page.index("Un enfant de moins de 12 ans")
    assert "<code>tarif(12)</code>" in page
    assert "&lt;b&gt;5\u00a0€&lt;/b&gt;\u202f?" in page
    assert "Traceback" not in page
    assert f"{AT}/results/{first}" in page


def test_a_comment_is_shown_as_text(classroom: Classroom, passed: CheckResult) -> None:
    made = classroom.graded(replace(passed, comment="Bravo <script>alert(1)</script> !"))
    page = classroom.page(f"/results/{made}")
    assert "Bravo &lt;script&gt;" in page
    assert "<script>alert" not in page


def test_a_result_refreshes_until_it_is_final(classroom: Classroom, passed: CheckResult) -> None:
    made = classroom.hand_in()
    live = {"HX-Request": "true"}
    assert 'hx-trigger="every 800ms"' in classroom.page(f"/results/{made}")
    assert '<noscript><meta http-equiv="refresh"' in classroom.page(f"/results/{made}")
    assert classroom.client.get(f"{AT}/results/{made}?seen=queued", headers=live).status_code == 204
    classroom.store.finish(made, 2, 2, [passed.as_dict(raw=True)])
    final = classroom.client.get(f"{AT}/results/{made}?seen=queued", headers=live).text
    assert "Bravo, tout est réussi" in words(final)
    assert "hx-trigger" not in final


def test_broken_work_is_our_fault_and_no_score(classroom: Classroom) -> None:
    made = classroom.hand_in()
    classroom.store.give_up(classroom.store.work(made), "bwrap: no permission")
    page = classroom.page(f"/results/{made}")
    assert "On s'en occupe" in words(page)
    assert "bwrap" not in page
    assert 'class="score"' not in page


def test_nobody_reads_the_result_of_another(classroom: Classroom, passed: CheckResult) -> None:
    made = classroom.graded(passed, learner="lea")
    assert classroom.status(f"/results/{made}") == 403
    assert classroom.status("/results/nothing") == 404


def test_a_learner_finds_the_facilitators_doors_closed(classroom: Classroom) -> None:
    made = classroom.hand_in()
    classroom.store.opened("pixels", "step_1", "ines")
    for path in ("/room", "/room/live", "/room/pixels.csv"):
        assert classroom.status(path) == 403
    assert classroom.post(f"/submissions/{made}/regrade", "/path").status_code == 403
    assert classroom.regraded == []


def test_whoever_is_not_signed_in_goes_to_the_sign_in_page_and_back(classroom: Classroom) -> None:
    classroom.desk.person = None
    answer = classroom.client.get(f"{AT}/path")
    assert answer.location.startswith(f"/hub/login?next={AT}/path")
    fragment = classroom.client.get(f"{AT}/path", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Refresh"]) == (401, "true")


def test_a_format_shows_the_path_day_by_day_and_the_rest_behind(
    classroom: Classroom, passed: CheckResult
) -> None:
    assert "Jour 1" not in classroom.page("/path")
    classroom.formats["pixels"] = "weekend"
    seen = words(classroom.page("/path"))
    order = (
        "Commencer : Rosaces",
        "Jour 1 Rosaces",
        "Jour 2 Ma carte pixel",
        "Pour aller plus loin",
        "guichet malin",
    )
    places = [seen.index(one) for one in order]
    assert places == sorted(places)
    classroom.graded(passed, exercise="step_2")
    assert "Continuer : Ma carte pixel" in words(classroom.page("/path"))
