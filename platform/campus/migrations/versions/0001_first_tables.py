"""The tables of the first release: releases, openings, submissions, outcomes, feedback, accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "release",
        sa.Column("course", sa.String(100), primary_key=True),
        sa.Column("exercise", sa.String(100), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "opening",
        sa.Column("course", sa.String(100), primary_key=True),
        sa.Column("exercise", sa.String(100), primary_key=True),
        sa.Column("learner", sa.String(100), primary_key=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("course", sa.String(100), nullable=False),
        sa.Column("exercise", sa.String(100), nullable=False),
        sa.Column("learner", sa.String(100), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("request_key", sa.String(100)),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("course", "exercise", "learner", "received_at"),
        sa.UniqueConstraint("learner", "request_key"),
    )
    op.create_index("submission_by_state", "submission", ["state", "state_at"])
    op.create_table(
        "outcome",
        sa.Column("submission_id", sa.String(36), sa.ForeignKey("submission.id"), primary_key=True),
        sa.Column("score", sa.Float),
        sa.Column("max_score", sa.Float, nullable=False),
        sa.Column("checks", sa.JSON, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "feedback",
        sa.Column("course", sa.String(100), primary_key=True),
        sa.Column("exercise", sa.String(100), primary_key=True),
        sa.Column("learner", sa.String(100), primary_key=True),
        sa.Column("received_at", sa.DateTime(timezone=True), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "account",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("display_name", sa.String(80), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("courses", sa.JSON, nullable=False),
        sa.Column("passphrase_hash", sa.String(200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
