"""What happens to everybody in a quarter: drawn from the seed, or a card that the facilitator plays.

Draws come from SHA-256 of ``seed|round``: nobody can choose them afterwards, and a replay finds them again.
"""

import hashlib
from dataclasses import dataclass
from decimal import Decimal

from busy_ness.market.arithmetic import EXACT, rounded
from busy_ness.market.rules import Rules

ONE, ZERO = Decimal(1), Decimal(0)


@dataclass(frozen=True)
class Shock:
    """A piece of news and what it changes; every field's default changes nothing.

    ``customers``, ``unit_cost`` and ``fixed_costs`` multiply; ``late_share`` is the part of revenue cashed
    next quarter; ``outside`` is the utility of buying elsewhere; ``reputation`` goes to the highest quality
    (to all of them where several are equal), ``reputation_low`` to the qualities 1 and 2.
    """

    key: str
    title: str
    text: str
    lesson: str = ""
    customers: Decimal = ONE
    unit_cost: Decimal = ONE
    fixed_costs: Decimal = ONE
    late_share: Decimal | None = None
    outside: Decimal = ZERO
    reputation: Decimal = ZERO
    reputation_low: Decimal = ZERO


CALM = Shock("calme", "Trimestre calme", "Rien de particulier ce trimestre : le marché suit la saison.")
BACK_TO_SCHOOL = Shock(
    "rentree",
    "C’est la rentrée",
    "Tout le monde s’équipe : 15 % de clients en plus.",
    "Qui avait assez de produits ?",
    customers=Decimal("1.15"),
)
HEAT_WAVE = Shock(
    "canicule",
    "Canicule",
    "Il fait trop chaud pour sortir : 15 % de clients en moins.",
    "Que faire de ce qui reste en stock ?",
    customers=Decimal("0.85"),
)
MATERIALS = Shock(
    "matieres",
    "Les matières premières augmentent",
    "Fabriquer un produit coûte 15 % de plus ce trimestre.",
    "Ta marge tient-elle encore ?",
    unit_cost=Decimal("1.15"),
)
ARTICLE = Shock(
    "article",
    "Un article dans le journal",
    "Un journal compare les produits : la meilleure qualité gagne 0,1 de réputation.",
    "La qualité coûte plus cher : quand rapporte-t-elle ?",
    reputation=Decimal("0.1"),
)
LATE_PAYERS = Shock(
    "retards",
    "Les clients paient en retard",
    "60 % des ventes seront encaissées au trimestre suivant, au lieu de 30 %.",
    "On peut vendre beaucoup et manquer d’argent.",
    late_share=Decimal("0.60"),
)
ENERGY = Shock(
    "energie",
    "L’énergie augmente",
    "Les charges fixes augmentent de 20 % ce trimestre.",
    "Combien de ventes en plus faut-il pour payer cela ?",
    fixed_costs=Decimal("1.20"),
)
FAIR = Shock(
    "marche",
    "Un grand marché de créateurs",
    "Le quartier accueille un grand marché : 25 % de clients en plus.",
    "Une occasion se prépare avant de la connaître.",
    customers=Decimal("1.25"),
)
NEWCOMER = Shock(
    "concurrent",
    "Un concurrent arrive sur Internet",
    "Un vendeur en ligne attire des clients : il devient plus facile d’acheter ailleurs.",
    "Qu’as-tu de plus que lui ?",
    outside=Decimal("0.40"),
)
CHECK_UP = Shock(
    "controle",
    "Contrôle de la qualité",
    "Des produits fragiles sont signalés : les qualités 1 et 2 perdent 0,1 de réputation.",
    "Un client déçu en parle autour de lui.",
    reputation_low=Decimal("-0.1"),
)
CARDS = (BACK_TO_SCHOOL, HEAT_WAVE, MATERIALS, ARTICLE, LATE_PAYERS, ENERGY, FAIR, NEWCOMER, CHECK_UP, CALM)
# As the dossier orders them; each is as likely as the others.
DRAWN = (BACK_TO_SCHOOL, HEAT_WAVE, MATERIALS, ARTICLE, CALM)
LOW_QUALITY = 2


class ShockError(LookupError):
    """No such card (French, to a facilitator)."""


def card(key: str) -> Shock:
    """The card of this key, ``calme`` included: the facilitator may also cancel what the seed would draw.

    Raises:
        ShockError: unknown key.
    """
    for shock in CARDS:
        if shock.key == key:
            return shock
    known = ", ".join(shock.key for shock in CARDS)
    raise ShockError(f"La carte « {key} » n’existe pas. Les cartes du jeu : {known}.")


def drawn(seed: str, round_number: int, rules: Rules) -> Shock:
    """The event of a round, one in five each; calm in a game without events."""
    if not rules.events:
        return CALM
    digest = hashlib.sha256(f"{seed}|{round_number}".encode()).digest()
    return DRAWN[int.from_bytes(digest[:8]) % len(DRAWN)]


def noise(seed: str, round_number: int, rules: Rules) -> Decimal:
    """e^eps with eps ~ N(0; ``rules.noise``), 12 digits: Marsaglia's polar method, in ``Decimal``."""
    if not rules.noise:
        return ONE
    turn = 0
    while True:
        digest = hashlib.sha256(f"{seed}|{round_number}|{turn}".encode()).digest()
        x, y = (_signed(digest[start : start + 8]) for start in (0, 8))
        square = EXACT.add(EXACT.multiply(x, x), EXACT.multiply(y, y))
        if 0 < square < 1:
            stretch = EXACT.sqrt(EXACT.divide(EXACT.multiply(-2, EXACT.ln(square)), square))
            return rounded(EXACT.exp(EXACT.multiply(rules.noise, EXACT.multiply(x, stretch))), 12)
        turn += 1


def _signed(part: bytes) -> Decimal:
    """Eight bytes as a number from -1 to 1."""
    return EXACT.subtract(EXACT.divide(Decimal(int.from_bytes(part)), Decimal(2**63)), ONE)
