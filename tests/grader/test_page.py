"""A learner's page is read as a screen reader would, and its colours as far as they are written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.page import Page, exists, open_page
from grader.page.colour import Colour, contrast, read_colour
from tests.grader.staged import staged, write

PAGE = """<!DOCTYPE html>
<html lang="fr-FR">
<head><title> Mes
 phares </title><style>p { color: #777 }</style></head>
<body>
<header><nav><a href="#bas">Bas</a> <a href="autre.html?x=1">Autre</a> <a href="#rien">Rien</a></nav></header>
<main><h1>Les phares</h1><p>Un <b>grand</b> phare
<p>Un petit<img src="phare.png" alt="Un phare">
<h3>Plus loin</h3><img src="mer.png"><a href="x.html"></a>
<form><label>Nom <input name="nom"></label><input name="mail">
<label for="t">T</label><textarea id="t"></textarea>
<input type="submit"></form></main>
<footer id="bas">Fin</footer>
</body></html>
"""


def ratios(style: str, body: str) -> list[float | None]:
    page = Page(f"<html><head><style>{style}</style></head><body>{body}</body></html>")
    return [None if one.ratio is None else round(one.ratio, 2) for one in page.contrasts()]


def test_a_page_says_its_language_its_name_and_its_structure() -> None:
    page = Page(PAGE)
    assert (page.lang, page.title, page.is_html5) == ("fr-fr", "Mes phares", True)
    assert [one.text for one in page.headings()] == ["Les phares", "Plus loin"]
    assert [one.tag for one in page.skipped_headings] == ["h3"]
    assert [len(page.landmarks(name)) for name in ("header", "nav", "main", "footer", "aside")] == [
        *(1, 1, 1, 1, 0)
    ]
    assert [one.text for one in page.find("p")] == ["Un grand phare", "Un petit"]


def test_pictures_links_and_fields_that_lack_words_are_found() -> None:
    page = Page(PAGE)
    assert [one.get("src") for one in page.images_without_words] == ["mer.png"]
    assert [one.get("href") for one in page.links_without_words] == ["x.html"]
    assert [one.get("href") for one in page.dead_anchors] == ["#rien"]
    assert [one.get("name") for one in page.fields_without_label] == ["mail"]
    assert [name for _, name in page.local_links()] == ["autre.html", "phare.png", "mer.png", "x.html"]


def test_where_a_tag_is_and_what_is_never_closed_is_known() -> None:
    page = Page("<main>\n<h1>Titre\n<p>Un</p>\n</main></div>\n<a href='x'>Lien")
    assert [(one.tag, one.line) for one in page.unclosed] == [("h1", 2), ("a", 5)]
    assert page.find("p")[0].line == 3


@pytest.mark.parametrize("text", ["", "<", "<<<>>>", "</p>", "<p" * 5000, "<div>" * 5000, "<!--", "&#xD800;"])
def test_any_text_is_a_page(text: str) -> None:
    page = Page(text)
    assert (page.title, page.lang, page.contrasts() is not None) == ("", "", True)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("red", Colour(255, 0, 0)),
        ("RebeccaPurple", Colour(102, 51, 153)),
        ("#0f8", Colour(0, 255, 136)),
        ("#00ff8880", Colour(0, 255, 136, 128 / 255)),
        ("rgb(10, 20, 30)", Colour(10, 20, 30)),
        ("rgb(10 20 30 / 50%)", Colour(10, 20, 30, 0.5)),
        ("hsl(120, 100%, 50%)", Colour(0, 255, 0)),
        ("transparent", Colour(0, 0, 0, 0)),
        ("bleu", None),
        ("#12", None),
        ("rgb(1,2)", None),
    ],
)
def test_a_colour_is_read_as_css_writes_it(text: str, colour: Colour | None) -> None:
    assert read_colour(text) == colour


def test_contrast_is_that_of_the_guidelines() -> None:
    """Examples of WebAIM's checker."""
    assert contrast(Colour(0, 0, 0), Colour(255, 255, 255)) == pytest.approx(21)
    assert contrast(Colour(119, 119, 119), Colour(255, 255, 255)) == pytest.approx(4.48, abs=0.005)
    assert contrast(Colour(0, 0, 255), Colour(255, 255, 255)) == pytest.approx(8.59, abs=0.005)


@pytest.mark.parametrize(
    ("style", "body", "expected"),
    [
        ("", "<p>a</p>", [21]),
        ("body { color: #777 }", "<p>a <b>b</b></p>", [4.48, 4.48]),
        ("p { color: #777 } .x { color: black }", "<p class=x>a</p><p>b</p>", [21, 4.48]),
        ("#i { color: black } p.x { color: #777 }", "<p id=i class=x>a</p>", [21]),
        ("p { color: #777 !important } #i { color: black }", "<p id=i>a</p>", [4.48]),
        ("main > p { color: #777 }", "<main><p>a</p><div><p>b</p></div></main>", [4.48, 21]),
        ("main p { color: #777 }", "<main><div><p>b</p></div></main>", [4.48]),
        (":root { --c: #777 } p { color: var(--c) }", "<p>a</p>", [4.48]),
        ("p { color: var(--rien, #777) }", "<p>a</p>", [4.48]),
        ("body { background: #000 } p { color: #fff }", "<p>a</p>", [21]),
        ("p { background: black }", "<p style='color: white'>a</p>", [21]),
        ("div { background: rgba(0, 0, 0, .5) }", "<div>a</div>", [5.28]),
        ("body { background: url(mer.png) }", "<p>a</p><p style='background: white'>b</p>", [None, 21]),
        ("body { background: linear-gradient(red, blue) }", "<p>a</p>", [None]),
        ("a:hover { color: white } p { color: #777", "<a href=x>a</a><p>b</p>", [9.4, 4.48]),
        ("/* p { color: white } */ h1, p { color: #777 }", "<h1>a</h1>", [4.48]),
        ("@media (prefers-color-scheme: dark) { p { color: white } }", "<p>a</p>", [21]),
        ("@import 'x.css'; p { color: #777 }", "<p>a</p>", [4.48]),
        (".x { display: none } p { color: white }", "<p class=x>a</p><p hidden>b</p>", []),
    ],
)
def test_the_contrast_of_a_text_follows_its_styles(
    style: str, body: str, expected: list[float | None]
) -> None:
    assert ratios(style, body) == expected


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with staged(tmp_path, monkeypatch) as made:
        yield made


@pytest.mark.usefixtures("folder")
def test_a_page_is_opened_with_the_sheets_beside_it() -> None:
    write("index.html", "<link rel=stylesheet href='css/style.css'><p>a</p>")
    write("css/style.css", "p { color: #777 }")
    assert open_page("index.html").contrasts()[0].ratio == pytest.approx(4.48, abs=0.005)
    assert exists("css/style.css?v=2")
    assert not exists("css/Style.css")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["Index.html", "../secret.html", "/etc/passwd", "."])
def test_a_page_that_is_not_hers_is_not_there(name: str, tmp_path: Path) -> None:
    (tmp_path.parent / "secret.html").write_text("<p>non</p>")
    with pytest.raises(AssertionError, match="n'est pas là"):
        open_page(name)
