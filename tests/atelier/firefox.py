"""A real Firefox, driven by its own WebDriver BiDi: Playwright drives no Firefox but its own."""

import itertools
import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websocket

NAMES = ("firefox-esr", "firefox")
_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
# No request of its own, no first page.
_PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "media.autoplay.default": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}


class FirefoxError(AssertionError):
    """Firefox, or the page in it, says that something went wrong."""


def command() -> str | None:
    """The browser's path; None where it is not installed."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Firefox:
    """One tab of a running browser."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(f"{address}/session", timeout=60, suppress_origin=True)
        self._numbers = itertools.count(1)
        self._ask("session.new", {"capabilities": {}})
        self._tab = self._ask("browsingContext.getTree", {})["contexts"][0]["context"]

    def goto(self, url: str) -> None:
        self._ask("browsingContext.navigate", {"context": self._tab, "url": url, "wait": "complete"})

    def evaluate(self, expression: str) -> Any:
        """What a JavaScript expression gives, awaited; anything that JSON can hold.

        Raises:
            FirefoxError: it threw.
        """
        wrapped = f"(async () => JSON.stringify((await ({expression})) ?? null))()"
        parameters = {"expression": wrapped, "target": {"context": self._tab}, "awaitPromise": True}
        answer = self._ask("script.evaluate", parameters)
        if answer["type"] != "success":
            raise FirefoxError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def wait_for(self, expression: str, seconds: float = 60) -> Any:
        """Until it gives something true."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := self.evaluate(expression):
                return found
            time.sleep(0.05)
        raise FirefoxError(f"never true within {seconds} s: {expression}")

    def press(self, key: str) -> None:
        """A key, as WebDriver writes it (arrow right is ``\\ue014``), for a twentieth of a second."""
        actions = [
            {"type": "keyDown", "value": key},
            {"type": "pause", "duration": 50},
            {"type": "keyUp", "value": key},
        ]
        self._perform([{"type": "key", "id": "keyboard", "actions": actions}])

    def click(self, x: int, y: int) -> None:
        """At a point of the page."""
        actions = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._perform([{"type": "pointer", "id": "mouse", "actions": actions}])

    def close(self) -> None:
        self._socket.close()

    def _perform(self, actions: Sequence[dict[str, Any]]) -> None:
        self._ask("input.performActions", {"context": self._tab, "actions": list(actions)})

    def _ask(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer: dict[str, Any] = json.loads(self._socket.recv())
            if answer.get("id") == number:
                break
        if answer["type"] == "error":
            raise FirefoxError(f"{method}: {answer['message']}")
        result: dict[str, Any] = answer["result"]
        return result


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Starts one, and ends it.

    Args:
        profile: an empty folder.

    Raises:
        FirefoxError: it is not installed, or does not start.
    """
    path = command()
    if path is None:
        raise FirefoxError("Firefox is not installed: tests/machine.sh does it")
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    process = subprocess.Popen(
        [path, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        encoding="utf-8",
        env={"HOME": str(profile), "MOZ_HEADLESS": "1", "PATH": "/usr/bin:/bin"},
    )
    try:
        tab = Firefox(_address(process))
        yield tab
        tab.close()
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if found := _LISTENING.search(line):
            return found.group(1)
    raise FirefoxError("Firefox ended before it listened")
