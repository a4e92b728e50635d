"""The few files from npm that pages use, served by us so that no page asks another host for anything."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from flask import Blueprint, Response, abort, send_file, send_from_directory

ASSETS: Mapping[str, str] = MappingProxyType(
    {
        "htmx.min.js": "htmx.org/dist/htmx.min.js",
        "atkinson.woff2": "@fontsource-variable/atkinson-hyperlegible-next/files/"
        "atkinson-hyperlegible-next-latin-wght-normal.woff2",
        "bricolage.woff2": "@fontsource-variable/bricolage-grotesque/files/"
        "bricolage-grotesque-latin-wght-normal.woff2",
    }
)
DAY_SECONDS = 24 * 60 * 60
# nbgrader's pages (formgrader, feedback) set formulas with MathJax 2; nbconvert/templates/ points them here.
_package = find_spec("jupyter_server_mathjax")  # found, not imported: that would load a whole Jupyter server
MATHJAX = Path(_package.origin if _package and _package.origin else "").parent / "static"


def add_assets(blueprint: Blueprint, node_modules: Path) -> None:
    """Serves ``assets/<name>`` for the names of ``ASSETS`` and nothing else."""

    @blueprint.get("/mathjax/<path:name>")
    def mathjax(name: str) -> Response:
        return send_from_directory(MATHJAX, name, max_age=DAY_SECONDS)

    @blueprint.get("/assets/<name>")
    def asset(name: str) -> Response:
        path = node_modules / ASSETS.get(name, "-")
        if name not in ASSETS or not path.is_file():
            abort(404)
        return send_file(path.resolve(), max_age=DAY_SECONDS)
