"""The certificate and the plan of Girls Can Code: what is drawn, what is heard, and what stays private."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from girls_can_code import certificat, chrono, temps_pour_dire
from girls_can_code.certificat import CREAM, INK, SOFT
from girls_can_code.colours import contrast
from girls_can_code.demo import GOOD, NOT_YET, PAPER

SVG = "{http://www.w3.org/2000/svg}"
PLAN = [("Bonjour à tout le monde", 30), ("Je joue une partie", 60), ("Merci à vous", 30)]


def image(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in image(svg).iter(f"{SVG}text")]


def test_the_certificate_bears_her_name_her_project_and_what_she_can_do() -> None:
    svg = certificat("Inès", "Les péniches", ["les boucles", "les listes"])._repr_svg_()
    assert {"Inès", "«\u00a0Les péniches\u00a0»", "les boucles", "les listes"} <= set(texts(svg))


def test_a_screen_reader_hears_the_certificate() -> None:
    svg = image(certificat("Lou", "Mon jeu", ["les boucles"])._repr_svg_())
    assert svg.get("role") == "img"
    assert "décerné à Lou pour son projet" in str(svg.get("aria-label"))
    assert "les boucles" in str(svg.get("aria-label"))


def test_a_family_name_is_refused_and_a_double_name_is_not() -> None:
    with pytest.raises(ValueError, match="Ton nom de famille reste à toi"):
        certificat("Inès Inventée", "Mon jeu")
    assert certificat(" Lou-Anne ", "Mon jeu").prenom == "Lou-Anne"


def test_signs_of_html_are_shown_not_obeyed() -> None:
    svg = certificat("<b>", "</svg><script>", ["<i>"])._repr_svg_()
    assert "<script" not in svg
    assert "<i>" in texts(svg)


def test_two_names_have_two_borders() -> None:
    assert certificat("Zoé", "Jeu")._repr_svg_() != certificat("Lou", "Jeu")._repr_svg_().replace(
        "Lou", "Zoé"
    )


def test_six_long_skills_stay_inside_the_paper() -> None:
    svg = certificat("Maya", "Mon jeu", [f"{number} {'m' * 22}" for number in range(6)])._repr_svg_()
    labels = [one for one in image(svg).iter(f"{SVG}rect") if one.get("rx") == "13.5"]
    assert len(labels) == 6
    for one in labels:
        assert 40 < float(str(one.get("x"))) < 842 - 40 - float(str(one.get("width")))
        assert float(str(one.get("y"))) + float(str(one.get("height"))) <= 464


def test_the_certificate_is_kept_as_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "certificat.svg" in certificat("Zoé", "Mon jeu").enregistrer()
    assert image((tmp_path / "certificat.svg").read_text(encoding="utf-8")).tag == f"{SVG}svg"


@pytest.mark.parametrize(("front", "back"), [(INK, CREAM), (SOFT, CREAM), (GOOD, PAPER), (NOT_YET, PAPER)])
def test_the_colours_can_be_read(front: str, back: str) -> None:
    assert contrast(front, back) >= 4.5


def test_what_goes_wrong_with_a_certificate_is_explained() -> None:
    with pytest.raises(ValueError, match="prénom est vide"):
        certificat("", "Mon jeu")
    with pytest.raises(ValueError, match="Garde 60 signes"):
        certificat("Zoé", "jeu" * 30)
    with pytest.raises(TypeError, match="liste de textes"):
        certificat("Zoé", "Mon jeu", "les boucles")
    with pytest.raises(ValueError, match="6 plus belles"):
        certificat("Zoé", "Mon jeu", ["a"] * 7)
    with pytest.raises(ValueError, match="trop pâle"):
        certificat("Zoé", "Mon jeu", [], "blanc")
    with pytest.raises(TypeError, match="n'a rien reçu"):
        certificat()  # type: ignore[call-arg]


def test_a_plan_tells_whether_it_lasts_two_minutes() -> None:
    assert chrono(PLAN).verdict.endswith("parfait pour 2 minutes")
    assert "encore 60 pour" in chrono(PLAN[:1] * 2).verdict
    assert "30 de trop" in chrono([*PLAN, ("Et encore ceci", 30)]).verdict


def test_each_bar_runs_when_its_line_comes() -> None:
    runs = [
        (one.get("begin"), one.get("dur")) for one in image(chrono(PLAN)._repr_svg_()).iter(f"{SVG}animate")
    ]
    assert runs == [("0s", "30s"), ("30s", "60s"), ("90s", "30s")]


def test_words_are_said_two_a_second() -> None:
    assert temps_pour_dire("Bonjour, je suis Maya.") == 2
    assert temps_pour_dire("Voici mon jeu !") == 2
    assert temps_pour_dire("") == 0


def test_what_goes_wrong_with_a_plan_is_explained() -> None:
    with pytest.raises(TypeError, match="attend une liste de lignes"):
        chrono([])
    with pytest.raises(TypeError, match="La ligne 1 du plan est 10"):
        chrono([10])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="sans guillemets"):
        chrono([("Bonjour", "10")])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="Essaie 15"):
        chrono([("Bonjour", 0)])
    with pytest.raises(TypeError, match="attend un texte"):
        temps_pour_dire(3)  # type: ignore[arg-type]
