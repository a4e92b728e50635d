"""Sites as learners write them, walked through and filled in for the tests of their exercises."""

from dataclasses import dataclass, field

import girls_can_code.formulaire as formulaire
import girls_can_code.plan as plan
from grader.page import Page


@dataclass
class Answer:
    path: str
    text: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "text/html; charset=utf-8"})

    @property
    def ok(self) -> bool:
        return self.status == 200

    @property
    def page(self) -> Page:
        return Page(self.text)


@dataclass
class Site:
    pages: dict[str, str]
    asked: list[str] = field(default_factory=list)

    def visit(self, path: str) -> Answer:
        self.asked.append(path)
        text = self.pages.get(path.split("?")[0])
        return Answer(path.split("?")[0], text or "", 404 if text is None else 200)


def test_a_tour_follows_every_link_once_wherever_it_begins() -> None:
    site = Site(
        {
            "/": '<a href="/a">A</a> <a href="a#bas">A</a> <a href="https://exemple.fr">ailleurs</a>',
            "/a": '<a href="b/">B</a> <a href="mailto:x@y.fr">x</a> <a href="//autre.fr/">y</a>',
            "/b/": '<a href="../a">A</a> <a href="">ici</a> <a href="c">C</a>',
        }
    )
    found = plan.tour(site)
    assert list(found.pages) == ["/", "/a", "/b/"]
    assert [(one.link.path, one.link.text, one.link.page) for one in found.dead] == [("/b/c", "C", "/b/")]
    assert site.asked == ["/", "/a", "/b/", "/b/c"]


def test_a_site_without_end_is_left_after_twenty_pages() -> None:
    class Endless(Site):
        def visit(self, path: str) -> Answer:
            number = int(path.strip("/") or 0)
            return Answer(path, f'<a href="/{number + 1}">suite</a>')

    assert len(plan.tour(Endless({})).pages) == plan.PAGES_MAX


def test_what_is_no_page_is_no_page() -> None:
    class WithPicture(Site):
        def visit(self, path: str) -> Answer:
            answer = super().visit(path)
            return Answer(path, "", headers={"content-type": "image/png"}) if path == "/x.png" else answer

    found = plan.tour(WithPicture({"/": '<a href="x.png">image</a><a href="/é">é</a>', "/é": "<p>é</p>"}))
    assert (list(found.pages), found.dead) == (["/", "/é"], ())


def test_the_menu_is_what_stands_in_nav_and_stays_here() -> None:
    text = '<nav><ul><li><a href="/x">X</a></li></ul><a>rien</a><a href="http://y.fr">Y</a></nav>'
    text += '<a href="/z">Z</a>'
    assert [(one.path, one.text) for one in plan.menu(Answer("/", text))] == [("/x", "X")]


def test_pictures_and_sheets_of_the_site_are_found() -> None:
    text = '<link href="/static/s.css" rel="stylesheet"><img src="a.png"><img src="data:image/png;base64,AA">'
    assert plan.pictures(Answer("/jeu/", text)) == [
        ("/static/s.css", "/static/s.css"),
        ("a.png", "/jeu/a.png"),
    ]


FORM = """<form method="POST" action="envoi"><input name="nom"><input name="mail" type="email">
<textarea name="mot"></textarea>
<select name="gout"><option value="">…</option><option>citron</option></select>
<input type="radio" name="choix" value="a"><input type="radio" name="choix" value="b">
<input type="number" name="note" min="1"><input type="checkbox" name="ok">
<input type="hidden" name="k" value="v">
<input type="submit" name="go" value="Envoyer"><input name="path"></form>"""


def test_a_form_is_filled_in_as_a_visitor_would() -> None:
    form = Page(FORM).forms[0]
    assert formulaire.is_sent(form)
    assert formulaire.address(form, "/contact/") == "/contact/envoi"
    assert formulaire.wordy(form) == ["nom", "mot", "path"]
    assert formulaire.filled(form, ["Zoé", "Salut"]) == {
        "nom": "Zoé",
        "mail": "visiteuse@exemple.fr",
        "mot": "Salut",
        "gout": "citron",
        "choix": "a",
        "note": "1",
        "ok": "on",
        "k": "v",
    }


def test_a_form_without_action_comes_back_to_its_page() -> None:
    form = Page("<form><input name=a></form>").forms[0]
    assert (formulaire.address(form, "/livre"), formulaire.is_sent(form)) == ("/livre", False)


def test_forms_that_ask_for_no_words_or_go_by_get_are_left_out() -> None:
    pages = {
        "/": Answer("/", '<form><input name="q"></form>'),
        "/a": Answer("/a", '<form method="post"><input type="radio" name="x"></form>'),
        "/b": Answer("/b", '<form method="post"><textarea name="mot"></textarea></form>'),
    }
    assert [path for path, _ in formulaire.sent_forms(pages)] == ["/b"]
