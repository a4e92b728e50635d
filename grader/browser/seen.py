"""What a page showed, read as plain values of the expected shape: nothing that comes from it is believed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.browser.scripts import script_words
from grader.sayings.french import clipped, french
from grader.stage import plain
from grader.stage.wire import Lost

Told = dict[str, Any]

HTML_MAX = 400_000
TEXT_MAX = 100_000


@dataclass(frozen=True)
class ScriptError:
    """An error of her JavaScript.

    Attributes:
        message: as Chromium says it.
        line: of ``file``, from 1; 0 where it is not known.
        words: what she reads of it.
    """

    message: str
    file: str = ""
    line: int = 0

    @property
    def words(self) -> str:
        return script_words(self.message, self.file, self.line)


@dataclass(frozen=True)
class Link:
    """A link of the page.

    Attributes:
        address: as it is written in ``href``.
        status: of the page that it leads to; 0: it leads nowhere. 200 where nobody looked.
        words: what she reads of a dead one; else empty.
    """

    text: str
    address: str
    selector: str = ""
    status: int = 200

    @property
    def words(self) -> str:
        if self.status and self.status < 400:
            return ""
        name = f"Le lien « {self.text} »" if self.text else "Un lien sans texte"
        said = clipped(self.address, 80)
        if self.address.strip() in ("", "#"):
            return french(f"{name} ne mène nulle part. Écris une vraie adresse dans href.")
        if self.address.startswith("#"):
            return french(f"{name} mène à « {said} », et rien ne s'appelle ainsi dans la page. Ajoute un id.")
        if self.status == 0:
            return french(
                f"{name} mène à « {said} » : seul ton ordinateur le connaît. Écris le nom du fichier."
            )
        if self.status == 404:
            return french(f"{name} mène à « {said} », et cette page n'existe pas. Vérifie son nom.")
        return french(f"{name} mène à « {said} », et cette page répond {self.status} : elle ne marche pas.")


@dataclass(frozen=True)
class Wide:
    """Something that is too wide for the window."""

    tag: str
    text: str
    selector: str
    width: int


@dataclass(frozen=True)
class View:
    """What a visitor sees at one moment; ``full`` is how wide the page is, in pixels."""

    title: str = ""
    address: str = ""
    text: str = ""
    html: str = ""
    blank: bool = True
    full: int = 0
    wide: tuple[Wide, ...] = ()
    links: tuple[Link, ...] = ()


def view(told: Told) -> View:
    """Raises Lost where it is nothing of the kind."""
    blank = told.get("blank")
    if type(blank) is not bool:
        raise Lost("nonsense")
    return View(
        plain.text(told, "title", 300),
        plain.text(told, "address", 2000),
        plain.text(told, "text", TEXT_MAX),
        plain.text(told, "html", HTML_MAX),
        blank,
        plain.number(told, "full"),
        tuple(
            Wide(
                plain.text(one, "tag", 40),
                plain.text(one, "text", 60),
                plain.text(one, "selector", 300),
                plain.number(one, "width", 0, 10_000_000),
            )
            for one in tables(told, "wide", 5)
        ),
        tuple(
            Link(plain.text(one, "text", 60), plain.text(one, "said", 300), plain.text(one, "selector", 300))
            for one in tables(told, "links", 200)
        ),
    )


def links(told: Told) -> tuple[Link, ...]:
    return tuple(
        Link(
            plain.text(one, "text", 60),
            plain.text(one, "said", 300),
            plain.text(one, "selector", 300),
            plain.number(one, "status", 0, 999),
        )
        for one in tables(told, "links", 200)
    )


def errors(told: Told) -> tuple[ScriptError, ...]:
    return tuple(
        ScriptError(
            plain.text(one, "message"), plain.text(one, "file", 200), plain.number(one, "line", 0, 1_000_000)
        )
        for one in tables(told, "errors", 30)
    )


def texts(told: Told, name: str, most: int = 30) -> tuple[str, ...]:
    every = plain.several(told, name, most)
    return tuple(plain.text({name: one}, name) for one in every)


def tables(told: Mapping[str, Any], name: str, most: int) -> list[Told]:
    found = plain.several(dict(told), name, most)
    if not all(type(one) is dict for one in found):
        raise Lost("nonsense")
    return found
