"""French sentences for a game that plays in her space."""

from campus.learner.program.telling import GameError
from campus.learner.words import _
from grader.words import french


def no_file(main: str) -> GameError:
    said = _("Il n'y a pas de fichier « {main} » dans cet exercice. Crée-le, ou rouvre l'exercice.")
    return GameError(french(said).format(main=main[:100]), name="FileNotFoundError")


def ended() -> GameError:
    said = _("Ton jeu s'est arrêté d'un coup. Demande-t-il trop de mémoire ? Relance-le.")
    return GameError(french(said), name="SystemExit")


def too_many() -> GameError:
    said = _("Ton jeu lance beaucoup trop de programmes à la fois, alors on l'a arrêté.")
    return GameError(french(said), name="ProcessLimit")


def nobody() -> GameError:
    said = _("Plus personne ne jouait, alors ton jeu s'est arrêté. Clique sur « Jouer » pour reprendre.")
    return GameError(french(said), name="Idle")
