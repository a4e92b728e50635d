"""The campus's own server processes; ``campus start`` keeps them alive."""

import logging
from functools import partial
from pathlib import Path
from typing import Any

import typer
import waitress
from flask import Flask
from jupyterhub.services.auth import HubOAuth

from campus import apps, secret
from campus.origins import server_host
from campus.people import People
from campus.programs import NODE_MODULES
from campus.settings import load
from campus.space import internet
from campus.space import warm as warm_process
from campus.space.gateway import run as run_gateway
from campus.space.gateway import services as behind_the_gateway
from campus.web.app import create_app as create_pages
from campus.web.bench import Bench
from campus.web.services import Services
from campus.web.signin import HubSignIn
from campus.wiring import Campus
from grader.authoring.imports import imports_of
from grader.exchange.service import create_app as create_exchange
from grader.exchange.teams import TeamRules
from grader.worker import run as run_worker

app = typer.Typer()
THREADS = 16
CONNECTIONS = 900  # fewer than the 1024 files that a process may open
FORM_BYTES = 1 << 20
ALWAYS_WARM = ("matplotlib.pyplot",)  # what learners draw with, whatever their exercises import


@app.callback()
def start_log() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


@app.command()
def exchange(context: typer.Context) -> None:
    """The exchange, as a service of the hub."""
    campus = _campus(context)
    limits = campus.settings.exchange.limits
    people = People(campus.settings, campus.course_ids, campus.accounts)
    service = create_exchange(
        campus.store,
        campus.blobs,
        people.identify,
        limits,
        campus.jobs.enqueue,
        campus.result_of,
        prefix="/services/exchange",
        pages=campus.pages,
        teams=TeamRules(campus.most_in_team, people.find),
    )
    _serve(service, campus.settings.exchange_port, limits.max_bytes + FORM_BYTES)


@app.command()
def web(context: typer.Context) -> None:
    """The pages of learners and facilitators, as a service of the hub."""
    campus = _campus(context)
    settings = campus.settings
    secrets = secret.read(settings.secrets_dir)
    hub = HubOAuth(
        api_url=settings.hub_api_url,
        api_token=secrets["web"],
        oauth_client_id="service-campus",
        oauth_redirect_uri=f"{settings.hub.subdomain_host}/services/campus/oauth_callback",
        base_url="/services/campus/",
        cache_max_age=30,
    )
    bench = Bench(
        settings.hub_api_url,
        settings.entrance_url,
        settings.learners.start_seconds,
        partial(server_host, settings),
    )
    services = Services(
        sign_in=HubSignIn(hub, campus.display_name),
        courses={course.id: course for course in campus.courses},
        store=campus.store,
        progress=campus.progress,
        hints=campus.hints,
        roster=campus.roster,
        hand_in=bench.hand_in,
        regrade=campus.regrade,
        regrade_all=campus.regrade_all,
        batches=campus.batches,
        sharing=campus.sharing,
        blobs=campus.blobs,
        formats=settings.courses.formats,
        secret_key=secrets["web"],
        node_modules=NODE_MODULES,
        site_name=settings.site.name,
        help_line=settings.site.help_line,
    )
    _serve(create_pages(services), settings.web_port, FORM_BYTES)


@app.command(name="app")
def course_app(context: typer.Context, course: str) -> None:
    """The app of a course, as a service of the hub."""
    apps.serve(_campus(context), course)


@app.command()
def worker(context: typer.Context) -> None:
    """One grader: takes submissions from the queue until it is told to stop."""
    campus = _campus(context)
    run_worker(campus.grading, campus.jobs_url)


@app.command()
def gateway(context: typer.Context) -> None:
    """The way from learners' spaces to the hub, the exchange, and what is open of the Internet."""
    settings = _campus(context).settings
    run_gateway(warm_process.gate_dir(settings), behind_the_gateway(settings), internet.services(settings))


@app.command()
def warm(context: typer.Context) -> None:
    """The warm process that learners' spaces are forked from."""
    campus = _campus(context)
    named = {name for course in campus.courses for one in course.exercises for name in imports_of(one)}
    warm_process.become(campus.settings, sorted({*ALWAYS_WARM, *named}))


def _campus(context: typer.Context) -> Campus:
    toml = context.find_object(Path)
    assert toml is not None  # noqa: S101 - the root command sets it
    return Campus.of(load(toml))


def _serve(service: Flask, port: int, most_bytes: int) -> None:
    waitress.serve(service, port=port, **waitress_options(most_bytes))


def waitress_options(most_bytes: int) -> dict[str, Any]:
    """How our services are served, but for the port."""
    return {
        "host": "127.0.0.1",
        "threads": THREADS,
        "ident": None,
        # waitress keeps a whole body before the application sees it.
        "max_request_body_size": most_bytes,
        # Each learner's server keeps a connection or two; past waitress's own limit, 100, nobody gets in.
        "connection_limit": CONNECTIONS,
        "asyncore_use_poll": True,
        "channel_timeout": 60,
        "cleanup_interval": 10,
    }
