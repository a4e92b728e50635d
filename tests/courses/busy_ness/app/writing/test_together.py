"""Pupils write in the same boxes at the same time, in real browsers, through bad wifi and restarts."""

import re

from playwright.sync_api import Page, expect

from tests.courses.busy_ness.app.writing.classroom import Classroom, Visits

COSTS = "canvas.couts"


def text(page: Page, key: str = COSTS) -> str:
    return page.locator(f'[data-text="{key}"]').input_value()


def stored(classroom: Classroom, key: str = COSTS) -> str:
    return classroom.parts.writing.texts(classroom.team.id).get(key, "")


def settle(*pages: Page, key: str = COSTS) -> str:
    """Waits until every page shows the same and says that it is saved."""
    for page in pages:
        expect(page.locator("#saving")).to_have_attribute("data-state", re.compile("saved|^$"))
    for _ in range(100):
        shown = {text(page, key) for page in pages}
        if len(shown) == 1:
            return shown.pop()
        pages[0].wait_for_timeout(100)
    raise AssertionError(shown)


def test_two_pupils_type_in_the_same_box_at_once_and_nothing_is_lost(
    visits: Visits, classroom: Classroom
) -> None:
    ines, tom = visits.open("ines", "canevas"), visits.open("tom", "canevas")
    for page in (ines, tom):
        page.locator("#board[data-open]").wait_for(state="attached")
        page.locator(f'[data-text="{COSTS}"]').focus()
    for letter, other in zip("le loyer chaque mois ", "LES SALAIRES AUSSI   ", strict=True):
        ines.keyboard.type(letter)
        tom.keyboard.type(other)
    shown = settle(ines, tom)
    assert [c for c in shown if c.islower()] == list("leloyerchaquemois")
    assert [c for c in shown if c.isupper()] == list("LESSALAIRESAUSSI")
    assert stored(classroom) == shown


def test_each_sees_where_the_other_writes(visits: Visits) -> None:
    ines, tom = visits.open("ines", "canevas"), visits.open("tom", "canevas")
    tom.locator("#board[data-open]").wait_for(state="attached")
    tom.wait_for_timeout(500)
    ines.locator(f'[data-text="{COSTS}"]').focus()
    expect(tom.locator(f'[data-here="{COSTS}"]')).to_have_text("Inès écrit ici")
    ines.locator('[data-text="canvas.canaux"]').focus()
    expect(tom.locator('[data-here="canvas.canaux"]')).to_have_text("Inès écrit ici")
    expect(tom.locator(f'[data-here="{COSTS}"]')).to_have_text("")


def test_a_caret_stays_at_its_word_while_another_types_before_it(visits: Visits) -> None:
    ines, tom = visits.open("ines", "canevas"), visits.open("tom", "canevas")
    mine, hers = tom.locator(f'[data-text="{COSTS}"]'), ines.locator(f'[data-text="{COSTS}"]')
    mine.press_sequentially("fin")
    expect(hers).to_have_value("fin")
    hers.press("Home")
    hers.press_sequentially("début 🧵 ")
    expect(mine).to_have_value("début 🧵 fin")
    mine.press_sequentially("ale")
    expect(hers).to_have_value("début 🧵 finale")


def test_undoing_takes_back_ones_own_words_only(visits: Visits) -> None:
    ines, tom = visits.open("ines", "canevas"), visits.open("tom", "canevas")
    mine, hers = tom.locator(f'[data-text="{COSTS}"]'), ines.locator(f'[data-text="{COSTS}"]')
    tom.locator("#board[data-open]").wait_for(state="attached")
    mine.focus()
    tom.keyboard.insert_text("le loyer")
    expect(hers).to_have_value("le loyer")
    hers.press("End")
    ines.keyboard.insert_text(" et le fil")
    expect(mine).to_have_value("le loyer et le fil")
    mine.press("Control+z")
    expect(hers).to_have_value(" et le fil")
    mine.press("Control+Shift+z")
    expect(hers).to_have_value("le loyer et le fil")


