"""Links to handed-in games and sites, and courses without any."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "share",
        sa.Column("secret", sa.String(64), primary_key=True),
        sa.Column("submission_id", sa.String(36), sa.ForeignKey("submission.id"), nullable=False),
        sa.Column("signature", sa.String(40), nullable=False, server_default=""),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_by", sa.String(100)),
    )
    op.create_index("share_by_submission", "share", ["submission_id"])
    op.create_table(
        "sharing_pause",
        sa.Column("course", sa.String(100), primary_key=True),
        sa.Column("paused_by", sa.String(100), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=False),
    )
