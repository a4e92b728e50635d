"""What a hostile page might send never reaches a team's texts; what an honest one sends always does."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from busy_ness.app.writing.updates import GapError, UpdateError, check, state_vector

KEYS = frozenset({"canvas.couts", "canvas.revenus"})


def typed(text: str, key: str = "canvas.couts") -> bytes:
    document: Doc[Text] = Doc({key: Text()}, client_id=7)
    document[key].insert(0, text)
    return document.get_update()


def known(document: "Doc[Text]") -> dict[int, int]:
    return dict(state_vector(document.get_state()))


def test_plain_text_under_a_known_key_passes() -> None:
    check(typed("Le fil, le tissu"), KEYS, {})


def test_emojis_are_counted_as_the_page_counts_them() -> None:
    document: Doc[Text] = Doc({"canvas.couts": Text()})
    document["canvas.couts"].insert(0, "🧵🪡")
    before = known(document)
    check(document.get_update(), KEYS, {})
    document["canvas.couts"].insert(0, "a")
    check(document.get_update(Doc({}).get_state()), KEYS, before)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=12))
def test_whatever_two_pupils_type_and_erase_passes_step_by_step(seed: int, words: list[str]) -> None:
    random = Random(seed)
    taken: Doc[Text] = Doc({key: Text() for key in KEYS})
    pupils: list[Doc[Text]] = [Doc({key: Text() for key in KEYS}) for _ in range(2)]
    for word in words:
        writer = random.choice(pupils)
        text = writer[random.choice(sorted(KEYS))]
        before = writer.get_state()
        length = len(str(text).encode())
        if length and random.random() < 0.3:
            text.clear()
        text.insert(0, word)
        update = writer.get_update(before)
        check(update, KEYS, known(taken))
        taken.apply_update(update)
        if random.random() < 0.5:
            for other in pupils:
                other.apply_update(taken.get_update(other.get_state()))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=80))
def test_garbage_is_refused_with_a_reason_and_never_crashes(garbage: bytes) -> None:
    try:
        check(garbage, KEYS, {})
    except (UpdateError, GapError):
        return
    Doc().apply_update(garbage)  # what passes is what the library understands


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_broken_update_is_refused_or_still_only_text_under_a_known_key(data: st.DataObject) -> None:
    whole = bytearray(typed("Le fil 🧵, le tissu"))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] = data.draw(st.integers(0, 255))
    try:
        check(bytes(whole), KEYS, {})
    except (UpdateError, GapError):
        return
    document: Doc[Text] = Doc()
    document.apply_update(bytes(whole))
    assert set(document.keys()) <= KEYS


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(UpdateError, match="unknown key"):
        check(typed("moi", "canvas.secret"), KEYS, {})


def test_attributes_formats_and_nested_types_are_refused() -> None:
    attributes: Doc[Map[str]] = Doc({"canvas.couts": Map({"cle": "valeur"})})
    nested: Doc[Array[Text]] = Doc({"canvas.couts": Array([Text("dedans")])})
    bold: Doc[Text] = Doc({"canvas.couts": Text("gras")})
    bold["canvas.couts"].format(0, 4, {"bold": True})
    embedded: Doc[Text] = Doc({"canvas.couts": Text("image")})
    embedded["canvas.couts"].insert_embed(0, {"image": "x"})
    for document in (attributes, nested, bold, embedded):
        with pytest.raises(UpdateError):
            check(document.get_update(), KEYS, {})


ROOT = b"\x01\x0ccanvas.couts"


@pytest.mark.parametrize(
    ("block", "erased"),
    [
        pytest.param(b"\x00\x03", b"\x00", id="a gap of garbage collection"),
        pytest.param(b"\x01" + ROOT + b"\x00", b"\x00", id="an erased text of no length"),
        pytest.param(b"\x04" + ROOT + b"\x01a", b"\x01\x01\x01\x00\x00", id="nothing is erased"),
        pytest.param(b"\x01" + ROOT + b"\xfe\xff\xff\xff\x0f", b"\x00", id="more letters than 32 bits count"),
    ],
)
def test_what_kills_the_library_is_refused_before_it_sees_it(block: bytes, erased: bytes) -> None:
    """Each of these, applied and followed by others, ended the server: a panic, or a segmentation fault."""
    with pytest.raises(UpdateError):
        check(b"\x01\x01\x01\x00" + block + erased, KEYS, {})


def test_what_follows_the_end_is_refused() -> None:
    with pytest.raises(UpdateError, match="end"):
        check(typed("bonjour") + b"\x00", KEYS, {})


def test_a_number_that_never_ends_is_refused() -> None:
    with pytest.raises(UpdateError):
        check(b"\xff" * 100, KEYS, {})


def test_an_update_that_goes_on_from_something_unknown_has_a_gap() -> None:
    document: Doc[Text] = Doc({"canvas.couts": Text()})
    document["canvas.couts"].insert(0, "un")
    before = document.get_state()
    document["canvas.couts"].insert(2, " deux")
    with pytest.raises(GapError):
        check(document.get_update(before), KEYS, {})


def test_erasing_what_never_arrived_has_a_gap() -> None:
    document: Doc[Text] = Doc({"canvas.couts": Text()})
    document["canvas.couts"].insert(0, "un")
    before = document.get_state()
    document["canvas.couts"].clear()
    with pytest.raises(GapError):
        check(document.get_update(before), KEYS, {})
