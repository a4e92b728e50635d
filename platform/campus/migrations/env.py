"""Alembic's entry point: our tables and the graders', in the schema that the address names."""

from alembic import context
from sqlalchemy import create_engine

from campus.accounts import metadata as accounts
from grader.tables import metadata as grading

engine = create_engine(context.config.attributes["url"])
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=[grading, accounts])
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
