"""The plan's form in real browsers: results at once, mistakes beside the field, nobody overwritten unseen."""

import re

from playwright.sync_api import Locator, Page, expect

from busy_ness.app.people import Person
from busy_ness.plan.entries import EXAMPLE
from tests.courses.busy_ness.app.writing.classroom import Classroom, Visits

PRICE = "produits.1.prix"
INES = Person("ines", "Inès")


def field(page: Page, key: str = PRICE) -> Locator:
    return page.locator(f'[data-entry="{key}"]')


def around(page: Page, key: str = PRICE) -> Locator:
    return page.locator(".entry").filter(has=field(page, key))


def stored(classroom: Classroom, key: str = PRICE) -> str:
    return classroom.parts.writing.entries(classroom.team.id).get(key, "")


def ready(page: Page) -> Page:
    page.locator("#form-desk[data-open]").wait_for(state="attached")
    return page


def test_the_first_numbers_already_show_results(visits: Visits, classroom: Classroom) -> None:
    ines = ready(visits.open("ines", "plan/saisie/produits"))
    field(ines).fill("25,50")
    field(ines).press("Tab")
    field(ines, "produits.1.unites1").fill("1 000")
    field(ines, "produits.1.unites1").press("Enter")
    expect(ines.locator("#live-summary")).to_contain_text(re.compile(r"25\s?500,00"))
    expect(field(ines)).to_have_value("25,5")
    expect(around(ines).locator("[data-by]")).to_contain_text("Inès")
    assert (stored(classroom), stored(classroom, "produits.1.unites1")) == ("25.5", "1000")


def test_a_mistake_is_explained_beside_the_field_and_stays_to_be_mended(
    visits: Visits, classroom: Classroom
) -> None:
    ines = ready(visits.open("ines", "plan/saisie/produits"))
    for typed, words in (("douze", "n’est pas un nombre"), ("-3", "négatif"), ("1000000000000", "entre")):
        field(ines).fill(typed)
        field(ines).press("Tab")
        expect(around(ines).locator(".problem")).to_contain_text(words)
        expect(field(ines)).to_have_value(typed)
        expect(field(ines)).to_have_attribute("aria-invalid", "true")
    assert stored(classroom) == ""
    ines.reload()
    expect(field(ines)).to_have_value("1000000000000")
    expect(around(ines).locator(".problem")).to_be_visible()
    field(ines).fill("12")
    field(ines).press("Tab")
    expect(around(ines).locator(".problem")).to_be_hidden()
    expect(field(ines)).not_to_have_attribute("aria-invalid", "true")
    assert stored(classroom) == "12"


def test_others_see_a_number_at_once_and_who_wrote_it(visits: Visits) -> None:
    ines = ready(visits.open("ines", "plan/saisie/produits"))
    tom = ready(visits.open("tom", "plan/saisie/produits"))
    tom.wait_for_timeout(500)
    field(ines).fill("25")
    field(ines).press("Tab")
    expect(field(tom)).to_have_value("25")
    expect(tom.locator("#saving")).to_have_text("Inès vient d’écrire")
    field(ines, "produits.1.tva").locator("xpath=ancestor::details").locator("summary").click()
    field(ines, "produits.1.tva").select_option("reduit")
    expect(field(tom, "produits.1.tva")).to_have_value("reduit")


def test_two_who_write_in_the_same_field_are_asked_and_choose(visits: Visits, classroom: Classroom) -> None:
    ines = ready(visits.open("ines", "plan/saisie/produits"))
    tom = ready(visits.open("tom", "plan/saisie/produits"))
    for mine, button, kept in (("30", "Mettre", "30"), ("40", "Garder", "25")):
        field(tom).focus()
        field(tom).press("Control+a")
        field(tom).press_sequentially(mine)  # not sent yet
        field(ines).fill("25")
        field(ines).press("Tab")
        expect(ines.locator("#saving")).to_have_attribute("data-state", "saved")
        field(tom).press("Tab")
        conflict = around(tom).locator(".conflict")
        expect(conflict).to_contain_text(re.compile(rf"Inès vient d’écrire 25.€\s; tu as écrit {mine}.€"))
        assert stored(classroom) == "25"
        conflict.get_by_role("button", name=button).click()
        expect(conflict).to_be_hidden()
        expect(field(ines)).to_have_value(kept)
        expect(field(tom)).to_have_value(kept)
        assert stored(classroom) == kept


def test_a_number_typed_without_wifi_is_kept_and_sent_later(visits: Visits, classroom: Classroom) -> None:
    ines = ready(visits.open("ines", "plan/saisie/produits"))
    ines.context.set_offline(True)
    field(ines).fill("25")
    field(ines).press("Tab")
    expect(ines.locator("#saving")).to_contain_text("gardé sur cet appareil")
    assert stored(classroom) == ""
    ines.context.set_offline(False)
    expect(ines.locator("#saving")).to_have_attribute("data-state", "saved")
    assert stored(classroom) == "25"


