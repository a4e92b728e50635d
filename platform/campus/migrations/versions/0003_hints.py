"""Hints that learners opened."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "hint",
        sa.Column("course", sa.String(100), primary_key=True),
        sa.Column("exercise", sa.String(100), primary_key=True),
        sa.Column("learner", sa.String(100), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
    )
