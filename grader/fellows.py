"""What a person gives to one member's copy of a team's work counts for each of its members.

In nbgrader's own gradebook, by triggers, in the transaction that gives it: so it holds whoever writes there,
our formgrader, stock nbgrader or a script, and wherever that is killed. A copy is a fellow of another as long
as the gradebook shows the same team submission for both learners: who left keeps what she has, and who handed
in anything since goes her own way.
"""

from collections.abc import Sequence
from http import HTTPStatus

from nbgrader import api
from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    Index,
    MetaData,
    String,
    Table,
    literal,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from grader.errors import GraderError

LOCK_SECONDS = 0.3
"""A person who grades waits for nobody: where each waits for the other, it is we who begin again."""

_assignment, _handed_in = api.Assignment.__table__, api.SubmittedAssignment.__table__

metadata = MetaData()

# Which team's work a copy in the gradebook is, as long as it was handed in at that moment.
team_copy_table = Table(
    "team_copy",
    metadata,
    Column("handed_in_id", String(32), primary_key=True),  # of nbgrader's submitted_assignment
    Column("handed_in_at", DateTime, nullable=False),
    Column("team_submission_id", String(36), nullable=False),
    Index("team_copy_by_team", "team_submission_id"),
)

_FELLOWS = """
select theirs.id from submitted_notebook mine
join submitted_assignment my_work on my_work.id = mine.assignment_id
join team_copy my_copy on my_copy.handed_in_id = my_work.id and my_copy.handed_in_at = my_work.timestamp
join team_copy their_copy on their_copy.team_submission_id = my_copy.team_submission_id
    and their_copy.handed_in_id <> my_copy.handed_in_id
join submitted_assignment their_work on their_work.id = their_copy.handed_in_id
    and their_work.timestamp = their_copy.handed_in_at
join submitted_notebook theirs on theirs.assignment_id = their_work.id
    and theirs.notebook_id = mine.notebook_id
where mine.id = new.notebook_id
"""
_BY_A_PERSON = "pg_trigger_depth() = 0 and coalesce(current_setting('campus.recording', true), '') <> 'on'"
_LOOKED_AT = "old.needs_manual_grade and not new.needs_manual_grade"
# nbgrader's column for each thing that a person gives, by table; and what tells that she gave it.
_GIVEN = {
    "grade": ("manual_score", "extra_credit", "needs_manual_grade"),
    "comment": ("manual_comment",),
}


class Fellows:
    """The copies of teams' work in one gradebook.

    Raises:
        GraderError: ``team-gradebook`` where it is not in PostgreSQL, as that of every campus is.
    """

    def __init__(self, engine: Engine) -> None:
        if engine.dialect.name != "postgresql":
            raise GraderError(
                "team-gradebook",
                "Le travail d'une équipe ne peut pas être noté ici. Préviens la personne qui anime.",
                f"work of teams is recorded in PostgreSQL; this gradebook is in {engine.dialect.name}",
                HTTPStatus.INTERNAL_SERVER_ERROR,
            )
        with engine.begin() as db:
            db.execute(text("select pg_advisory_xact_lock(hashtextextended('team copies', 0))"))
            metadata.create_all(db)
            for table, columns in _GIVEN.items():
                _share(db, table, columns)

    def prepare(self, db: Connection) -> None:
        """Before grades are recorded: what the machine finds is written for each member by itself."""
        asked = (
            "select set_config('campus.recording', 'on', true), set_config('lock_timeout', :patience, true)"
        )
        db.execute(text(asked), {"patience": f"{int(LOCK_SECONDS * 1000)}ms"})

    def keep(self, db: Connection, team_submission_id: str, exercise: str, learners: Sequence[str]) -> None:
        """Remembers that what the gradebook now has of these learners is this work of a team."""
        copies = (
            select(_handed_in.c.id, _handed_in.c.timestamp, literal(team_submission_id))
            .select_from(_handed_in.join(_assignment, _handed_in.c.assignment_id == _assignment.c.id))
            .where(_assignment.c.name == exercise, _handed_in.c.student_id.in_(learners))
        )
        columns = ("handed_in_id", "handed_in_at", "team_submission_id")
        keep = upsert(team_copy_table).from_select(columns, copies)
        changed = {name: keep.excluded[name] for name in columns[1:]}
        db.execute(keep.on_conflict_do_update(index_elements=["handed_in_id"], set_=changed))


def _share(db: Connection, table: str, columns: Sequence[str]) -> None:
    """The trigger of one of nbgrader's tables; the function anew each time, the trigger once."""
    trigger = f"share_team_{table}"
    given = ", ".join(f"{name} = new.{name}" for name in columns)
    # Of the names in it none is anybody's input.
    change = f"update {table} set {given} where cell_id = new.cell_id and notebook_id in ({_FELLOWS})"  # noqa: S608
    db.exec_driver_sql(
        f"create or replace function {trigger}() returns trigger language plpgsql"
        f" set search_path from current as $$ begin {change}; return null; end $$"
    )
    there = text("select 1 from pg_trigger where tgname = :name and tgrelid = cast(:on as regclass)")
    if db.execute(there, {"name": trigger, "on": table}).first() is not None:
        return
    changes = [f"old.{name} is distinct from new.{name}" for name in columns if name != "needs_manual_grade"]
    if "needs_manual_grade" in columns:
        changes.append(_LOOKED_AT)
    db.exec_driver_sql(
        f"create trigger {trigger} after update of {', '.join(columns)} on {table} for each row"
        f" when ({_BY_A_PERSON} and ({' or '.join(changes)})) execute function {trigger}()"
    )
