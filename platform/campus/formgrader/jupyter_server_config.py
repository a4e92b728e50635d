"""A course's formgrader as a hub service: nbgrader's pages, and no way to run code or read files beside them."""

from typing import Any

from campus.formgrader.authorizer import FormgraderOnly

c: Any
c.ServerApp.jpserver_extensions = {  # noqa: F821 - traitlets gives c
    "nbgrader.server_extensions.formgrader": True,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "jupyterlab": False,
    "jupyter_lsp": False,
    "jupyter_server_terminals": False,
    "notebook": False,
    "notebook_shim": False,
}
c.ServerApp.authorizer_class = FormgraderOnly  # noqa: F821
c.ServerApp.terminals_enabled = False  # noqa: F821
c.ServerApp.default_url = "/formgrader"  # noqa: F821
c.ServerApp.allow_root = True  # noqa: F821 - a campus that runs as root confines others, not itself
c.ServerApp.open_browser = False  # noqa: F821
c.JupyterHubSingleUser.default_url = "/formgrader"  # noqa: F821
