"""A team's deliverable shown in a notebook: pictures first, then every word, for whoever grades or learns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from html import escape

from busy_ness import poster
from busy_ness.app.writing.boxes import BOXES, CANVAS, DEBRIEF, PERSONAS, PITCH, STRATEGY, STUDY
from busy_ness.deliverables import DELIVERABLES, DeliverableError, open_work
from busy_ness.dossier import Dossier
from busy_ness.plan.numerals import write
from busy_ness.poster import BLUE, BRICK, GREEN, PLUM, Bar, Box
from busy_ness.review.accounts import ANSWER, FINANCED, forecast_of, threshold, value
from busy_ness.review.precision import named
from busy_ness.review.study import customer_prices, number

_EMPTY = "(vide)"
# Left, top, width and height in tenths and rows, as the canvas is drawn everywhere.
_PLACES: Mapping[str, tuple[int, int, int, int, str]] = {
    "partenaires": (0, 0, 2, 4, PLUM),
    "activites": (2, 0, 2, 2, PLUM),
    "ressources": (2, 2, 2, 2, PLUM),
    "proposition": (4, 0, 2, 4, GREEN),
    "relation": (6, 0, 2, 2, BLUE),
    "canaux": (6, 2, 2, 2, BLUE),
    "segments": (8, 0, 2, 4, BLUE),
    "couts": (0, 4, 5, 2, BRICK),
    "revenus": (5, 4, 5, 2, GREEN),
    "impact": (0, 6, 10, 1, PLUM),
}


class Picture:
    """A PNG and the words that say the same."""

    def __init__(self, png: bytes, words: str) -> None:
        self._png, self._words = png, words

    def _repr_png_(self) -> bytes:
        return self._png

    def __repr__(self) -> str:
        return self._words


class Words:
    """Headings, paragraphs and tables."""

    def __init__(self, markup: str) -> None:
        self._markup = markup

    def _repr_html_(self) -> str:
        return self._markup

    def __repr__(self) -> str:
        return "Le travail de l’équipe."


Shown = Picture | Words


def montrer(rendu: str, contenu: str) -> None:
    """Show the team's deliverable; where there is none, say from where it is handed in.

    Args:
        rendu: the exercise's name, "canevas" for instance.
        contenu: what lay beside the notebook, as ``livrable()`` gives it.
    """
    from IPython.display import display

    try:
        dossier = open_work(rendu, contenu).dossier
    except DeliverableError as error:
        display(Words(f"<p><strong>{escape(str(error))}</strong></p>"))  # type: ignore[no-untyped-call]
        return
    for part in shown(rendu, dossier):
        display(part)  # type: ignore[no-untyped-call]


def shown(exercise: str, dossier: Dossier) -> list[Shown]:
    """What a notebook shows of a deliverable, in order."""
    return [Words(_head(exercise, dossier)), *_SHOWN[exercise](dossier)]


def _canvas(dossier: Dossier) -> Iterable[Shown]:
    cells = []
    for box in CANVAS:
        *place, colour = _PLACES[box.key.removeprefix("canvas.")]
        left, top, wide, high = place
        cells.append(Box(left, top, wide, high, box.title, dossier.text(box.key) or _EMPTY, colour))
    yield Picture(
        poster.boxes(f"Le canevas de {_company(dossier)}", cells, (100, 96), (10, 7)),
        "Le canevas en dix cases ; tous ses mots sont écrits dessous.",
    )
    yield Words(_texts(dossier, [box.key for box in CANVAS]))
    for number_of, persona in enumerate(PERSONAS, 1):
        if any(dossier.text(box.key) for box in persona):
            told = _texts(dossier, [box.key for box in persona], "h4")
            yield Words(f"<h3>Persona {number_of}</h3>{told}")


def _study(dossier: Dossier) -> Iterable[Shown]:
    low, high = number(dossier, "etude.prix_min"), number(dossier, "etude.prix_max")
    prices = customer_prices(dossier)[0]
    if low is not None and high is not None:
        price = prices[0] if prices else None
        yield Picture(
            poster.ruler("Le prix que les clients acceptent", low, high, price),
            f"De {write(low, 'eur')} à {write(high, 'eur')}.",
        )
    rows = [
        ("Personnes interrogées", _count(number(dossier, "etude.personnes"))),
        ("Prix le plus bas accepté", _money(low)),
        ("Prix le plus haut accepté", _money(high)),
        ("Clients possibles en un an", _count(number(dossier, "etude.clients"))),
        ("Prix payé par le client", " ; ".join(write(one, "eur") for one in prices) or "—"),
    ]
    yield Words(_table(("L’étude en nombres", ""), rows))
    yield Words(_texts(dossier, [box.key for box in (*STUDY, *STRATEGY)]))


def _accounts(dossier: Dossier) -> Iterable[Shown]:
    made = forecast_of(dossier)
    cash = made.sheet("tresorerie")
    ends = [made.figures[f"tresorerie.m{month:02}.fin"] for month in range(1, 13)]
    yield Picture(
        poster.bars(
            "Le compte en banque, à la fin de chaque mois",
            [Bar(column, (one.value,)) for column, one in zip(cash.columns, ends, strict=True)],
        ),
        "Le compte, mois par mois ; les nombres sont dans le tableau.",
    )
    answer = dossier.entries.get(ANSWER, "").strip()
    seuil = [
        ("Seuil calculé par l’équipe", write(Decimal(answer), "eur") if answer else "—"),
    ]
    if not threshold(dossier):  # whoever has not found it yet shall not read it here
        seuil += [
            ("Seuil du plan", made.figures["seuil.a1.seuil"].text),
            ("Point mort", made.figures["seuil.a1.point_mort"].text),
        ]
    yield Words(_table(("Le seuil, année 1", ""), seuil))
    for key in ("financement_initial", "resultat", "bilan"):
        sheet = made.sheet(key)
        rows = [
            (row.label, *(one.text if one is not None else "" for one in row.figures))
            for row in sheet.rows
            if row.figures
        ]
        yield Words(f"<h3>{escape(sheet.title)}</h3>" + _table(("", *sheet.columns), rows))
    months = [(column, one.text) for column, one in zip(cash.columns, ends, strict=True)]
    yield Words("<h3>Trésorerie</h3>" + _table(("Mois", "À la fin du mois"), months))
    if told := dossier.text(FINANCED):
        yield Words(f"<h4>Si le compte passe sous zéro</h4><p>{_prose(told)}</p>")
    if made.alerts:
        items = "".join(f"<li>{escape(one.words)} {escape(one.action)}</li>" for one in made.alerts)
        yield Words(f"<h3>Ce que l’application a signalé</h3><ul>{items}</ul>")


def _debrief(dossier: Dossier) -> Iterable[Shown]:
    if dossier.rounds:
        columns = [
            Bar(f"Tour {one.number}", (Decimal(one.planned_sales or 0), Decimal(one.sales)))
            for one in dossier.rounds
        ]
        yield Picture(
            poster.bars("Ventes prévues et réelles", columns, ("prévu", "réel"), unit=""),
            "Ventes prévues et réelles de chaque tour ; les nombres sont dans le tableau.",
        )
    rows = [
        (
            f"Tour {one.number}",
            _count(one.planned_sales),
            _count(one.sales),
            _money(one.planned_result),
            _money(one.result),
            _money(one.cash),
            one.event or "—",
        )
        for one in dossier.rounds
    ]
    heads = (
        *("", "Ventes prévues", "Ventes réelles", "Résultat prévu", "Résultat réel"),
        *("Caisse", "Imprévu"),
    )
    yield Words(_table(heads, rows))
    for one in dossier.rounds:
        boxes = DEBRIEF.get(one.number, ())
        told = _texts(dossier, [box.key for box in boxes], "h4")
        yield Words(f"<h3>Tour {one.number}</h3>{told}")


def _pitch(dossier: Dossier) -> Iterable[Shown]:
    colours = (BRICK, GREEN, BLUE, PLUM, GREEN, BRICK)
    cells = [
        Box(
            (slide.number - 1) % 3,
            (slide.number - 1) // 3,
            1,
            1,
            f"{slide.number}. {slide.box.title}",
            dossier.text(slide.box.key) or _EMPTY,
            colour,
        )
        for slide, colour in zip(PITCH, colours, strict=True)
    ]
    yield Picture(
        poster.boxes(f"Le pitch de {_company(dossier)}", cells, (333, 290), (3, 2)),
        "Les six diapositives ; tous leurs mots sont écrits dessous.",
    )
    yield Words(_texts(dossier, [slide.box.key for slide in PITCH]))
    made = forecast_of(dossier)
    keys = ("resultat.a1.ca", "resultat.a1.net", "seuil.a1.seuil", "seuil.a1.point_mort")
    rows = [(made.figures[key].label, made.figures[key].text) for key in keys]
    start = value(made, "financement_initial.depart.besoins_total")
    yield Words(_table(("Dans le plan", ""), [*rows, ("Besoins au départ", write(start, "eur"))]))


_SHOWN: Mapping[str, Callable[[Dossier], Iterable[Shown]]] = {
    "canevas": _canvas,
    "etude_strategie": _study,
    "previsionnel": _accounts,
    "bilan_decisions": _debrief,
    "pitch": _pitch,
}


def _head(exercise: str, dossier: Dossier) -> str:
    people = ", ".join(
        f"{one.display_name} ({one.role})" if one.role else one.display_name for one in dossier.members
    )
    return (
        f"<h2>{escape(_company(dossier))} : {escape(DELIVERABLES[exercise].title)}</h2>"
        f"<p>Équipe {escape(dossier.team)} · {escape(dossier.workshop)}. "
        f"Rendu par {escape(people) or 'personne'}, le {dossier.made_at:%d/%m/%Y}.</p>"
    )


def _company(dossier: Dossier) -> str:
    return dossier.company.strip() or dossier.team


def _texts(dossier: Dossier, keys: Sequence[str], level: str = "h3") -> str:
    return "".join(
        f"<{level}>{escape(BOXES[key].title if key in BOXES else named(key))}</{level}>"
        f"<p>{_prose(dossier.text(key)) or _EMPTY}</p>"
        for key in keys
    )


def _prose(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(one)}</th>" if one else "<td></td>" for one in heads)
    body = "".join(
        "<tr>"
        + f"<th>{escape(row[0])}</th>"
        + "".join(f"<td>{escape(one)}</td>" for one in row[1:])
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _money(amount: Decimal | None) -> str:
    return write(amount, "eur") if amount is not None else "—"


def _count(many: Decimal | int | None) -> str:
    return write(Decimal(many), "units") if many is not None else "—"
