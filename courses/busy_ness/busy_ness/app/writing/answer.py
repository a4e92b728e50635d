"""The seuil a team computed by itself: whether it is right, and if not which step went another way."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from busy_ness.plan.forecast import Forecast
from busy_ness.plan.numerals import half_up, write

KEY = "reponse.seuil"
# What the sheet and the explanations keep to themselves until the team has answered.
KEPT = frozenset({"seuil", "point_mort", "unites", "securite"})
_CLOSE = Decimal("1.00")  # euros: a rate rounded on the way


@dataclass(frozen=True)
class Verdict:
    """``words`` tell the team, in French."""

    right: bool
    words: str


def is_kept(key: str) -> bool:
    """Whether a figure gives the answer away."""
    parts = key.split(".")
    return parts[0] == "seuil" and parts[-1] in KEPT


def judge(answer: Decimal, forecast: Forecast) -> Verdict:
    """Compares an answer (euros) with the seuil of year 1 and looks for the step that differs."""
    level = forecast.figure("seuil.a1.seuil").value
    if not level:
        return Verdict(
            False,
            "Avec ces nombres, aucune vente ne paie les charges : le seuil ne sera jamais atteint. "
            "Regardez d’abord le prix et l’achat de chaque produit.",
        )
    if answer == level:
        return Verdict(True, "C’est juste, au centime près.")
    if abs(answer - level) <= _CLOSE:
        return Verdict(True, f"C’est juste, à l’arrondi près : {write(level, 'eur')} sans arrondir en route.")
    for other, words in _slips(forecast):
        if abs(answer - other) <= max(_CLOSE, abs(other) / 1000):
            return Verdict(False, f"Pas encore : {words}")
    way = "trop haut" if answer > level else "trop bas"
    return Verdict(
        False,
        f"Pas encore : c’est {way}. Reprenez les trois étapes : la marge (ventes moins charges variables), "
        "le taux (marge ÷ ventes), puis charges fixes ÷ taux.",
    )


def _slips(forecast: Forecast) -> Iterator[tuple[Decimal, str]]:
    """Wrong answers that are easy to come by, and what each of them did."""

    def of(row: str, year: int = 1) -> Decimal:
        return forecast.figure(f"seuil.a{year}.{row}").value

    sales, variable, margin, fixed, rate = (of(key) for key in ("ca", "variables", "marge", "fixes", "taux"))
    rounded = half_up(rate, 2)
    if rounded:
        yield half_up(fixed / rounded, 2), "le taux a été arrondi trop tôt. Gardez toutes ses décimales."
    for year in (2, 3):
        if of("seuil", year):
            yield of("seuil", year), f"c’est le seuil de l’année {year}. On cherche celui de l’année 1."
    yield of("unites"), "c’est un nombre d’unités. Le seuil est un chiffre d’affaires, en euros."
    yield fixed, "ce sont les charges fixes. Il faut encore les diviser par le taux de marge."
    yield sales, "c’est le chiffre d’affaires prévu. Le seuil est celui qui suffit à payer les charges."
    yield fixed * rate, "les charges fixes ont été multipliées par le taux. Il faut diviser."
    if rate:
        yield fixed / (rate * 100), "le taux a été pris en pour cent. 59 % s’écrit 0,59 dans le calcul."
        yield (fixed + variable) / rate, "les charges variables ont été comptées aussi. Seulement les fixes."
        depreciation = forecast.figure("resultat.a1.dotation").value
        interest = forecast.figure("resultat.a1.interets").value
        if depreciation:
            yield (
                (fixed - depreciation) / rate,
                "l’usure du matériel (dotations aux amortissements) est une charge fixe aussi.",
            )
        if interest:
            yield (fixed - interest) / rate, "les intérêts de l’emprunt sont une charge fixe aussi."
        if depreciation and interest:
            yield (
                (fixed - depreciation - interest) / rate,
                "l’usure du matériel et les intérêts sont des charges fixes aussi.",
            )
    if sales and variable:
        yield fixed / (variable / sales), "c’est le taux des charges variables. Prenez celui de la marge."
    yield fixed + variable, "c’est le total des charges. Divisez les charges fixes par le taux de marge."
    yield margin, "c’est la marge de l’année. Divisez les charges fixes par le taux de marge."
