"""A learner's page is opened in a real Chromium as a test says, and told in words for her."""

import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from grader.browser import Tab, chromium, launched, open_tab
from grader.stage.door import DOOR
from grader.stage.exhibit import BYTES_MAX, STAND, Exhibit
from grader.stage.host import Host
from grader.visit import Site
from tests.grader.staged import staged, write

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(chromium.lacking()), reason="no Chromium here: `make env` says how to get one"),
]
PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Les phares</title></head>
<body><main><h1>Les phares</h1>{0}</main></body></html>"""
GUESTBOOK = """
from flask import Flask, redirect, request, session
app = Flask(__name__)
app.secret_key = "cle"
mots = []

@app.route("/", methods=["GET", "POST"])
def accueil():
    if request.method == "POST":
        mots.append(request.form["mot"])
        session["mot"] = request.form["mot"]
        return redirect("/")
    lignes = "".join(f"<li>{mot}</li>" for mot in mots)
    return ("<title>Mots</title><form method=post><label>Ton mot : <input name=mot></label>"
            f"<button>Envoyer</button></form><ul>{lignes}</ul><p>{session.get('mot', 'rien')}</p>")

@app.route("/casse")
def casse():
    return 1 / 0

@app.route("/tourne")
def tourne():
    return redirect("/tourne")

@app.route("/finit")
def finit():
    import os
    os._exit(0)

if __name__ == "__main__":
    app.run()
