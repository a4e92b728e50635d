"""All share one address; what one learner writes acts in nobody else's browser all the same."""

from collections.abc import Callable, Iterator

import pytest
from nbformat import read, write
from playwright.sync_api import Page, expect

from benchmarks.running import Running
from benchmarks.visitor import Visitor, answer

COURSE, EXERCISE = "girls_can_code", "guichet_malin"
HOSTILE = "jade"
ACTING = "window.acted = true; fetch('/services/formgrader-girls_can_code/formgrader/api/grades')"
SignIn = Callable[..., Page]


@pytest.fixture(scope="module")
def jade(campus: Running) -> Visitor:
    made = Visitor(campus.url, HOSTILE, campus.words(HOSTILE))
    assert made.sign_in().ok
    made.start_server()
    return made


@pytest.fixture(scope="module")
def handed_in(jade: Visitor) -> str:
    """Her submission, with a page's worth of scripts where a reader would look."""
    text = f'<script>{ACTING}</script><img src=x onerror="{ACTING}"> [ici](javascript:{ACTING})'
    code = (
        f"from IPython.display import HTML, Javascript, display\ndisplay(HTML('<script>{ACTING}</script>'))"
    )
    code = code.replace(ACTING, ACTING.replace("'", "\\'")) + "\ndef tarif(age):\n    return 0\n"
    made = answer(jade.open(COURSE, EXERCISE), {"pourquoi-les-bords": text, "tarif": code})
    jade.save(COURSE, EXERCISE, made)
    submission = jade.hand_in(COURSE, EXERCISE)
    jade.wait_for_result(submission, seconds=120, every=0.2)
    return submission


@pytest.fixture
def grading(campus: Running, handed_in: str, sign_in: SignIn) -> Iterator[Page]:
    """Her work in the formgrader, in a facilitator's browser."""
    page = sign_in("nadia")
    room = f"{campus.url}/services/formgrader-{COURSE}/formgrader"
    found = page.request.get(f"{room}/api/submitted_notebooks/{EXERCISE}/{EXERCISE}").json()
    [hers] = [one["id"] for one in found if one["student"] == HOSTILE]
    page.goto(f"{room}/submissions/{hers}/")
    expect(page.locator("input.score#pourquoi-les-bords")).to_be_visible()
    page.wait_for_load_state("networkidle")
    yield page
    assert not page.evaluate("window.acted || false")


def test_what_she_wrote_does_nothing_where_it_is_graded(grading: Page) -> None:
    assert "window.acted" in grading.locator("body").inner_text()  # it is there to be read
    grading.wait_for_function("window.MathJax?.Hub?.config.messageStyle === 'none'")  # scripts of ours run
    grading.wait_for_function("typeof MathJax.Hub.Typeset === 'function' && MathJax.isReady")
    hidden = grading.locator(".name-hidden").first
    expect(hidden).to_be_visible()
    grading.locator("span.glyphicon.name-hidden").click()  # an onclick of nbgrader's own
    expect(grading.locator("a.name-shown")).to_be_visible()


def test_even_where_nothing_was_taken_out_of_it_the_page_s_policy_holds(
    campus: Running, grading: Page
) -> None:
    folder = campus.campus.settings.courses_dir / COURSE / "autograded" / HOSTILE / EXERCISE
    [shown] = folder.glob("*.ipynb")
    before = shown.read_bytes()
    notebook = read(shown, as_version=4)  # type: ignore[no-untyped-call]
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "pourquoi-les-bords":
            cell.source = (
                f'<script>{ACTING}</script><img src="x" onerror="{ACTING}">'
                f'<script type="text/x-mathjax-config">{ACTING}</script>'
                f'<a id="trap" href="javascript:{ACTING}">Full credit</a>'
                f'<iframe srcdoc="<script>parent.{ACTING}</script>"></iframe>'
                '<script src="/services/campus/static/none.js"></script>'
            )
    seen: list[str] = []
    grading.on("console", lambda said: seen.append(said.text))
    try:
        write(notebook, shown)  # type: ignore[no-untyped-call]
        grading.reload()
        expect(grading.locator("input.score#pourquoi-les-bords")).to_be_visible()
        grading.locator("#trap").click()
        grading.wait_for_load_state("networkidle")
        assert not grading.evaluate("window.acted || false")
        assert sum("Content Security Policy" in said for said in seen) >= 4, seen
    finally:
        shown.write_bytes(before)


@pytest.mark.parametrize("who", ["lina", "nadia"])
@pytest.mark.parametrize(
    "path", ["files/page.html", "tree", "api/contents", "lab", "static/x.js", "campus/open/x/y"]
)
def test_nobody_else_opens_a_page_of_her_server(
    campus: Running, jade: Visitor, sign_in: SignIn, who: str, path: str
) -> None:
    page = {"type": "file", "format": "text", "content": f"<script>{ACTING}</script>"}
    where = f"{campus.url}/user/{HOSTILE}/api/contents/page.html"
    jade.session.put(where, json=page, headers=jade.xsrf(), timeout=30).raise_for_status()
    other = sign_in(who)
    answered = other.goto(f"{campus.url}/user/{HOSTILE}/{path}")
    assert answered is not None
    assert answered.status in (403, 404)
    assert not other.evaluate("window.acted || false")


def test_a_page_of_hers_runs_apart_from_the_campus_in_her_own_browser_too(
    campus: Running, jade: Visitor, sign_in: SignIn
) -> None:
    page = sign_in(HOSTILE)
    page.goto(f"{campus.url}/user/{HOSTILE}/files/page.html")
    assert page.evaluate("window.origin") == "null"


@pytest.mark.parametrize("who", ["lina", "nadia"])
def test_every_cookie_that_opens_something_stays_out_of_scripts_and_of_other_paths(
    campus: Running, sign_in: SignIn, who: str
) -> None:
    page = sign_in(who)
    page.goto(f"{campus.url}/hub/user-redirect/tree")
    page.wait_for_url(f"**/user/{who}/tree**")
    cookies = page.context.cookies()
    opening = [one for one in cookies if one["name"] not in ("_xsrf", "jupyterhub-session-id")]
    assert len(opening) >= 3
    for cookie in opening:
        assert cookie["httpOnly"], cookie
        assert cookie["sameSite"] in ("Lax", "Strict"), cookie
        assert cookie["path"] != "/", cookie
