"""A team's texts, which pupils write together: every update is kept before it is answered."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from pycrdt import Doc, Text
from sqlalchemy import Connection, Engine, delete, func, select

from busy_ness.app.tables import team_table
from busy_ness.app.writing import updates
from busy_ness.app.writing.boxes import TEXT_KEYS
from busy_ness.app.writing.tables import text_snapshot_table, text_update_table
from busy_ness.app.writing.updates import UpdateError

TEXT_MAX = 4_000  # characters the page lets a pupil type in one box
_TOGETHER_MAX = 6_000  # two who type at once may pass the page's limit; nothing of theirs is thrown away
UPDATE_BYTES_MAX = 256 * 1024  # a whole afternoon without wifi
STATE_BYTES_MAX = 8 * 1024 * 1024
_FOLD_EVERY = 200  # updates; a page then opens as quickly at the end of a workshop as at its start

_CONTROLS = {code: None for code in (*range(32), 127) if chr(code) not in "\n\t"}


class TooLongError(ValueError):
    """A text would grow past what is kept; ``key`` is its box."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Standing:
    """A team's texts after update ``seq``; ``state`` is all of it as one Yjs update."""

    seq: int
    state: bytes
    vector: bytes
    texts: Mapping[str, str]

    @classmethod
    def of(cls, seq: int, *applied: bytes) -> "Standing":
        document: Doc[Text] = Doc()
        for update in applied:
            document.apply_update(update)
        texts = {key: str(document.get(key, type=Text)) for key in document.keys()}  # noqa: SIM118
        return cls(seq, document.get_update(), document.get_state(), MappingProxyType(texts))

    def since(self, vector: bytes) -> bytes:
        """What somebody lacks who knows ``vector``, as an update.

        Raises:
            UpdateError: these bytes are no state vector.
        """
        updates.state_vector(vector)
        document: Doc[Text] = Doc()
        document.apply_update(self.state)
        return document.get_update(vector)


class Texts:
    """The tables of updates and snapshots.

    Updates of one team are taken one after the other, under the lock of the team's row: several threads and
    several processes agree on the order. What is remembered here is only a copy, trusted while its number is
    the database's.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._reader = engine.execution_options(reading=True)
        self._now = now
        self._standings: dict[int, Standing] = {}

    def standing(self, team_id: int) -> Standing:
        with self._reader.connect() as db:
            return self._standing(db, team_id, self._seqs(db, (team_id,))[team_id])

    def of_teams(self, team_ids: Collection[int]) -> Mapping[int, Mapping[str, str]]:
        """What is written, by team and key; without the control characters that a paste may have brought."""
        with self._reader.connect() as db:
            seqs = self._seqs(db, team_ids)
            found = {team_id: self._standing(db, team_id, seq) for team_id, seq in seqs.items()}
        return {
            team_id: {key: text.translate(_CONTROLS) for key, text in standing.texts.items()}
            for team_id, standing in found.items()
        }

    def take(self, team_id: int, update: bytes, person: str) -> int:
        """Keeps an update; its number. One that brings nothing new is answered, not kept.

        Raises:
            UpdateError: it is no update of a team's texts. GapError: the page has to send more.
            TooLongError: a text would be too long.
        """
        if len(update) > UPDATE_BYTES_MAX:
            raise UpdateError(f"{len(update)} bytes at once")
        with self._engine.begin() as db:
            locked = select(team_table.c.id).where(team_table.c.id == team_id)
            db.execute(locked.with_for_update(key_share=True)).one()
            before = self._standing(db, team_id, self._seqs(db, (team_id,))[team_id])
            updates.check(update, TEXT_KEYS, updates.state_vector(before.vector))
            try:
                after = Standing.of(before.seq + 1, before.state, update)
            except ValueError as error:
                raise UpdateError(str(error)) from error
            if after.state == before.state:
                return before.seq
            for key, text in after.texts.items():
                if len(text) > max(_TOGETHER_MAX, len(before.texts.get(key, ""))):
                    raise TooLongError(key)
            if len(after.state) > STATE_BYTES_MAX:
                raise TooLongError("")
            said = {"team_id": team_id, "seq": after.seq, "update": update, "person": person}
            db.execute(text_update_table.insert().values(**said, at=self._now()))
            if after.seq % _FOLD_EVERY == 0:
                self._fold(db, team_id, after)
        self._standings[team_id] = after
        return after.seq

    def fill(self, team_id: int, texts: Mapping[str, str], person: str) -> None:
        """Writes texts where nobody has written yet.

        Raises:
            KeyError: no such box. TooLongError: a text is too long.
        """
        standing = self.standing(team_id)
        document: Doc[Text] = Doc()
        document.apply_update(standing.state)
        for key, text in texts.items():
            if key not in TEXT_KEYS:
                raise KeyError(key)
            if text and not standing.texts.get(key):
                document.get(key, type=Text).insert(0, text)
        self.take(team_id, document.get_update(standing.vector), person)

    def _seqs(self, db: Connection, team_ids: Collection[int]) -> Mapping[int, int]:
        updated, folded = text_update_table.c, text_snapshot_table.c
        seqs = dict.fromkeys(team_ids, 0)
        rows = db.execute(select(folded.team_id, folded.seq).where(folded.team_id.in_(seqs)))
        seqs.update((team_id, seq) for team_id, seq in rows)
        last = select(updated.team_id, func.max(updated.seq)).where(updated.team_id.in_(seqs))
        last = last.group_by(updated.team_id)
        seqs.update((team_id, seq) for team_id, seq in db.execute(last))
        return seqs

    def _standing(self, db: Connection, team_id: int, seq: int) -> Standing:
        updated, folded = text_update_table.c, text_snapshot_table.c
        remembered = self._standings.get(team_id)
        if remembered is not None and remembered.seq == seq:
            return remembered
        snapshot = db.execute(select(folded.seq, folded.state).where(folded.team_id == team_id)).one_or_none()
        start, state = (snapshot.seq, [snapshot.state]) if snapshot is not None else (0, [])
        rows = select(updated.update).where(updated.team_id == team_id, updated.seq > start)
        standing = Standing.of(seq, *state, *db.scalars(rows.order_by(updated.seq)))
        self._standings[team_id] = standing
        return standing

    def _fold(self, db: Connection, team_id: int, standing: Standing) -> None:
        db.execute(delete(text_snapshot_table).where(text_snapshot_table.c.team_id == team_id))
        said = {"team_id": team_id, "seq": standing.seq, "state": standing.state, "at": self._now()}
        db.execute(text_snapshot_table.insert().values(**said))
        db.execute(delete(text_update_table).where(text_update_table.c.team_id == team_id))
