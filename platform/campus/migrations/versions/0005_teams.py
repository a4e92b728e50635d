"""What teams handed in, and which submissions are of it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "team_submission",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("team", sa.String(100), nullable=False),
        sa.Column("sender", sa.String(100), nullable=False),
        sa.Column("request_key", sa.String(100)),
        sa.UniqueConstraint("sender", "request_key"),
    )
    op.add_column(
        "submission",
        sa.Column("team_submission_id", sa.String(36), sa.ForeignKey("team_submission.id")),
    )
    op.create_index("submission_by_team", "submission", ["team_submission_id"])
