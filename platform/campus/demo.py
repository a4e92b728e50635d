"""The demonstration: a campus on this machine with a facilitator, twelve learners and the three courses."""

from dataclasses import dataclass
from pathlib import Path

from campus import apps, passphrase, secret
from campus.accounts import Account, Role
from campus.wiring import Campus

FACILITATOR = "nadia"
LEARNERS = (
    "alice",
    "aminata",
    "camille",
    "chloe",
    "elif",
    "fatou",
    "ines",
    "jade",
    "lina",
    "manon",
    "sarah",
    "yasmine",
)

SETTINGS = """\
# Made by `campus demo`. Every setting: docs/settings.md
data_dir = "."

[learners]
sharing = true
{unconfined}
[hub]
port = {port}
internal_port = {internal_port}
"""

UNCONFINED = """\
# This machine cannot confine programs (`campus doctor` says what to install). Tolerable for a
# demonstration with invented people on your own machine; never for a class.
run_servers_unconfined_with_access_to_every_file = true

[grading]
run_learners_code_unconfined_with_access_to_every_grade = true
"""


@dataclass(frozen=True)
class Card:
    """How somebody of the demonstration signs in."""

    name: str
    words: str


def write_settings(folder: Path, port: int, confined: bool) -> Path:
    """Writes ``campus.toml`` of the demonstration and returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    toml = folder / "campus.toml"
    unconfined = "" if confined else UNCONFINED
    text = SETTINGS.format(port=port, internal_port=port + 100, unconfined=unconfined)
    toml.write_text(text, "utf-8")
    return toml


def make_cohort(campus: Campus) -> None:
    """Adds the people of the demonstration who are missing."""
    known = {account.name for account in campus.accounts.all()}
    for name in (FACILITATOR, *LEARNERS):
        if name not in known:
            role: Role = "facilitator" if name == FACILITATOR else "learner"
            account = Account(name, name.capitalize(), role, campus.course_ids)
            campus.accounts.save(account, card(campus, name).words)


def prepare(campus: Campus) -> None:
    """Everything of the demonstration that is there before it opens."""
    make_cohort(campus)
    apps.demonstrate(campus)


def card(campus: Campus, name: str) -> Card:
    """The card of somebody of the demonstration; the words come from a secret, they are stored nowhere."""
    key = secret.read(campus.settings.secrets_dir)["cards"]
    return Card(name, passphrase.derived(key, name))
