"""The study and the strategy: enough people were asked, and what was decided answers what they said."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from busy_ness.dossier import Dossier
from busy_ness.plan.entries import read
from busy_ness.plan.numerals import write
from busy_ness.review import law
from busy_ness.review.precision import first_vague, folded, named, numbers, vague, words_of

PEOPLE_MIN = 15
"""Below, one answer changes the average; above, a team of three asks five people each, in one break."""
WIDEST = 5
"""An acceptable price that goes from one to more than five times as much tells nothing."""
REASON_WORDS_MIN = 8
_REASON = re.compile(
    r"\b(parce qu|car|puisqu|pour qu|afin d|afin qu|grace a|a cause|comme|malgre|meme si|sinon|"
    r"c'est pourquoi|donc|justifi|en echange|compense)"
)
_EUROS = re.compile(r"(\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d{1,2})?)\s*(?:€|euros?\b)", re.IGNORECASE)


def number(dossier: Dossier, key: str) -> Decimal | None:
    """A number of the study; None where it was not written."""
    text = dossier.entries.get(key, "")
    try:
        return Decimal(text) if text else None
    except ArithmeticError:
        return None


def people(dossier: Dossier) -> str:
    asked = number(dossier, "etude.personnes")
    if asked is None:
        return "Combien de personnes avez-vous interrogées ? Notez-le dans l’étude."
    if asked < PEOPLE_MIN:
        left = PEOPLE_MIN - int(asked)
        one = "une personne" if left == 1 else f"{left} personnes"
        return (
            f"{int(asked)} personnes interrogées : avec si peu de réponses, une seule de plus change tout. "
            f"Encore {one}, et l’on pourra s’y fier."
        )
    return ""


def questions(dossier: Dossier) -> str:
    if said := vague(dossier, "etude.questions", least=8):
        return f"{named('etude.questions')} : {said}."
    asked = dossier.text("etude.questions").count("?")
    if asked < 2:
        return (
            f"{named('etude.questions')} : on y lit {asked or 'zéro'} point d’interrogation. Recopiez au "
            "moins "
            "deux questions, telles que vous les avez posées."
        )
    return ""


def learned(dossier: Dossier) -> str:
    """What the answers say is counted, and somebody else sells it at a price."""
    if said := first_vague(dossier, ("etude.resultats", "etude.concurrents"), least=6):
        return said
    if not numbers(dossier.text("etude.resultats")):
        return (
            f"{named('etude.resultats')} : comptez ! « Beaucoup » ne convainc personne, « 31 sur 50 » oui. "
            "Ajoutez au moins un nombre."
        )
    if not numbers(dossier.text("etude.concurrents")):
        return (
            f"{named('etude.concurrents')} : à quel prix vendent-ils ? Même ceux qui vendent autre chose "
            "pour le "
            "même besoin ont un prix."
        )
    return ""


def interval(dossier: Dossier) -> str:
    """The acceptable price is an interval that means something, and there are customers."""
    low, high = number(dossier, "etude.prix_min"), number(dossier, "etude.prix_max")
    if low is None or high is None:
        return "Notez le prix le plus bas et le prix le plus haut que les gens acceptent."
    if low >= high:
        return (
            f"Le prix le plus bas ({_euros(low)}) n’est pas plus bas que le plus haut ({_euros(high)}). "
            "Les avez-vous échangés ?"
        )
    if low <= 0:
        return "Un prix le plus bas de 0 € : sous quel prix vos clients se méfient-ils ?"
    if high > WIDEST * low:
        return (
            f"De {_euros(low)} à {_euros(high)} : c’est trop large pour choisir un prix. Gardez ce que la "
            "plupart "
            "acceptent, et mettez de côté les réponses extrêmes."
        )
    if not number(dossier, "etude.clients"):
        return (
            "Combien de personnes pourraient acheter en un an ? Un ordre de grandeur suffit, mais pas zéro."
        )
    return ""


def answer(dossier: Dossier) -> str:
    """The price lies in the interval, as customers pay it; or the team says why not."""
    if said := interval(dossier):
        return f"La stratégie répond à l’étude. Il faut donc l’étude d’abord : {said}"
    low, high = number(dossier, "etude.prix_min"), number(dossier, "etude.prix_max")
    assert low is not None  # noqa: S101 - interval() has looked
    assert high is not None  # noqa: S101
    prices, source = customer_prices(dossier)
    if not prices:
        return "On ne trouve pas votre prix : ni dans le plan, ni en euros dans « Votre prix »."
    if any(low <= price <= high for price in prices):
        return ""
    if _says_why(dossier.text("strategie.prix")):
        return ""
    price = min(prices, key=lambda one: min(abs(one - low), abs(one - high)))
    where = f"au-dessus de {_euros(high)}" if price > high else f"sous {_euros(low)}"
    return (
        f"Votre prix est {_euros(price)} {source}, {where}. Vos clients acceptent de {_euros(low)} à "
        f"{_euros(high)}. Changez de prix, ou dites dans « Votre prix » pourquoi ils paieront celui-ci : "
        "« parce que … »."
    )


def strategy(dossier: Dossier) -> str:
    keys = ("strategie.positionnement", "strategie.prix", "strategie.communication")
    if said := first_vague(dossier, keys, least=6):
        return said
    if words_of(dossier.text("strategie.communication")) and not numbers(
        dossier.text("strategie.communication")
    ):
        return "« Se faire connaître » : combien cela coûte-t-il par mois ? Zéro est une réponse, à écrire."
    return ""


def customer_prices(dossier: Dossier) -> tuple[list[Decimal], str]:
    """What customers pay for each product, VAT included, and where it was read; else amounts of the text."""
    plan = read(dossier.entries).plan
    rows = [row for row in plan.rows["produits"] if dossier.entries.get(f"produits.{row}.prix", "").strip()]
    if rows:
        with_vat = plan.choices["entreprise.tva"] == "reel"
        kinds = [plan.choices[f"produits.{row}.tva"] if with_vat else "aucune" for row in rows]
        shares = [law.rates()[f"tva.{kind}"].value for kind in kinds]
        prices = [
            plan.numbers[f"produits.{row}.prix"] * (1 + share)
            for row, share in zip(rows, shares, strict=True)
        ]
        return prices, "TVA comprise" if any(shares) else "dans le plan"
    written = _EUROS.findall(dossier.text("strategie.prix"))
    amounts = [re.sub(r"[ \u00a0\u202f]", "", one).replace(",", ".") for one in written]
    return [Decimal(one) for one in amounts], "dans « Votre prix »"


def _says_why(text: str) -> bool:
    return len(words_of(text)) >= REASON_WORDS_MIN and bool(_REASON.search(folded(text)))


def _euros(value: Decimal) -> str:
    return write(value, "eur")


CHECKS: Mapping[str, Callable[[Dossier], str]] = {
    "terrain": people,
    "questions": questions,
    "resultats": learned,
    "fourchette": interval,
    "reponse": answer,
    "strategie": strategy,
}
