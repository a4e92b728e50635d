"""A page with the Atelier's player in it and nothing else of the campus, served as the campus serves it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Blueprint, Flask, Response, request
from waitress.server import create_server

from campus.dist import Dist
from campus.web.atelier import add_atelier

# 'unsafe-eval' is for Playwright, which waits by it.
_POLICY = "default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'self'; style-src 'unsafe-inline'"
_PAGE = """<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>Une page</title>
<style>#here { width: 800px; height: 600px }</style>
<button id="before">avant</button><div id="here"></div><button id="after">après</button>
<script type="module" src="/page.js"></script></html>
"""
# `heard` keeps all that the player says; `play` takes text or base64, as tests can send no bytes.
_SCRIPT = """
import { Player } from "BASEclient.js";

const heard = { states: [], output: "", errors: "", mistakes: [], captions: [], frames: [], unsupported: [] };
// Milliseconds from the page's start to the first picture of each game.
heard.shown = [];
const player = new Player(document.getElementById("here"), { base: "BASE", label: "Mon jeu" });
player.on("state", (state) => {
  window.state = state;
  heard.states.push(state);
});
player.on("output", ({ text, error }) => (heard[error ? "errors" : "output"] += text));
player.on("error", (error) => heard.mistakes.push(error));
player.on("caption", (caption) => heard.captions.push(caption));
player.on("frame", ({ firstMs }) => {
  heard.shown.push(performance.now());
  heard.frames.push(firstMs);
});
player.on("unsupported", ({ why }) => heard.unsupported.push(why));

function bytes(given) {
  return typeof given === "string"
    ? new TextEncoder().encode(given)
    : Uint8Array.from(atob(given.base64), (one) => one.charCodeAt(0));
}

async function picture() {
  const image = await createImageBitmap(await player.screenshot());
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}

Object.assign(window, {
  heard,
  player,
  play: (files, main) => {
    const given = Object.entries(files).map(([path, content]) => [path, bytes(content)]);
    return player.play(new Map(given), main);
  },
  pixels: async () => {
    const { data, width, height } = await picture();
    return { width, height, data: [...data] };
  },
  pixel: async (x, y) => {
    const { data, width } = await picture();
    return [...data.slice((y * width + x) * 4, (y * width + x) * 4 + 3)];
  },
});
"""


@dataclass(frozen=True)
class PlayerPage:
    """Where it is.

    Attributes:
        url: of the page, without a slash at its end.
        base: path of the built version, with one.
        asked: requests for anything but the page and the version, such as an attack would make.
    """

    url: str
    base: str
    asked: list[str]


@contextmanager
def player_page(dist: Dist) -> Iterator[PlayerPage]:
    """Serves it on a free port of this machine, with a cookie that only the server should see."""
    base = dist.address()
    if base is None:
        raise AssertionError(f"nothing was built in {dist.folder}: run make env")
    asked: list[str] = []
    app = Flask("player_page", static_folder=None)
    blueprint = Blueprint("campus", __name__, url_prefix="/services/campus")
    add_atelier(blueprint, dist)
    app.register_blueprint(blueprint)

    @app.get("/")
    def page() -> Response:
        frames = f"frame-src {request.host_url.rstrip('/')}{base}"
        answer = Response(_PAGE, headers={"Content-Security-Policy": f"{_POLICY}; {frames}"})
        answer.set_cookie("jupyterhub-session-id", "secret", httponly=True)
        answer.set_cookie("readable", "secret-too")
        return answer

    @app.get("/page.js")
    def script() -> Response:
        return Response(_SCRIPT.replace("BASE", base), mimetype="text/javascript")

    @app.route("/<path:other>", methods=["GET", "POST", "OPTIONS"])
    def anything(other: str) -> Response:
        asked.append(other)
        return Response("secret of the campus", headers={"Access-Control-Allow-Origin": "*"})

    server = create_server(app, host="127.0.0.1", port=0, threads=8, clear_untrusted_proxy_headers=False)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield PlayerPage(f"http://127.0.0.1:{server.effective_port}", base, asked)
    finally:
        server.close()
        thread.join(10)
