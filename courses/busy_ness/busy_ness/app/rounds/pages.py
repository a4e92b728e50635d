"""Routes of the rounds."""

from flask import Blueprint

from busy_ness.app.doors import Doors
from busy_ness.app.parts import Parts
from busy_ness.app.rounds import lead_pages, looking_back, screen_pages, team_pages


def add_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds the rounds' routes."""
    for part in (team_pages, looking_back, lead_pages, screen_pages):
        part.add_pages(pages, parts, doors)
