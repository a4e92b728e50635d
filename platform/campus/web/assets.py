"""The few files from npm that pages use, served by us so that no page asks another host for anything."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from flask import Blueprint, Response, abort, send_file

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


def add_assets(blueprint: Blueprint, node_modules: Path) -> None:
    """Serves ``assets/<name>`` for the names of ``ASSETS`` and nothing else."""

    @blueprint.get("/assets/<name>")
    def asset(name: str) -> Response:
        path = node_modules / ASSETS.get(name, "-")
        if name not in ASSETS or not path.is_file():
            abort(404)
        return send_file(path.resolve(), max_age=DAY_SECONDS)