"""


@pytest.fixture(autouse=True, scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One Chromium for all, as for the tests of a submission."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("grader.browser.tab.PATIENCE_SECONDS", 0.5)
        monkeypatch.setattr(launched.BROWSER, "_program", None)
        with staged(tmp_path_factory.mktemp("hers"), monkeypatch) as made:
            yield made


def page(body: str, *, width: int = 1280, head: str = PAGE) -> Tab:
    write("index.html", head.replace("{0}", body))
    return open_tab("index.html", width=width)


def shown(exhibit: Exhibit | None) -> Image.Image:
    assert exhibit is not None
    assert exhibit.mime == "image/jpeg"
    assert len(exhibit.data) <= BYTES_MAX
    return Image.open(io.BytesIO(exhibit.data))


# -- what is seen ---------------------------------------------------------------------------------------


def test_a_page_is_read_as_a_visitor_reads_it() -> None:
    view = page("<p>Un <b>feu</b> rouge.</p><p hidden>Rien</p><a href='https://exemple.test'>Voir</a>")
    assert (view.shown, view.words, view.status, view.title) == (True, "", 200, "Les phares")
    assert "Un feu rouge." in view.text
    assert "Rien" not in view.text
    assert (view.path, view.page.lang, len(view.page.headings(1))) == ("/index.html", "fr", 1)
    assert [(link.text, link.address) for link in view.links] == [("Voir", "https://exemple.test")]


def test_what_a_script_writes_is_on_the_page() -> None:
    view = page("<p id=lieu></p><script>lieu.textContent = 'Calais'; console.log('ici', 3)</script>")
    assert "Calais" in view.text
    assert view.console == ("ici 3",)


def test_a_page_that_is_not_there_is_said_by_its_name() -> None:
    view = open_tab("Index.html")
    assert (view.state, view.shown) == ("missing", False)
    assert "«\u00a0Index.html\u00a0»" in view.words
    assert view.overflow_words == view.words
    for act in (
        view.problems,
        view.dead_links,
        lambda: view.click("Envoyer"),
        lambda: view.fill("nom", "Zoé"),
    ):
        with pytest.raises(AssertionError, match=r"Index\.html"):
            act()


@pytest.mark.parametrize("script", ["while (true) {}", "window.close()"])
def test_a_page_that_goes_away_later_passes_for_no_good_one(script: str) -> None:
    view = page(f"<p>Bonjour</p><script>setTimeout(() => {{ {script} }}, 600)</script>")
    assert view.shown
    time.sleep(0.8)
    with pytest.raises(AssertionError, match=r"Ta page ne répond plus|Ton script ferme"):
        view.problems()
    assert not view.shown


def test_a_page_without_anything_is_blank() -> None:
    assert (page("", head="<title>vide</title>").state, page("", head="").state) == ("blank", "blank")
    assert page("", head="<title>image</title><canvas></canvas>").state == "shown"


def test_files_beside_the_page_come_with_their_types_and_those_missing_are_named() -> None:
    write("style.css", "h1 { color: rgb(1, 2, 3) }")
    write("texte.js", "export const mot = 'module';")
    view = page(
        "<link rel=stylesheet href='style.css'><img src='photo.png' alt='Un phare'><p id=lieu></p>"
        "<script type=module>import {mot} from './texte.js'; lieu.textContent = mot"
        " + getComputedStyle(document.querySelector('h1')).color</script>"
    )
    assert "modulergb(1, 2, 3)" in view.text
    assert view.missing == ("/photo.png",)


def test_other_machines_are_out_of_reach_and_named() -> None:
    view = page("<script src='https://exemple.test/x.js'></script><img alt='x' src='http://127.0.0.1:8000/'>")
    assert set(view.outside) == {"exemple.test", "127.0.0.1"}


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("\nbonjour()", "ne connaît pas le nom bonjour"),
        ("document.querySelector('#rien').textContent = 1", "quelque chose qui n'existe pas"),
        ("if (true) {", "il manque une parenthèse ou une accolade"),
        ("const a = 1; a = 2", "Écris let à la place"),
        ("Promise.reject(new Error('perdu'))", "perdu"),
    ],
)
def test_errors_of_a_script_are_told_in_french(script: str, words: str) -> None:
    (error,) = page(f"<script>{script}</script>").errors
    assert words in error.words
    assert "Dans index.html, regarde la ligne" in error.words or not error.line


# -- faults ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "rule", "words"),
    [
        ("<img src='a.png'>", "image-alt", "L'image a.png n'a pas de alt"),
        ("<form><input name='nom'></form>", "label", "Le champ «\u00a0nom\u00a0» ne dit pas"),
        ("<a href='suite.html'></a>", "link-name", "Le lien vers «\u00a0suite.html\u00a0» n'a pas de texte"),
        ("<button></button>", "button-name", "Un bouton n'a pas de texte"),
        ("<h4>Loin</h4>", "heading-order", "Le titre «\u00a0Loin\u00a0» (h4) saute un niveau"),
        ("<ul><p>Un</p></ul>", "list", "il n'y a que des <li>"),
        ("<li>Seul</li>", "listitem", "Un <li> est tout seul"),
        ("<h2></h2>", "empty-heading", "Un titre est vide"),
        ("<iframe src='about:blank'></iframe>", "frame-title", "n'a pas de nom"),
        ("<p style='color: #eee'>Pâle</p>", "color-contrast", "se lit mal\u00a0: #eeeeee sur #ffffff"),
    ],
)  # fmt: skip
def test_what_axe_finds_is_told_for_an_eleven_year_old(body: str, rule: str, words: str) -> None:
    (problem,) = page(body).problems(without=["page-has-heading-one"])
    assert problem.rule == rule
    assert words in problem.words
    assert problem.spots[0].selector


def test_a_good_page_has_no_problem() -> None:
    assert page("<p>Bonjour</p>").problems() == []


def test_rules_can_be_chosen_and_left_out() -> None:
    view = page("<img src='a.png'><p style='color: #eee'>Pâle</p>")
    assert {one.rule for one in view.problems()} == {"image-alt", "color-contrast"}
    assert [one.rule for one in view.problems("image-alt")] == ["image-alt"]
    assert [one.rule for one in view.problems(without=("image-alt",))] == ["color-contrast"]


def test_a_contrast_is_the_one_that_chromium_paints() -> None:
    """Of which no reading of the style sheet would know: a child's number, an opacity, a variable."""
    style = "<style>:root {--a: 0.2} p:nth-child(3) {opacity: var(--a)}</style>"
    (problem,) = page(f"{style}<p>Là</p><p>Ici</p>").problems("color-contrast")
    assert 1 < problem.spots[0].ratio < problem.spots[0].wanted == 4.5


def test_a_page_too_wide_for_a_telephone_says_what_is_too_wide() -> None:
    body = "<img alt='Un phare' src='a.svg' style='width: 700px; height: 9px'>"
    write("a.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>")
    assert not page(body).overflows
    view = page(body, width=390)
    assert view.overflows
    assert [(one.tag, one.width) for one in view.wide] == [("img", 700)]
    assert "Regarde la balise img" in view.overflow_words
    assert "max-width: 100%" in view.overflow_words


def test_a_page_that_forgets_telephones_is_told_of_its_viewport() -> None:
    view = page("", width=390, head="<title>x</title><h1>Bonjour</h1>")
    assert 'name="viewport"' in view.overflow_words


