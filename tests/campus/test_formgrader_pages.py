"""The policy of the pages of whoever grades: a script runs only if nbgrader's own templates wrote it."""

from jinja2 import DictLoader, Environment, FileSystemLoader
from nbgrader.server_extensions.formgrader import handlers

from campus.formgrader import pages


def test_all_scripts_of_nbgrader_s_templates_carry_the_nonce() -> None:
    environment = Environment(loader=FileSystemLoader([handlers.template_path]), autoescape=True)
    pages.protect(environment)
    assert environment.loader is not None
    for name in environment.loader.list_templates():
        if name.endswith((".tpl", ".j2")):
            source, *_ = environment.loader.get_source(environment, name)
            assert source.count("<script") == source.count('<script nonce="{{ csp_nonce() }}"')


def test_a_template_that_is_not_nbgrader_s_gets_no_nonce() -> None:
    loader = pages.Nonces(DictLoader({"other": "<script>{{ output }}</script>"}))
    assert loader.get_source(Environment(autoescape=True), "other")[0] == "<script>{{ output }}</script>"


def test_the_policy_lets_no_script_in_that_the_templates_did_not_write() -> None:
    told = dict(rule.strip().split(" ", 1) for rule in pages.policy("abc").split(";"))
    allowed = set(told["script-src"].split())
    assert {"'nonce-abc'", "'strict-dynamic'"} <= allowed
    assert not {"'unsafe-inline'", "'unsafe-eval'", "'self'", "*"} & allowed
    assert len(pages.onclicks()) == 3
    assert told["base-uri"] == told["object-src"] == told["frame-src"] == "'none'"
