"""A team's numbers and choices: each knows its version, so that nobody writes over somebody else unseen."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Row, select

from busy_ness.app.live import Live
from busy_ness.app.people import Person
from busy_ness.app.tables import team_table
from busy_ness.app.words import PARIS, moment
from busy_ness.app.writing.shown import shown
from busy_ness.app.writing.tables import entry_change_table, entry_table
from busy_ness.plan.entries import EntryError, check, find
from busy_ness.plan.form import Group

_NOBODY = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Value:
    """An entry as it is now; ``version`` 0 is one that nobody has written, "" one that was erased."""

    key: str
    value: str = ""
    version: int = 0
    person: str = ""
    person_name: str = ""
    at: datetime = _NOBODY


@dataclass(frozen=True)
class Change:
    """One line of an entry's history."""

    key: str
    version: int
    old: str
    new: str
    person_name: str
    at: datetime


def news(value: Value) -> dict[str, object]:
    """What an open page wants to know of an entry."""
    return {
        "key": value.key,
        "version": value.version,
        "shown": shown(value.key, value.value),
        "by": f"{value.person_name}, {when(value.at)}" if value.version else "",
    }


def when(at: datetime) -> str:
    """« 14 h 05 », or « 12/11 » where it was another day."""
    local = at.astimezone(PARIS)
    return moment(at) if local.date() == datetime.now(PARIS).date() else f"{local:%d/%m}"


class ConflictError(Exception):
    """Somebody wrote ``theirs`` since the page last saw the entry; ``typed`` was not kept."""

    def __init__(self, theirs: Value, typed: str) -> None:
        super().__init__(theirs.key)
        self.theirs = theirs
        self.typed = typed


class RowChangedError(Exception):
    """The row is not the one that the page showed: somebody wrote in it, or took it away."""


