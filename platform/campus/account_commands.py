"""``campus account``: people who may sign in, one by one; whole rosters come with the facilitator's room."""

import re
import unicodedata
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.table import Table

from campus import passphrase
from campus.accounts import Account, Role
from campus.wiring import Campus
from grader.errors import GraderError

app = typer.Typer(no_args_is_help=True)
console = Console(highlight=False)

# A folder, a hub user and an nbgrader student are named so.
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST = 32


@app.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Pseudonym: small letters, digits, hyphens.")],
    display: Annotated[
        str, typer.Option(help="What she is called on her pages; the pseudonym by default.")
    ] = "",
    role: Annotated[str, typer.Option(help="learner or facilitator.")] = "learner",
    course: Annotated[
        list[str] | None, typer.Option(help="A course of hers; several times for several.")
    ] = None,
) -> None:
    """Add somebody, or change her role and courses; her three words are shown once and kept nowhere."""
    campus = _campus(context)
    account = checked(name, display, role, tuple(course or campus.course_ids), campus.course_ids)
    words = passphrase.new()
    campus.accounts.save(account, words)
    console.print(
        f"{account.role} [bold]{account.name}[/]   mots [bold]{words}[/]   {', '.join(account.courses)}"
    )


@app.command(name="list")
def list_accounts(context: typer.Context) -> None:
    """Show who may sign in."""
    table = Table("pseudo", "prénom", "rôle", "cours", box=None)
    for account in _campus(context).accounts.all():
        table.add_row(account.name, account.display_name, account.role, ", ".join(account.courses))
    console.print(table)


@app.command()
def words(context: typer.Context, name: str) -> None:
    """Give somebody three new words; the old ones no longer work."""
    campus = _campus(context)
    account = campus.accounts.find(name)
    if account is None:
        raise GraderError(
            "unknown-account", f"Personne ne s'appelle {name}.", f"there is no account {name!r}"
        )
    fresh = passphrase.new()
    campus.accounts.save(account, fresh)
    console.print(f"[bold]{account.name}[/]   mots [bold]{fresh}[/]")


def checked(name: str, display: str, role: str, courses: tuple[str, ...], known: tuple[str, ...]) -> Account:
    """An account whose every part is sound.

    Raises:
        GraderError: ``bad-name``, ``bad-role`` or ``unknown-course``; each says what is possible.
    """
    if not NAME.fullmatch(name) or len(name) > LONGEST:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        nearest = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST] or "ada"
        why = f"{name!r} cannot be a pseudonym: small letters, digits and hyphens only; try {nearest!r}"
        raise GraderError("bad-name", "Ce pseudo ne convient pas.", why)
    if role not in get_args(Role):
        why = f"{role!r} is no role: {' or '.join(get_args(Role))}"
        raise GraderError("bad-role", "Ce rôle n'existe pas.", why)
    unknown = sorted(set(courses) - set(known))
    if unknown:
        why = f"no course {', '.join(unknown)}; there are {', '.join(known)}"
        raise GraderError("unknown-course", "Ce cours n'existe pas.", why)
    return Account(name, display or name.capitalize(), role, courses)  # type: ignore[arg-type]


def _campus(context: typer.Context) -> Campus:
    return Campus.running(context.find_object(Path), "accounts are kept there")
