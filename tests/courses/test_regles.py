"""Rules of « Mon jeu vidéo »: what she writes becomes keys; what she mistypes becomes words with its line."""

from dataclasses import dataclass

import pytest

from girls_can_code.regles import AFTER, BEGIN, TAP, read_rules

WINS = "Gagner : je trouve le trésor\nTouches : {}\nTitre : Gagné\n"


@dataclass(frozen=True)
class Game:
    caption: str = ""
    printed: str = ""


def test_steps_follow_each_other() -> None:
    (rule,) = read_rules(WINS.format("droite 60, rien 30, haut + gauche 20, Espace, clic 320 240"))
    assert rule.keys == {
        (BEGIN, BEGIN + 60): ["right"],
        (BEGIN + 90, BEGIN + 110): ["up", "left"],
        (BEGIN + 110, BEGIN + 113): ["space"],
    }
    assert rule.clicks == {BEGIN + 110 + TAP: (320, 240)}
    assert rule.frames == BEGIN + 110 + 2 * TAP + AFTER
    assert (rule.kind, rule.says, rule.seed) == ("gagner", "je trouve le trésor", None)


def test_capitals_accents_and_no_break_spaces_are_hers() -> None:
    text = (
        "# oui\n\nREGLE\u00a0: on compte\nTouches\u202f: Entree, ENTRÉE\nhasard : 4\nConsole : SCORE  : 2\n"
    )
    (rule,) = read_rules(text)
    assert list(rule.keys.values()) == [["return"], ["return"]]
    assert rule.seed == 4
    assert rule.kept(Game(printed="début\nScore : 2\n"))
    assert not rule.kept(Game(caption="Score : 2"))
    assert "vide" in rule.seen(Game())


def test_a_title_is_kept_wherever_it_stands_in_the_title() -> None:
    (rule,) = read_rules(WINS.format("rien 5"))
    assert not rule.pressed
    assert rule.kept(Game(caption="Mon trésor - gagné !"))
    assert "'Perdu'" in rule.seen(Game(caption="Perdu"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "pas de fichier regles.txt"),
        ("Gagner", "Ligne 1 de regles.txt : je ne vois pas de deux-points"),
        ("Gagné : oui", "Voulais-tu écrire « Gagner »"),
        ("Touches : droite 5", "vient trop tôt"),
        (
            WINS.format("drote 60"),
            "Ligne 2 de regles.txt : je ne connais pas la touche « drote ». Voulais-tu",
        ),
        (WINS.format("machin 60"), "Voici les mots possibles : droite, gauche"),
        (WINS.format("droite 60 30"), "deux nombres dans « droite 60 30 »"),
        (WINS.format("droite 0"), "dure 0 image"),
        (WINS.format("60 droite"), "je ne comprends pas « 60 droite »"),
        (WINS.format("droite soixante"), "je ne connais pas la touche « droite soixante »"),
        (WINS.format("clic 320"), "Un clic a un x et un y"),
        (WINS.format("droite 4000"), "plus de 30 secondes"),
        (WINS.format(" , "), "la ligne Touches est vide"),
        ("Gagner : …\nTouches : espace\nTitre : Oui", "dis ta règle avec tes mots"),
        ("Gagner : oui\nTitre : Gagné", "n'a pas de ligne Touches"),
        ("Gagner : oui\nTouches : espace", "il faut une ligne Titre"),
        ("Gagner : oui\nTouches : espace\nTitre :", "Ligne 3 de regles.txt : après « Titre : »"),
        ("Gagner : oui\nTouches : espace\nTouches : bas 3\nTitre : Oui", "est déjà dans cette règle"),
        (WINS.format("espace") + "Hasard : beaucoup", "on attend un nombre entier"),
        (WINS.format("espace") * 13, "c'est beaucoup"),
    ],
)
def test_what_is_not_understood_is_told_with_its_line(text: str | None, words: str) -> None:
    with pytest.raises(AssertionError, match="regles") as told:
        read_rules(text)
    assert words in str(told.value)


def test_an_untouched_file_has_no_rules() -> None:
    assert read_rules("# Gagner : j'attrape\n# Touches : droite 60\n\n") == []
