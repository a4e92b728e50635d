"""What a facilitator may ask a formgrader for: its own pages."""

from typing import Any

from jupyter_server.auth import Authorizer

# The formgrader's own handlers name no resource, so they are not asked about here.
ALLOWED = {("contents", "read")}


class FormgraderOnly(Authorizer):
    """Refuses kernels, terminals, sessions and changes of files.

    The service runs with access to the gradebooks: a facilitator grades with it, she does not program it.
    """

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        return (resource, action) in ALLOWED
