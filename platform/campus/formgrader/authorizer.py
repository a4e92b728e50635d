"""What a facilitator may ask a formgrader for: its own pages."""

from typing import Any

from jupyter_server.auth import Authorizer


class FormgraderOnly(Authorizer):
    """Refuses kernels, terminals, sessions and files.

    The service runs with access to the gradebook, whose address is in a file beside it: a facilitator grades
    with it, she does not program it. The formgrader's own handlers name no resource, so they are not asked.
    """

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        return False
