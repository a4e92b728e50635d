"""The tables of the exchange and the graders, as SQLAlchemy Core; Alembic migrations live in campus."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Identity,
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

# All the work of an exercise graded once more; how far it is, is counted from the submissions.
batch_table = Table(
    "batch",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("course", String(100), nullable=False),
    Column("exercise", String(100), nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("started_by", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    Index("batch_by_exercise", "course", "exercise", "started_at"),
)

# What a team handed in; the bundle, and what became of it, are with each member's own submission.
team_submission_table = Table(
    "team_submission",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("team", String(100), nullable=False),
    # Who handed in for the team: its keys are its own.
    Column("sender", String(100), nullable=False),
    Column("request_key", String(100)),
    UniqueConstraint("sender", "request_key"),
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
    # The order of arrival: clocks jump, this does not.
    Column("sequence", BigInteger, Identity(), nullable=False),
    # Where grading it once more stands; empty where nobody asked. The outcome stays meanwhile.
    Column("again", String(10)),
    # How often it was put back: who began before that is no longer waited for.
    Column("round", Integer, nullable=False, server_default="0"),
    Column("batch_id", String(36), ForeignKey("batch.id")),
    Column("team_submission_id", String(36), ForeignKey("team_submission.id")),
    UniqueConstraint("course", "exercise", "learner", "received_at"),
    UniqueConstraint("learner", "request_key"),
    Index("submission_by_state", "state", "state_at"),
    Index("submission_by_again", "again"),
    Index("submission_by_batch", "batch_id"),
    Index("submission_by_team", "team_submission_id"),
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
    # What it shows, in short: it is made again where that changed.
    Column("made_from", String(64), nullable=False, server_default=""),
    PrimaryKeyConstraint("course", "exercise", "learner", "received_at"),
)
