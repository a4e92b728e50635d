"""Tables of the rounds; they share the application's metadata.

What was decided or written is only ever added: drafts, decisions and the journal have no row that changes.
"""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from busy_ness.app.tables import metadata

market_table = Table(
    "market",
    metadata,
    Column("workshop_id", ForeignKey("workshop.id"), primary_key=True),
    Column("open_round", Integer),  # None between two rounds
    Column("opened_at", DateTime(timezone=True)),
    Column("deadline_at", DateTime(timezone=True)),
    Column("card", String(20)),  # the shock of the next closing; None: what the seed draws
    Column("ranking", String(10), nullable=False, server_default="hidden"),  # hidden, anonymous, named
    Column("started_at", DateTime(timezone=True), nullable=False),
)

journal_table = Table(
    "market_journal",
    metadata,
    Column("workshop_id", ForeignKey("workshop.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 1, without a gap
    Column("line", Text, nullable=False),
    Column("person", String(100), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

draft_table = Table(
    "market_draft",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("field", String(20), nullable=False),
    Column("version", Integer, nullable=False),  # from 1
    Column("text", String(40), nullable=False),
    Column("person", String(100), nullable=False),
    Column("display_name", String(60), nullable=False),
    Column("late", Boolean, nullable=False, server_default=false()),  # typed after the round was closed
    Column("at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("team_id", "round", "field", "version"),
)

decision_table = Table(
    "market_decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("kind", String(10), nullable=False),  # validated, reopened
    Column("fields", Text, nullable=False),  # JSON, by field
    Column("person", String(100), nullable=False),
    Column("display_name", String(60), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("market_decision_by_team", "team_id", "round"),
)
