"""How much of each deliverable a team has written."""

from collections.abc import Iterable, Mapping

from busy_ness.app.writing import boxes
from busy_ness.app.writing.boxes import Box

_STUDY = ("etude.personnes", "etude.prix_min", "etude.prix_max", "etude.clients")
# A first plan needs something in each of these.
_PLAN = ("entreprise", "demarrage", "financement", "produits", "ventes", "charges", "dirigeant", "reponse")


def filled(texts: Mapping[str, str], entries: Mapping[str, str]) -> Mapping[str, tuple[int, int]]:
    """(written, of how many) for canvas, personas, study, strategy, plan and pitch."""

    def written(asked: Iterable[Box]) -> tuple[int, int]:
        keys = [box.key for box in asked]
        return sum(bool(texts.get(key, "").strip()) for key in keys), len(keys)

    study, study_total = written(boxes.STUDY)
    begun = {key.split(".")[0] for key, value in entries.items() if value}
    return {
        "canvas": written(boxes.CANVAS),
        "personas": written(box for persona in boxes.PERSONAS for box in persona),
        "study": (study + sum(bool(entries.get(key)) for key in _STUDY), study_total + len(_STUDY)),
        "strategy": written(boxes.STRATEGY),
        "plan": (sum(group in begun for group in _PLAN), len(_PLAN)),
        "pitch": written((boxes.SLOGAN, *(slide.box for slide in boxes.PITCH))),
    }
