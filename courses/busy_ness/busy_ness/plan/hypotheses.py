"""The first sheets: everything the team wrote, and the rates of the law; all other figures start here."""

from busy_ness.plan.book import Book
from busy_ness.plan.catalog import CATALOG
from busy_ness.plan.form import Group
from busy_ness.plan.sheets import Row, Sheet


def hypotheses(book: Book) -> Sheet:
    """The numbers of the form, group by group; what was chosen or named stands in the labels."""
    rows: list[Row] = []
    for group in CATALOG:
        rows.append(Row(group.key, group.title, (), "heading", group.help))
        if group.rows is None:
            rows += _lines(book, group, "", "")
            continue
        for row, name in book.rows(group.key):
            rows.append(Row(f"{group.key}.{row}", name, (), "heading"))
            rows += _lines(book, group, row, name)
    return Sheet(
        "hypotheses",
        "Hypothèses",
        ("Valeur",),
        tuple(rows),
        "Les nombres écrits par l’équipe. Tous les autres se calculent à partir d’eux.",
    )


def _lines(book: Book, group: Group, row: str, name: str) -> list[Row]:
    lines: list[Row] = []
    for entry in group.entries:
        key = group.key_of(entry, row)
        if key in book.plan.numbers:
            label = f"{entry.label} ({name})" if name else entry.label
            lines.append(Row(key, entry.label, (book.write(key, label, entry.unit),), "line", entry.help))
        elif entry.choices:
            chosen = next(choice for choice in entry.choices if choice.value == book.choice(key))
            lines.append(Row(key, f"{entry.label}\u00a0: {chosen.label}", (None,), "line", entry.help))
    return lines


def rates_sheet(book: Book) -> Sheet:
    """The rates of the law; those that are an order of magnitude say so."""
    rows = []
    for rate in book.rates:
        book.keep(rate.figure)
        rows.append(Row(rate.figure.key, rate.figure.label, (rate.figure,), "line", rate.figure.source))
    day = f"{book.rates.date:%d/%m/%Y}"
    note = f"Taux connus le {day}. Un ordre de grandeur se vérifie avec un conseiller."
    return Sheet("taux", "Taux de la loi", ("Valeur",), tuple(rows), note, detail=True)
