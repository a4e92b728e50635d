"""What axe-core finds on a page, in words for an eleven-year-old: what, why it matters, what to try."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.browser.seen import tables
from grader.sayings.french import clipped, french
from grader.stage import plain

Told = dict[str, Any]


@dataclass(frozen=True)
class Spot:
    """Where on the page a rule is not kept.

    Attributes:
        tag, text, name: of the element; the name is its ``src``, ``name``, ``id`` or ``href``.
        colour, background, ratio, wanted: of a text that is hard to read, as Chromium paints it.
    """

    selector: str
    html: str
    tag: str
    text: str
    name: str
    colour: str
    background: str
    ratio: float
    wanted: float

    @property
    def said(self) -> str:
        """It, for who does not see it."""
        name = self.text or clipped(self.name.rpartition("/")[2], 40)
        return f"la balise {self.tag} « {name} »" if name else f"la balise {self.tag}"


@dataclass(frozen=True)
class Problem:
    """A rule of axe-core that the page does not keep.

    Attributes:
        rule: its name, such as "image-alt".
        impact: "minor", "moderate", "serious" or "critical".
        help: axe-core's own words, in French.
        spots: the first five places.
    """

    rule: str
    impact: str
    help: str
    spots: tuple[Spot, ...] = field(default=())

    @property
    def words(self) -> str:
        """What she reads."""
        say = _WORDS.get(self.rule)
        spot = self.spots[0] if self.spots else None
        if say is not None and spot is not None:
            return french(say(spot))
        where = f" Regarde `{clipped(spot.html, 100)}`" if spot is not None else ""
        return french(f"{self.help.rstrip('.')}.") + where


def problems(told: Told) -> list[Problem]:
    """Raises Lost where it is nothing of the kind."""
    return [
        Problem(
            plain.text(one, "rule", 60),
            plain.text(one, "impact", 20),
            plain.text(one, "help", 300),
            tuple(_spot(node) for node in tables(one, "nodes", 5)),
        )
        for one in tables(told, "problems", 40)
    ]


def _spot(told: Told) -> Spot:
    return Spot(
        selector=plain.text(told, "selector", 300),
        html=plain.text(told, "html", 200),
        tag=plain.text(told, "tag", 40),
        text=plain.text(told, "text", 60),
        name=plain.text(told, "name", 60),
        colour=plain.text(told, "colour", 20),
        background=plain.text(told, "background", 20),
        ratio=_ratio(told.get("ratio")),
        wanted=_ratio(told.get("wanted")),
    )


def _ratio(value: object) -> float:
    return float(value) if isinstance(value, int | float) and 0 <= value <= 21 else 0.0


def _image(spot: Spot) -> str:
    name = clipped(spot.name.rpartition("/")[2], 40)
    return (
        f"L'image {name} n'a pas de alt : une personne qui écoute la page ne sait pas ce qu'on voit. "
        'Raconte-le : alt="…".'
    )


def _field(spot: Spot) -> str:
    return (
        f"Le champ « {clipped(spot.name) or spot.tag} » ne dit pas ce qu'on doit y écrire. "
        "Mets son nom devant, dans <label>…</label>."
    )


def _link(spot: Spot) -> str:
    return (
        f"Le lien vers « {clipped(spot.name)} » n'a pas de texte : on ne sait pas où il mène. "
        "Écris entre <a …> et </a>."
    )


def _contrast(spot: Spot) -> str:
    wanted = f"{spot.wanted:g}".replace(".", ",") if spot.wanted else "4,5"
    return (
        f"« {spot.text} » se lit mal : {spot.colour} sur {spot.background}, "
        f"le contraste est {f'{spot.ratio:.1f}'.replace('.', ',')}. "
        f"Il faut au moins {wanted}. Fonce le texte, ou éclaircis le fond."
    )


def _heading(spot: Spot) -> str:
    said = f"Le titre « {spot.text} » ({spot.tag}) saute un niveau."
    return f"{said} Après h1 vient h2, puis h3, comme dans un livre."


def _outside(spot: Spot) -> str:
    what = f"« {clipped(spot.text, 40)} »" if spot.text else f"La balise {spot.tag}"
    return f"{what} est en dehors des grandes parties. Mets tout dans <header>, <nav>, <main> ou <footer>."


def _same(words: str) -> Callable[[Spot], str]:
    return lambda spot: words.replace("{text}", spot.text).replace("{name}", clipped(spot.name))


_ONE_MAIN = (
    "Mets le contenu dans un seul <main>…</main> : c'est ce que lisent d'abord les personnes qui écoutent."
)
_LIST = "Dans une liste <ul> ou <ol>, il n'y a que des <li>. Mets chaque ligne entre <li> et </li>."
_LANGUAGE = 'La page ne dit pas sa langue. En haut, écris <html lang="fr">.'
_BUTTON = "Un bouton n'a pas de texte : personne ne sait ce qu'il fait. Écris entre <button> et </button>."

_WORDS: Mapping[str, Callable[[Spot], str]] = {
    "image-alt": _image,
    "svg-img-alt": _same("Un dessin svg n'a pas de nom. Ajoute <title>…</title> dedans : que voit-on ?"),
    "image-redundant-alt": _same(
        "Le alt d'une image répète le texte d'à côté. Raconte plutôt ce qu'on voit."
    ),
    "label": _field,
    "select-name": _field,
    "label-title-only": _field,
    "form-field-multiple-labels": _same(
        "Le champ « {name} » a deux étiquettes. Garde un seul <label> pour lui."
    ),
    "link-name": _link,
    "button-name": _same(_BUTTON),
    "input-button-name": _same(_BUTTON),
    "document-title": _same("L'onglet n'a pas de nom. Écris-le entre <title> et </title>, dans head."),
    "html-has-lang": _same(_LANGUAGE),
    "html-lang-valid": _same('La langue de la page n\'est pas connue. Pour le français : <html lang="fr">.'),
    "color-contrast": _contrast,
    "link-in-text-block": _same("Le lien « {text} » ne se voit pas dans sa phrase. Laisse-le souligné."),
    "heading-order": _heading,
    "empty-heading": _same("Un titre est vide. Écris quelque chose dedans, ou enlève-le."),
    "page-has-heading-one": _same("Il n'y a pas de grand titre. Écris-le entre <h1> et </h1>."),
    "region": _outside,
    "landmark-one-main": _same(_ONE_MAIN),
    "landmark-no-duplicate-main": _same(_ONE_MAIN),
    "landmark-main-is-top-level": _same(
        "Le <main> est rangé dans une autre partie. Sors-le, juste dans <body>."
    ),
    "landmark-unique": _same('Deux grandes parties se ressemblent. Donne un nom à chacune : aria-label="…".'),
    "landmark-no-duplicate-banner": _same("Il y a deux <header> de page. Garde un seul en-tête."),
    "landmark-no-duplicate-contentinfo": _same("Il y a deux <footer> de page. Garde un seul pied de page."),
    "duplicate-id": _same(
        "Deux éléments ont le même id « {name} ». Un id est unique : change l'un des deux."
    ),
    "duplicate-id-aria": _same(
        "Deux éléments ont le même id « {name} ». Un id est unique : change l'un des deux."
    ),
    "list": _same(_LIST),
    "listitem": _same("Un <li> est tout seul. Mets-le dans une liste : <ul>…</ul> autour."),
    "definition-list": _same("Dans <dl>, il n'y a que des <dt> et des <dd>."),
    "meta-viewport": _same(
        'La page empêche d\'agrandir. Dans <meta name="viewport">, enlève user-scalable et maximum-scale.'
    ),
    "target-size": _same(
        "« {text} » est trop petit pour un doigt, ou trop serré. Donne-lui de la place : padding: 8px."
    ),
    "frame-title": _same('Une page dans la page (iframe) n\'a pas de nom. Ajoute title="…".'),
    "tabindex": _same("Un tabindex plus grand que 0 fait sauter le clavier partout. Enlève-le."),
    "td-headers-attr": _same("Un tableau se perd dans ses titres. Mets les titres de colonnes dans <th>."),
    "empty-table-header": _same("Un titre de colonne est vide. Écris quelque chose dans chaque <th>."),
    "marquee": _same("Un texte qui défile se lit mal. Enlève <marquee>."),
    "blink": _same("Un texte qui clignote gêne, et peut rendre malade. Enlève <blink>."),
    "video-caption": _same("Une vidéo n'a pas de sous-titres : qui n'entend pas ne la comprend pas."),
    "no-autoplay-audio": _same("Un son part tout seul. Laisse la visiteuse appuyer sur lecture."),
    "meta-refresh": _same("La page se recharge toute seule pendant qu'on la lit. Enlève ce <meta>."),
    "skip-link": _same("Le lien « {text} » mène à un endroit qui n'existe pas. Vérifie le id."),
}