def test_what_is_typed_without_wifi_arrives_with_what_others_typed_meanwhile(
    visits: Visits, classroom: Classroom
) -> None:
    ines, tom = visits.open("ines", "canevas"), visits.open("tom", "canevas")
    mine, hers = tom.locator(f'[data-text="{COSTS}"]'), ines.locator(f'[data-text="{COSTS}"]')
    mine.press_sequentially("milieu")
    expect(hers).to_have_value("milieu")
    ines.context.set_offline(True)
    hers.press("Home")
    hers.press_sequentially("avant ")
    expect(ines.locator("#saving")).to_have_attribute("data-state", "away")
    expect(ines.locator("#saving")).to_contain_text("gardé sur cet appareil")
    mine.press("End")
    mine.press_sequentially(" après")
    assert stored(classroom).startswith("milieu")
    ines.context.set_offline(False)
    expect(mine).to_have_value("avant milieu après")
    expect(hers).to_have_value("avant milieu après")
    expect(ines.locator("#saving")).to_have_attribute("data-state", "saved")
    assert stored(classroom) == "avant milieu après"


def test_a_page_closed_without_wifi_sends_its_words_when_it_is_opened_again(
    visits: Visits, classroom: Classroom
) -> None:
    ines = visits.open("ines", "canevas")
    hers = ines.locator(f'[data-text="{COSTS}"]')
    hers.press_sequentially("envoyé")
    expect(ines.locator("#saving")).to_have_attribute("data-state", "saved")
    visits.server.kill()
    hers.press_sequentially(", pas envoyé")
    expect(ines.locator("#saving")).to_have_attribute("data-state", "away")
    address = ines.url
    ines.close(run_before_unload=False)
    visits.server.start()
    assert stored(classroom) == "envoyé"
    back = ines.context.new_page()
    back.goto(address)
    expect(back.locator(f'[data-text="{COSTS}"]')).to_have_value("envoyé, pas envoyé")
    expect(back.locator("#saving")).to_have_attribute("data-state", "saved")
    assert stored(classroom) == "envoyé, pas envoyé"
    assert back.evaluate("Object.keys(localStorage).filter(one => one.startsWith('busy-ness:')).length") == 0


def test_the_server_is_killed_and_started_again_while_two_type(visits: Visits, classroom: Classroom) -> None:
    ines, tom = visits.open("ines", "canevas"), visits.open("tom", "canevas")
    for page in (ines, tom):
        page.locator("#board[data-open]").wait_for(state="attached")
        page.locator(f'[data-text="{COSTS}"]').focus()
    for number in range(30):
        if number == 10:
            visits.server.kill()
        if number == 20:
            visits.server.start()
        ines.keyboard.type(f"i{number},")
        tom.keyboard.type(f"t{number},")
    for page in (ines, tom):
        expect(page.locator("#saving")).to_have_attribute("data-state", "saved", timeout=30_000)
    for _ in range(100):
        if text(ines) == text(tom):
            break
        ines.wait_for_timeout(100)
    shown = text(ines)
    assert shown == text(tom) == stored(classroom)
    assert sum(shown.count(c) for c in "it") == 60
    assert len(shown) == 2 * len("".join(f"i{number}," for number in range(30)))


def test_a_pause_stops_typing_and_says_so_then_lets_it_go_on(visits: Visits, classroom: Classroom) -> None:
    ines = visits.open("ines", "canevas")
    hers = ines.locator(f'[data-text="{COSTS}"]')
    hers.press_sequentially("avant")
    expect(ines.locator("#saving")).to_have_attribute("data-state", "saved")
    classroom.pause()  # the page does not know yet
    hers.press_sequentially(" pendant")
    expect(ines.locator("#saving")).to_have_attribute("data-state", "paused")
    assert stored(classroom) == "avant"
    ines.reload()
    expect(ines.locator("#read-only")).to_be_visible()
    expect(hers).to_have_attribute("readonly", "")
    expect(hers).to_have_value("avant pendant")
    classroom.pause(False)
    expect(ines.locator("#saving")).to_have_attribute("data-state", "saved", timeout=30_000)
    assert stored(classroom) == "avant pendant"