@pytest.mark.parametrize(
    ("href", "words"),
    [
        ("suite.html", "cette page n'existe pas"),
        ("#bas", "rien ne s'appelle ainsi"),
        ("#", "ne mène nulle part"),
        ("", "ne mène nulle part"),
        ("file:///C:/Users/moi/page.html", "seul ton ordinateur le connaît"),
    ],
)
def test_links_that_lead_nowhere_are_found(href: str, words: str) -> None:
    (dead,) = page(f"<p id='haut'>Haut</p><a href='{href}'>La suite</a><a href='#haut'>Haut</a>").dead_links()
    assert dead.text == "La suite"
    assert words in dead.words


def test_links_that_lead_somewhere_and_other_sites_are_left_alone() -> None:
    write("autre page.html", "<title>x</title>Autre")
    links = ("autre%20page.html", "./index.html#lieu", "/index.html?a=1", "mailto:moi@exemple.test")
    body = "".join(f"<a href='{link}'>x</a>" for link in (*links, "https://exemple.test"))
    assert page(f"<p id='lieu'>x</p>{body}").dead_links() == []


# -- what a visitor does --------------------------------------------------------------------------------


def test_every_kind_of_field_can_be_filled_in() -> None:
    view = page(
        "<form><label>Prénom : <input name=nom></label><textarea id=mot></textarea>"
        "<select name=jour><option value=l>Lundi</option><option value=m>Mardi</option></select>"
        "<input type=checkbox name=oui aria-label=Oui><input type=radio name=age value=11>"
        "<input type=radio name=age value=12><input type=date name=date><button>Voir</button></form>"
        "<script>document.forms[0].onsubmit = (e) => { e.preventDefault();"
        "document.querySelector('h1').textContent = new URLSearchParams(new FormData(e.target)) }</script>"
    )
    for name, value in (("Prénom", "Zoé"), ("jour", "Mardi"), ("oui", "oui"), ("age", "12")):
        view.fill(name, value)
    view.fill("date", "2026-11-29")
    view.fill("nom", "Inès")
    view.click("Voir")
    assert "nom=In%C3%A8s&jour=m&oui=on&age=12&date=2026-11-29" in view.text


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<button>Partir</button>", "rien à cliquer qui s'appelle «\u00a0Voir\u00a0». Il y a\u00a0: Partir."),
        ("<button disabled>Voir</button>", "il ne marche pas (disabled)"),
        ("<button style='display: none'>Voir</button>", "on ne le voit pas"),
        ("<button>Voir</button><p style='position: fixed; inset: 0'></p>", "est posé par-dessus"),
    ],
)  # fmt: skip
def test_a_button_that_cannot_be_clicked_says_why(body: str, words: str) -> None:
    view = page(body)
    with pytest.raises(AssertionError) as raised:
        view.click("Voir")
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<input name=prenom aria-label=x>", 'name="nom". Il y a\u00a0: prenom.'),
        ("<input name=nom readonly>", "On ne peut rien écrire"),
        ("<input name=nom style='display: none'>", "on ne le voit pas"),
        ("<select name=nom><option>Lou</option></select>", "ne laisse pas choisir «\u00a0Zoé\u00a0»"),
    ],
)
def test_a_field_that_cannot_be_filled_in_says_why(body: str, words: str) -> None:
    view = page(body)
    with pytest.raises(AssertionError) as raised:
        view.fill("nom", "Zoé")
    assert words in str(raised.value)


def test_messages_are_heard_and_hold_nothing_up() -> None:
    view = page("<button onclick=\"alert('un'); confirm('deux'); prompt('trois')\">Voir</button>")
    view.click("Voir")
    assert view.dialogs == ("un", "deux", "trois")


def test_pages_of_one_folder_lead_to_each_other() -> None:
    write("suite.html", PAGE.replace("{0}", "<p>Deuxième</p>"))
    view = page("<a href='suite.html'>La suite</a>")
    view.click("La suite")
    assert ("Deuxième" in view.text, view.path) == (True, "/suite.html")
    view.go("rien.html")
    assert (view.state, view.status) == ("not found", 404)
    assert "«\u00a0/rien.html\u00a0» n'existe pas" in view.words


# -- sites ----------------------------------------------------------------------------------------------


def test_a_form_of_a_site_works_and_each_tab_is_another_visitor() -> None:
    write("app.py", GUESTBOOK)
    view, other = open_tab("app.py"), open_tab("app.py")
    view.fill("Ton mot", "Salut")
    view.click("Envoyer")
    assert (view.page.find("li")[0].text, view.page.find("p")[0].text) == ("Salut", "Salut")
    view.reload()
    assert len(view.page.find("li")) == 1
    other.reload()
    assert (other.page.find("li"), other.page.find("p")[0].text) == ([], "rien")


