"""What learners of Girls Can Code import."""

from importlib import import_module

from girls_can_code.advice import unknown
from girls_can_code.card import montrer_badge
from girls_can_code.certificat import certificat
from girls_can_code.demo import chrono, temps_pour_dire
from girls_can_code.fabric import montrer_tissu
from girls_can_code.park import cachette, jouer
from girls_can_code.pendu import fleur
from girls_can_code.roue import roue
from girls_can_code.ticket import montrer_ticket
from girls_can_code.turtle import Tortue
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

_MEANT = {
    "turtle": "Tortue",
    "tissu": "montrer_tissu",
    "badge": "montrer_badge",
    "ticket": "montrer_ticket",
    "parc": "jouer",
}


def __getattr__(name: str) -> object:
    """A module of the course that is not imported yet, or the nearest name.

    Raises:
        AttributeError: for names of Python's own machinery, which begin with ``_``.
        ImportError: for all others: the only error whose words ``from girls_can_code import …`` keeps.
    """
    if name.startswith("_"):
        raise AttributeError(name)
    module = f"{__name__}.{name}"
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise ImportError(unknown(name, "girls_can_code", __all__, _MEANT)) from None