def test_the_facilitator_reads_live_and_cannot_write(visits: Visits) -> None:
    clara, ines = visits.open("clara", "canevas"), visits.open("ines", "canevas")
    clara.locator("#board[data-open]").wait_for(state="attached")
    ines.locator(f'[data-text="{COSTS}"]').press_sequentially("le fil")
    expect(clara.locator(f'[data-text="{COSTS}"]')).to_have_value("le fil")
    expect(clara.locator(f'[data-text="{COSTS}"]')).to_have_attribute("readonly", "")
    expect(clara.locator("#read-only")).to_contain_text("Vous lisez")


def test_a_phone_keyboard_that_composes_is_not_disturbed(visits: Visits) -> None:
    ines, tom = visits.open("ines", "canevas"), visits.open("tom", "canevas", 390, 844)
    hers = ines.locator(f'[data-text="{COSTS}"]')
    tom.locator("#board[data-open]").wait_for(state="attached")
    tom.locator(f'[data-text="{COSTS}"]').focus()
    keyboard = tom.context.new_cdp_session(tom)
    keyboard.send("Input.imeSetComposition", {"text": "be", "selectionStart": 2, "selectionEnd": 2})
    hers.press("Home")
    hers.press_sequentially("fil ")
    expect(hers).to_have_value(re.compile("be"))
    keyboard.send("Input.imeSetComposition", {"text": "bea", "selectionStart": 3, "selectionEnd": 3})
    keyboard.send("Input.insertText", {"text": "beau"})
    expect(hers).to_have_value(re.compile(r"^(fil beau|beaufil )$"))
    assert settle(ines, tom) == hers.input_value()


def test_a_pause_reaches_open_pages_and_so_does_its_end(visits: Visits, classroom: Classroom) -> None:
    ines = visits.open("ines", "canevas")
    ines.locator("#board[data-open]").wait_for(state="attached")
    clara = visits.open("clara", f"/{classroom.workshop.code}/animer/")
    clara.get_by_role("button", name="Pause").click()
    expect(ines.locator("#read-only")).to_be_visible()
    expect(ines.locator(f'[data-text="{COSTS}"]')).to_have_attribute("readonly", "")
    expect(ines.locator('[data-entry="entreprise.nom"]')).to_have_attribute("readonly", "")
    clara.get_by_role("button", name="Reprendre").click()
    expect(ines.locator("#read-only")).to_be_hidden()
    expect(ines.locator('[data-entry="entreprise.nom"]')).not_to_have_attribute("readonly", "")
    ines.locator(f'[data-text="{COSTS}"]').press_sequentially("le fil")
    expect(ines.locator("#saving")).to_have_attribute("data-state", "saved")


def test_the_smallest_change_is_found_and_never_cuts_an_emoji(visits: Visits) -> None:
    ines = visits.open("ines", "canevas")
    wrong = ines.evaluate(
        """async (source) => {
            const { difference } = await import(source);
            const letters = ["a", "a", "b", " ", "🧵", "🧶", "é"];
            const word = () => Array.from({ length: Math.floor(Math.random() * 9) },
                () => letters[Math.floor(Math.random() * letters.length)]).join("");
            const half = (text) => /^[\\uDC00-\\uDFFF]|[\\uD800-\\uDBFF]$/.test(text);
            for (let n = 0; n < 20000; n++) {
                const [before, after] = [word(), word()];
                const caret = Math.floor(Math.random() * (after.length + 1));
                const { start, gone, come } = difference(before, after, caret);
                const kept = [before.slice(0, start), before.slice(start + gone)];
                if (kept[0] + come + kept[1] !== after || [come, ...kept].some(half)) return [before, after];
            }
            return null;
        }""",
        ines.locator('script[src*="writing.js"]').get_attribute("src"),
    )
    assert wrong is None
