"""What runs inside a learner's own Jupyter server: opening an exercise, handing it in, reading the result."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": "campus.learner"}]


def _load_jupyter_server_extension(server: "ServerApp") -> None:
    # Imported here: whoever imports campus.learner.config (the hub) needs neither tornado nor nbgrader.
    from campus.learner.handlers import add_handlers

    add_handlers(server)
