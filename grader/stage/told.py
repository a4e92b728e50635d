"""What a learner reads of a program of hers that stopped, or shows nothing any more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.sayings.french import french
from grader.stage import plain
from grader.stage.wire import Lost
from grader.words import Place, explain

LOST: Mapping[str, str] = {
    "late": "Ton programme met trop de temps. Cherche une boucle qui ne s'arrête jamais.",
    "gone": "Ton programme a fermé Python tout entier, et on ne voit plus ce qu'il fait.",
    "nonsense": "On n'arrive pas à lire ce que fait ton programme. Montre-le à une personne de l'équipe.",
}


@dataclass(frozen=True)
class Trouble:
    """An error of hers: Python's own words, and the line of hers that it comes from.

    Attributes:
        name: class of the error; empty where the program only stands at that line.
        line: from 1; 0 where it is not known.
    """

    name: str
    message: str
    file: str
    line: int
    code: str
    known: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What she reads."""
        place = Place(self.line, self.code, self.file) if self.line else None
        return explain(self.name, self.message, place, self.known)


def trouble(told: dict[str, Any] | None) -> Trouble | None:
    """Reads ``program.Program.trouble``; raises Lost where it is nothing of the kind."""
    if told is None:
        return None
    known = plain.several(told, "names", 300)
    if not all(type(one) is str for one in known):
        raise Lost("nonsense")
    return Trouble(
        plain.text(told, "name", 100),
        plain.text(told, "message"),
        plain.text(told, "file", 100),
        plain.number(told, "line", 0, 1_000_000),
        plain.text(told, "code", 200),
        tuple(one[:60] for one in known),
    )


def lost_words(lost: Lost) -> str:
    return french(LOST[lost.why])


def missing_words(file: str) -> str:
    return french(f"Le fichier « {file} » n'est pas là. Vérifie son nom : majuscules et accents comptent.")
