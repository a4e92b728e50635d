"""The shell of her kernel: an error is told in French first, and Python's own words come folded below."""

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ipykernel.zmqshell import ZMQDisplayPublisher, ZMQInteractiveShell

if TYPE_CHECKING:
    from campus.space.mishap import Desk

DEFAULT_MODE = "Context"


class Shell(ZMQInteractiveShell):
    """Tells each error once: ``%tb`` and any ``%xmode`` but the usual one show Python's own words in full.

    The message of the kind ``error`` goes out as ever, with one line of traceback; the whole of it is in the
    reply and in ``sys.last_traceback``, so that ``%debug`` works. Where the words fail, nothing is changed.
    """

    _told: BaseException | None = None

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: Sequence[str]) -> None:
        short: Sequence[str] | None = None
        if evalue is not self._told:
            self._told = evalue
            with contextlib.suppress(Exception):
                short = self._tell(evalue, stb)
        super()._showtraceback(etype, evalue, stb if short is None else short)  # type: ignore[no-untyped-call]
        self._last_traceback = stb

    def _tell(self, error: BaseException, stb: Sequence[str]) -> Sequence[str] | None:
        """Shows the words; gives what is left for Python to say, or None for all of it."""
        if not isinstance(self.display_pub, ZMQDisplayPublisher):
            return None  # a %%capture would keep the words
        # Here, so that a kernel starts whatever becomes of the words.
        from campus.space import mishap

        error = mishap.honest(error)
        found = mishap.mishap(error, self._desk())
        whole = self.InteractiveTB.mode != DEFAULT_MODE
        english = "" if found.own or whole else "\n".join(stb)
        sys.stdout.flush()
        sys.stderr.flush()
        self.display_pub.publish(  # type: ignore[no-untyped-call]
            {"text/plain": found.text, "text/html": found.html(english)}
        )
        if whole:
            return None
        return [mishap.see_above(error) if found.own else mishap.last_line(error)]

    def _desk(self) -> "Desk":
        from campus.space.mishap import Desk

        hidden = self.user_ns_hidden
        names = [one for one in self.user_ns if not one.startswith("_") and one not in hidden]
        sources = [one for one in self.user_ns.get("In", ()) if isinstance(one, str)]
        return Desk(dict(self.compile._filename_map), names, sources, Path.cwd())
