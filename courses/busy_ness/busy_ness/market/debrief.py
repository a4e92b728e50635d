"""What to talk about after a quarter: planned against real, what the bank says, what deserves a second
look."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from busy_ness.market.arithmetic import counted, euros, units
from busy_ness.market.quarter import TeamResult
from busy_ness.market.rules import Rules

Unit = Literal["eur", "units", "percent", "coefficient"]


@dataclass(frozen=True)
class Gap:
    """Planned against real; ``words`` says the difference."""

    key: str
    label: str
    planned: Decimal
    real: Decimal
    unit: Unit
    words: str

    @property
    def difference(self) -> Decimal:
        return self.real - self.planned


def gaps(team: TeamResult) -> tuple[Gap, ...]:
    """Empty for a team that decided nothing: it planned nothing."""
    planned = team.planned
    if planned is None or not team.decided:
        return ()
    pairs: tuple[tuple[str, str, Decimal, Decimal, Unit], ...] = (
        ("sales", "Ventes", Decimal(team.decision.forecast_sales), Decimal(team.sales), "units"),
        ("revenue", "Chiffre d’affaires", planned.revenue, team.revenue, "eur"),
        ("result", "Résultat", planned.result, team.result, "eur"),
        ("cash", "Argent à la fin", planned.cash, team.cash_after, "eur"),
    )
    return tuple(Gap(*pair, words=_gap_words(pair[2], pair[3], pair[4])) for pair in pairs)


def _gap_words(planned: Decimal, real: Decimal, unit: Unit) -> str:
    if planned == real:
        return "exactement comme prévu"
    size = abs(real - planned)
    written = euros(size) if unit == "eur" else units(int(size))
    return f"{written} de {'plus' if real > planned else 'moins'} que prévu"


def bank_words(team: TeamResult, rules: Rules) -> str:
    """What the bank says after the quarter (empty: nothing)."""
    limit, account = euros(rules.overdraft_limit), f"Ton compte est à {euros(team.cash_after)}"
    if team.status_after == "liquidation":
        return (
            f"{account}, une seconde fois au-delà des {limit} de découvert permis : ton entreprise est en "
            "liquidation. Cela arrive à de vraies entreprises ; leurs dirigeants en tirent des leçons. "
            "Ton équipe conseille maintenant une autre équipe, et présente son projet au jury."
        )
    if team.status_after == "redressement":
        still = "reste" if team.status_before == "redressement" else "est"
        return (
            f"{account} : ton entreprise {still} en redressement jusqu’à ce qu’il revienne à zéro. "
            "La publicité est à 0 et un conseiller de la banque t’accompagne. Avec lui : vends ton stock, "
            "n’achète pas de machine, et vérifie que chaque vente rapporte. "
            f"Encore une fois au-delà de {limit} de découvert, ce serait la liquidation."
        )
    if team.status_before == "redressement":
        return "Ton compte est revenu au-dessus de zéro : le redressement est terminé, bravo."
    if team.cash_after < 0:
        left = euros(team.cash_after + rules.overdraft_limit)
        return f"Ton compte est à découvert : il te reste {left} avant la limite de la banque."
    return ""


def remarks(team: TeamResult) -> tuple[str, ...]:
    """What is worth talking about before the next decision, most useful first (may be empty)."""
    found = []
    if not team.decided:
        found.append("Ton équipe n’a pas décidé à temps : les choix d’avant ont été repris.")
    if team.sale.lost:
        lost = counted(team.sale.lost, "client")
        found.append(f"Repartis sans produit : {lost}. Combien en fabriquer la prochaine fois ?")
    if team.stock_after > team.sales:
        found.append("Il te reste plus de produits que tu n’en as vendu : ton argent dort dans le stock.")
    if team.decision.price <= team.unit_cost:
        found.append("Tu vends au prix de fabrication ou en dessous : plus tu vends, plus tu perds.")
    if team.result > 0 > team.cash_after - team.cash_before:
        found.append(
            "Tu gagnes de l’argent, mais ton compte baisse : regarde qui n’a pas encore payé "
            "et ce que tu as acheté."
        )
    if team.result < 0 < team.cash_after - team.cash_before:
        found.append("Ton compte monte, mais ton résultat est négatif : l’argent vient des ventes d’avant.")
    return tuple(found)
