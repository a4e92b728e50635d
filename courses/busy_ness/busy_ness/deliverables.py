"""What a team hands in at the end of a session: its dossier as files, and back; light, learners import it."""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from busy_ness.dossier import Dossier, Member, PlayedRound

FORMAT, VERSION = "busy_ness/livrable", 1
FILE = "livrable.json"
BYTES_MAX = 1_000_000
WORKS_MAX = 60  # in one zip: eight teams have forty
TEXT_LETTERS_MAX = 10_000
ROUNDS_MAX = 20
MEMBERS_MAX = 12
EUROS_MAX = Decimal(10) ** 12


@dataclass(frozen=True)
class Deliverable:
    """One of the five; ``exercise`` names the exercise and the pages, ``title`` is what pupils read."""

    exercise: str
    title: str
    summary: str


DELIVERABLES: Mapping[str, Deliverable] = {
    one.exercise: one
    for one in (
        Deliverable("canevas", "Le canevas", "Les dix cases de votre modèle, et votre client."),
        Deliverable(
            "etude_strategie", "L’étude et la stratégie", "Ce que l’enquête dit, et ce que vous décidez."
        ),
        Deliverable("previsionnel", "Le prévisionnel", "Vos comptes sur trois ans, et votre seuil."),
        Deliverable(
            "bilan_decisions", "Le bilan des décisions", "À chaque tour : prévu, réel, ce que vous changez."
        ),
        Deliverable("pitch", "Le pitch", "Vos six diapositives, et les chiffres du plan."),
    )
}


class DeliverableError(ValueError):
    """A file that is no deliverable; ``str`` says in French what, why and what to do."""


@dataclass(frozen=True)
class Work:
    """A deliverable as it was handed in: which one, and the team's dossier at that moment."""

    exercise: str
    dossier: Dossier


