"""A course's formgrader as a hub service: nbgrader's pages, and no way to run code beside them."""

from typing import Any

from campus.formgrader.authorizer import FormgraderOnly
from campus.formgrader.doors import close_doors
from campus.formgrader.pages import close_pages

c: Any
close_doors()
close_pages()
c.ServerApp.jpserver_extensions = {  # noqa: F821 - traitlets gives c
    "nbgrader.server_extensions.formgrader": True,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "jupyterlab": False,
    "jupyter_lsp": False,
    "jupyter_server_mathjax": False,
    "jupyter_server_terminals": False,
    "jupyterlab_jupytext": False,
    "notebook": False,
    "notebook_shim": False,
}
c.ServerApp.authorizer_class = FormgraderOnly  # noqa: F821
c.ServerApp.terminals_enabled = False  # noqa: F821
c.ServerApp.default_url = "/formgrader"  # noqa: F821
c.ServerApp.allow_root = True  # noqa: F821 - a campus that runs as root confines others, not itself
# Of all that are not the formgrader's pages; those have a policy of their own, stricter still.
c.ServerApp.tornado_settings = {  # noqa: F821
    "headers": {
        "Content-Security-Policy": "default-src 'self'; script-src 'self'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    }
}
c.ServerApp.open_browser = False  # noqa: F821
c.JupyterHubSingleUser.default_url = "/formgrader"  # noqa: F821
