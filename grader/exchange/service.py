"""The exchange over HTTP: one Flask app, JSON errors with true statuses, nothing believed before checked."""

import io
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import wraps
from typing import IO, Any, Concatenate, ParamSpec

from flask import Blueprint, Flask, Response, abort, jsonify, request, send_file
from werkzeug.exceptions import HTTPException

from grader import exhibits, failures
from grader.errors import GraderError
from grader.exchange import refusals
from grader.exchange.blobs import Blobs
from grader.exchange.bundle import BundleLimits
from grader.exchange.desk import Desk, Pages
from grader.exchange.people import Person
from grader.exchange.teams import TeamDesk, TeamRules
from grader.exchange.wire import (
    AssignmentJson,
    FeedbackJson,
    ReceiptJson,
    SubmissionJson,
    TeamReceiptJson,
    read_time,
    written,
)
from grader.store import Feedback, Release, Store, Submission
from grader.teams import TeamSubmission

log = logging.getLogger(__name__)

Identify = Callable[[str], Person | None]
ResultOf = Callable[[str], dict[str, Any] | None]
P = ParamSpec("P")

_CHUNK_BYTES = 64 * 1024


def create_app(
    store: Store,
    blobs: Blobs,
    identify: Identify,
    limits: BundleLimits,
    enqueue: Callable[[str], None],
    result_of: ResultOf,
    prefix: str = "",
    pages: Pages | None = None,
    teams: TeamRules | None = None,
) -> Flask:
    """The exchange, served under ``prefix`` (``/services/exchange`` behind a hub).

    Args:
        identify: who owns a token; None where nobody does. A GraderError it raises is answered as such.
        enqueue: tells the graders about a submission that is durable already; the same id may come twice.
        result_of: what the learner reads about a submission, as JSON; None while there is nothing.
        pages: makes feedback when it is fetched; without it only what was released can be.
        teams: who may be in a team; without it there are none.
    """
    app = Flask("grader.exchange", static_folder=None)
    desk = Desk(store, blobs, limits, enqueue, pages)
    team_desk = TeamDesk(desk, teams) if teams is not None else None
    app.register_blueprint(_routes(desk, identify, result_of, team_desk), url_prefix=prefix or None)
    app.register_error_handler(GraderError, _refused)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _failed)
    app.after_request(_private)
    return app


def _routes(desk: Desk, identify: Identify, result_of: ResultOf, teams: TeamDesk | None) -> Blueprint:
    routes = Blueprint("exchange", __name__)

    def person_first(
        view: Callable[Concatenate[Person, P], Response | tuple[Response, int]],
    ) -> Callable[P, Response | tuple[Response, int]]:
        @wraps(view)
        def identified(*args: P.args, **kwargs: P.kwargs) -> Response | tuple[Response, int]:
            return view(_who(identify), *args, **kwargs)

        return identified

    @routes.get("/health")
    def health() -> Response:
        return jsonify({"status": "ok"})

    @routes.get("/api/assignments")
    @person_first
    def assignments(person: Person) -> Response:
        found = desk.assignments(person, request.args.get("course"))
        return jsonify([_assignment(one) for one in found])

    @routes.put("/api/assignments/<course>/<exercise>")
    @person_first
    def release(person: Person, course: str, exercise: str) -> Response:
        force = request.args.get("force") == "1"
        return jsonify(_assignment(desk.release(person, course, exercise, _body(desk.limits), force)))

    @routes.get("/api/assignments/<course>/<exercise>")
    @person_first
    def fetch(person: Person, course: str, exercise: str) -> Response:
        return _bundle(desk.fetch(person, course, exercise))

    @routes.delete("/api/assignments/<course>/<exercise>")
    @person_first
    def take_back(person: Person, course: str, exercise: str) -> tuple[Response, int]:
        desk.take_back(person, course, exercise)
        return Response(), 204

    @routes.post("/api/submissions/<course>/<exercise>")
    @person_first
    def receive(person: Person, course: str, exercise: str) -> tuple[Response, int]:
        learner, key = request.args.get("learner"), request.headers.get("Idempotency-Key")
        made = desk.receive(person, course, exercise, _body(desk.limits), learner, key)
        return jsonify(_receipt(made)), 201

    @routes.post("/api/teams/<course>/<exercise>")
    @person_first
    def receive_for_team(person: Person, course: str, exercise: str) -> tuple[Response, int]:
        if teams is None:
            abort(404)
        team, learners = request.args.get("team", ""), request.args.getlist("learner")
        key = request.headers.get("Idempotency-Key")
        made = teams.receive(person, course, exercise, _body(desk.limits), team, learners, key)
        return jsonify(_team_receipt(made)), 201

    @routes.get("/api/submissions")
    @person_first
    def submissions(person: Person) -> Response:
        course, exercise = request.args.get("course"), request.args.get("assignment")
        learner = request.args.get("learner")
        found = desk.submissions(person, course, exercise, learner)
        feedback = desk.feedback_hashes(found)
        return jsonify([{**_submission(one), "feedback_sha256": feedback.get(one.id)} for one in found])

    @routes.get("/api/submissions/<submission_id>")
    @person_first
    def submission(person: Person, submission_id: str) -> Response:
        found = desk.submission(person, submission_id)
        return jsonify({**_submission(found), "result": result_of(found.id)})

    @routes.get("/api/submissions/<submission_id>/shown/<name>")
    @person_first
    def shown(person: Person, submission_id: str, name: str) -> Response:
        found = desk.submission(person, submission_id)
        return _picture(desk.shown(found.id, result_of(found.id), name))

    @routes.get("/api/submissions/<submission_id>/bundle")
    @person_first
    def submission_bundle(person: Person, submission_id: str) -> Response:
        return _bundle(desk.blobs.open(desk.submission(person, submission_id).sha256))

    @routes.put("/api/feedback/<course>/<exercise>/<learner>/<timestamp>")
    @person_first
    def give_feedback(
        person: Person, course: str, exercise: str, learner: str, timestamp: str
    ) -> tuple[Response, int]:
        desk.give_feedback(person, course, exercise, learner, _time(timestamp), _body(desk.limits))
        return Response(), 204

    @routes.get("/api/feedback/<course>/<exercise>")
    @person_first
    def feedback(person: Person, course: str, exercise: str) -> Response:
        found = desk.feedback(person, course, exercise, request.args.get("learner"))
        return jsonify([_feedback(one) for one in found])

    @routes.get("/api/feedback/<course>/<exercise>/<timestamp>")
    @person_first
    def fetch_feedback(person: Person, course: str, exercise: str, timestamp: str) -> Response:
        learner = request.args.get("learner")
        return _bundle(desk.fetch_feedback(person, course, exercise, _time(timestamp), learner))

    return routes


