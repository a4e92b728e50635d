"""A facilitator and three teams play live in a real browser, over a real server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from busy_ness.app.parts import Parts
from busy_ness.app.words import typeset
from tests.courses.busy_ness.app.rounds import playing
from tests.courses.busy_ness.app.rounds.school import DECISION, RUIN, School, found_school, mount
from tests.courses.busy_ness.app.rounds.server import served

pytestmark = pytest.mark.slow

TEAM, RIVAL, ALONE = "Les Tisseuses", "Éco-Gourdes", "Lumina"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'busy.sqlite'}"


@pytest.fixture
def school(url: str) -> School:
    return found_school(Parts.of(mount(url)))


@pytest.fixture
def person(chromium: Browser, url: str, school: School) -> Iterator[Callable[..., Page]]:
    """A function that gives somebody's own browser on a path; no page may have a script's error."""
    errors: list[str] = []
    contexts = []
    with served(url) as (_, address):

        def come(name: str, path: str, width: int = 1280, height: int = 720) -> Page:
            context = chromium.new_context(
                base_url=address, viewport={"width": width, "height": height}, reduced_motion="reduce"
            )
            contexts.append(context)
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.on("pageerror", lambda error: errors.append(f"{name}: {error}"))
            page.goto(f"/bonjour/{name}")
            page.goto(path)
            return page

        yield come
        for context in contexts:
            context.close()
    assert errors == []


def test_three_teams_play_two_rounds_live(school: School, person: Callable[..., Page]) -> None:
    """A card is played, a team goes bankrupt and helps another, debriefs are written, points are shown."""
    lead = person("clara", school.lead)
    screen = person("clara", f"/{school.workshop.code}/ecran")
    lea, hugo = person("lea", school.desk(TEAM)), person("hugo", school.desk(TEAM), 390, 844)
    nadia, tom = person("nadia", school.desk(TEAM)), person("tom", school.desk(TEAM))
    sami, ines = person("sami", school.desk(RIVAL)), person("ines", school.desk(RIVAL))
    paul = person("paul", school.desk(ALONE))
    expect(paul.get_by_text("Bientôt : toutes les équipes")).to_be_visible()

    playing.begin(lead)
    playing.open_round(lead, 1, "15")
    for page in (lea, hugo, ines, paul):
        expect(page.get_by_role("button", name="Valider")).to_have_count(1 if page in (lea, paul) else 0)
        expect(page.locator(".countdown")).to_contain_text(":")
    for page in (hugo, nadia, tom):
        playing.type_decision(page, DECISION)
    expect(lea.locator('[data-field="price"] input').first).to_have_value("20")
    expect(lea.locator('[data-field="price"] [data-by]')).to_have_text("Écrit par Hugo")
    expect(lea.locator("#costs")).to_contain_text("8,20")
    playing.validate(lea)
    expect(hugo.get_by_text("Validée par Lea")).to_be_visible()
    expect(lead.get_by_text("1 sur 3 équipes ont validé")).to_be_visible()
    expect(screen.get_by_text("a décidé")).to_have_count(1)
    for page in (ines, sami):
        playing.type_decision(page, {**DECISION, "price": "17,50", "quality": "2"})
    playing.validate(sami)
    lead.get_by_role("button", name="Rappeler").click()
    expect(paul.get_by_text("attend la décision de ton équipe")).to_be_visible()
    playing.play_card(lead, "Un grand marché de créateurs")
    expect(paul.get_by_text("Le quartier accueille un grand marché")).to_be_visible()
    expect(screen.get_by_text("Le quartier accueille un grand marché")).to_be_visible()
    playing.type_decision(paul, RUIN)
    playing.validate(paul)
    playing.close_round(lead, 1)

    expect(lea.get_by_text("Le trimestre 1 est joué")).to_be_visible()
    expect(screen.get_by_text("Qui a attiré les clients")).to_be_visible()
    hugo.get_by_role("link", name="Voir les résultats").click()
    expect(hugo.get_by_role("heading", name="Un grand marché de créateurs")).to_be_visible()
    lea.get_by_role("link", name="Écrire le bilan").click()
    playing.write_debrief(lea, 1, "On a vendu plus que prévu.", "On fabrique 450 produits.")

    expect(paul.get_by_role("heading", name="Un conseiller de la banque vous accompagne")).to_be_visible()
    playing.open_round(lead, 2)
    playing.type_decision(paul, {**RUIN, "advertising": "0"})
    playing.validate(paul)
    playing.close_round(lead, 2)
    expect(paul.get_by_role("heading", name="L’entreprise s’arrête")).to_be_visible()
    paul.get_by_label(TEAM).check()
    paul.get_by_role("button", name="Conseiller cette équipe").click()
    expect(paul.get_by_text(f"Vous conseillez {TEAM}")).to_be_visible()
    expect(lead.get_by_text(f"conseille {TEAM}")).to_be_visible()

    ranking = person("tom", f"/{school.workshop.code}/classement")
    expect(ranking.get_by_text("Pas encore dévoilé")).to_be_visible()
    playing.show_ranking(lead, "Les points et les noms")
    expect(ranking.get_by_role("heading", name=ALONE)).to_be_visible()
    lead.get_by_role("link", name="Vérifier le journal").click()
    expect(lead.get_by_text("Tout concorde, à l’octet près.")).to_be_visible()


def test_what_the_facilitator_types_survives_what_happens_meanwhile(
    school: School, person: Callable[..., Page]
) -> None:
    lead = person("clara", school.lead)
    lead.get_by_label("Lumina").uncheck()
    lead.get_by_label("Clients par équipe").fill("700")
    lead.evaluate("document.body.dispatchEvent(new CustomEvent('live:room'))")
    lead.wait_for_timeout(800)
    expect(lead.get_by_label("Clients par équipe")).to_have_value("700")
    expect(lead.get_by_label("Lumina")).not_to_be_checked()
    lead.get_by_label("Lumina").check()
    playing.begin(lead)
    lead.get_by_label("Temps pour décider").press_sequentially("12")
    lead.evaluate("document.body.dispatchEvent(new CustomEvent('live:draft'))")
    lead.wait_for_timeout(800)
    expect(lead.get_by_label("Temps pour décider")).to_have_value("12")


def test_two_who_write_the_same_field_choose_together(school: School, person: Callable[..., Page]) -> None:
    school.begin()
    school.open(1)
    school.without_roles(RIVAL)
    ines, sami = person("ines", school.desk(RIVAL)), person("sami", school.desk(RIVAL))
    price = '[data-field="price"] input >> nth=0'
    for page, text in ((ines, "18"), (sami, "21")):
        page.locator(price).focus()
        page.locator(price).press_sequentially(text, delay=5)
    ines.wait_for_timeout(1500)
    torn = next(page for page in (ines, sami) if page.locator("[data-conflict] button").count())
    other = sami if torn is ines else ines
    mine = "18" if torn is ines else "21"
    theirs = "21" if torn is ines else "18"
    expect(torn.locator('[data-field="price"] [data-conflict]')).to_contain_text(theirs)
    torn.get_by_role("button", name=f"Mettre « {mine} »").click()
    expect(torn.locator("[data-unsent]")).to_have_count(0)
    other.wait_for_timeout(500)
    expect(other.locator(price)).to_have_value(theirs)  # not under her fingers
    other.locator("h1").click()
    expect(other.locator(price)).to_have_value(mine)
    assert school.history(RIVAL, "price") == [theirs, mine]


def test_without_wifi_what_is_typed_waits_and_arrives(school: School, person: Callable[..., Page]) -> None:
    school.begin()
    school.open(1)
    paul = person("paul", school.desk(ALONE))
    paul.context.set_offline(True)
    paul.get_by_label("Prix de vente").fill("19,90")
    expect(paul.get_by_text("Pas encore envoyé")).to_be_visible()
    assert school.history(ALONE, "price") == []
    paul.context.set_offline(False)
    expect(paul.locator('[data-field="price"] [data-version]')).to_have_value("1", timeout=15_000)
    assert school.history(ALONE, "price") == ["19,90"]


def test_what_waited_without_wifi_does_not_erase_what_a_friend_wrote(
    school: School, person: Callable[..., Page]
) -> None:
    school.begin()
    school.open(1)
    school.without_roles(RIVAL)
    ines = person("ines", school.desk(RIVAL))
    ines.context.set_offline(True)
    ines.get_by_label("Prix de vente").fill("18")
    expect(ines.get_by_text("Pas encore envoyé")).to_be_visible()
    sent = {"field": "price", "text": "21", "version": 0, "round": 1}
    school.client("sami").post(school.desk(RIVAL) + "/brouillon", data=sent)
    school.client("clara").post(school.lead + "/carte", data={"card": "canicule"})  # the page becomes another
    ines.context.set_offline(False)
    ines.reload()
    shown = ines.locator('[data-field="price"] [data-conflict]')
    expect(shown).to_contain_text(typeset("Sami a écrit « 21 » pendant que tu écrivais « 18 »"))
    ines.get_by_role("button", name="Garder").click()
    expect(ines.get_by_label("Prix de vente")).to_have_value("21")
    assert school.history(RIVAL, "price") == ["21"]


def test_what_is_typed_while_the_round_closes_is_shown_afterwards(
    school: School, person: Callable[..., Page]
) -> None:
    school.begin()
    school.open(1)
    paul = person("paul", school.desk(ALONE))
    paul.context.set_offline(True)
    paul.get_by_label("Prix de vente").fill("31")
    paul.wait_for_timeout(700)
    school.close(1)
    paul.context.set_offline(False)
    expect(paul.get_by_text("Arrivé trop tard, mais gardé")).to_be_visible(timeout=20_000)
    expect(paul.get_by_text("Prix : 31").or_(paul.get_by_text("31", exact=True)).first).to_be_visible()


def test_every_page_passes_axe_on_a_laptop_a_phone_and_zoomed(
    school: School, person: Callable[..., Page]
) -> None:
    found: dict[str, list[str]] = {}
    lead, lea = person("clara", school.lead), person("lea", school.desk(TEAM))
    paul = person("paul", school.desk(ALONE))

    def look(name: str, page: Page) -> None:
        found[name] = playing.found_by_axe(page)

    look("lead before", lead)
    look("market before", lea)
    playing.begin(lead)
    playing.open_round(lead, 1, "9")
    playing.play_card(lead, "Canicule")
    expect(lea.get_by_role("button", name="Valider")).to_be_visible()
    playing.type_decision(paul, {**RUIN, "price": "vingt"})
    lea.get_by_role("button", name="Valider").click()
    expect(lea.get_by_text("pas encore validée")).to_be_visible()
    look("refused", lea)
    expect(lea.get_by_text("la case est vide").first).to_be_visible()
    look("deciding", paul)
    look("lead", lead)
    playing.type_decision(paul, RUIN)
    playing.validate(paul)
    look("decided", paul)
    lead.get_by_role("link", name="Clôturer").click()
    look("closing", lead)
    lead.get_by_role("button", name="Oui, clôturer").click()
    expect(paul.get_by_text("Le trimestre 1 est joué")).to_be_visible()
    look("lead after", lead)
    look("between", paul)
    playing.show_ranking(lead, "Les points et les noms")
    for name, path in (("results", "/resultats"), ("debrief", "/bilan")):
        paul.goto(school.desk(ALONE) + path)
        look(name, paul)
    paul.goto(f"/{school.workshop.code}/classement")
    look("ranking", paul)
    lead.goto(school.lead + "/journal")
    look("journal", lead)
    assert {name: problems for name, problems in found.items() if problems} == {}
