"""The application's tables of workshops, teams and pupils, as SQLAlchemy Core; rooms add their own here."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
    true,
)

metadata = MetaData()

workshop_table = Table(
    "workshop",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(20), nullable=False, unique=True),  # what pupils type to join
    Column("title", String(120), nullable=False),
    Column("sessions", Integer, nullable=False),  # 6 or 7
    Column("session", Integer, nullable=False, server_default="1"),  # the one they are at
    Column("step", Integer, nullable=False, server_default="0"),  # of the session's guide
    Column("audience", String(10), nullable=False),  # college, lycee
    Column("seed", String(40), nullable=False),
    Column("market_size", Integer, nullable=False),  # customers a quarter for each team
    Column("rounds", Integer, nullable=False, server_default="6"),  # of the market
    Column("paused", Boolean, nullable=False, server_default=false()),
    Column("open_to_join", Boolean, nullable=False, server_default=true()),
    Column("places_pupils", Boolean, nullable=False, server_default=false()),  # into the smallest team
    Column("shows_names", Boolean, nullable=False, server_default=false()),  # on the projector
    Column("timer_ends_at", DateTime(timezone=True)),
    Column("owner", String(100), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
)

team_table = Table(
    "team",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", ForeignKey("workshop.id"), nullable=False),
    Column("name", String(60), nullable=False),
    Column("colour", Integer, nullable=False),  # its place in the palette
    UniqueConstraint("workshop_id", "name"),
)

member_table = Table(
    "member",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("person", String(100), nullable=False),
    Column("display_name", String(60), nullable=False),
    Column("role", String(60), nullable=False, server_default=""),  # of dg,commercial,production,finance
    Column("joined_at", DateTime(timezone=True), nullable=False),
    Column("left_at", DateTime(timezone=True)),
    Index("member_by_person", "person"),
    Index("member_by_team", "team_id"),
)

# Those who sign in where there is no hub. Nothing secret: personal codes are computed from the secret key.
account_table = Table(
    "local_account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", ForeignKey("workshop.id"), nullable=False),
    Column("name", String(100), nullable=False, unique=True),
    Column("display_name", String(60), nullable=False),
    Column("plain_name", String(60), nullable=False),  # without accents and capitals
    Column("turn", Integer, nullable=False, server_default="1"),  # each new personal code adds one
    Column("created_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("workshop_id", "plain_name"),
)
