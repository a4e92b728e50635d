"""The door of the market: what a team typed becomes a decision, or words that say what to change."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from busy_ness.market.arithmetic import NumberError, cents, euros, number, units, whole
from busy_ness.market.company import Company, Decision
from busy_ness.market.rules import Rules

FIELDS = {
    "price": "Le prix",
    "quality": "La qualité",
    "production": "La production",
    "advertising": "La publicité",
    "machine": "La machine",
    "forecast_sales": "Les ventes prévues",
}


@dataclass(frozen=True)
class Problem:
    """``key`` is a field of ``FIELDS``; ``words`` are for the pupils."""

    key: str
    words: str


class DecisionError(ValueError):
    """A decision that cannot be played: every problem at once, in the form's order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(problem.words for problem in problems))
        self.problems = problems


def check_decision(fields: Mapping[str, str], company: Company, rules: Rules) -> Decision:
    """Read the form of one team for the coming quarter.

    Args:
        fields: the texts of ``FIELDS``, all of them; « 19,90 » and "19.90" are the same price.

    Raises:
        DecisionError: with every problem (French, second person singular).
    """
    if not company.playing:
        words = (
            "Ton entreprise est en liquidation : elle ne décide plus. "
            "Ton équipe conseille maintenant une autre équipe."
        )
        raise DecisionError((Problem("", words),))
    problems = [
        Problem(key, f"Le champ « {key} » n’existe pas dans ce marché. Recharge la page et recommence.")
        for key in fields
        if key not in FIELDS
    ]
    read: dict[str, Decimal] = {}
    for key, name in FIELDS.items():
        try:
            text = fields.get(key, "")
            value = number(text) if key in ("price", "advertising") else Decimal(whole(text))
            _check_range(key, value, rules)
            read[key] = value
        except NumberError as error:
            problems.append(Problem(key, f"{name} : {error} {_ADVICE[key]}"))
    if problems:
        # What can be read is checked too, so that a team sees everything at once.
        known = {key: read.get(key, Decimal(0)) for key in FIELDS}
        raise DecisionError((*problems, *check_means(_decision(known), company, rules)))
    decision = _decision(read)
    if beyond := check_means(decision, company, rules):
        raise DecisionError(beyond)
    return decision


def _decision(read: Mapping[str, Decimal]) -> Decision:
    return Decision(
        price=cents(read["price"]),
        quality=int(read["quality"]),
        production=int(read["production"]),
        advertising=cents(read["advertising"]),
        machine=int(read["machine"]),
        forecast_sales=int(read["forecast_sales"]),
    )


_ADVICE = {
    "price": "Écris un prix en euros, par exemple 19,90.",
    "quality": "Choisis 1, 2, 3, 4 ou 5.",
    "production": "Écris un nombre entier de produits, par exemple 400, ou 0.",
    "advertising": "Écris une somme en euros, par exemple 500, ou 0.",
    "machine": "Écris 1 pour acheter une machine, 0 pour ne pas en acheter.",
    "forecast_sales": "Écris combien de produits tu penses vendre, par exemple 400.",
}


def _check_range(key: str, value: Decimal, rules: Rules) -> None:
    if value < 0:
        raise NumberError("un nombre négatif n’est pas possible ici.")
    if key in ("price", "advertising") and value != round(value, 2):
        raise NumberError("les centimes s’arrêtent à deux chiffres après la virgule.")
    if key == "price" and not rules.price_min <= value <= rules.price_max:
        raise NumberError(
            f"sur ce marché, il va de {euros(rules.price_min)} à {euros(rules.price_max)}, "
            f"et tu as écrit {euros(value)}."
        )
    if key == "quality" and not rules.quality_min <= value <= rules.quality_max:
        raise NumberError(
            f"elle va de {rules.quality_min} à {rules.quality_max}, et tu as écrit {units(int(value))}."
        )
    if key == "machine" and value > 1:
        raise NumberError("tu peux acheter une seule machine par trimestre.")


def check_means(decision: Decision, company: Company, rules: Rules) -> tuple[Problem, ...]:
    """What the company cannot make or pay (empty: nothing)."""
    problems = []
    capacity = company.capacity(rules, decision.machine)
    if decision.production > capacity:
        advice = "" if decision.machine else " ou achète une machine"
        problems.append(
            Problem(
                "production",
                f"La production : tes machines fabriquent au plus {units(capacity)} produits par trimestre, "
                f"et tu en demandes {units(decision.production)}. Baisse la production{advice}.",
            )
        )
    if company.status == "redressement" and decision.advertising > 0:
        words = (
            "La publicité : pendant le redressement, la banque n’en paie pas. Écris 0, "
            "et regarde avec ton conseiller bancaire où économiser."
        )
        return (*problems, Problem("advertising", words))
    spent = decision.advertising + decision.machine * rules.machine_price
    if spent > company.spendable(rules):
        key = "machine" if decision.machine else "advertising"
        what = "la machine et la publicité" if decision.machine else "la publicité"
        problems.append(
            Problem(
                key,
                f"{FIELDS[key]} : {euros(spent)} pour {what}, à payer tout de suite, c’est trop. "
                f"Avec le découvert permis, tu as {euros(company.spendable(rules))}. Dépense moins.",
            )
        )
    return tuple(problems)


def hints(decision: Decision, company: Company, rules: Rules) -> tuple[str, ...]:
    """What is allowed but deserves a second look before the round closes (French, to pupils)."""
    found = []
    available = company.stock + decision.production
    if decision.forecast_sales > available:
        found.append(
            f"Tu prévois de vendre {units(decision.forecast_sales)} produits, "
            f"mais tu n’en auras que {units(available)}."
        )
    if decision.price < rules.unit_cost(decision.quality):
        cost = euros(rules.unit_cost(decision.quality))
        found.append(
            f"Un produit te coûte {cost} et tu le vends {euros(decision.price)} : "
            "chaque vente te fait perdre de l’argent."
        )
    if available > 2 * decision.forecast_sales:
        found.append("Tu auras plus du double de ce que tu prévois de vendre : le reste se paie en stockage.")
    return tuple(found)


def default_decision(company: Company, rules: Rules) -> Decision:
    """What is played for a team that decided nothing: its last decision again, without a new machine.

    Production is cut to the capacity and advertising to what can be paid (nothing in redressement). A team
    that never decided sells at the reference price and quality, makes 70 % of its capacity, advertises
    nothing.
    """
    capacity = company.capacity(rules)
    last = company.last
    if last is None:
        production = capacity * 7 // 10
        return Decision(
            cents(rules.price_reference),
            rules.quality_reference,
            production,
            cents(Decimal(0)),
            0,
            production,
        )
    payable = Decimal(0) if company.status == "redressement" else company.spendable(rules)
    return Decision(
        price=last.price,
        quality=last.quality,
        production=min(last.production, capacity),
        advertising=cents(min(last.advertising, payable)),
        machine=0,
        forecast_sales=last.forecast_sales,
    )
