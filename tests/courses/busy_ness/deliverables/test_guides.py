"""The guides of the sessions are whole: two hours each, something to say, and every deliverable once."""

import pytest

from busy_ness.app.room.guide import SESSION_COUNTS, guides
from busy_ness.deliverables import DELIVERABLES

PAGES = {"canvas", "personas", "study", "strategy", "plan", "market", "debrief", "pitch"}


@pytest.mark.parametrize("sessions", SESSION_COUNTS)
def test_each_session_takes_two_hours_and_tells_pupils_and_facilitators_what_to_do(sessions: int) -> None:
    for guide in guides(sessions):
        assert guide.minutes == 120, guide.title
        assert set(guide.pages) <= PAGES
        for words in (
            guide.pupil,
            guide.prepare,
            guide.mistakes,
            guide.unplugged,
            guide.college,
            guide.lycee,
        ):
            assert len(words.split()) > 20, guide.title
        for step in guide.steps:
            assert step.pupil, f"{guide.title}: {step.title}"
            assert step.do or step.say, f"{guide.title}: {step.title}"


@pytest.mark.parametrize("sessions", SESSION_COUNTS)
def test_every_deliverable_ends_one_session_in_the_order_of_the_path(sessions: int) -> None:
    handed = [guide.deliverable for guide in guides(sessions) if guide.deliverable]
    assert handed == list(DELIVERABLES)


@pytest.mark.parametrize("sessions", SESSION_COUNTS)
def test_there_is_a_pause_in_every_session_but_the_jury_s(sessions: int) -> None:
    for guide in guides(sessions)[:-1]:
        assert any(step.title == "Pause" for step in guide.steps), guide.title
