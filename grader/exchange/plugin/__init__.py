"""The exchange as nbgrader wants it: its eight classes, for ``c.ExchangeFactory`` in nbgrader_config.py."""

from grader.exchange.plugin.assignments import ExchangeFetchAssignment, ExchangeReleaseAssignment
from grader.exchange.plugin.base import Exchange
from grader.exchange.plugin.feedback import ExchangeFetchFeedback, ExchangeReleaseFeedback
from grader.exchange.plugin.listing import ExchangeList
from grader.exchange.plugin.submissions import ExchangeCollect, ExchangeSubmit

__all__ = [
    "Exchange",
    "ExchangeCollect",
    "ExchangeFetchAssignment",
    "ExchangeFetchFeedback",
    "ExchangeList",
    "ExchangeReleaseAssignment",
    "ExchangeReleaseFeedback",
    "ExchangeSubmit",
]
