"""Where work changes hands: learners fetch and hand in, teachers release and collect, over HTTP."""

from collections.abc import Mapping

PLUGIN: Mapping[str, str] = {
    "exchange": "grader.exchange.plugin.Exchange",
    "collect": "grader.exchange.plugin.ExchangeCollect",
    "fetch_assignment": "grader.exchange.plugin.ExchangeFetchAssignment",
    "fetch_feedback": "grader.exchange.plugin.ExchangeFetchFeedback",
    "list": "grader.exchange.plugin.ExchangeList",
    "release_assignment": "grader.exchange.plugin.ExchangeReleaseAssignment",
    "release_feedback": "grader.exchange.plugin.ExchangeReleaseFeedback",
    "submit": "grader.exchange.plugin.ExchangeSubmit",
}
"""Options of nbgrader's ``ExchangeFactory`` and our class for each, by name: importing them takes seconds."""
