"""The project in the team's own words, in the order in which a bank reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from busy_ness.dossier import Dossier
from busy_ness.export.printable import bounded, breakable, clean, one_line, shortened
from busy_ness.plan.entries import STUDY, EntryError, check
from busy_ness.plan.form import Entry
from busy_ness.plan.numerals import write

CANVAS = (
    ("proposition", "Proposition de valeur"),
    ("segments", "Segments de clients"),
    ("relation", "Relation avec les clients"),
    ("canaux", "Canaux"),
    ("activites", "Activités clés"),
    ("ressources", "Ressources clés"),
    ("partenaires", "Partenaires clés"),
    ("couts", "Structure de coûts"),
    ("revenus", "Sources de revenus"),
    ("impact", "Impact social et environnemental"),
)
PERSONA = (("vie", "Sa vie"), ("besoins", "Ses besoins"), ("freins", "Ce qui le retient d’acheter"))
STUDY_TEXTS = (
    ("questions", "Questions posées"),
    ("resultats", "Ce que l’étude a appris"),
    ("concurrents", "Concurrents"),
)
STRATEGY = (("positionnement", "Positionnement"), ("prix", "Prix"), ("communication", "Communication"))
PERSONAS = ("1", "2", "3")
# A page and a half for one question is more than a bank reads.
MOST_SIGNS, MOST_LINES = 5_000, 70


@dataclass(frozen=True)
class Section:
    """A title of the second level and (label, words) below it; nothing is empty but a title or a label."""

    title: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """A title of the first level; without sections the team has written nothing of it."""

    title: str
    sections: tuple[Section, ...]


def presentation(dossier: Dossier) -> tuple[Part, ...]:
    """What the team wrote of its project; texts are clean, and long words may be cut at the end of a line."""
    canvas = _texts(dossier, "canvas", CANVAS)
    study = (*_numbers(dossier), *_texts(dossier, "etude", STUDY_TEXTS))
    strategy = _texts(dossier, "strategie", STRATEGY)
    return (
        Part("Le projet", (Section("", canvas),) if canvas else ()),
        Part(
            "Les clients et l’étude de marché", (*_personas(dossier), *_section("L’étude de marché", study))
        ),
        Part("La stratégie", (Section("", strategy),) if strategy else ()),
    )


def too_long(dossier: Dossier) -> tuple[str, ...]:
    """The labels of the texts whose end is not printed."""
    fields = (
        *((f"canvas.{field}", label) for field, label in CANVAS),
        *((f"persona.{number}.{field}", label) for number in PERSONAS for field, label in PERSONA),
        *((f"etude.{field}", label) for field, label in STUDY_TEXTS),
        *((f"strategie.{field}", label) for field, label in STRATEGY),
    )
    texts = ((clean(dossier.text(key)), label) for key, label in fields)
    return tuple(label for text, label in texts if bounded(text, MOST_SIGNS, MOST_LINES) != text)


def _section(title: str, texts: tuple[tuple[str, str], ...]) -> tuple[Section, ...]:
    return (Section(title, texts),) if texts else ()


def _texts(dossier: Dossier, group: str, fields: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    found = ((label, clean(dossier.text(f"{group}.{field}"))) for field, label in fields)
    return tuple(
        (label, breakable(bounded(words, MOST_SIGNS, MOST_LINES))) for label, words in found if words
    )


def _personas(dossier: Dossier) -> Iterator[Section]:
    for number in PERSONAS:
        texts = _texts(dossier, f"persona.{number}", PERSONA)
        name = breakable(shortened(one_line(dossier.text(f"persona.{number}.nom")), 80))
        if texts or name:
            yield Section(f"Un client\u00a0: {name}" if name else f"Client {number}", texts)


def _numbers(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """What the study counted, one line for each number that was written."""
    lines = [
        f"{entry.label}\u00a0: {written}"
        for group in STUDY
        if group.key == "etude"
        for entry in group.entries
        if (written := _number(dossier, group.key_of(entry), entry))
    ]
    return (("Les nombres de l’étude", "\n".join(lines)),) if lines else ()


def _number(dossier: Dossier, key: str, entry: Entry) -> str:
    try:
        text = check(key, dossier.entries.get(key, ""))
    except EntryError:
        return ""
    return write(Decimal(text), entry.unit) if text else ""
