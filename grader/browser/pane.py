"""One page in Chromium, at one size: opened, looked at, filled in and clicked, whatever it does."""

import base64
import contextlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from grader.browser import chromium
from grader.browser.patience import Patience
from grader.browser.pipe import Late, Pipe, Refused
from grader.browser.server import ORIGIN, Asked, Reply, Server

Told = dict[str, Any]

SECONDS = 9.0
DOCUMENTS_MAX = 25
DIALOGS_MAX = 20
KEPT = 30
LETTERS = 1000
WORLD = "regard"
_EYES = Path(__file__).with_name("eyes.js")
_CALM = "new Promise(done => requestAnimationFrame(() => setTimeout(done, 20)))"
_ENABLED: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("Page.enable", {}),
    ("Runtime.enable", {}),
    ("Inspector.enable", {}),
    ("Fetch.enable", {"patterns": [{"urlPattern": "*"}]}),
)


class Stuck(Exception):
    """The page is of no more use; ``why`` is "frozen", "crashed", "loop", "messages" or "closed"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Pane:
    """A visitor of her own: no cookie of another pane is here."""

    def __init__(self, pipe: Pipe, server: Server, width: int, height: int) -> None:
        self._pipe = pipe
        self.server = server
        self.width, self.height = width, height
        self.stuck = ""
        self.status = 0
        self.failure = ""
        self.trouble: Told | None = None
        self.errors: list[Told] = []
        self.console: list[str] = []
        self.dialogs: list[str] = []
        self.missing: list[str] = []
        self.outside: list[str] = []
        self._documents = 0
        self._loading = False
        end = time.monotonic() + SECONDS
        self._context = pipe.ask("Target.createBrowserContext", end=end)["browserContextId"]
        self.target = pipe.ask(
            "Target.createTarget", {"url": "about:blank", "browserContextId": self._context}, end=end
        )["targetId"]
        attached = {"targetId": self.target, "flatten": True}
        self._session = pipe.ask("Target.attachToTarget", attached, end=end)["sessionId"]
        pipe.hear(self._session, self._hear)
        for method, told in _ENABLED:
            pipe.tell(method, told, self._session)
        pipe.tell("Browser.setDownloadBehavior", {"behavior": "deny", "browserContextId": self._context})
        self.resize(width, height)

    def close(self) -> None:
        self.release()
        self.server.close()

    def release(self) -> None:
        """Ends the page itself, which may be turning without end."""
        self._pipe.forget(self._session)
        self._pipe.tell("Target.disposeBrowserContext", {"browserContextId": self._context})

    # -- what it does -------------------------------------------------------------------------------

    def go(self, path: str) -> Told:
        """Opens a page, and waits until it is there. Raises Stuck."""
        with self._acting():
            self.failure = ""
            told = self._ask("Page.navigate", {"url": ORIGIN + path})
            self.failure = str(told.get("errorText", ""))
            self._calm()
            return {}

    def resize(self, width: int, height: int) -> None:
        told = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self._pipe.tell("Emulation.setDeviceMetricsOverride", told, self._session)

    def click(self, words: str) -> Told:
        """Clicks the button or link of that name, as a mouse does; what was found of it."""
        with self._acting():
            found: Told = self._eyes("toClick", words)
            if "x" not in found or found.get("covered") or found.get("disabled"):
                return found
            at = {"x": found["x"], "y": found["y"], "button": "left", "clickCount": 1}
            for kind in ("mousePressed", "mouseReleased"):
                self._ask("Input.dispatchMouseEvent", {"type": kind, **at})
            self._calm()
            return found

    def fill(self, name: str, value: str) -> Told:
        """Types into the field of that name; what was found of it."""
        with self._acting():
            found: Told = self._eyes("toFill", name, value)
            if found.get("typed"):
                if value:
                    self._ask("Input.insertText", {"text": value})
                else:
                    press = {
                        "type": "keyDown",
                        "key": "Delete",
                        "code": "Delete",
                        "windowsVirtualKeyCode": 46,
                    }
                    self._ask("Input.dispatchKeyEvent", press)
            if self._loading or not found.get("typed"):
                self._calm()
            return found

    def look(self) -> Told:
        """What a visitor sees now."""
        with self._acting():
            return dict(self._eyes("look", self.width))

    def judge(self, rules: list[str]) -> list[Any]:
        """What axe-core finds."""
        with self._acting():
            if not self._evaluate("typeof axe === 'object'"):
                locale = (chromium.AXE / "fr.json").read_text("utf-8")
                self._evaluate((chromium.AXE / "axe.min.js").read_text("utf-8") + "\n;0")
                self._evaluate(f"axe.configure({{locale: {locale}}}), 0")
            return list(self._eyes("judge", rules))

    def has_place(self, name: str) -> bool:
        """Whether the page has a place that ``#name`` leads to."""
        with self._acting():
            return bool(self._eyes("hasPlace", name))

    def picture(self, width: int, height: int, selectors: list[str]) -> tuple[bytes, list[Any]]:
        """A JPEG of its window at that size, and where the elements are in it: left, top, width, height."""
        with self._acting():
            self.resize(width, height)
            self._evaluate(_CALM)
            if selectors:
                self._eyes("show", selectors[0])
            boxes = self._eyes("boxes", selectors)
            taken = self._ask("Page.captureScreenshot", {"format": "jpeg", "quality": 90})
            self.resize(self.width, self.height)
            return base64.b64decode(taken["data"]), boxes

    # -- Chromium -----------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _acting(self) -> Iterator[None]:
        if self.stuck:
            raise Stuck(self.stuck)
        self._documents = 0
        self._patience = Patience(self._pipe.process, SECONDS)
        try:
            yield
        except Late:
            self.stuck = self.stuck or "frozen"
            raise Stuck(self.stuck) from None

    def _wait(self, done: Callable[[], bool]) -> None:
        self._patience.wait(self._pipe, lambda: bool(self.stuck) or done())
        if self.stuck:
            raise Stuck(self.stuck)

    def _ask(self, method: str, told: Mapping[str, Any]) -> Told:
        return self._pipe.asked(self._wait, method, told, self._session)

    def _calm(self) -> None:
        """Waits until nothing loads and what was changed is painted."""
        for _ in range(DOCUMENTS_MAX):
            self._wait(lambda: not self._loading)
            with contextlib.suppress(Refused):
                self._evaluate(_CALM)
                if not self._loading:
                    return

    def _evaluate(self, text: str) -> Any:
        """The value of JavaScript in a world of ours, beside the page's own."""
        frame = {"frameId": self.target, "worldName": WORLD}
        world = self._ask("Page.createIsolatedWorld", frame)["executionContextId"]
        told = {"expression": text, "contextId": world, "awaitPromise": True, "returnByValue": True}
        found = self._ask("Runtime.evaluate", told)
        if "exceptionDetails" in found:
            raise Refused(
                str(found["exceptionDetails"].get("exception", {}).get("description", ""))[:LETTERS]
            )
        return found.get("result", {}).get("value")

    def _eyes(self, name: str, *told: Any) -> Any:
        """What a function of ``eyes.js`` gives."""
        given = ", ".join(map(json.dumps, told))
        if not self._evaluate("typeof globalThis.eyes === 'object'"):
            self._evaluate(f"globalThis.eyes = {_EYES.read_text('utf-8')}; 0")
        return self._evaluate(f"globalThis.eyes.{name}({given})")

    # -- what it says -------------------------------------------------------------------------------

    def _hear(self, method: str, told: Told) -> None:
        heard: dict[str, Callable[[Told], None]] = {
            "Fetch.requestPaused": self._requested,
            "Page.frameStartedLoading": lambda told: self._load(told, loading=True),
            "Page.frameStoppedLoading": lambda told: self._load(told, loading=False),
            "Page.javascriptDialogOpening": self._spoken_to,
            "Runtime.exceptionThrown": self._thrown,
            "Runtime.consoleAPICalled": self._logged,
            "Inspector.targetCrashed": lambda _: self._stick("crashed"),
        }
        if method in heard:
            heard[method](told)

    def left(self, session: str) -> None:
        """A tab is closed; whether it is this one, its session tells."""
        if session == self._session:
            self._stick("closed")

    def _stick(self, why: str) -> None:
        self.stuck = self.stuck or why

    def _load(self, told: Told, *, loading: bool) -> None:
        if told.get("frameId") == self.target:
            self._loading = loading

    def _spoken_to(self, told: Told) -> None:
        _keep(self.dialogs, str(told.get("message", ""))[:LETTERS])
        if len(self.dialogs) >= DIALOGS_MAX:
            self._stick("messages")
        self._pipe.tell("Page.handleJavaScriptDialog", {"accept": True, "promptText": ""}, self._session)

    def _thrown(self, told: Told) -> None:
        details = told.get("exceptionDetails", {})
        thrown = details.get("exception", {})
        text = str(thrown.get("description") or thrown.get("value") or details.get("text", ""))
        place = urlsplit(str(details.get("url", "")))
        _keep(
            self.errors,
            {
                "message": text.splitlines()[0][:LETTERS] if text else "",
                "file": place.path.lstrip("/")[:200] if place.netloc == urlsplit(ORIGIN).netloc else "",
                "line": min(int(details.get("lineNumber", -1)) + 1, 1_000_000),
            },
        )

    def _logged(self, told: Told) -> None:
        parts = (one.get("value", one.get("description", "")) for one in told.get("args", ()))
        _keep(self.console, " ".join(map(str, parts))[:LETTERS])

    def _requested(self, told: Told) -> None:
        asked, number = told["request"], {"requestId": told["requestId"]}
        address = urlsplit(str(asked["url"]))
        main = told.get("resourceType") == "Document" and told.get("frameId") == self.target
        if f"{address.scheme}://{address.netloc}" != ORIGIN:
            if address.hostname and address.hostname not in self.outside:
                _keep(self.outside, address.hostname[:200])
            failed = {**number, "errorReason": "InternetDisconnected"}
            self._pipe.tell("Fetch.failRequest", failed, self._session)
            return
        self._documents += main
        if self._documents > DOCUMENTS_MAX:
            self._stick("loop")
        path = (address.path or "/") + (f"?{address.query}" if address.query else "")
        reply = self._reply(str(asked.get("method", "GET")), path, asked)
        if main:
            self.status, self.trouble = reply.status, reply.trouble
        elif reply.status == 404 and address.path not in self.missing:
            _keep(self.missing, address.path[:300])
        headers = [{"name": name, "value": value} for name, value in reply.headers]
        body = base64.b64encode(reply.body).decode()
        answer = {**number, "responseCode": reply.status, "responseHeaders": headers, "body": body}
        if reply.status == 0:
            answer = {**number, "errorReason": "Failed"}
        self._pipe.tell(
            "Fetch.failRequest" if reply.status == 0 else "Fetch.fulfillRequest", answer, self._session
        )

    def _reply(self, method: str, path: str, asked: Told) -> Reply:
        entries = asked.get("postDataEntries") or ()
        body = b"".join(base64.b64decode(one.get("bytes", "")) for one in entries)
        body = body or str(asked.get("postData", "")).encode()
        headers = tuple((str(name), str(value)) for name, value in asked.get("headers", {}).items())
        return self.server.answer(Asked(method, path, headers, body))


def _keep(kept: list[Any], one: Any) -> None:
    if len(kept) < KEPT:
        kept.append(one)
