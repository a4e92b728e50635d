"""Her server with exercises that are made in the Atelier, and what was built of it beside."""

import base64
import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

from flask import Blueprint, Flask
from werkzeug.serving import make_server

from campus.dist import Dist
from campus.web.assets import add_assets
from campus.web.atelier import add_atelier
from tests.campus.learner.conftest import LearnerServer, started

COURSE = "girls_can_code"
NO_EXCHANGE = "http://127.0.0.1:9/services/exchange"
NODE_MODULES = Path(__file__).parents[2] / "platform" / "node_modules"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC"
)
STATEMENT = """# Ma page

Écris **ton titre** avec la balise `<h1>`.

<script>document.title = "pris"</script>

![Un chat](chat.png)
"""
PAGE = """<!doctype html>
<html lang="fr">
<head>
  <meta charset="utf-8">
  <title>Mes chats</title>
  <link rel="stylesheet" href="style.css">
</head>
<body>
  <h1>Mes chats</h1>
  <img src="chat.png" alt="Un chat">
  <a href="page2.html">Ma deuxième page</a>
  <a href="https://example.org/">Ailleurs</a>
  <script src="script.js"></script>
</body>
</html>
"""
FILES: Mapping[str, str | bytes] = {
    "index.html": PAGE,
    "style.css": "h1 { color: rgb(184, 58, 30) }\n",
    "script.js": 'console.log("bonjour");\n',
    "page2.html": '<!doctype html>\n<h1>Page 2</h1>\n<a href="index.html">Retour</a>\n',
    "chat.png": PICTURE,
}


def notebook(kind: str, main: str, title: str, text: str = STATEMENT) -> str:
    """As the author's build makes it: what the exercise says of itself is in the metadata."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "campus": {"kind": kind, "main": main, "title": title}}
    cells = [{"cell_type": "markdown", "id": "enonce", "metadata": {}, "source": text}]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


def put(home: Path, exercise: str, text: str, files: Mapping[str, str | bytes]) -> Path:
    """An exercise on her disk, as opening it leaves it there."""
    folder = home / COURSE / exercise
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{exercise}.ipynb").write_text(text, "utf-8")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@contextmanager
def served(dist: Dist) -> Iterator[str]:
    """Address of the current version, served as the campus's pages do; another origin than her server."""
    app = Flask(__name__)
    pages = Blueprint("campus", __name__, url_prefix="/services/campus")
    add_atelier(pages, dist)
    add_assets(pages, NODE_MODULES)
    app.register_blueprint(pages)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{dist.address()}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def her_server(folder: Path, atelier_url: str | None) -> Iterator[LearnerServer]:
    """Lea's server, told where the Atelier is by the environment as the spawner tells it."""
    with ExitStack() as stack:
        # Only while it starts: other tests have other servers.
        with mock.patch.dict(os.environ):
            os.environ.pop("CAMPUS_ATELIER_URL", None)
            os.environ.update({} if atelier_url is None else {"CAMPUS_ATELIER_URL": atelier_url})
            server = stack.enter_context(started(folder, NO_EXCHANGE))
        yield server
