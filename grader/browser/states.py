"""Whether a page shows: what came of opening it, in one word, and in words for her."""

from typing import Literal

from grader.browser.seen import View
from grader.browser.words import state_words, status_words
from grader.stage.told import Trouble

State = Literal[
    "shown",
    "blank",
    "missing",
    "not found",
    "broken",
    "frozen",
    "loop",
    "messages",
    "crashed",
    "closed",
    "no site",
    "silent",
    "lost",
]


def judged(
    view: View, status: int, failure: str, site: str, file: str, error: Trouble | None
) -> tuple[State, str]:
    """Of a page that can still be asked.

    Args:
        failure: of the network, as Chromium names it.
        site: "lost" where her program has ended.
        error: of hers, that made a page of status 500.
    """
    if "TOO_MANY_REDIRECTS" in failure:
        return "loop", state_words("loop", file, None)
    if site == "lost":
        return "lost", state_words("lost", file, None, site=True)
    if status == 0:
        return "silent", status_words(0, view.address, error)
    if status >= 400:
        said = status_words(status, view.address, error)
        return "not found" if status == 404 else "broken", said
    if view.blank:
        return "blank", state_words("blank", file, None)
    return "shown", ""
