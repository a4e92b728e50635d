"""What a learner wrote, shown to the person who grades, asks for nothing with that person's rights."""

import pytest

from grader.harmless import text


@pytest.mark.parametrize(
    "written",
    [
        "![](/services/formgrader-essai/formgrader?path=/tmp)",
        "![vu](../../../hub/logout)",
        "![vu][la]\n\n[la]: /hub/logout",
        "![a\\](attachment:b](/hub/logout)",
    ],
)
def test_a_picture_from_elsewhere_is_shown_as_it_was_typed(written: str) -> None:
    assert text(written).startswith("<pre>")


@pytest.mark.parametrize("written", ["![mon image](attachment:image.png)", "Bravo ! [un lien](https://a.fr)"])
def test_a_picture_in_the_notebook_and_a_link_stay(written: str) -> None:
    assert text(written) == written
