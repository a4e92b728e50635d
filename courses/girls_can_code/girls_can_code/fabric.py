"""The fabric of « Motifs textiles »: a table of numbers, seen as threads that cross."""

from collections.abc import Sequence
from dataclasses import dataclass

from girls_can_code.advice import gesture, shown, spaced
from girls_can_code.colours import colour, mixed, name_of
from girls_can_code.drawing import rectangle, svg

PALETTE = ("crème", "bleu", "corail", "jaune", "menthe", "prune", "blanc", "noir")
MOST_THREADS, SHOWN = 60, 480  # threads on a side; pixels of the widest fabric
LOOM = "#2a2440"
EXAMPLE = "montrer_tissu([[0, 1], [1, 0]])"
Matrix = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Tissu:
    """A fabric. A notebook draws it (SVG); elsewhere it reads as its table.

    Attributes:
        matrice: rows of numbers: 0 where the thread across passes over, others where a thread along does.
        couleurs: ``#rrggbb`` of the threads, by number.
    """

    matrice: Matrix
    couleurs: tuple[str, ...]

    def __repr__(self) -> str:
        return "[tissu]\n" + "\n".join(" ".join(map(str, row)) for row in self.matrice)

    def _repr_svg_(self) -> str:
        high, wide = len(self.matrice), len(self.matrice[0])
        size = max(6, min(40, SHOWN // max(high, wide)))
        edge = size // 2
        used = sorted({number for row in self.matrice for number in row})
        ids = {number: _id(self.couleurs[number], number, size) for number in used}
        threads = "".join(
            f'<use href="#{ids[number]}" x="{edge + size * x}" y="{edge + size * y}"/>'
            for y, row in enumerate(self.matrice)
            for x, number in enumerate(row)
        )
        drawn = "".join(_thread(self.couleurs[number], number, size) for number in used)
        width, height = size * wide + 2 * edge, size * high + 2 * edge
        body = f"<defs>{drawn}</defs>{rectangle(0, 0, width, height, LOOM, edge / 2)}{threads}"
        return svg(width, height, self._label(), body)

    def _label(self) -> str:
        used = sorted({number for row in self.matrice for number in row})
        names = ", ".join(name_of(self.couleurs[number]) for number in used)
        high, wide = len(self.matrice), len(self.matrice[0])
        said = f"Tissu de {high} lignes et {wide} colonnes, en {names}."
        if high <= 12 and wide <= 12:
            said += " Ligne par ligne : " + " ; ".join(" ".join(map(str, row)) for row in self.matrice) + "."
        return spaced(said)


@gesture(EXAMPLE)
def montrer_tissu(matrice: object, couleurs: object = PALETTE, fois: int = 1) -> Tissu:
    """Tisse un motif et le montre.

    matrice : une liste de lignes, et chaque ligne est une liste de nombres entiers.
    couleurs : une liste de couleurs ; la première est celle du nombre 0, la suivante celle du 1…
    fois : combien de fois le motif se répète, en largeur et en hauteur.
    """
    rows = _matrix(matrice)
    codes = _colours(couleurs, max(max(row) for row in rows))
    if isinstance(fois, bool) or not isinstance(fois, int) or fois < 1:
        raise ValueError(spaced(f"fois vaut {shown(fois)} : il faut un nombre entier, 1 ou plus."))
    if max(len(rows), len(rows[0])) * fois > MOST_THREADS:
        raise ValueError(
            spaced(
                f"Ce tissu a trop de fils : {max(len(rows), len(rows[0])) * fois}. Notre métier à tisser "
                f"en a {MOST_THREADS} au plus. Choisis un motif plus petit, ou répète-le moins."
            )
        )
    return Tissu(tuple(row * fois for _ in range(fois) for row in rows), codes)


def _id(code: str, value: int, size: int) -> str:
    """Equal names are equal threads: several fabrics on one page do not disturb each other."""
    return f"fil-{code[1:]}-{'t' if value == 0 else 'c'}-{size}"


def _thread(code: str, value: int, size: int) -> str:
    """One crossing: the thread on top, with its light and the shadow of where it dives."""
    thin = size * 0.08
    wide = size - 2 * thin
    light, dark = mixed(code, "#ffffff", 0.28), mixed(code, "#000000", 0.16)
    parts = (
        (0.0, thin, float(size), wide, code),
        (0.0, size * 0.3, float(size), size * 0.16, light),
        (0.0, thin, thin, wide, dark),
        (size - thin, thin, thin, wide, dark),
    )
    drawn = (
        rectangle(x, y, long, high, fill) if value == 0 else rectangle(y, x, high, long, fill)
        for x, y, long, high, fill in parts
    )
    return f'<g id="{_id(code, value, size)}">{"".join(drawn)}</g>'


def _matrix(value: object) -> Matrix:
    if value is None:
        raise TypeError(
            spaced(
                "montrer_tissu a reçu None, c'est-à-dire rien. Ta fonction se termine-t-elle par : return ? "
                "print montre, mais ne donne rien au métier à tisser."
            )
        )
    if not isinstance(value, list | tuple):
        raise TypeError(
            spaced(f"Un motif est une liste de lignes, et tu as donné {shown(value)}. Exemple : {EXAMPLE}")
        )
    if not value:
        raise ValueError(spaced("Ce motif est vide : []. As-tu ajouté tes lignes dans la boucle ?"))
    rows = []
    for place, row in enumerate(value):
        if not isinstance(row, list | tuple):
            raise TypeError(
                spaced(
                    f"La ligne {place} de ton motif est {shown(row)}, et non une liste. "
                    f"Un motif est une liste de listes : {EXAMPLE}"
                )
            )
        rows.append(tuple(_number(one, place, column) for column, one in enumerate(row)))
        if len(rows[-1]) != len(rows[0]) or not rows[-1]:
            raise ValueError(
                spaced(
                    f"La ligne 0 a {len(rows[0])} nombre(s), et la ligne {place} en a {len(rows[-1])}. "
                    "Toutes les lignes ont la même longueur. Commences-tu une ligne vide à chaque tour ?"
                )
            )
    return tuple(rows)


def _number(value: object, row: int, column: int) -> int:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or value < 0:
        raise TypeError(
            spaced(
                f"À la ligne {row}, colonne {column}, il y a {shown(value)}. "
                "Un fil porte un numéro : 0, 1, 2…"
            )
        )
    return value


def _colours(value: object, highest: int) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        raise TypeError(
            spaced(
                f'couleurs est une liste, comme ["blanc", "rouge"]. Tu as donné {shown(value)}. '
                "As-tu mis les crochets ?"
            )
        )
    codes = tuple(colour(one) for one in value)
    if highest >= len(codes):
        raise ValueError(
            spaced(
                f"Ton motif utilise le fil numéro {highest}, mais tu n'as donné que {len(codes)} couleur(s). "
                "La première couleur porte le numéro 0."
            )
        )
    return codes
