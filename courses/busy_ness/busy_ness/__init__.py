"""What learners of Busy & Ness import."""

from busy_ness.money import arrondi, euros
from busy_ness.year_line import montrer_annee

__all__ = ["arrondi", "euros", "montrer_annee"]
