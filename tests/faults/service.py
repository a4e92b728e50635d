"""The exchange in a process of its own, as on a campus, but for people whose token is their name."""

import logging
import sys

import waitress

from benchmarks.bench import Bench
from campus.serve import waitress_options
from grader.exchange.bundle import BundleLimits
from grader.exchange.people import Person
from grader.exchange.service import create_app


def main() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    bench, limits = Bench.told(), BundleLimits()
    app = create_app(
        bench.store,
        bench.blobs,
        lambda token: Person(token, frozenset({bench.course.id})),
        limits,
        bench.jobs.enqueue,
        lambda _: None,
    )
    waitress.serve(app, port=int(sys.argv[2]), **waitress_options(limits.max_bytes))


if __name__ == "__main__":
    main()