class Entries:
    """The tables of entries and of their history; each method is one transaction.

    What changes a team's entries holds the lock of the team's row: two pupils come one after the other.
    """

    def __init__(self, engine: Engine, live: Live, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._reader = engine.execution_options(reading=True)
        self._live = live
        self._now = now

    def values(self, team_id: int) -> Mapping[str, Value]:
        """Everything that was ever written, by key."""
        return self.of_teams((team_id,))[team_id]

    def of_teams(self, team_ids: Collection[int]) -> Mapping[int, Mapping[str, Value]]:
        """``values`` of several teams, in one question to the database."""
        found: dict[int, dict[str, Value]] = {team_id: {} for team_id in team_ids}
        with self._reader.connect() as db:
            for row in db.execute(select(entry_table).where(entry_table.c.team_id.in_(found))):
                found[row.team_id][row.key] = _value(row)
        return found

    def write(self, team_id: int, key: str, text: str, version: int, person: Person) -> Value:
        """Keeps what was typed.

        Args:
            version: the one the page showed; that the same was sent twice does no harm.

        Raises:
            EntryError: it cannot be kept, or its row is none that was ever added; says why in French.
            ConflictError: another has written something else meanwhile.
        """
        typed = check(key, text)
        with self._engine.begin() as db:
            _lock(db, team_id)
            before = _read(db, team_id, key)
            if before.value == typed:
                return before
            if before.version != version:
                raise ConflictError(before, typed)
            _check_row(db, team_id, key)
            after = self._write(db, team_id, before, typed, person)
        self._tell(team_id, after)
        return after

    def add_row(self, team_id: int, group: Group, person: Person) -> str:
        """A new row, with a name to begin with; its short name, never one that was used before.

        Raises:
            EntryError: there are as many rows as there may be.
        """
        first = next(entry for entry in group.entries if entry.is_text)
        most = (group.rows or (0, 0))[1]
        with self._engine.begin() as db:
            _lock(db, team_id)
            rows = _rows(db, team_id, group)
            if len(rows.standing or first_rows(group)) >= most:
                raise EntryError(_full(group))
            added = []
            for row in () if rows.standing else first_rows(group):  # seen in the form, though nobody wrote it
                added.append((row, f"{group.row_title} {row}"))
            numbers = [int(row) for row in (*rows.ever, *first_rows(group)) if row.isdigit()]
            new = str(max(numbers, default=0) + 1)
            added.append((new, f"{group.row_title} {len(rows.standing or first_rows(group)) + 1}"))
            kept = [
                self._write(db, team_id, _read(db, team_id, group.key_of(first, row)), name, person)
                for row, name in added
            ]
        self._tell(team_id, *kept, rows=group.key)
        return new

    def remove_row(self, team_id: int, group: Group, row: str, seen: int, person: Person) -> None:
        """Empties a row; its history keeps what was there.

        Args:
            seen: the sum of the versions that the page showed.

        Raises:
            RowChangedError: the row has changed since.
        """
        with self._engine.begin() as db:
            _lock(db, team_id)
            found = [_read(db, team_id, group.key_of(entry, row)) for entry in group.entries]
            if sum(value.version for value in found) != seen:
                raise RowChangedError
            now = self._now()
            kept = [self._write(db, team_id, value, "", person, now) for value in found if value.value]
        self._tell(team_id, *kept, rows=group.key)

    def restore_row(self, team_id: int, group: Group, row: str, person: Person) -> None:
        """Puts back what was in a row when it was taken away; a row that stands is left alone.

        Raises:
            EntryError: there are as many rows as there may be.
        """
        changed = entry_change_table.c
        with self._engine.begin() as db:
            _lock(db, team_id)
            found = {
                key: _read(db, team_id, key) for key in (group.key_of(one, row) for one in group.entries)
            }
            if any(value.value for value in found.values()):
                return
            if len(_rows(db, team_id, group).standing) >= (group.rows or (0, 0))[1]:
                raise EntryError(_full(group))
            asked = select(entry_change_table).where(changed.team_id == team_id, changed.key.in_(found))
            last = {change.key: change for change in db.execute(asked.order_by(changed.version))}
            when = max((change.at for change in last.values()), default=None)
            kept = [
                self._write(db, team_id, found[change.key], change.old, person)
                for change in last.values()
                if change.at == when and change.old
            ]
        self._tell(team_id, *kept, rows=group.key)

    def removed_rows(self, team_id: int, group: Group) -> Mapping[str, str]:
        """Rows that were taken away, the last one first, with the names they had."""
        first = next(entry for entry in group.entries if entry.is_text)
        changed = entry_change_table.c
        with self._reader.connect() as db:
            gone = _rows(db, team_id, group)
            keys = {group.key_of(first, row): row for row in gone.ever - gone.standing}
            asked = select(entry_change_table).where(changed.team_id == team_id, changed.key.in_(keys))
            rows = db.execute(asked.where(changed.new == "").order_by(changed.id.desc()))
            named: dict[str, str] = {}
            for change in rows:
                named.setdefault(keys[change.key], change.old)
        return named

    def history(self, team_id: int, key: str) -> tuple[Change, ...]:
        """What became of an entry, the last change first."""
        changed = entry_change_table.c
        columns = (changed.key, changed.version, changed.old, changed.new, changed.person_name, changed.at)
        asked = select(*columns).where(changed.team_id == team_id, changed.key == key)
        with self._reader.connect() as db:
            rows = db.execute(asked.order_by(changed.version.desc()))
            return tuple(Change(**{**row._mapping, "at": _aware(row.at)}) for row in rows)

    def fill(self, team_id: int, values: Mapping[str, str], person: Person) -> None:
        """Writes several entries at once where nobody has written yet.

        Raises:
            EntryError: one of them cannot be kept; none is then.
        """
        checked = {key: check(key, text) for key, text in values.items()}
        with self._engine.begin() as db:
            _lock(db, team_id)
            kept = []
            for key, text in checked.items():
                before = _read(db, team_id, key)
                if not before.version and text:
                    kept.append(self._write(db, team_id, before, text, person))
        self._tell(team_id, *kept, rows="*")

    def _write(
        self,
        db: Connection,
        team_id: int,
        before: Value,
        text: str,
        person: Person,
        at: datetime | None = None,
    ) -> Value:
        when, shown_name = at or self._now(), person.display_name[:60]
        after = Value(before.key, text, before.version + 1, person.name, shown_name, when)
        place = {"team_id": team_id, "key": before.key}
        by = {"person": person.name, "person_name": shown_name, "at": when}
        said = {"value": text, "version": after.version, **by}
        if before.version:
            where = (entry_table.c.team_id == team_id, entry_table.c.key == before.key)
            db.execute(entry_table.update().where(*where).values(**said))
        else:
            db.execute(entry_table.insert().values(**place, **said))
        change = {**place, "version": after.version, "old": before.value, "new": text, **by}
        db.execute(entry_change_table.insert().values(**change))
        return after

    def _tell(self, team_id: int, *written: Value, rows: str = "") -> None:
        channel = f"team:{team_id}"
        if rows and written:
            self._live.publish(channel, "rows", group=rows, by=written[0].person_name)
            return
        for value in written:
            self._live.publish(channel, "entry", **news(value), name=value.person_name)


@dataclass(frozen=True)
class _Rows:
    standing: frozenset[str]
    ever: frozenset[str]


def _rows(db: Connection, team_id: int, group: Group) -> _Rows:
    mine = (entry_table.c.team_id == team_id, entry_table.c.key.startswith(f"{group.key}."))
    found = list(db.execute(select(entry_table.c.key, entry_table.c.value).where(*mine)))
    return _Rows(
        frozenset(key.split(".")[1] for key, value in found if value),
        frozenset(key.split(".")[1] for key, value in found),
    )


def _check_row(db: Connection, team_id: int, key: str) -> None:
    """Rows come of ``add_row``, which counts and names them; a script could make thousands of others."""
    group, _, row = find(key)
    if not row or row in first_rows(group):
        return
    rows = _rows(db, team_id, group)
    if row not in rows.ever:
        raise EntryError(f"La ligne de «\u00a0{key}\u00a0» n’existe pas. Recharge la page.")
    if row not in rows.standing and len(rows.standing) >= (group.rows or (0, 0))[1]:
        raise EntryError(_full(group))


def _full(group: Group) -> str:
    most = (group.rows or (0, 0))[1]
    return f"{group.title}\u00a0: {most} lignes au plus. Réunis-en deux, ou enlève-en une."


def _lock(db: Connection, team_id: int) -> None:
    asked = select(team_table.c.id).where(team_table.c.id == team_id)
    db.execute(asked.with_for_update(key_share=True)).one()


def _read(db: Connection, team_id: int, key: str) -> Value:
    asked = select(entry_table).where(entry_table.c.team_id == team_id, entry_table.c.key == key)
    row = db.execute(asked).one_or_none()
    return Value(key) if row is None else _value(row)


def _value(row: Row[tuple[object, ...]]) -> Value:
    found = {name: value for name, value in row._mapping.items() if name != "team_id"}
    return Value(**{**found, "at": _aware(row.at)})


def _aware(at: datetime) -> datetime:
    """SQLite forgets that a time is UTC."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def first_rows(group: Group) -> tuple[str, ...]:
    """The rows that a form shows where nobody has written any."""
    return tuple(str(number + 1) for number in range((group.rows or (0, 0))[0]))


def standing_rows(group: Group, values: Mapping[str, str]) -> tuple[str, ...]:
    """The rows of a group that stand among ``values``, in the order of the forecast."""
    start = f"{group.key}."
    rows = {key.split(".")[1] for key, text in values.items() if key.startswith(start) and text}
    return tuple(sorted(rows, key=lambda row: (len(row), row))) or first_rows(group)
