"""Every reason the exchange has to say no, with the words for each reader."""

from http import HTTPStatus

from grader.errors import GraderError

NOTHING_LOST = "Rien n'est perdu : ton travail est toujours dans ton dossier."
ASK_THE_TEAM = "Si ça recommence, appelle quelqu'un de l'équipe."


def shown(name: str) -> str:
    """The name as it can be printed safely: no control characters, 80 characters at most."""
    printable = "".join(letter if letter.isprintable() else "?" for letter in name)
    return printable if len(printable) <= 80 else printable[:79] + "…"


# -- what is in a bundle ---------------------------------------------------------------------------


def too_large(limit_bytes: int, detail: str) -> GraderError:
    size = f"{limit_bytes / 1_000_000:g}".replace(".", ",")
    return GraderError(
        "bundle-too-large",
        f"Ton travail est trop gros : la limite est de {size} Mo. Enlève les gros fichiers du dossier "
        f"(images, sons, données), puis recommence. {NOTHING_LOST}",
        f"bundle over {limit_bytes} bytes: {detail}",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    )


def too_many_files(max_files: int) -> GraderError:
    return GraderError(
        "too-many-files",
        f"Il y a trop de fichiers dans ce dossier : {max_files} au plus. Enlève ceux qui ne servent pas à "
        f"l'exercice, puis recommence. {NOTHING_LOST}",
        f"bundle with more than {max_files} entries",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    )


def unsafe_path(name: str) -> GraderError:
    return GraderError(
        "unsafe-path",
        f"Le fichier « {shown(name)} » n'est pas rangé dans le dossier de l'exercice. Range-le dedans, puis "
        f"recommence. {NOTHING_LOST}",
        f"path leaves the folder: {name!r}",
    )


def link(name: str) -> GraderError:
    return GraderError(
        "link",
        f"« {shown(name)} » est un raccourci (un lien) vers un autre endroit. Mets le vrai fichier à la "
        f"place, puis recommence. {NOTHING_LOST}",
        f"link in bundle: {name!r}",
    )


def special_file(name: str) -> GraderError:
    return GraderError(
        "special-file",
        f"« {shown(name)} » n'est pas un fichier ordinaire. Enlève-le du dossier, puis recommence. "
        f"{NOTHING_LOST}",
        f"neither a regular file nor a folder: {name!r}",
    )


def duplicate_name(name: str) -> GraderError:
    return GraderError(
        "duplicate-name",
        f"Deux fichiers ont le même nom : « {shown(name)} ». Change le nom de l'un des deux, puis "
        f"recommence. {NOTHING_LOST}",
        f"name used twice: {name!r}",
    )


def bad_name(name: str) -> GraderError:
    return GraderError(
        "bad-name",
        f"Le nom de fichier « {shown(name)} » est trop long ou contient des signes interdits. Donne-lui un "
        f"nom court, puis recommence. {NOTHING_LOST}",
        f"name too long or with forbidden characters: {name!r}",
    )


def unreadable_bundle(detail: str) -> GraderError:
    return GraderError(
        "unreadable-bundle",
        f"Ton travail est arrivé abîmé. Recommence. {ASK_THE_TEAM} {NOTHING_LOST}",
        f"not a whole tar.gz: {detail}",
    )


def unreadable_file(name: str, detail: str) -> GraderError:
    return GraderError(
        "unreadable-file",
        f"Le fichier « {shown(name)} » ne peut pas être lu. Enlève-le du dossier, puis recommence. "
        f"{NOTHING_LOST}",
        f"cannot read {name!r}: {detail}",
    )


def unreadable_notebook(name: str, detail: str) -> GraderError:
    return GraderError(
        "unreadable-notebook",
        f"Le notebook « {shown(name)} » est abîmé et ne peut pas être lu. Ouvre-le et enregistre-le, puis "
        f"recommence. {ASK_THE_TEAM} {NOTHING_LOST}",
        f"not a version 4 notebook: {name!r}: {detail}",
    )


def too_many_cells(name: str, most: int) -> GraderError:
    return GraderError(
        "too-many-cells",
        f"Il y a trop de cellules dans « {shown(name)} » : {most} au plus. Enlève celles qui ne servent pas, "
        f"enregistre, puis recommence. {NOTHING_LOST}",
        f"more than {most} cells in {name!r}",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    )


def kept_too_much(learner: str, most_bytes: int) -> GraderError:
    return GraderError(
        "kept-too-much",
        f"Tu as déjà rendu {most_bytes // 1_000_000} Mo de travail : il n'y a plus de place pour toi ici. "
        f"Préviens la personne qui anime. {NOTHING_LOST}",
        f"the submissions of {learner} take {most_bytes} bytes together; raise [exchange] max_kept_mb",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    )


def no_notebook() -> GraderError:
    return GraderError(
        "no-notebook",
        f"Il n'y a pas de notebook dans ce dossier, donc rien à corriger. Ouvre l'exercice, puis recommence. "
        f"{ASK_THE_TEAM}",
        "bundle without any .ipynb file",
    )


# -- who asks --------------------------------------------------------------------------------------


