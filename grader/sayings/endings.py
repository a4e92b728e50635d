"""How a run can end that is not one line's fault: time, memory, the keyboard that nobody sits at."""

from grader.sayings.trouble import Rule, rule

TIMEOUT = "Ton programme ne s'arrête pas. Cherche une boucle dont la condition ne devient jamais fausse."
DEAD = "Ton programme a arrêté Python (trop de mémoire, ou un exit() ?). La suite n'a pas pu être corrigée."

RULES: tuple[Rule, ...] = (
    rule("CellTimeoutError UnresponsiveKernelError", "", TIMEOUT),
    rule("NotebookTimeoutError", "", "Ton travail entier prend trop de temps. " + TIMEOUT),
    rule("DeadKernelError", "", DEAD),
    rule("ScoreError", "", "Ta réponse n'a pas pu être comptée ici. Montre-la à une personne de l'équipe."),
    rule(
        "RecursionError",
        "",
        "Ta fonction s'appelle elle-même sans jamais s'arrêter. "
        "Ajoute au début un cas simple qui donne une réponse avec return.",
    ),
    rule("MemoryError", "", "Ton programme demande trop de mémoire. Ta liste grandit-elle sans fin ?"),
    rule(
        "StdinNotImplementedError EOFError",
        "",
        "input() ne marche pas pendant la correction : personne n'est là pour répondre. "
        "Donne la valeur toi-même.",
    ),
    rule("SystemExit", "", "Ton programme s'arrête lui-même avec exit(). Enlève cet appel."),
    rule("KeyboardInterrupt", "", "Ton programme a été interrompu."),
    rule(
        "ConnectionError URLError HTTPError gaierror ConnectionRefusedError",
        "",
        "Internet n'est pas disponible pendant la correction.",
    ),
    rule(
        "PermissionError",
        "",
        "Tu n'as pas le droit d'ouvrir ce fichier ici. Range tes fichiers à côté de ton travail.",
    ),
    rule("IsADirectoryError", "", "C'est un dossier, pas un fichier. Ajoute le nom du fichier."),
    rule(
        "UnicodeDecodeError",
        "",
        "Ce fichier n'est pas un texte que Python sait lire. "
        'Essaie open(..., encoding="latin-1"), ou vérifie que c\'est le bon fichier.',
    ),
    rule("JSONDecodeError", "", "Ce texte n'est pas du JSON bien écrit. Vérifie guillemets et virgules."),
    rule(
        "FileNotFoundError",
        r"'([^']*)'",
        "Le fichier « {0} » n'est pas là. Vérifie son nom, et qu'il est à côté de ton travail.",
    ),
    rule("OSError", "", "Ce fichier ne s'ouvre pas ou ne s'écrit pas ici. Vérifie son nom et sa place."),
)
