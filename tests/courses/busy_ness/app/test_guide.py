"""Guides of the sessions: as many as there are sessions, two hours each, Markdown without HTML."""

from pathlib import Path

import pytest

from busy_ness.app.room import guide as module
from busy_ness.app.room.guide import GuideError, guides, html
from busy_ness.app.room.teamhome import page_titles
from tests.courses.busy_ness.app.conftest import Atelier

DELIVERABLES = ("canevas", "etude_strategie", "previsionnel", "bilan_decisions", "pitch")


@pytest.mark.parametrize("sessions", [6, 7])
def test_each_kind_of_workshop_has_its_guides_of_two_hours(atelier: Atelier, sessions: int) -> None:
    path = guides(sessions)
    assert len(path) == sessions
    with atelier.app.test_request_context():
        known = set(page_titles())
    for one in path:
        assert one.minutes == 120, one.title
        assert one.starts()[0] == 0
        assert set(one.pages) <= known
        assert all(step.say or step.do for step in one.steps), one.title
        assert one.prepare
        assert one.mistakes
        assert one.unplugged
    assert tuple(one.deliverable for one in path if one.deliverable) == DELIVERABLES


def test_html_written_in_a_guide_stays_text() -> None:
    assert "<script>" not in html("Bonjour <script>alert(1)</script>")
    assert "<strong>oui</strong>" in html("**oui**")
    assert "javascript:" not in html("[x](javascript:alert(1))").replace("[x](javascript:alert(1))", "")


def test_guides_are_typeset() -> None:
    assert "Vraiment\u202f?" in html("Vraiment ?")


STEP = '[[steps]]\nminutes = 120\ntitle = "Tout"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('title = "A"\ngoal = "B"\nsesions = [6]\n' + STEP, "unknown key 'sesions'"),
        ('title = "A"\n' + STEP, "goal"),
        ('title = "A"\ngoal = "B"\n', "no \\[\\[steps\\]\\]"),
        ('title = "A"\ngoal = "B"\n[[steps]]\nminute = 5\n', "step 1: unknown key 'minute'"),
        ("title = ", "1.toml"),
    ],
)
def test_a_wrong_guide_is_named_with_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "1.toml").write_text(text)
    with pytest.raises(GuideError, match=words):
        guides(6, tmp_path)


def test_a_missing_guide_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "1.toml").write_text('title = "A"\ngoal = "B"\n' + STEP)
    with pytest.raises(GuideError, match="has 1 guides for workshops of 6"):
        guides(6, tmp_path)
    assert module.FOLDER.is_dir()
