"""What learners of Girls Can Code import."""

from girls_can_code.advice import unknown
from girls_can_code.badge import montrer_badge
from girls_can_code.certificat import certificat
from girls_can_code.demo import chrono, temps_pour_dire
from girls_can_code.parc import cachette, jouer
from girls_can_code.pendu import fleur
from girls_can_code.roue import roue
from girls_can_code.ticket import montrer_ticket
from girls_can_code.tissu import montrer_tissu
from girls_can_code.tortue import Tortue
from girls_can_code.voyants import essai, voyants

__all__ = [
    "Tortue",
    "cachette",
    "certificat",
    "chrono",
    "essai",
    "fleur",
    "jouer",
    "montrer_badge",
    "montrer_ticket",
    "montrer_tissu",
    "roue",
    "temps_pour_dire",
    "voyants",
]

_MEANT = {"turtle": "Tortue", "tissu": "montrer_tissu", "badge": "montrer_badge", "ticket": "montrer_ticket"}


def __getattr__(name: str) -> object:
    """Only reached for names that there are not.

    Raises:
        AttributeError: for names of Python's own machinery, which begin with ``_``.
        ImportError: for all others: the only error whose words ``from girls_can_code import …`` keeps.
    """
    if name.startswith("_"):
        raise AttributeError(name)
    raise ImportError(unknown(name, "girls_can_code", __all__, _MEANT))
