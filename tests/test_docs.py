"""What is not documented does not exist: every setting, every command."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import typer.main

from campus.cli import app
from campus.settings import Settings

ROOT = Path(__file__).parents[1]


def keys(kind: type, section: str = "") -> list[tuple[str, str]]:
    """(section, key) of every setting."""
    found = []
    for field in fields(kind):
        made = field.default_factory if callable(field.default_factory) else None
        if isinstance(made, type) and is_dataclass(made):
            found += keys(made, field.name)
        else:
            found.append((section, field.name))
    return found


def commands(command: Any, path: str = "campus") -> list[str]:
    if not hasattr(command, "commands"):
        return [path]
    shown = {name: below for name, below in command.commands.items() if not below.hidden}
    return [found for name, below in shown.items() for found in commands(below, f"{path} {name}")]


def test_every_setting_is_documented_in_its_section() -> None:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    sections = {part.split("]`")[0]: part for part in text.split("\n## `[")[1:]}
    sections[""] = text.split("\n## `[")[0]
    missing = [pair for pair in keys(Settings) if f"| `{pair[1]}` |" not in sections[pair[0]]]
    assert missing == []


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    found = commands(typer.main.get_command(app))
    assert len(found) >= 5
    assert [command for command in found if f"`{command}" not in text] == []


def test_every_relative_link_of_the_documentation_leads_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} -> {target}")
    assert broken == []
