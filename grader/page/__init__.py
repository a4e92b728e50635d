"""Reads a page of a learner's as a browser or a screen reader would, without running anything.

``page = open_page("index.html")`` in a test cell, then ``page.title``, ``page.headings(1)`` and the like.
"""

from grader.page.contrast import Contrast
from grader.page.files import exists, open_page
from grader.page.page import Page
from grader.page.tree import Element

__all__ = ["Contrast", "Element", "Page", "exists", "open_page"]
