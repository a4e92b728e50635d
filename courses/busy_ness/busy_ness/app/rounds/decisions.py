"""What a team does in a round: types, validates, opens again, advises; kept before it is answered."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from busy_ness.app.database import reading
from busy_ness.app.doors import Visit
from busy_ness.app.live import Live
from busy_ness.app.parts import Parts
from busy_ness.app.rounds import drafts
from busy_ness.app.rounds.drafts import DraftConflict, Entry, Typed
from busy_ness.app.rounds.form import FIELDS, entries, problems_of, read
from busy_ness.app.rounds.ledger import Ledger, Standing
from busy_ness.app.rounds.refusals import (
    Disagreement,
    Locked,
    NotYours,
    Refusal,
    RoundClosed,
    Unplayable,
    WorkshopPaused,
)
from busy_ness.app.rounds.rights import FIELD_ROLES, VALIDATING, holders, may_act
from busy_ness.app.rounds.validations import Word, add_word, planned_texts, words_of
from busy_ness.app.words import say
from busy_ness.app.workshops import Seat
from busy_ness.market import Company, GameError, Problem
from busy_ness.market.game import advise


class Decisions:
    """Each method is one transaction; the team's open pages are told after it."""

    def __init__(self, parts: Parts, ledger: Ledger) -> None:
        self._engine, self._reader, self._now = parts.engine, reading(parts.engine), parts.now
        self._seats = parts.workshops.seats
        self._live: Live = parts.live
        self._ledger = ledger

    def entries(self, standing: Standing, team_id: int, round_number: int) -> Mapping[str, Entry]:
        """What the form shows: what was typed, or else what the last decision says."""
        with self._reader.connect() as db:
            return self._entries(db, standing, team_id, round_number)

    def late(self, team_id: int, round_number: int) -> Mapping[str, Entry]:
        """What came after the closing of a round."""
        with self._reader.connect() as db:
            return drafts.latest(db, team_id, round_number, late=True)

    def word(self, team_id: int, round_number: int) -> Word | None:
        with self._reader.connect() as db:
            return words_of(db, (team_id,), round_number).get(team_id)

    def words(self, team_ids: Sequence[int], round_number: int) -> Mapping[int, Word]:
        """Of several teams at once."""
        with self._reader.connect() as db:
            return words_of(db, team_ids, round_number)

    def planned(self, team_id: int) -> Mapping[int, Mapping[str, str]]:
        """The texts of each round's last validation, by round."""
        with self._reader.connect() as db:
            return planned_texts(db, team_id)

    def type(self, visit: Visit, round_number: int, typed: Typed) -> tuple[Entry, tuple[Problem, ...]]:
        """Keeps one field; what cannot be read is kept too, with its problem.

        Raises:
            Refusal: of its kinds, NotYours, RoundClosed (kept as late), Locked, WorkshopPaused, Disagreement.
        """
        seat = self._writer(visit)
        if typed.field not in FIELDS:
            raise Refusal(say("Ce champ n’existe pas dans ce marché. Recharge la page."))
        self._may_write(seat, typed.field)
        with self._engine.begin() as db:
            standing = self._playing(db, visit)
            late = standing.open_round != round_number
            if late:
                _must_be_played(standing, round_number)
                drafts.write_late(db, visit.here.id, round_number, typed, visit.person, self._now())
            else:
                self._unlocked(db, visit, round_number)
                try:
                    entry = drafts.write(db, visit.here.id, round_number, typed, visit.person, self._now())
                except DraftConflict as conflict:
                    raise _disagreement((conflict,)) from conflict
                problems = problems_of(
                    self._entries(db, standing, visit.here.id, round_number),
                    _company(standing, visit),
                    standing.game.rules,
                )
        if late:
            raise _closed(round_number)
        self._live.publish(visit.here.channel, "draft")
        self._live.publish(visit.workshop.lead_channel, "draft")
        return entry, problems

    def validate(self, visit: Visit, round_number: int, typed: Sequence[Typed]) -> None:
        """Keeps what came with the form, then takes the whole as the team's decision.

        Raises:
            Refusal: of every kind; what was typed is kept whichever it is.
        """
        seat = self._writer(visit)
        self._may_validate(seat)
        seats = self._seats(visit.here.id)
        hers = [one for one in typed if one.field in FIELDS and may_act(seat, FIELD_ROLES[one.field], seats)]
        refused: Refusal | None = None
        with self._engine.begin() as db:
            standing = self._playing(db, visit)
            now, team_id = self._now(), visit.here.id
            if standing.open_round != round_number:
                _must_be_played(standing, round_number)
                for one in (known for known in typed if known.field in FIELDS):
                    drafts.write_late(db, team_id, round_number, one, visit.person, now)
                refused = _closed(round_number)
            else:
                self._unlocked(db, visit, round_number)
                refused = self._keep(db, standing, visit, round_number, hers) or self._take(
                    db, standing, visit, round_number
                )
        if refused is not None:
            self._live.publish(visit.here.channel, "draft")
            raise refused
        self._tell(visit)

    def reopen(self, visit: Visit, round_number: int) -> None:
        """Lets the team change its mind; until it validates anew, what it validated counts.

        Raises:
            Refusal: closed, paused, not hers, or nothing validated.
        """
        seat = self._writer(visit)
        self._may_validate(seat)
        with self._engine.begin() as db:
            standing = self._playing(db, visit)
            if standing.open_round != round_number:
                raise _closed(round_number)
            word = words_of(db, (visit.here.id,), round_number).get(visit.here.id)
            if word is None or word.kind != "validated":
                return
            add_word(db, visit.here.id, round_number, "reopened", word.fields, visit.person, self._now())
        self._tell(visit)

    def advise(self, visit: Visit, rival: str) -> None:
        """A team in liquidation chooses whom it helps.

        Raises:
            Refusal: the team still plays, or the rival does not.
        """
        self._writer(visit)
        with self._engine.begin() as db:
            standing = self._playing(db, visit)
            company = _company(standing, visit)
            if company.advises == rival:
                return
            try:
                advise(standing.game, company.team, rival)
            except GameError as error:
                raise Refusal(say("Choisis une équipe qui joue encore.")) from error
            journal = standing.journal.advised(company.team, rival)
            self._ledger.append(db, standing.workshop_id, journal, visit.person.name, self._now())
        self._live.publish(visit.workshop.channel, "market")

    def _keep(
        self, db: Connection, standing: Standing, visit: Visit, round_number: int, typed: Sequence[Typed]
    ) -> Refusal | None:
        """Writes what is new in the form, then says whether friends wrote something else."""
        conflicts = []
        before = self._entries(db, standing, visit.here.id, round_number)
        for one in typed:
            if one.text.strip() == before[one.field].text:
                continue
            try:
                drafts.write(db, visit.here.id, round_number, one, visit.person, self._now())
            except DraftConflict as conflict:
                conflicts.append(conflict)
        return _disagreement(tuple(conflicts)) if conflicts else None

    def _take(self, db: Connection, standing: Standing, visit: Visit, round_number: int) -> Refusal | None:
        texts = {
            key: entry.text for key, entry in self._entries(db, standing, visit.here.id, round_number).items()
        }
        decision, problems = read(texts, _company(standing, visit), standing.game.rules)
        if decision is None:
            said = say(
                "La décision n’est pas encore validée : regarde ce qui est écrit en rouge. Tout est gardé."
            )
            return Unplayable(said, problems)
        journal = standing.journal.decided(round_number, str(visit.here.id), decision)
        self._ledger.append(db, standing.workshop_id, journal, visit.person.name, self._now())
        add_word(db, visit.here.id, round_number, "validated", texts, visit.person, self._now())
        return None

    def _entries(
        self, db: Connection, standing: Standing, team_id: int, round_number: int
    ) -> Mapping[str, Entry]:
        typed = drafts.latest(db, team_id, round_number)
        return entries(typed, standing.company(team_id), standing.game.rules)

    def _writer(self, visit: Visit) -> Seat:
        if visit.seat is None or visit.seat.team_id != visit.here.id:
            raise NotYours(say("Seule l’équipe décide. Vous pouvez regarder, et lui en parler."))
        return visit.seat

    def _may_write(self, seat: Seat, field: str) -> None:
        seats = self._seats(seat.team_id)
        if not may_act(seat, FIELD_ROLES[field], seats):
            names = ", ".join(one.display_name for one in holders(FIELD_ROLES[field], seats))
            raise NotYours(
                say(
                    "%(field)s : c’est %(names)s qui l’écrit. Dis-lui ton idée.",
                    field=FIELDS[field],
                    names=names,
                )
            )

    def _may_validate(self, seat: Seat) -> None:
        seats = self._seats(seat.team_id)
        if not may_act(seat, VALIDATING, seats):
            names = ", ".join(one.display_name for one in holders(VALIDATING, seats))
            raise NotYours(
                say("C’est %(names)s, à la direction, qui valide. Dis-lui que c’est prêt.", names=names)
            )

    def _playing(self, db: Connection, visit: Visit) -> Standing:
        standing = self._ledger.locked(db, visit.workshop.id)
        if standing is None:
            raise RoundClosed(say("La partie n’a pas encore commencé."))
        if standing.blocked:
            raise WorkshopPaused(
                say("L’atelier est en pause : rien ne change pour l’instant. Ta page garde ce que tu écris.")
            )
        _company(standing, visit)
        return standing

    def _unlocked(self, db: Connection, visit: Visit, round_number: int) -> None:
        word = words_of(db, (visit.here.id,), round_number).get(visit.here.id)
        if word is not None and word.kind == "validated":
            raise Locked(
                say(
                    "%(name)s vient de valider la décision. Pour la changer, rouvrez-la d’abord.",
                    name=word.display_name,
                )
            )

    def _tell(self, visit: Visit) -> None:
        self._live.publish(visit.workshop.channel, "decided", team=visit.here.id)
        self._live.publish(visit.here.channel, "draft")


def _company(standing: Standing, visit: Visit) -> Company:
    company = standing.company(visit.here.id)
    if company is None:
        raise NotYours(say("La partie a commencé avant ton équipe : elle la suit, sans y jouer."))
    return company


def _must_be_played(standing: Standing, round_number: int) -> None:
    if not 1 <= round_number <= standing.game.round:
        raise Refusal(say("Ce trimestre n’existe pas encore. Recharge la page."))


def _closed(round_number: int) -> RoundClosed:
    return RoundClosed(
        say(
            "Trop tard : le trimestre %(round)s est clôturé. Ce que tu viens d’écrire est gardé, "
            "tu le retrouves à côté des résultats.",
            round=round_number,
        )
    )


def _disagreement(conflicts: tuple[DraftConflict, ...]) -> Disagreement:
    names = ", ".join(sorted({conflict.theirs.display_name for conflict in conflicts}))
    return Disagreement(
        say("%(names)s a écrit autre chose en même temps que toi. Choisissez ensemble.", names=names),
        conflicts,
    )
