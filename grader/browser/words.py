"""What a learner reads of a page that does not show, or that cannot be used."""

from collections.abc import Mapping, Sequence
from typing import Any

from grader.browser.seen import Wide
from grader.sayings.french import clipped, french
from grader.stage.told import Trouble, missing_words
from grader.visit.site import opening_words

_STATES: Mapping[str, str] = {
    "blank": "Ta page est vide : on n'y voit rien. Écris quelque chose entre <body> et </body>.",
    "frozen": "Ta page ne répond plus : son script tourne sans fin, ou elle est beaucoup trop longue. "
    "Cherche une boucle qui ne s'arrête jamais.",
    "closed": "Ton script ferme l'onglet (window.close) : on ne voit plus ta page. Enlève cette ligne.",
    "crashed": "L'onglet s'est fermé : ta page demande trop de mémoire. Cherche ce qui grandit sans fin.",
    "loop": "Ta page renvoie sans fin d'une adresse à l'autre. Regarde ses redirections.",
    "messages": "Ta page ouvre des messages (alert) sans s'arrêter. Enlève-les de la boucle.",
    "lost": "Le navigateur s'est fermé sur ta page. Montre-la à une personne de l'équipe.",
}


def state_words(state: str, file: str, error: Trouble | None, *, site: bool = False) -> str:
    """Of a page that is not shown; ``site``: it is her program that is meant, not a page of it."""
    if state == "missing":
        return missing_words(file)
    if site:
        return opening_words(state, file, error) or french(
            "Ton site a fermé Python tout entier, et il ne répond plus."
        )
    return french(_STATES[state])


def status_words(status: int, path: str, error: Trouble | None) -> str:
    page = f"La page « {clipped(path)} »" if path else "La page"
    if error is not None:
        return french(f"{page} s'arrête sur une erreur. ") + error.words
    if status == 0:
        return french(f"{page} ne vient pas : ton site ne répond pas, ou met trop de temps.")
    if status == 404:
        return french(f"{page} n'existe pas. Vérifie son nom : majuscules et accents comptent.")
    if status == 405:
        return french(f'{page} n\'accepte pas ce formulaire. As-tu écrit methods=["GET", "POST"] ?')
    return french(f"{page} répond {status}, et on attend 200 : tout va bien.")


def wide_words(full: int, width: int, wide: Sequence[Wide], *, viewport: bool) -> str:
    if width < 600 and not viewport:
        return french(
            "Sur un téléphone, ta page est toute petite. Dans head, ajoute "
            '<meta name="viewport" content="width=device-width, initial-scale=1">.'
        )
    said = f"Ta page est trop large : {full} pixels dans une fenêtre de {width}."
    if wide:
        one = wide[0]
        name = f"« {clipped(one.text, 40)} »" if one.text else "elle"
        said += f" Regarde la balise {one.tag}, {name} : elle prend {one.width} pixels."
        said += (
            " Dans style.css, essaie max-width: 100% pour elle."
            if one.tag in ("img", "svg", "video", "iframe", "canvas", "input", "textarea")
            else " Cherche une largeur (width) trop grande, ou un mot trop long."
        )
    return french(said)


def picture_words(title: str, text: str, faults: Sequence[str]) -> str:
    """The picture of a failing test, for who does not see it."""
    read = " ".join(text.split())
    said = "Ta page comme on la voit à l'ordinateur (1280 × 720) et sur un téléphone (390 × 844)."
    said += f" Son titre : « {title} »." if title else ""
    said += f" On y lit : « {clipped(read, 600)} »." if read else " On n'y lit rien."
    said += f" Entouré en rose : {', '.join(faults)}." if faults else ""
    return french(said)


def unfound(words: str, found: Mapping[str, Any]) -> str:
    """Why nothing of that name can be clicked; empty where something can."""
    if not found.get("missing"):
        return ""
    return french(f"Il n'y a rien à cliquer qui s'appelle « {words} ».") + _known(found)


def covered(words: str, found: Mapping[str, Any]) -> str:
    if found.get("disabled"):
        return french(f"Le bouton « {words} » est là, mais il ne marche pas (disabled).")
    if found.get("hidden"):
        return french(f"« {words} » est dans la page, mais on ne le voit pas : rien à cliquer.")
    if found.get("covered"):
        return french(f"On ne peut pas cliquer sur « {words} » : autre chose est posé par-dessus.")
    return ""


def unwritten(name: str, value: str, found: Mapping[str, Any]) -> str:
    """Why nothing can be written there; empty where it could."""
    if found.get("missing"):
        said = f'Il n\'y a pas de champ « {name} ». Dans le formulaire, donne-lui name="{name}".'
        return french(said) + _known(found)
    if found.get("disabled"):
        return french(f"On ne peut rien écrire dans le champ « {name} » (disabled ou readonly).")
    if found.get("hidden"):
        return french(f"Le champ « {name} » est dans la page, mais on ne le voit pas.")
    if found.get("choice"):
        return french(f"Le champ « {name} » ne laisse pas choisir « {clipped(value)} ».")
    return ""


def _known(found: Mapping[str, Any]) -> str:
    known = found.get("known")
    names = [clipped(one, 30) for one in known if type(one) is str][:5] if type(known) is list else []
    return french(f" Il y a : {', '.join(names)}.") if names else ""
