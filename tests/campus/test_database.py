"""The migrations make exactly the tables that the code declares."""

from collections.abc import Callable
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from campus import database as campus_database
from campus.accounts import metadata as accounts
from campus.sharing import share_table
from grader.hints import hint_table
from grader.tables import metadata as grading


def test_the_migrated_schema_is_the_declared_one(database: Callable[[str], str]) -> None:
    url = database("campus")
    campus_database.migrate(url)
    assert hint_table.metadata is share_table.metadata is grading
    with create_engine(url).connect() as connection:
        context = MigrationContext.configure(connection)
        declared: Any = [grading, accounts]  # Alembic takes several; its annotations do not say so
        assert compare_metadata(context, declared) == []


def test_migrating_twice_changes_nothing(database: Callable[[str], str]) -> None:
    url = database("campus")
    campus_database.migrate(url)
    campus_database.migrate(url)