def written(work: Work) -> bytes:
    """The file: JSON in UTF-8, the same dossier gives the same bytes."""
    dossier = work.dossier
    told = {
        "format": FORMAT,
        "version": VERSION,
        "exercise": work.exercise,
        "workshop": dossier.workshop,
        "team": dossier.team,
        "company": dossier.company,
        "made_at": dossier.made_at.astimezone(UTC).isoformat(),
        "members": [
            {"name": one.name, "display_name": one.display_name, "role": one.role} for one in dossier.members
        ],
        "texts": {key: text for key, text in sorted(dossier.texts.items()) if text.strip()},
        "entries": {key: text for key, text in sorted(dossier.entries.items()) if text.strip()},
        "rounds": [_round_told(one) for one in dossier.rounds],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def read(content: bytes, exercise: str = "") -> Work:
    """The deliverable in a file.

    Args:
        exercise: the one that it must be; "" for any.

    Raises:
        DeliverableError: damaged, of another kind, of a newer version, or of another exercise.
    """
    if len(content) > BYTES_MAX:
        raise DeliverableError(f"{FILE} est trop gros : {BYTES_MAX // 1000} ko au plus.")
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise DeliverableError(
            f"{FILE} est abîmé et ne se lit plus. Rendez à nouveau depuis l’application."
        ) from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise DeliverableError(f"{FILE} n’est pas un rendu de Busy & Ness. Rendez depuis l’application.")
    if told.get("version") != VERSION:
        raise DeliverableError(
            f"{FILE} vient d’une autre version de l’application ({told.get('version')!r}, et non {VERSION}). "
            "Mettez l’application à jour, puis rendez à nouveau."
        )
    try:
        work = _work(told)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise DeliverableError(
            f"{FILE} est incomplet ({error}). Rendez à nouveau depuis l’application."
        ) from error
    if exercise and work.exercise != exercise:
        there, asked = DELIVERABLES[work.exercise].title, DELIVERABLES[exercise].title
        raise DeliverableError(f"Ce fichier est « {there} », et l’on attend ici « {asked} ».")
    return work


def livrable(path: Path | str = FILE) -> str:
    """What lies beside a notebook, as it is; "" where nothing does, or what is there is no text."""
    try:
        with Path(path).open("rb") as file:
            return file.read(BYTES_MAX + 1).decode()
    except (OSError, UnicodeDecodeError):
        return ""


def open_work(exercise: str, content: str) -> Work:
    """The deliverable of an exercise, from what lay beside its notebook.

    Raises:
        DeliverableError: as for ``read``, and where nothing lay there.
    """
    if not content:
        raise DeliverableError(
            "Ce travail ne se rend pas d’ici, mais depuis Busy & Ness : ouvrez l’application avec votre "
            "équipe, puis « Rendre »."
        )
    return read(content.encode(), exercise)


def packed(files: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """Deliverables as one zip, a folder each: for where nothing collects them; the same bytes each time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for exercise, content in files.items():
            for name, data in content.items():
                entry = zipfile.ZipInfo(f"{exercise}/{name}")
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, data)
    return made.getvalue()


def unpacked(archive: bytes) -> tuple[Work, ...]:
    """The deliverables in such a zip; whatever else is in it is left aside.

    Raises:
        DeliverableError: no zip, none in it, or one that cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            found = [one for one in opened.infolist() if one.filename.split("/")[-1] == FILE]
            if len(found) > WORKS_MAX or sum(one.file_size for one in found) > BYTES_MAX * len(DELIVERABLES):
                raise DeliverableError("Ce fichier zip est trop gros pour être un rendu de Busy & Ness.")
            works = tuple(read(_content(opened, one)) for one in found)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        raise DeliverableError("Ce fichier n’est pas un zip de Busy & Ness, ou il est abîmé.") from error
    if not works:
        raise DeliverableError(f"Il n’y a aucun {FILE} dans ce fichier zip.")
    return works


def _content(opened: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """What a file holds, up to just over what a deliverable may; the size that a zip tells is no proof."""
    if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(f"compressed in way {one.compress_type}")  # others unpack without a limit
    with opened.open(one) as file:
        return file.read(BYTES_MAX + 1)


def _round_told(one: PlayedRound) -> dict[str, object]:
    return {
        "number": one.number,
        "decision": dict(sorted(one.decision.items())),
        "planned_sales": one.planned_sales,
        "sales": one.sales,
        "planned_result": None if one.planned_result is None else str(one.planned_result),
        "result": str(one.result),
        "cash": str(one.cash),
        "event": one.event,
    }


def _work(told: Mapping[str, Any]) -> Work:
    exercise = told["exercise"]
    if exercise not in DELIVERABLES:
        raise ValueError(f"« {exercise} » n’est pas un rendu connu")
    if len(told["members"]) > MEMBERS_MAX or len(told["rounds"]) > ROUNDS_MAX:
        raise ValueError("trop de personnes ou de tours")
    made_at = datetime.fromisoformat(_text(told["made_at"]))
    if made_at.tzinfo is None:
        raise ValueError("sa date est sans fuseau horaire")
    made_at.astimezone(UTC)  # OverflowError: a day before or after all days
    dossier = Dossier(
        workshop=_text(told["workshop"]),
        team=_text(told["team"]),
        company=_text(told["company"]),
        members=tuple(
            Member(_text(one["name"]), _text(one["display_name"]), _text(one["role"]))
            for one in told["members"]
        ),
        made_at=made_at,
        texts=_texts(told["texts"]),
        entries=_texts(told["entries"]),
        rounds=tuple(_round(one) for one in told["rounds"]),
    )
    return Work(exercise, dossier)


def _round(told: Mapping[str, Any]) -> PlayedRound:
    planned, result = told["planned_sales"], told["planned_result"]
    return PlayedRound(
        number=_number(told["number"]),
        decision=_texts(told["decision"]),
        planned_sales=None if planned is None else _number(planned),
        sales=_number(told["sales"]),
        planned_result=None if result is None else _amount(result),
        result=_amount(told["result"]),
        cash=_amount(told["cash"]),
        event=_text(told["event"]),
    )


def _texts(told: object) -> Mapping[str, str]:
    if not isinstance(told, dict):
        raise TypeError("des textes ont une forme inconnue")
    return {_text(key): _text(value) for key, value in told.items()}


def _text(told: object) -> str:
    if not isinstance(told, str) or len(told) > TEXT_LETTERS_MAX:
        raise TypeError("un texte est trop long, ou n’en est pas un")
    told.encode()  # UnicodeEncodeError: half a character, as JSON may have
    return told


def _number(told: object) -> int:
    if type(told) is not int:
        raise TypeError("un nombre entier n’en est pas un")
    return told


def _amount(told: object) -> Decimal:
    amount = Decimal(_text(told))
    if not amount.is_finite() or abs(amount) > EUROS_MAX:
        raise ValueError("un montant est impossible")
    return amount
