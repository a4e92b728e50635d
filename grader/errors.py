"""Errors that tell the learner, kindly and in French, and the operator, exactly, what went wrong."""

from http import HTTPStatus


class GraderError(Exception):
    """Something was refused or failed, with words for each reader.

    Args:
        code: stable name in kebab-case, e.g. ``"bundle-too-large"``; tests and clients rely on it.
        learner: French sentence for whoever handed the work in: what, why, what next.
        operator: English sentence for the log; defaults to ``learner``.
        http: status the exchange answers with.
    """

    def __init__(
        self,
        code: str,
        learner: str,
        operator: str = "",
        http: HTTPStatus = HTTPStatus.BAD_REQUEST,
    ) -> None:
        super().__init__(operator or learner)
        self.code = code
        self.learner = learner
        self.operator = operator or learner
        self.http = http
