"""A person without a browser: signs in, opens an exercise, writes, hands in, reads her result, over HTTP."""

import re
import time
from typing import Any

import nbformat
import requests
from nbformat import NotebookNode

FINAL = {"graded", "broken"}


class Visitor:
    """One session with the campus, cookies and all.

    Args:
        url: where the campus is, without a slash at the end.
        name: pseudonym.
        words: the three words of her card.
    """

    def __init__(self, url: str, name: str, words: str) -> None:
        self.url = url
        self.name = name
        self._words = words
        self.session = requests.Session()

    def sign_in(self) -> requests.Response:
        """Posts the form that a browser would post, and follows to her first page."""
        page = self.session.get(f"{self.url}/hub/login", timeout=30)
        found = re.search(r'name="_xsrf"\s+value="([^"]+)"', page.text)
        if found is None:
            raise AssertionError("the sign-in page has no _xsrf field")
        form = {"username": self.name, "password": self._words, "_xsrf": found.group(1)}
        return self.session.post(f"{self.url}/hub/login?next=/services/campus/", data=form, timeout=60)

    def start_server(self, seconds: float = 60) -> None:
        """Opens her own server as the links of the pages do, and waits until it answers."""
        until = time.monotonic() + seconds
        self.session.get(f"{self.url}/hub/spawn/{self.name}", timeout=seconds)
        while time.monotonic() < until:
            # A page, not the API: only pages send her through the hub's OAuth.
            answer = self.session.get(f"{self.url}/user/{self.name}/tree", timeout=seconds)
            if answer.ok and f"/user/{self.name}/tree" in answer.url:
                return
            time.sleep(0.25)
        raise AssertionError(f"{self.name}'s server did not start within {seconds} s")

    def stop_server(self, seconds: float = 60) -> None:
        """Stops it as her page does, and waits until it is gone; where there is none, nothing happens."""
        url = f"{self.url}/hub/api/users/{self.name}"
        headers = self.xsrf("/hub/")
        answer = self.session.delete(f"{url}/server", headers=headers, timeout=seconds)
        if answer.status_code != requests.codes.bad_request:  # what the hub says when none runs
            answer.raise_for_status()
        until = time.monotonic() + seconds
        while self.session.get(url, headers=headers, timeout=seconds).json()["servers"]:
            if time.monotonic() > until:
                raise AssertionError(f"{self.name}'s server did not stop within {seconds} s")
            time.sleep(0.1)

    def open(self, course: str, exercise: str) -> NotebookNode:
        """Fetches the exercise where it is missing; returns her notebook as it is on her disk."""
        answer = self.session.get(f"{self.url}/user/{self.name}/campus/open/{course}/{exercise}", timeout=60)
        answer.raise_for_status()
        found = self.session.get(self._contents(course, exercise), timeout=30)
        found.raise_for_status()
        return nbformat.from_dict(found.json()["content"])  # type: ignore[no-any-return, no-untyped-call]

    def save(self, course: str, exercise: str, notebook: NotebookNode) -> None:
        body = {"type": "notebook", "content": notebook}
        self.session.put(
            self._contents(course, exercise), json=body, headers=self.xsrf(), timeout=30
        ).raise_for_status()

    def hand_in(self, course: str, exercise: str) -> str:
        """The submission's id."""
        url = f"{self.url}/user/{self.name}/campus/api/submissions/{course}/{exercise}"
        answer = self.session.post(url, headers=self.xsrf(), timeout=60)
        answer.raise_for_status()
        return str(answer.json()["id"])

    def result(self, submission_id: str) -> dict[str, Any]:
        url = f"{self.url}/user/{self.name}/campus/api/submissions/{submission_id}"
        answer = self.session.get(url, timeout=30)
        answer.raise_for_status()
        return dict(answer.json())

    def wait_for_result(self, submission_id: str, seconds: float = 60, every: float = 0.02) -> dict[str, Any]:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = self.result(submission_id)
            if found["state"] in FINAL:
                return found
            time.sleep(every)
        raise AssertionError(f"no result for {submission_id} within {seconds} s")

    def new_token(self) -> str:
        """A hub token that she makes herself, with all that she may do."""
        url = f"{self.url}/hub/api/users/{self.name}/tokens"
        answer = self.session.post(url, json={"expires_in": 3600}, headers=self.xsrf("/hub/"), timeout=30)
        answer.raise_for_status()
        return str(answer.json()["token"])

    def _contents(self, course: str, exercise: str) -> str:
        return f"{self.url}/user/{self.name}/api/contents/{course}/{exercise}/{exercise}.ipynb"

    def xsrf(self, path: str = "") -> dict[str, str]:
        """The header that every request of hers with a body needs; ``path`` is her server's by default."""
        path = path or f"/user/{self.name}/"
        found = [one.value for one in self.session.cookies if (one.name, one.path) == ("_xsrf", path)]
        return {"X-XSRFToken": found[0] or ""} if found else {}


def answer(notebook: NotebookNode, answers: dict[str, str]) -> NotebookNode:
    """The notebook with the text of each named answer cell replaced."""
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell.source = answers[name]
    return notebook