def test_an_error_of_a_site_is_told_with_its_line() -> None:
    write("app.py", GUESTBOOK)
    view = open_tab("app.py", "/casse")
    assert (view.state, view.status) == ("broken", 500)
    assert "La page «\u00a0/casse\u00a0» s'arrête sur une erreur." in view.words
    assert "Dans app.py, regarde la ligne 19" in view.words


def test_redirections_without_end_and_a_site_that_ends_are_told() -> None:
    write("app.py", GUESTBOOK)
    assert (open_tab("app.py", "/tourne").state, open_tab("app.py", "/finit").state) == ("loop", "lost")
    assert open_tab("app.py").shown


@pytest.mark.parametrize(
    ("text", "state", "words"),
    [
        ("from flask import Flask\napp = Flask(__name__)\nmots.append(1)\n", "crashed", "la ligne 3"),
        ("x = 1\n", "no site", "app = Flask(__name__)"),
        ("while True:\n    pass\n", "frozen", "tourne sans fin"),
        ("import os\nos._exit(0)\n", "lost", "a fermé Python"),
    ],
)
def test_a_site_that_does_not_open_says_why(text: str, state: str, words: str) -> None:
    write("app.py", text)
    view = open_tab("app.py")
    assert (view.state, view.shown) == (state, False)
    assert words in view.words


# -- the picture of a failing test ----------------------------------------------------------------------


def test_a_failing_test_shows_the_page_at_both_sizes_what_is_at_fault_framed(folder: Path) -> None:
    view = page("<p>Un phare.</p><img src='a.png' style='width: 300px; height: 200px'>")
    assert view.problems()
    exhibit = STAND.take()
    image = shown(exhibit)
    assert image.width > image.height > 500
    pixels = image.convert("RGB").tobytes()
    pink = sum(
        red > 150 and green < 70 and blue < 140
        for red, green, blue in zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)
    )
    assert pink > 500
    assert exhibit is not None
    assert "1280 × 720" in exhibit.alt
    assert "Un phare." in exhibit.alt
    kept = Path(__file__).parents[2] / "test-results"
    kept.mkdir(exist_ok=True)
    image.save(kept / "exhibit-page.png")


def test_a_page_that_is_gone_has_nothing_to_show() -> None:
    page("<script>while (true) {}</script>")
    assert STAND.take() is None
    assert page("<p>Après</p>").shown


def test_a_noisy_page_is_shown_within_bounds() -> None:
    spot = (
        "<i style='position: absolute; left: {}px; top: {}px; background: hsl({} 90% 50%); padding: 5px'></i>"
    )
    noise = "".join(spot.format(n * 37 % 1280, n * 91 % 720, n * 7 % 360) for n in range(3000))
    page(f"<p>Bruit</p>{noise}")
    shown(STAND.take())


# -- elsewhere ------------------------------------------------------------------------------------------


def test_a_python_of_its_own_shows_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in stock nbgrader and in her own notebook: what she changed meanwhile is seen at once."""
    monkeypatch.setattr(launched.BROWSER, "_program", None)
    with staged(tmp_path, monkeypatch, forks=False):
        assert "Un" in page("<p>Un</p>").text
        assert "Deux" in page("<p>Deux</p>").text
        write("app.py", GUESTBOOK)
        view = open_tab("app.py")
        view.fill("mot", "Salut")
        view.click("Envoyer")
        assert view.page.find("li")[0].text == "Salut"
    monkeypatch.setattr(launched.BROWSER, "_program", None)


def test_the_browser_stays_for_the_next_test_and_programs_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launched.BROWSER, "_program", None)
    monkeypatch.chdir(tmp_path)
    host = Host(forks=True)
    DOOR.lead(host.serve)
    assert page("<p>Un</p>").shown
    write("app.py", GUESTBOOK)
    assert Site("app.py").open
    host.rest()
    assert [one.part for one in host._programs.values()] == ["browser"]
    assert page("<p>Deux</p>").shown
    host.close()
    DOOR.lead(Host().serve)
    monkeypatch.setattr(launched.BROWSER, "_program", None)


def test_without_chromium_nothing_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launched.BROWSER, "_program", None)
    monkeypatch.setenv(chromium.VARIABLE, "")
    with (
        staged(tmp_path, monkeypatch),
        pytest.raises(launched.NoChromium, match="Chromium is missing"),
    ):
        page("<p>Un</p>")
    monkeypatch.setattr(launched.BROWSER, "_program", None)
