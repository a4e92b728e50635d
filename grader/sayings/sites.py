"""Flask, its templates and SQLite: what a first web site stumbles over."""

import re

from grader.sayings.french import called, clipped, french
from grader.sayings.spelling import meant
from grader.sayings.trouble import Rule, Trouble, rule

_TAGS = ("extends", "block", "endblock", "if", "elif", "else", "endif", "for", "endfor", "include", "set")


def _no_function(found: re.Match[str], trouble: Trouble) -> str:
    near = re.search(r"Did you mean '([^']*)'", trouble.message)
    said = f'`url_for("{clipped(found[1])}")` : aucune fonction de ton site n\'a ce nom.'
    said += f" Tu voulais peut-être écrire {clipped(near[1])} ?" if near else ""
    return french(said)


def _not_a_page(found: re.Match[str], trouble: Trouble) -> str:
    return french(
        f"Une page doit être un texte, et ta fonction renvoie {called(found[1])}. "
        "Écris par exemple return str(...), ou return render_template(...)."
    )


def _unknown_tag(found: re.Match[str], trouble: Trouble) -> str:
    near = meant(found[1], _TAGS, 0.7)
    return french(f"Dans ta page, « {{% {found[1]} … %}} » n'existe pas.") + near if near else ""


def _no_hole(found: re.Match[str], trouble: Trouble) -> str:
    """The address has a hole that the function does not take: Flask calls it, so no line of hers is there."""
    if trouble.code or not {"Flask", "flask"} & set(trouble.names):
        return ""
    return french(
        f"L'adresse a un trou « {found[2]} », et ta fonction ne le prend pas. "
        f"Écris ce mot entre ses parenthèses : `def {found[1]}({found[2]}):`."
    )


RULES: tuple[Rule, ...] = (
    rule(
        "TemplateNotFound",
        r"([^\s']+)",
        "La page « {0} » n'est pas dans le dossier templates. Vérifie son nom, et qu'elle y est rangée.",
    ),
    rule("BuildError", r"endpoint '([^']*)'", _no_function),
    rule(
        "TypeError",
        r"view function for '([^']*)' did not return a valid response\. The function either returned None",
        "Ta fonction {0} ne renvoie rien. Il lui manque un return à la fin.",
    ),
    rule("TypeError", r"did not return a valid response.* but it was a (\w+)", _not_a_page),
    rule(
        "UndefinedError",
        r"'([^']*)' is undefined",
        "Ta page utilise « {0} », que le programme ne lui donne pas. "
        "Ajoute-le à la fin : render_template(..., {0}=...).",
    ),
    rule(
        "TemplateSyntaxError",
        r"innermost block that needs to be closed is '(if|for|block)'",
        "Dans ta page, `{{% {0} … %}}` est ouvert et jamais fermé. Écris `{{% end{0} %}}` là où il finit.",
    ),
    rule(
        "TemplateSyntaxError",
        r"got '='",
        'Dans ta page, pour poser une question, il faut deux signes égal : `{{% if page == "accueil" %}}`.',
        r"\{%-?\s*(el)?if\b",
    ),
    rule("TemplateSyntaxError", r"unknown tag '(\w+)'", _unknown_tag),
    rule(
        "TemplateSyntaxError",
        r"unknown tag '(end\w+)'|Unexpected end of template",
        "Dans ta page, chaque `{{% if %}}` a besoin d'un `{{% endif %}}`, et chaque `{{% for %}}` "
        "d'un `{{% endfor %}}`.",
    ),
    rule(
        "TemplateSyntaxError",
        "",
        "Dans ta page, ce qui est entre {{{{ }}}} ou entre {{% %}} n'est pas bien écrit. "
        "Compare avec un exemple, signe par signe.",
    ),
    rule(
        "RuntimeError",
        r"no secret key was set",
        "session et flash ont besoin d'une clé. "
        'Sous `app = Flask(__name__)`, ajoute `app.secret_key = "une phrase à toi"`.',
    ),
    rule("TypeError", r"^(\w+)\(\) got an unexpected keyword argument '(\w+)'", _no_hole),
    rule(
        "AssertionError",
        r"overwriting an existing endpoint function: (\S+)",
        "Deux fonctions de ton site s'appellent {0}. Donne un autre nom à la deuxième.",
    ),
    rule(
        "ValueError",
        r"(?i)\burls?\b.* must start with a (?:leading )?slash",
        'Dans @app.route, une adresse commence par un slash : `@app.route("/page")`.',
    ),
    rule(
        "OperationalError",
        r"no such table: (\S+)",
        "Ta base de données n'a pas de table « {0} ». Crée-la d'abord avec CREATE TABLE.",
    ),
    rule(
        "OperationalError",
        r"no such column: (\S+)|has no column named (\S+)",
        "Ta table n'a pas cette colonne. Vérifie son nom dans CREATE TABLE.",
    ),
    rule(
        "OperationalError",
        r"database is locked",
        "Deux pages écrivent ensemble dans la base. Appelle .commit(), puis .close(), après chaque écriture.",
    ),
)
