"""Opens a learner's page in a real Chromium, without a network, and shows the test what a visitor sees.

``view = open_tab("index.html")`` or ``open_tab("app.py", "/contact")`` in a test cell, then ``view.text``,
``view.problems()``, ``view.fill("nom", "Zoé")``, ``view.click("Envoyer")`` and the like.
"""

from grader.browser.problems import Problem
from grader.browser.seen import Link, ScriptError
from grader.browser.tab import Tab, open_tab

__all__ = ["Link", "Problem", "ScriptError", "Tab", "open_tab"]
