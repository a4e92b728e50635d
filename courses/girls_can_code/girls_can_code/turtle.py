"""The turtle of « Rosaces »: it walks, its pen leaves lines, and a notebook shows the drawing."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from girls_can_code.advice import Guided, gesture, number, spaced
from girls_can_code.colours import colour, name_of
from girls_can_code.drawing import rectangle, short, svg

MOST_LINES = 20_000
SMALLEST, SHOWN, MARGIN = 260.0, 460.0, 26.0  # sides of the picture: in steps at least, in pixels at most
SHELL, SKIN, PAPER = "#2a9d4a", "#a6d96a", "#fffdf5"
Trait = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Line:
    start: tuple[float, float]
    end: tuple[float, float]
    colour: str
    width: float


class Tortue(Guided):
    """Une tortue qui dessine en marchant. Elle part du milieu et regarde à droite.

    t = Tortue()
    t.avance(100)
    t.droite(90)
    t              seule sur la dernière ligne : le dessin s'affiche
    """

    _owner = "la tortue"
    _meant: Mapping[str, str] = {
        "forward": "avance",
        "avancer": "avance",
        "marche": "avance",
        "back": "recule",
        "backward": "recule",
        "reculer": "recule",
        "right": "droite",
        "tourne": "droite",
        "tourne_droite": "droite",
        "tourner": "droite",
        "left": "gauche",
        "tourne_gauche": "gauche",
        "color": "couleur",
        "pencolor": "couleur",
        "width": "epaisseur",
        "pensize": "epaisseur",
        "penup": "leve",
        "lever": "leve",
        "pendown": "pose",
        "poser": "pose",
        "goto": "va",
        "bgcolor": "fond",
        "lines": "traits",
        "direction": "cap",
    }

    @gesture("Tortue()")
    def __init__(self) -> None:
        self._x, self._y, self._heading = 0.0, 0.0, 0.0
        self._down, self._colour, self._width = True, colour("bleu"), 3.0
        self._paper = PAPER
        self._lines: list[_Line] = []

    @gesture("t.avance(100)")
    def avance(self, pas: float) -> None:
        """Avance tout droit. pas : un nombre, par exemple 100."""
        self._walk(number(pas, "avance", "t.avance(100)"))

    @gesture("t.recule(100)")
    def recule(self, pas: float) -> None:
        """Recule sans se retourner. pas : un nombre, par exemple 100."""
        self._walk(-number(pas, "recule", "t.recule(100)"))

    @gesture("t.droite(90)")
    def droite(self, degres: float) -> None:
        """Tourne sur place vers la droite. degres : 90 pour un coin de carré, 360 pour un tour."""
        self._heading = (self._heading - number(degres, "droite", "t.droite(90)")) % 360

    @gesture("t.gauche(90)")
    def gauche(self, degres: float) -> None:
        """Tourne sur place vers la gauche. degres : 90 pour un coin de carré, 360 pour un tour."""
        self._heading = (self._heading + number(degres, "gauche", "t.gauche(90)")) % 360

    @gesture('t.couleur("rose")')
    def couleur(self, couleur: object) -> None:
        """Change la couleur du crayon : un nom, "#1fb5ad" ou (rouge, vert, bleu)."""
        self._colour = colour(couleur)

    @gesture("t.epaisseur(5)")
    def epaisseur(self, points: float) -> None:
        """Change l'épaisseur du crayon. points : un nombre plus grand que 0."""
        width = number(points, "epaisseur", "t.epaisseur(5)")
        if width <= 0:
            raise ValueError(spaced(f"epaisseur a reçu {points!r} : il faut un nombre plus grand que 0."))
        self._width = width

    @gesture('t.fond("nuit")')
    def fond(self, couleur: object) -> None:
        """Change la couleur du papier."""
        self._paper = colour(couleur)

    @gesture("t.leve()")
    def leve(self) -> None:
        """Lève le crayon : la tortue marche sans dessiner."""
        self._down = False

    @gesture("t.pose()")
    def pose(self) -> None:
        """Pose le crayon : la tortue dessine de nouveau."""
        self._down = True

    @gesture("t.va(0, 0)")
    def va(self, x: float, y: float) -> None:
        """Va au point (x, y). Le départ est (0, 0) ; x compte vers la droite, y vers le haut."""
        self._go(number(x, "va", "t.va(0, 0)"), number(y, "va", "t.va(0, 0)"))

    @property
    def x(self) -> float:
        """Où est la tortue : pas comptés vers la droite, depuis le départ."""
        return round(self._x, 6) + 0.0

    @property
    def y(self) -> float:
        """Où est la tortue : pas comptés vers le haut, depuis le départ."""
        return round(self._y, 6) + 0.0

    @property
    def cap(self) -> float:
        """Vers où regarde la tortue, en degrés : 0 à droite, 90 en haut."""
        return round(self._heading, 6) % 360

    @property
    def traits(self) -> list[Trait]:
        """Les traits du dessin, dans l'ordre : (x du début, y du début, x de la fin, y de la fin)."""
        return [(*_rounded(line.start), *_rounded(line.end)) for line in self._lines]

    @property
    def couleurs(self) -> list[str]:
        """Les couleurs des traits, chacune une fois, dans l'ordre : "#rrvvbb"."""
        return list(dict.fromkeys(line.colour for line in self._lines))

    def __repr__(self) -> str:
        return f"[tortue] {_counted(len(self._lines), 'trait')}, la tortue est en ({self.x:g}, {self.y:g})"

    def _repr_svg_(self) -> str:
        left, top, side = self._window()
        shown = min(SHOWN, max(side, SMALLEST))
        return svg(
            shown,
            shown,
            self._label(),
            rectangle(left, top, side, side, self._paper, side / 30)
            + f'<g fill="none" stroke-linecap="round" stroke-linejoin="round">{"".join(self._paths())}</g>'
            + self._animal(side / shown),
            f"{short(left)} {short(top)} {short(side)} {short(side)}",
        )

    def _walk(self, steps: float) -> None:
        angle = math.radians(self._heading)
        self._go(self._x + steps * math.cos(angle), self._y + steps * math.sin(angle))

    def _go(self, x: float, y: float) -> None:
        if max(abs(x), abs(y)) > 1_000_000:
            raise ValueError(
                spaced("La tortue est partie trop loin ! Une boucle la fait-elle avancer sans fin ?")
            )
        if self._down and (x, y) != (self._x, self._y):
            if len(self._lines) >= MOST_LINES:
                raise ValueError(
                    spaced(
                        f"La tortue a déjà dessiné {MOST_LINES} traits ! Une boucle tourne-t-elle sans fin ?"
                    )
                )
            self._lines.append(_Line((self._x, self._y), (x, y), self._colour, self._width))
        self._x, self._y = x, y

    def _window(self) -> tuple[float, float, float]:
        """Left, top and side of the square that holds all, with y downwards."""
        points = [(self._x, self._y), *(point for line in self._lines for point in (line.start, line.end))]
        xs, ys = [x for x, _ in points], [-y for _, y in points]
        widest = max((line.width for line in self._lines), default=0.0)
        side = max(max(xs) - min(xs), max(ys) - min(ys), SMALLEST - 2 * MARGIN)
        side += 2 * max(MARGIN, 0.06 * side) + widest
        return (min(xs) + max(xs) - side) / 2, (min(ys) + max(ys) - side) / 2, side

    def _paths(self) -> list[str]:
        """One path for each stretch of lines that follow one another in one style."""
        paths: list[str] = []
        previous: _Line | None = None
        for line in self._lines:
            fits = previous is not None and (previous.colour, previous.width) == (line.colour, line.width)
            if not fits:
                end = '"/>' if paths else ""
                paths.append(f'{end}<path stroke="{line.colour}" stroke-width="{short(line.width)}" d="')
            if not (fits and previous is not None and previous.end == line.start):
                paths.append(f"M{_point(line.start)}")
            paths.append(f"L{_point(line.end)}")
            previous = line
        return [*paths, '"/>'] if paths else []

    def _animal(self, scale: float) -> str:
        """The turtle itself, always of one size on the screen."""
        feet = "".join(f'<circle cx="{x}" cy="{y}" r="3"/>' for x in (-5, 5) for y in (-7, 7))
        return (
            f'<g transform="translate({_point((self._x, self._y))}) rotate({short(-self._heading)}) '
            f'scale({short(scale)})" fill="{SKIN}" stroke="#14532d" stroke-width="1">{feet}'
            f'<circle cx="11" cy="0" r="4"/><ellipse cx="0" cy="0" rx="9" ry="7.5" fill="{SHELL}"/>'
            '<path d="M-4 -4L4 -4M-4 4L4 4M0 -4L0 4" fill="none"/></g>'
        )

    def _label(self) -> str:
        if not self._lines:
            return spaced("Dessin de tortue : aucun trait pour le moment.")
        colours = ", ".join(name_of(one) for one in self.couleurs[:4])
        first = self._lines[0].start
        closed = math.dist(first, self._lines[-1].end) < 0.5
        back = " Le dessin revient à son départ." if closed else ""
        return spaced(f"Dessin de tortue : {_counted(len(self._lines), 'trait')}, en {colours}.{back}")


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 6) + 0.0, round(point[1], 6) + 0.0


def _point(point: tuple[float, float]) -> str:
    return f"{short(point[0])} {short(-point[1])}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count > 1 else ''}"
