"""Every French sentence of a site's preview: what is wrong, and what to try next."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from campus.learner.program.telling import GameError, told
from campus.learner.words import _
from grader.words import french

INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "NoAppException": _(
            "Python n'a pas trouvé ton site dans ce fichier. Il faut une ligne comme `app = Flask(__name__)`."
        ),
        "EOFError": _(
            "Un site ne peut pas poser de question avec input() : mets un formulaire dans ta page à la place."
        ),
        "CellTimeoutError": _(
            "Ton site ne répond plus : une boucle ne s'arrête pas, ou attend trop longtemps."
        ),
        "PermissionError": _("Ton site n'a pas le droit d'ouvrir ce fichier. Range tes fichiers à côté."),
    }
)


def no_file(main: str) -> GameError:
    said = _("Il n'y a pas de fichier « {main} » dans cet exercice. Crée-le, ou rouvre l'exercice.")
    return GameError(french(said).format(main=main), name="FileNotFoundError")


def ended() -> GameError:
    said = _("Ton site s'est arrêté tout seul. Relance-le ; si ça recommence, regarde ce qu'il affiche.")
    return GameError(french(said), name="SystemExit")


def stuck(folder: Path) -> GameError:
    return told({"name": "CellTimeoutError"}, folder, INSTEAD)


def no_room() -> GameError:
    said = _("Il n'y a plus de place pour lancer ton site. Ferme un notebook ou un jeu, puis relance-le.")
    return GameError(french(said), name="OSError")


def too_many() -> GameError:
    said = _(
        "Ton site lance beaucoup trop de programmes à la fois, alors on l'a arrêté. "
        "Cherche la ligne qui en lance, sans doute dans une boucle."
    )
    return GameError(french(said), name="ProcessLimit")


@dataclass(frozen=True)
class Page:
    """A page of ours in her site's place."""

    status: int
    title: str
    message: str
    error: GameError | None = None


def page_of(note: Mapping[str, Any], folder: Path) -> Page:
    """What her site's process left for us to say (``notes.NOTE``); it may have made it up."""
    path, method, field = (str(note.get(key, ""))[:200] for key in ("path", "method", "field"))
    match note.get("kind"):
        case "error":
            error = told(note, folder, INSTEAD)
            return Page(500, _("Cette page s'est arrêtée sur une erreur"), error.french, error)
        case "no-page":
            said = _(
                'Ton site n\'a pas de page « {path} ». Dans ton fichier, il faudrait `@app.route("{path}")`.'
            )
            return _page(404, _("Cette page n'existe pas"), said, path=path)
        case "not-found":
            return _page(404, _("Rien à cette adresse"), _("Ton site répond : il n'y a rien ici (404)."))
        case "no-method":
            said = _(
                "La page « {path} » ne reçoit pas encore de formulaire ({method}). "
                'Écris `@app.route("{path}", methods=["GET", "POST"])`.'
            )
            return _page(405, _("Cette page n'accepte pas cet envoi"), said, path=path, method=method)
        case "no-field":
            said = _(
                "Ton code demande le champ « {field} », et le formulaire ne l'envoie pas. "
                'Vérifie `name="{field}"` dans ta page.'
            )
            return _page(400, _("Il manque un champ"), said, field=field)
    return _page(
        400, _("Cette demande n'est pas comprise"), _("Ton site n'a pas compris ce qu'on lui envoie.")
    )


def away(state: str, error: GameError | None) -> Page:
    """While the site does not run."""
    if state == "crashed":
        said = error.french if error is not None else ended().french
        return Page(503, _("Ton site s'est arrêté"), said, error)
    said = _("Lance-le depuis l'Atelier, puis recharge cette page.")
    return _page(503, _("Ce site ne tourne pas en ce moment"), said)


def unknown() -> Page:
    said = _("Cette adresse ne mène à aucun site, ou plus : elle change quand ton espace redémarre.")
    return _page(404, _("Pas de site ici"), said)


def failed(reason: str) -> Page:
    """For a ``SiteFailure``."""
    match reason:
        case "too-large":
            said = _(
                "Cette page est trop grosse pour l'aperçu : 8 Mo au plus. Prends des images plus petites."
            )
            return _page(502, _("Cette page est trop grosse"), said)
        case "garbled":
            said = _("Ton site a envoyé quelque chose que le navigateur ne peut pas lire.")
            return _page(502, _("Réponse illisible"), said)
    return _page(
        502, _("Ton site n'a pas répondu"), _("Recharge la page ; si ça recommence, relance ton site.")
    )


def too_large() -> Page:
    said = _("Ce que tu envoies est trop gros : 16 Mo au plus. Prends un fichier plus petit.")
    return _page(413, _("Envoi trop gros"), said)


def outside(address: str) -> Page:
    said = _("Ton site veut emmener ailleurs : {address}. Dans l'aperçu, on reste sur ton site.")
    return _page(200, _("Vers un autre site"), said, address=address[:300])


def labels() -> Mapping[str, str]:
    return {
        "again": _("Recharger"),
        "line": french(_("{file}, ligne {line} :")),
        "english": _("Les mots de Python"),
    }


def _page(status: int, title: str, message: str, **values: str) -> Page:
    return Page(status, title, french(message).format(**values))
