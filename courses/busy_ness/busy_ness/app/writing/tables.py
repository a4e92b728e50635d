"""Tables of the writing; they share the application's metadata."""

from sqlalchemy import Column, DateTime, ForeignKey, Integer, LargeBinary, String, Table, UniqueConstraint

from busy_ness.app.tables import metadata

# What pupils typed, as Yjs updates in the order they were taken; older ones are folded into the snapshot.
text_update_table = Table(
    "text_update",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("update", LargeBinary, nullable=False),
    Column("person", String(100), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("team_id", "seq"),
)

text_snapshot_table = Table(
    "text_snapshot",
    metadata,
    Column("team_id", ForeignKey("team.id"), primary_key=True),
    Column("seq", Integer, nullable=False),  # the last update folded in
    Column("state", LargeBinary, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

# Numbers and choices as they are now; an empty value was erased and keeps its version.
entry_table = Table(
    "entry",
    metadata,
    Column("team_id", ForeignKey("team.id"), primary_key=True),
    Column("key", String(60), primary_key=True),
    Column("value", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("person", String(100), nullable=False),
    Column("person_name", String(60), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

entry_change_table = Table(
    "entry_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("key", String(60), nullable=False),
    Column("version", Integer, nullable=False),
    Column("old", String(200), nullable=False),
    Column("new", String(200), nullable=False),
    Column("person", String(100), nullable=False),
    Column("person_name", String(60), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("team_id", "key", "version"),
)
