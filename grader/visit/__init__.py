"""Visits a learner's Flask site as a test says, and shows the test what a visitor would get.

``site = Site("app.py")``, then ``site.visit("/")`` and ``site.send("/", nom="Zoé")`` in a test cell.
"""

from grader.visit.site import Answer, Site

__all__ = ["Answer", "Site"]
