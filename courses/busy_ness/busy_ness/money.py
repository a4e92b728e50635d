"""Rounding and writing euros the way French accounts do: half a cent goes up, the comma is decimal.

Learners write ``9 / 5`` and get a ``float``; Python's own ``round`` then gives ``round(0.125, 2) == 0.12``.
``arrondi`` reads the number as it is written (``0.125``) and rounds it in ``Decimal``, so that a pupil's
cents are those of the accountant. It hands back a ``float`` because a beginner cannot multiply a ``Decimal``
by ``0.59``; the course's own application keeps ``Decimal`` all along.
"""

from decimal import ROUND_HALF_UP, Decimal

NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE = "\u00a0", "\u202f"

Number = int | float | Decimal


def arrondi(nombre: Number, decimales: int = 2) -> float:
    """Round half away from zero, as the accounts do (``-0.125`` gives ``-0.13``).

    Args:
        nombre: any finite number.
        decimales: digits kept after the comma, 0 to 6; 2 means cents.

    Raises:
        TypeError: not a number. ValueError: infinite, or ``decimales`` out of range (messages in French).
    """
    if not isinstance(decimales, int) or isinstance(decimales, bool) or not 0 <= decimales <= 6:
        raise ValueError(
            "Le nombre de décimales est un entier de 0 à 6, par exemple arrondi(3.14159, 2). "
            f"Tu as donné {decimales!r}."
        )
    return float(_rounded(nombre, decimales, "arrondi"))


def euros(nombre: Number) -> str:
    """Write a sum in French, to the cent: ``58078.7119`` gives « 58 078,71 € » (with no-break spaces).

    Raises:
        TypeError: not a number. ValueError: infinite (messages in French).
    """
    figures = f"{_rounded(nombre, 2, 'euros'):,.2f}"
    french = figures.replace(",", NARROW_NO_BREAK_SPACE).replace(".", ",")
    return f"{french}{NO_BREAK_SPACE}€"


def _rounded(number: object, places: int, function: str) -> Decimal:
    if number is None:
        raise TypeError(
            f"{function} a reçu None, c'est-à-dire rien. "
            "La fonction qui calcule ce nombre se termine-t-elle par return ?"
        )
    if isinstance(number, str):
        raise TypeError(
            f"{function} attend un nombre, et a reçu le texte {number!r}. "
            "Enlève les guillemets, le signe € et les espaces. Écris un point pour la virgule : 14.75"
        )
    if isinstance(number, bool) or not isinstance(number, int | float | Decimal):
        raise TypeError(f"{function} attend un nombre, par exemple 14.75. Il a reçu {number!r}.")
    exact = Decimal(repr(float(number))) if isinstance(number, float) else Decimal(number)
    if not exact.is_finite():
        raise ValueError(f"{function} a reçu un nombre infini ou impossible. Cherche une division par zéro.")
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
