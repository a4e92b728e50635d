"""JupyterHub's pages in our look: in French, complete, and asking no other host for anything."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader

OURS = Path(__file__).parents[2] / "platform" / "campus" / "hub_templates"
THEIRS = Path(sys.prefix) / "share" / "jupyterhub" / "templates"
TEMPLATES = sorted(path.name for path in OURS.glob("*.html"))
OPERATORS = {"admin.html"}  # JupyterHub's own page, in English


def render(name: str, **values: Any) -> str:
    # The same loaders as jupyterhub.app.JupyterHub.init_tornado_settings.
    loader = ChoiceLoader(
        [PrefixLoader({"templates": FileSystemLoader(THEIRS)}, "/"), FileSystemLoader([OURS, THEIRS])]
    )
    env = Environment(loader=loader, autoescape=True)
    given: Mapping[str, Any] = {
        "base_url": "/hub/",
        "prefix": "/",
        "campus_static": "/services/campus/static",
        "help_line": "Lève la main.",
        "xsrf": "the-xsrf",
        "user": SimpleNamespace(name="ines"),
        "for_user": None,
        "login_url": "/hub/login",
        "logout_url": "/hub/logout",
        "parsed_scopes": {},
        "static_url": lambda path, include_version=True: f"/hub/static/{path}",
        "url": "/hub/spawn/ines",
        "spawn_url": "/hub/spawn/ines",
        "progress_url": "/hub/api/users/ines/server/progress?_xsrf=the-xsrf",
        "default_server": SimpleNamespace(active=True),
        "authenticator": SimpleNamespace(request_otp=False),
        "authenticator_login_url": "/hub/login?next=",
        "login_error": None,
        "username": None,
        "custom_html": "",
        "spawner_options_form": "",
        "status_code": 404,
        "message": "",
        "message_html": "",
        "oauth_client": SimpleNamespace(description="Le campus", redirect_uri="/"),
        "allowed_scopes": ["read:users!user"],
        "scope_descriptions": [{"description": "Read your name", "filter": ""}],
        "owner": SimpleNamespace(name="lea"),
        "spawner_ready": True,
        "code": "c",
        "api_page_limit": 50,
        "server_version": "6",
        "admin_access": True,
        "failed": False,
        "failed_message": "",
        "failed_html_message": "",
        "implicit_spawn_seconds": 0,
    }
    return env.get_template(name).render({**given, **values})


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_page_is_french_and_loads_only_from_here(name: str) -> None:
    page = render(name)
    assert '<html lang="fr">' in page
    assert "/services/campus/static/campus.css" in page
    for address in re.findall(r'(?:src|href|action)="([^"]*)"', page):
        assert not re.match(r"(https?:)?//", address), address
    if name not in OPERATORS:
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", page)
        assert not re.search(r"\b(server|sign in|password|launch|error)\b", words(page), re.IGNORECASE)


@pytest.mark.parametrize("name", sorted(path.name for path in THEIRS.glob("*.html")))
def test_none_of_the_hubs_pages_keeps_its_own_look(name: str) -> None:
    assert name in TEMPLATES


@pytest.mark.parametrize("name", ["login.html", "oauth.html", "accept-share.html"])
def test_each_form_carries_the_hubs_token(name: str) -> None:
    assert '<input type="hidden" name="_xsrf" value="the-xsrf">' in render(name)


@pytest.mark.parametrize("name", ["home.html", "spawn_pending.html"])
def test_what_scripts_ask_the_hub_carries_its_token(name: str) -> None:
    assert "_xsrf=the-xsrf" in render(name)


def test_the_sign_in_page_asks_for_the_words_of_the_card() -> None:
    page = render("login.html")
    assert '<label for="username_input">Ton pseudo</label>' in page
    assert '<label for="password_input">Tes trois mots</label>' in page
    assert 'role="alert"' not in page


def test_wrong_words_are_told_kindly_and_keep_her_name() -> None:
    page = render("login.html", login_error="Invalid username or password", username='in"es')
    assert "Ces mots ne vont pas ensemble" in page
    assert "Invalid" not in page
    assert 'value="in&#34;es"' in page


def test_what_our_own_sign_in_says_is_shown() -> None:
    assert "Attends une minute &lt;b&gt;" in render("login.html", login_error="Attends une minute <b>")


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500, 503])
def test_each_error_has_plain_words(status: int) -> None:
    page = words(render("error.html", status_code=status, message="spawner <b>"))
    assert "spawner &lt;b&gt;" in page
    assert "Retour à l'accueil" in page


def test_a_server_that_did_not_start_is_our_fault() -> None:
    page = render("not_running.html", failed=True, failed_message="no room <b>")
    assert "Le souci vient de nous" in page
    assert "no room &lt;b&gt;" in page
    assert "data-go-seconds" not in page
    assert 'data-go-seconds="5"' in render("not_running.html", implicit_spawn_seconds=5)
