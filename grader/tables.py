"""The tables of the exchange and the graders, as SQLAlchemy Core; Alembic migrations live in campus."""

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

release_table = Table(
    "release",
    metadata,
    Column("course", String(100)),
    Column("exercise", String(100)),
    Column("sha256", String(64), nullable=False),
    Column("released_at", DateTime(timezone=True), nullable=False),
    Column("taken_back_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("course", "exercise"),
)

opening_table = Table(
    "opening",
    metadata,
    Column("course", String(100)),
    Column("exercise", String(100)),
    Column("learner", String(100)),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("course", "exercise", "learner"),
)

submission_table = Table(
    "submission",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("course", String(100), nullable=False),
    Column("exercise", String(100), nullable=False),
    Column("learner", String(100), nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("request_key", String(100)),
    Column("state", String(10), nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("state_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("course", "exercise", "learner", "received_at"),
    UniqueConstraint("learner", "request_key"),
    Index("submission_by_state", "state", "state_at"),
)

outcome_table = Table(
    "outcome",
    metadata,
    Column("submission_id", String(36), ForeignKey("submission.id"), primary_key=True),
    Column("score", Float),
    Column("max_score", Float, nullable=False),
    Column("checks", JSON, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
)

feedback_table = Table(
    "feedback",
    metadata,
    Column("course", String(100)),
    Column("exercise", String(100)),
    Column("learner", String(100)),
    Column("received_at", DateTime(timezone=True)),
    Column("sha256", String(64), nullable=False),
    Column("released_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("course", "exercise", "learner", "received_at"),
)
