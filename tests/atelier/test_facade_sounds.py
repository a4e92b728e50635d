"""Sounds: what the page is asked to play, and what the program knows of it."""

import io
import wave

from tests.atelier.engine import Engine, Played

START = "import pygame\npygame.init()\npygame.display.set_mode((100, 80))\n"


def beep(seconds: float) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22050)
        file.writeframes(b"\0\1" * int(22050 * seconds))
    return made.getvalue()


def played(engine: Engine, source: str) -> Played:
    found = engine.run(files={"jeu.py": START + source, "bip.wav": beep(0.2), "air.wav": beep(2)})
    assert found.error is None, found.error
    return found


def test_a_sound_is_loaded_once_and_played_on_free_channels(engine: Engine) -> None:
    source = "bip = pygame.mixer.Sound('bip.wav')\nbip.set_volume(0.5)\nbip.play()\nprint(bip.play(2).id)"
    found = played(engine, source)
    assert found.output == "1\n"
    assert [sound["do"] for sound in found.sounds] == ["load", "play", "play"]
    assert [(sound["channel"], sound["loops"], sound["volume"]) for sound in found.sounds[1:]] == [
        (0, 0, 0.5),
        (1, 2, 0.5),
    ]


def test_a_channel_is_busy_as_long_as_its_sound_lasts(engine: Engine) -> None:
    source = """
canal = pygame.mixer.Sound('bip.wav').play(1)
for attente in (0, 300, 200):
    pygame.time.wait(attente)
    print(canal.get_busy(), pygame.mixer.get_busy(), canal.get_sound() is not None)
"""
    assert played(engine, source).output.splitlines() == [
        "True True True",
        "True True True",
        "False False False",
    ]


def test_a_pause_takes_no_time_of_the_sound(engine: Engine) -> None:
    source = """
canal = pygame.mixer.Sound('bip.wav').play()
canal.pause()
pygame.time.wait(1000)
canal.unpause()
pygame.time.wait(100)
print(canal.get_busy())
pygame.time.wait(150)
print(canal.get_busy())
"""
    assert played(engine, source).output.split() == ["True", "False"]


def test_when_all_channels_are_busy_nothing_more_is_played(engine: Engine) -> None:
    source = "bip = pygame.mixer.Sound('bip.wav')\nprint([bip.play() is None for _ in range(9)].count(True))"
    assert played(engine, source).output == "1\n"


def test_a_queued_sound_follows_and_the_end_is_told(engine: Engine) -> None:
    source = """
bip = pygame.mixer.Sound('bip.wav')
canal = pygame.mixer.Channel(2)
canal.set_endevent(pygame.USEREVENT)
canal.play(bip)
canal.queue(bip)
for tour in range(6):
    pygame.time.wait(100)
    for event in pygame.event.get(pygame.USEREVENT):
        print(tour, event.code)
"""
    found = played(engine, source)
    assert found.output.splitlines() == ["1 2", "3 2"]
    assert [sound["do"] for sound in found.sounds] == ["load", "play", "play"]


def test_music_goes_on_and_on_and_stops_softly(engine: Engine) -> None:
    source = """
musique = pygame.mixer.music
musique.load('air.wav')
musique.set_volume(0.25)
musique.play(-1)
pygame.time.wait(5000)
print(musique.get_busy(), musique.get_pos())
musique.fadeout(500)
pygame.time.wait(600)
print(musique.get_busy())
"""
    found = played(engine, source)
    busy, place, after = found.output.split()
    assert (busy, after) == ("True", "False")
    assert abs(int(place) - 5000) < 5
    assert [(sound["do"], sound.get("loops"), sound.get("fadeMs")) for sound in found.sounds] == [
        ("load", None, None),
        ("play", -1, 0),
        ("stop", None, 500),
    ]


def test_samples_of_her_own_become_a_sound(engine: Engine) -> None:
    source = """
import array, math
pygame.mixer.quit()
pygame.mixer.init(44100, -16, 1)
la = array.array('h', (int(9000 * math.sin(i / 44100 * 440 * 6.2832)) for i in range(22050)))
son = pygame.mixer.Sound(buffer=la)
son.play()
print(son.get_length(), len(son.get_raw()))
"""
    found = played(engine, source)
    assert found.output == "0.5 44100\n"
    assert [sound["do"] for sound in found.sounds] == ["load", "play"]
