"""The tables of what teams handed in."""

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, LargeBinary, String, Table

from busy_ness.app.tables import metadata

handed_table = Table(
    "handed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("exercise", String(40), nullable=False),
    # Of two clicks of the same second one is kept.
    Column("key", String(64), nullable=False, unique=True),
    Column("receipt", String(100), nullable=False),  # the exchange's; "" where nothing collects work
    Column("person", String(100), nullable=False),  # who pressed the button
    Column("counts_for", String(2000), nullable=False),  # display names, as people read them
    Column("content", LargeBinary, nullable=False),
    Column("handed_at", DateTime(timezone=True), nullable=False),
    Index("handed_by_team", "team_id", "exercise"),
)
