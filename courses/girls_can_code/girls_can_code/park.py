"""The park of « Chaud-froid »: a hundred trees, a treasure under one, and every tree that was tried."""

import builtins
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from girls_can_code.advice import Guided, gesture, shown, spaced
from girls_can_code.drawing import rectangle, svg

TREES, ROW = 100, 10
STEP, MARGIN, HEADER = 46, 14, 34
MOST_QUESTIONS = 200
# Of each crown and of the number on it: a contrast of at least 4.5 (WCAG 2.1).
LEAVES, COLD, WARM, HOT, FOUND = "#2f7d4f", "#1d5fa8", "#b3500f", "#b3172b", "#ffd23f"
GRASS, TRUNK, INK = "#d9edc9", "#6b4a2f", "#1d2433"
STAR = "M0 -19L5.5 -7L18.5 -5.5L9 3.5L11.5 16.5L0 10L-11.5 16.5L-9 3.5L-18.5 -5.5L-5.5 -7Z"
_NO_KEYBOARD = frozenset({"EOFError", "StdinNotImplementedError"})


@dataclass(frozen=True)
class Parc:
    """A game as it was played. A notebook draws it (SVG); elsewhere it reads as text.

    Attributes:
        secret: the tree of the treasure, 1 to 100.
        essais: the trees that were tried, in order.
    """

    secret: int
    essais: tuple[int, ...] = ()

    def __repr__(self) -> str:
        return f"[parc] {self._said()}"

    def _repr_svg_(self) -> str:
        side = 2 * MARGIN + ROW * STEP
        trees = "".join(self._tree(number) for number in range(1, TREES + 1))
        title = (
            f'<text x="{side / 2:g}" y="30" font-size="18" font-weight="bold" text-anchor="middle" '
            f'fill="{INK}">{self._title()}</text>'
        )
        return svg(
            side,
            side + HEADER,
            spaced(f"Le parc aux cent arbres. {self._said()}"),
            rectangle(0, 0, side, side + HEADER, GRASS, 14) + title + trees,
        )

    def _tree(self, number: int) -> str:
        x = MARGIN + STEP * ((number - 1) % ROW) + STEP // 2
        y = HEADER + MARGIN + STEP * ((number - 1) // ROW) + STEP // 2 - 3
        fill = self._crown(number)
        if fill == FOUND:
            crown, ink = f'<path d="{STAR}" fill="{FOUND}" stroke="{INK}" stroke-width="1.5"/>', INK
        else:
            trunk = rectangle(-2.5, 8, 5, 13, TRUNK)
            crown, ink = f'{trunk}<circle r="16" fill="{fill}"/>', "#ffffff"
        weight = ' font-weight="bold"' if number in self.essais else ""
        text = f'<text y="4" font-size="11" text-anchor="middle" fill="{ink}"{weight}>{number}</text>'
        return f'<g transform="translate({x} {y})">{crown}{text}</g>'

    def _crown(self, number: int) -> str:
        if number not in self.essais:
            return LEAVES
        distance = abs(number - self.secret)
        if distance == 0:
            return FOUND
        return HOT if distance <= 3 else WARM if distance <= 10 else COLD

    def _title(self) -> str:
        if self.secret in self.essais:
            return spaced(f"Trésor trouvé ! Essais : {self.essais.index(self.secret) + 1}")
        return spaced(f"Le trésor est bien caché. Essais : {len(self.essais)}")

    def _said(self) -> str:
        tried = f"Arbres essayés : {', '.join(map(str, self.essais))}." if self.essais else "Aucun essai."
        return f"{self._title()}. {tried}"


class Cachette(Guided):
    """Un trésor caché. Pose-lui des questions : demande(50) répond "plus grand", "plus petit" ou "trouvé"."""

    _owner = "la cachette"
    _meant: Mapping[str, str] = {"questions": "essais", "tries": "essais"}

    def __init__(self, secret: int) -> None:
        self._secret = secret
        self._tried: list[int] = []

    @gesture("demande(50)")
    def __call__(self, arbre: int) -> str:
        """Demande si le trésor est sous cet arbre : un nombre entier de 1 à 100."""
        number = _tree(arbre, "demande", "demande(50)")
        if len(self._tried) >= MOST_QUESTIONS:
            raise ValueError(
                spaced(
                    f"Déjà {MOST_QUESTIONS} questions ! La boucle s'arrête-t-elle quand la réponse est "
                    '"trouvé" ?'
                )
            )
        self._tried.append(number)
        if number == self._secret:
            return "trouvé"
        return "plus grand" if self._secret > number else "plus petit"

    @property
    def essais(self) -> list[int]:
        """Les arbres essayés, dans l'ordre."""
        return list(self._tried)

    def __repr__(self) -> str:
        return repr(Parc(self._secret, tuple(self._tried)))

    def _repr_svg_(self) -> str:
        return Parc(self._secret, tuple(self._tried))._repr_svg_()


@gesture("cachette(37)")
def cachette(secret: int) -> Cachette:
    """Cache un trésor sous un arbre. secret : un nombre entier de 1 à 100."""
    return Cachette(_tree(secret, "cachette", "cachette(37)"))


@gesture("jouer(partie)")
def jouer(partie: Callable[[int], object]) -> Parc:
    """Cache un trésor au hasard, lance ta partie, puis montre le parc.

    partie : le nom de ta fonction, sans parenthèses.
    """
    if not callable(partie):
        raise TypeError(
            spaced(
                f"jouer attend ta fonction, et a reçu {shown(partie)}. "
                "Écris son nom sans parenthèses : jouer(partie)"
            )
        )
    secret = random.randint(1, TREES)  # noqa: S311
    tried: list[int] = []
    first = builtins.input

    def ask(invite: object = "") -> str:
        answer = first(invite)
        if answer.strip().isdecimal():
            tried.append(int(answer))
        return answer

    builtins.input = ask
    try:
        partie(secret)
    except Exception as error:
        # While work is graded nobody sits at the keyboard: that is no mistake of hers.
        if type(error).__name__ not in _NO_KEYBOARD:
            raise
    finally:
        builtins.input = first
    return Parc(secret, tuple(tried))


def _tree(value: object, name: str, example: str) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        said = f"{name} attend un nombre entier, et a reçu {shown(value)}."
        if isinstance(value, float):
            said += " Pour partager en deux sans virgule, écris //."
        raise TypeError(spaced(f"{said} Exemple : {example}"))
    if not 1 <= value <= TREES:
        raise ValueError(
            spaced(f"{name} a reçu {value}, mais les arbres vont de 1 à {TREES}. Exemple : {example}")
        )
    return value
