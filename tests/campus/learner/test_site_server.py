"""Her site and her game in her own Jupyter server: the page's calls, who may make them, the WebSocket."""

import asyncio
import json
import time
from collections.abc import Mapping
from typing import Any

import pytest
import requests
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

pytestmark = pytest.mark.slow

OF_SITE = "campus/api/site/girls_can_code/livre_dor"
HERS = "token of-this-server"
PLAY = "campus/play/girls_can_code/premier_ecran"
APP = """
from flask import Flask, request
app = Flask(__name__)

@app.route("/", methods=["GET", "POST"])
def page():
    return "Bonjour " + request.form.get("nom", "toi")

app.run(debug=True)
"""
GAME = """
import pygame
pygame.init()
screen = pygame.display.set_mode((64, 48))
while True:
    for event in pygame.event.get():
        if event.type == pygame.KEYDOWN:
            print("touche", event.key == pygame.K_SPACE)
            raise SystemExit
    screen.fill((200, 0, 0))
    pygame.display.flip()
    pygame.time.wait(10)
"""


def write(server: Any, exercise: str, name: str, content: str) -> None:
    folder = server.home / "girls_can_code" / exercise
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content)


def wait(server: Any, state: str) -> Mapping[str, Any]:
    until = time.monotonic() + 20
    while (told := server.ask("GET", f"{OF_SITE}/state").json())["state"] != state:
        assert time.monotonic() < until, told
        time.sleep(0.05)
    return dict(told)


def test_her_site_starts_runs_and_stops_by_the_page_s_calls(server: Any) -> None:
    write(server, "livre_dor", "app.py", APP)
    assert server.ask("GET", f"{OF_SITE}/state").json()["state"] == "stopped"
    started = server.ask("POST", f"{OF_SITE}/start").json()
    assert started["state"] in ("starting", "running")
    assert started["url"].startswith("/user/lea/campus/site/")
    wait(server, "running")
    address = server.url.removesuffix("/user/lea/") + started["url"]
    # As the preview asks: no cookie, no token, and no XSRF in its form.
    assert requests.get(address, timeout=20).text == "Bonjour toi"
    assert requests.post(address, {"nom": "Zoé"}, timeout=20).text == "Bonjour Zoé"
    assert server.ask("POST", f"{OF_SITE}/stop").json()["state"] == "stopped"
    assert requests.get(address, timeout=20).status_code == 503


def test_the_exercise_says_which_file_is_the_site(server: Any) -> None:
    write(server, "livre_dor", "site.py", APP.replace("Bonjour", "Bonsoir"))
    told = {"campus": {"kind": "web", "main": "site.py", "title": "Le livre d'or"}}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": told, "cells": []}
    write(server, "livre_dor", "livre_dor.ipynb", json.dumps(notebook))
    url = server.ask("POST", f"{OF_SITE}/start").json()["url"]
    wait(server, "running")
    assert requests.get(server.url.removesuffix("/user/lea/") + url, timeout=20).text == "Bonsoir toi"
    server.ask("POST", f"{OF_SITE}/stop")


def test_only_she_starts_it(server: Any) -> None:
    for act in ("start", "stop"):
        answer = requests.post(f"{server.url}{OF_SITE}/{act}", timeout=20, allow_redirects=False)
        assert answer.status_code == 403
    answer = requests.get(f"{server.url}{OF_SITE}/state", timeout=20, allow_redirects=False)
    assert answer.status_code in (302, 403)


@pytest.mark.parametrize("main", ["../x.py", "/etc/passwd", "x.txt", 3, ["x.py"]])
def test_only_a_file_of_the_exercise_is_run(server: Any, main: Any) -> None:
    answer = server.ask("POST", f"{OF_SITE}/start", data=json.dumps({"main": main}))
    assert answer.status_code == 404
    assert server.ask("POST", "campus/api/site/..%2f/x/start").status_code == 404


def connected(server: Any, **headers: str) -> Any:
    url = server.url.replace("http://", "ws://") + PLAY
    return websocket_connect(HTTPRequest(url, headers=headers))


def cookies(server: Any) -> str:
    """Of her browser, signed in."""
    with requests.Session() as browser:
        browser.get(f"{server.url}tree", params={"token": "of-this-server"}, timeout=20)
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)


def test_a_game_is_played_over_the_websocket(server: Any) -> None:
    write(server, "premier_ecran", "jeu.py", GAME)

    async def play() -> tuple[list[Mapping[str, Any]], int]:
        socket = await connected(server, Authorization=HERS)
        await socket.write_message(json.dumps({"t": "start", "main": "jeu.py"}))
        said: list[Mapping[str, Any]] = []
        pictures = 0
        async with asyncio.timeout(30):
            while not (said and said[-1] == {"t": "state", "state": "ended"}):
                message = await socket.read_message()
                assert message is not None, said
                if isinstance(message, bytes):
                    pictures += 1
                    assert message.startswith(b"\xff\xd8")
                    await socket.write_message(json.dumps({"t": "ack"}))
                    key = {"t": "kd", "code": "Space", "key": " ", "mod": 0, "rep": False}
                    await socket.write_message(json.dumps(key))
                else:
                    said.append(json.loads(message))
        socket.close()
        return said, pictures

    said, pictures = asyncio.run(play())
    assert pictures == 1
    assert {"t": "state", "state": "running"} in said
    assert "touche True\n" in "".join(one.get("text") or "" for one in said)


def test_another_page_does_not_play_with_her_cookie(server: Any) -> None:
    hers = cookies(server)

    async def knock(origin: str) -> None:
        (await connected(server, Cookie=hers, Origin=origin)).close()

    asyncio.run(knock(server.url.removesuffix("/user/lea/")))
    for origin in ("http://evil.org", "null"):
        with pytest.raises(HTTPClientError) as refused:
            asyncio.run(knock(origin))
        assert refused.value.code == 403


@pytest.mark.parametrize("authorization", ["", "token x"])
def test_nobody_else_plays(server: Any, authorization: str) -> None:
    async def knock() -> None:
        await connected(server, **({"Authorization": authorization} if authorization else {}))

    with pytest.raises(HTTPClientError) as refused:
        asyncio.run(knock())
    assert refused.value.code == 403


def test_a_game_ends_with_its_socket(server: Any) -> None:
    import psutil

    write(server, "premier_ecran", "jeu.py", GAME)
    folder = str(server.home / "girls_can_code" / "premier_ecran")

    def playing() -> int:
        count = 0
        for process in psutil.process_iter():
            try:
                count += process.cwd() == folder
            except psutil.Error:
                continue
        return count

    async def play() -> None:
        socket = await connected(server, Authorization=HERS)
        await socket.write_message(json.dumps({"t": "start", "main": "jeu.py"}))
        while not isinstance(await socket.read_message(), bytes):
            pass
        assert playing() == 1
        socket.close()
        await asyncio.sleep(0.2)

    asyncio.run(play())
    until = time.monotonic() + 5
    while playing() and time.monotonic() < until:
        time.sleep(0.05)
    assert playing() == 0