def test_a_number_survives_a_killed_server_and_a_closed_page(visits: Visits, classroom: Classroom) -> None:
    ines = ready(visits.open("ines", "plan/saisie/produits"))
    address = ines.url
    visits.server.kill()
    field(ines).fill("25")
    field(ines).press("Tab")
    expect(ines.locator("#saving")).to_contain_text("gardé sur cet appareil")
    ines.close(run_before_unload=False)
    visits.server.start()
    back = ines.context.new_page()
    back.goto(address.replace("produits", "ventes"))  # another screen sends it too
    ready(back)
    for _ in range(100):
        if stored(classroom) == "25":
            break
        back.wait_for_timeout(100)
    assert stored(classroom) == "25"


def test_two_add_and_take_away_rows_at_once_and_a_row_comes_back(
    visits: Visits, classroom: Classroom
) -> None:
    ines = ready(visits.open("ines", "plan/saisie/charges"))
    tom = ready(visits.open("tom", "plan/saisie/charges"))
    ines.locator("#add-row").click()
    tom.locator("#add-row").click()
    for page in (ines, tom):
        expect(page.locator(".row")).to_have_count(2)
    field(ines, "charges.1.nom").fill("Loyer")
    field(ines, "charges.1.nom").press("Tab")
    field(ines, "charges.1.montant1").fill("7200")
    field(ines, "charges.1.montant1").press("Tab")
    expect(tom.locator("#row-1 legend")).to_have_text("Loyer")
    expect(field(tom, "charges.1.montant1")).to_have_value(re.compile(r"7\s200"))
    tom.locator("#row-1").get_by_role("button", name="Enlever").click()
    for page in (ines, tom):
        expect(page.locator(".row")).to_have_count(1)
    ines.locator("#live-removed summary").click()
    ines.locator("#live-removed").get_by_role("button", name="Remettre").click()
    for page in (ines, tom):
        expect(page.locator(".row")).to_have_count(2)
    assert stored(classroom, "charges.1.montant1") == "7200"


def test_a_figure_opens_its_formula_and_goes_down_to_what_the_team_wrote(
    visits: Visits, classroom: Classroom
) -> None:
    classroom.parts.writing.form.fill(classroom.team.id, EXAMPLE, INES)
    ines = ready(visits.open("ines", "plan/resultat"))
    figure = ines.locator('a[href$="/plan/figure/resultat.a1.net"]')
    figure.focus()
    figure.press("Enter")
    dialog = ines.locator("#dialog")
    expect(dialog.get_by_role("heading", name="Résultat net, année 1")).to_be_focused()
    expect(dialog).to_contain_text(re.compile(r"963,53.€ = 1.133,56.€ − 170,03.€"))
    dialog.get_by_role("link", name="Impôt sur les sociétés").click()
    expect(dialog.locator("#dialog-title")).to_contain_text("Impôt sur les sociétés")
    dialog.get_by_role("button", name="Retour").click()
    expect(dialog.locator("#dialog-title")).to_have_text("Résultat net, année 1")
    ines.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(figure).to_be_focused()


def test_the_history_shows_who_wrote_and_puts_back(visits: Visits, classroom: Classroom) -> None:
    form = classroom.parts.writing.form
    form.write(classroom.team.id, PRICE, "25", 0, INES)
    form.write(classroom.team.id, PRICE, "30", 1, Person("tom", "Tom"))
    ines = ready(visits.open("ines", "plan/saisie/produits"))
    around(ines).locator(".by a").click()
    dialog = ines.locator("#dialog")
    expect(dialog.locator("tbody tr")).to_have_count(2)
    expect(dialog.locator("tbody tr").first).to_contain_text("Tom")
    dialog.get_by_role("button", name="Remettre 25").click()
    expect(field(ines)).to_have_value("25")
    expect(ines.locator("#saving")).to_have_attribute("data-state", "saved")
    assert stored(classroom) == "25"


def test_the_team_computes_its_seuil_before_it_is_shown(visits: Visits, classroom: Classroom) -> None:
    classroom.parts.writing.form.fill(classroom.team.id, EXAMPLE, INES)
    ines = ready(visits.open("ines", "plan/seuil"))
    expect(ines.locator("#live-sheet")).not_to_contain_text(re.compile(r"58.078,71"))
    field(ines, "reponse.seuil").fill("580,79")
    field(ines, "reponse.seuil").press("Tab")
    expect(ines.locator("#live-verdict")).to_contain_text("pour cent")
    expect(ines.locator("#live-sheet svg")).to_be_visible()
    field(ines, "reponse.seuil").fill("58 078,71")
    field(ines, "reponse.seuil").press("Tab")
    expect(ines.locator("#live-verdict")).to_contain_text("C’est juste")


def test_a_pause_stops_the_form_in_pages_that_are_open(visits: Visits, classroom: Classroom) -> None:
    ines = ready(visits.open("ines", "plan/saisie/produits"))
    classroom.pause()
    field(ines).fill("25")
    field(ines).press("Tab")
    expect(ines.locator("#saving")).to_contain_text("gardé sur cet appareil")
    assert stored(classroom) == ""
    classroom.pause(False)
    expect(ines.locator("#saving")).to_have_attribute("data-state", "saved", timeout=30_000)
    assert stored(classroom) == "25"