def no_token() -> GraderError:
    return GraderError(
        "no-token",
        f"Le campus ne sait pas qui tu es. Connecte-toi, puis recommence. {NOTHING_LOST}",
        "request without an Authorization header",
        HTTPStatus.UNAUTHORIZED,
    )


def bad_token() -> GraderError:
    return GraderError(
        "bad-token",
        f"Ta connexion n'est plus valable. Déconnecte-toi, reconnecte-toi, puis recommence. {NOTHING_LOST}",
        "token that nobody owns",
        HTTPStatus.UNAUTHORIZED,
    )


def not_enrolled(person: str, course: str) -> GraderError:
    return GraderError(
        "not-enrolled",
        f"Tu n'es pas inscrite au cours « {shown(course)} ». Demande à l'équipe de t'inscrire. "
        f"{NOTHING_LOST}",
        f"{person} is not enrolled in {course!r}",
        HTTPStatus.FORBIDDEN,
    )


def not_a_teacher(person: str, course: str) -> GraderError:
    return GraderError(
        "not-a-teacher",
        f"Seule l'équipe du cours « {shown(course)} » peut faire cela.",
        f"{person} does not teach {course!r}",
        HTTPStatus.FORBIDDEN,
    )


def not_yours(person: str, owner: str) -> GraderError:
    return GraderError(
        "not-yours",
        f"Ce travail n'est pas à ton nom. Connecte-toi avec ta carte, puis recommence. {NOTHING_LOST}",
        f"{person} asked for the work of {owner!r}",
        HTTPStatus.FORBIDDEN,
    )


# -- what is asked for -----------------------------------------------------------------------------


def unknown_assignment(course: str, exercise: str) -> GraderError:
    return GraderError(
        "unknown-assignment",
        f"L'exercice « {shown(exercise)} » n'existe pas dans ce cours. Vérifie son nom, ou choisis-le dans "
        f"« Mon parcours ». {NOTHING_LOST}",
        f"no release of {course!r} {exercise!r}",
        HTTPStatus.NOT_FOUND,
    )


def taken_back(course: str, exercise: str) -> GraderError:
    return GraderError(
        "taken-back",
        f"L'exercice « {shown(exercise)} » n'est plus proposé pour le moment. {NOTHING_LOST} Parles-en à "
        "l'équipe si tu veux le rendre.",
        f"{course!r} {exercise!r} was taken back",
        HTTPStatus.GONE,
    )


def already_released(course: str, exercise: str) -> GraderError:
    return GraderError(
        "already-released",
        f"L'exercice « {shown(exercise)} » est déjà publié avec un autre contenu. Ajoutez --force pour le "
        "remplacer.",
        f"{course!r} {exercise!r} is released with other content; force=1 replaces it",
        HTTPStatus.CONFLICT,
    )


def unusable_name(name: str) -> GraderError:
    return GraderError(
        "unusable-name",
        f"« {shown(name)} » ne peut pas être le nom d'un exercice : lettres sans accent, chiffres, points, "
        "tirets, 100 signes au plus.",
        f"unusable assignment name: {name!r}",
    )


def unknown_submission(what: str) -> GraderError:
    return GraderError(
        "unknown-submission",
        f"Ce travail rendu n'existe pas. Regarde la liste dans « Mon parcours ». {NOTHING_LOST}",
        f"no submission {what}",
        HTTPStatus.NOT_FOUND,
    )


def unknown_picture(what: str) -> GraderError:
    return GraderError(
        "unknown-picture",
        "Cette image n'existe pas, ou plus. Rends ton travail à nouveau pour la revoir.",
        f"no picture {what}",
        HTTPStatus.NOT_FOUND,
    )


def unknown_feedback(what: str) -> GraderError:
    return GraderError(
        "unknown-feedback",
        "Il n'y a pas encore de retour pour ce travail. Reviens un peu plus tard.",
        f"no feedback {what}",
        HTTPStatus.NOT_FOUND,
    )


def key_reused(key: str) -> GraderError:
    return GraderError(
        "key-reused",
        f"Cet envoi ressemble à un autre envoi, mais son contenu est différent. Recommence. {NOTHING_LOST}",
        f"Idempotency-Key {key!r} came with other work before",
        HTTPStatus.CONFLICT,
    )


def bad_field(field: str, value: str) -> GraderError:
    return GraderError(
        "bad-field",
        f"La demande n'a pas été comprise. {ASK_THE_TEAM} {NOTHING_LOST}",
        f"unusable {field}: {value!r}",
    )


# -- what fails on our side ------------------------------------------------------------------------


def disk_full(detail: str) -> GraderError:
    return GraderError(
        "disk-full",
        f"Le campus n'a plus de place pour garder ton travail. {NOTHING_LOST} Préviens quelqu'un de "
        "l'équipe, puis recommence.",
        f"no room on the disk: {detail}",
        HTTPStatus.INSUFFICIENT_STORAGE,
    )


def no_database(detail: str) -> GraderError:
    return GraderError(
        "no-database",
        f"Le campus fait une petite pause. {NOTHING_LOST} Attends une minute, puis recommence. "
        f"{ASK_THE_TEAM}",
        f"no answer from the database: {detail}",
        HTTPStatus.SERVICE_UNAVAILABLE,
    )
