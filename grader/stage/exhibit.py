"""Something to show a learner when a test fails: a library offers it, and it is made only then."""

import base64
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

BYTES_MAX = 150_000
ALT_MAX = 1500
SECONDS = 5.0
"""How long making one may take, all in all."""

MARK = "campus"
"""In the metadata of an output that is an exhibit: ``{"exhibit": true}``."""


@dataclass(frozen=True)
class Exhibit:
    """A picture of what a test saw.

    Attributes:
        mime: "image/png" (animated or not) or "image/jpeg": what stock nbgrader shows everywhere.
        data: ``BYTES_MAX`` at most, or it is not shown.
        alt: in French, for who does not see it: all that it tells, ``ALT_MAX`` letters at most.
    """

    mime: str
    data: bytes
    alt: str

    def output(self) -> tuple[Mapping[str, str], Mapping[str, Any]]:
        """Data and metadata of the notebook output that shows it."""
        coded = base64.b64encode(self.data).decode()
        alt = self.alt[:ALT_MAX]
        # nbconvert's pages take the words for a picture from there.
        return {self.mime: coded, "text/plain": alt}, {MARK: {"exhibit": True}, self.mime: {"alt": alt}}


Make = Callable[[], Exhibit | None]


class Stand:
    """What the cell that runs has to show, should it fail; the last offer counts.

    Attributes:
        attended: whoever runs the cells asks for it (``take``). Else a kernel's own events do.
    """

    def __init__(self) -> None:
        self.attended = False
        self._make: Make | None = None
        self._shell: Any = None

    @property
    def offers(self) -> bool:
        return self._make is not None

    @property
    def offered(self) -> Make | None:
        return self._make

    def offer(self, make: Make) -> None:
        self._make = make
        if not self.attended:
            self._wait_for_the_end()

    def clear(self) -> None:
        self._make = None

    def take(self) -> Exhibit | None:
        """Makes it, once. A failure of that is nobody's mistake who reads the result, so it is silent."""
        make, self._make = self._make, None
        try:
            made = make() if make is not None else None
        except BaseException:  # being interrupted too: the result is there already, and must stay
            return None
        return made if type(made) is Exhibit and 0 < len(made.data) <= BYTES_MAX else None

    def _wait_for_the_end(self) -> None:
        """Asks the kernel that runs this cell, if one does, to tell when the cell has ended."""
        found = sys.modules.get("IPython")
        shell = found.get_ipython() if found is not None else None
        if shell is not None and shell is not self._shell:
            shell.events.register("post_run_cell", self._ended)
            self._shell = shell

    def _ended(self, result: Any) -> None:
        if getattr(result, "success", True):
            self.clear()
            return
        shown = self.take()
        if shown is not None:
            data, metadata = shown.output()
            self._shell.display_pub.publish(data=dict(data), metadata=dict(metadata))


STAND = Stand()
"""A test's cell has nothing of ours but what it imports, so this is where its libraries find it."""


def offer(make: Make) -> None:
    """If the cell that runs now fails, what ``make`` gives is shown beside the words of its error.

    ``make`` is called once, after the cell and never on a good path; programs that the cell opened
    (``door.Program``) can still be asked then. All of it together has ``SECONDS``.
    """
    STAND.offer(make)
