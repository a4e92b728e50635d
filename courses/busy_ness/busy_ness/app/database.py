"""The application's database: one SQLite file on a laptop, PostgreSQL on a campus."""

import sqlite3
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event

BUSY_SECONDS = 10


def connect(url: str, metadata: MetaData) -> Engine:
    """An engine whose tables exist.

    On SQLite a transaction takes its place at the start: two pupils who decide at once come one after the
    other instead of one of them failing at the end.
    """
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_size=10, pool_pre_ping=True)
        metadata.create_all(engine)
        return engine
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def opened(connection: sqlite3.Connection, record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # what was answered survives a power cut
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        only_reads = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    metadata.create_all(engine)
    return engine


def reading(engine: Engine) -> Engine:
    """The same database for transactions that only read: they wait for nobody."""
    return engine.execution_options(reading=True)