# -- what came in ----------------------------------------------------------------------------------


def _who(identify: Identify) -> Person:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() not in ("token", "bearer") or not token.strip():
        raise refusals.no_token()
    person = identify(token.strip())
    if person is None:
        raise refusals.bad_token()
    return person


def _body(limits: BundleLimits) -> Iterable[bytes]:
    """The body in pieces; one that announces too much is refused before it is read."""
    if (request.content_length or 0) > limits.max_bytes:
        raise refusals.too_large(limits.max_bytes, f"{request.content_length} bytes announced")
    return _pieces(request.stream)


def _pieces(stream: Any) -> Iterator[bytes]:
    while piece := stream.read(_CHUNK_BYTES):
        yield piece


def _time(text: str) -> datetime:
    try:
        return read_time(text)
    except ValueError as error:
        raise refusals.bad_field("timestamp", text) from error


# -- what goes out ---------------------------------------------------------------------------------


def _bundle(content: IO[bytes]) -> Response:
    return send_file(content, mimetype="application/gzip")


def _picture(content: bytes) -> Response:
    response = send_file(io.BytesIO(content), mimetype="application/octet-stream")
    response.headers.update(exhibits.HEADERS)
    return response


def _assignment(release: Release) -> AssignmentJson:
    return {
        "course": release.course,
        "assignment": release.exercise,
        "released_at": written(release.released_at),
    }


def _receipt(made: Submission) -> ReceiptJson:
    return {
        "id": made.id,
        "timestamp": written(made.received_at),
        "sha256": made.sha256,
        "state": made.state,
    }


def _team_receipt(made: TeamSubmission) -> TeamReceiptJson:
    return {
        **_receipt(made.first),
        "id": made.id,
        "team": made.team,
        "submissions": [{**_receipt(one), "learner": one.learner} for one in made.members],
    }


def _submission(made: Submission) -> SubmissionJson:
    # The reason of a broken one is for the operators: it stays here.
    return {
        "id": made.id,
        "timestamp": written(made.received_at),
        "sha256": made.sha256,
        "state": made.state,
        "course": made.course,
        "assignment": made.exercise,
        "learner": made.learner,
    }


def _feedback(feedback: Feedback) -> FeedbackJson:
    return {"timestamp": written(feedback.received_at), "sha256": feedback.sha256}


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


# -- what went wrong -------------------------------------------------------------------------------


def _refused(error: GraderError) -> tuple[Response, int]:
    log.warning("%s %s refused: %s: %s", request.method, request.path, error.code, error.operator)
    return jsonify({"code": error.code, "message": error.learner}), int(error.http)


def _http_error(error: HTTPException) -> tuple[Response, int]:
    status = error.code or 500
    code = error.name.lower().replace(" ", "-")
    message = f"La demande n'a pas été comprise. {refusals.ASK_THE_TEAM}"
    return jsonify({"code": code, "message": message}), status


def _failed(error: Exception) -> tuple[Response, int]:
    why = failures.passing(error)
    if why == failures.DISK:
        return _refused(refusals.disk_full(str(error)))
    if why == failures.DATABASE:
        return _refused(refusals.no_database(str(error)))
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    message = f"Le campus a eu un problème. {refusals.NOTHING_LOST} Attends une minute, puis recommence."
    return jsonify({"code": "broken", "message": message}), 500
