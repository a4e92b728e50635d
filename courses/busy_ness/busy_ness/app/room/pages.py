"""Routes of the room."""

from flask import Blueprint

from busy_ness.app.doors import Doors
from busy_ness.app.parts import Parts
from busy_ness.app.room import entrance, leading, placing, screen, teamhome


def add_pages(pages: Blueprint, parts: Parts, doors: Doors) -> None:
    """Adds the room's routes."""
    for part in (entrance, teamhome, leading, placing, screen):
        part.add_pages(pages, parts, doors)
