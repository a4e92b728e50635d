"""What a facilitator does with the market: begins, opens, plays a card, closes, checks the journal."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError

from busy_ness.app.database import reading
from busy_ness.app.live import Live
from busy_ness.app.parts import Parts
from busy_ness.app.people import Person
from busy_ness.app.rounds.ledger import Ledger, Standing
from busy_ness.app.rounds.refusals import Refusal, RoundClosed, StillUndecided
from busy_ness.app.words import say
from busy_ness.app.workshops import Team, Workshop
from busy_ness.market import Game, GameError, RulesError, ShockError, card, check_rules
from busy_ness.market.journal import Journal, JournalError, resume, serialize

MINUTES_MAX = 120
ROUNDS_MAX = 6  # as many as there are debriefs to write
RANKINGS = ("hidden", "anonymous", "named")


class Conduct:
    """Each method is one transaction; pages are told after it."""

    def __init__(self, parts: Parts, ledger: Ledger) -> None:
        self._engine, self._reader, self._now = parts.engine, reading(parts.engine), parts.now
        self._live: Live = parts.live
        self._ledger = ledger

    def begin(
        self, workshop: Workshop, teams: tuple[Team, ...], fields: Mapping[str, str], person: Person
    ) -> None:
        """Begins the game with these teams; a second time changes nothing.

        Raises:
            Refusal: no team, too many, or rules out of range.
        """
        try:
            rules = check_rules(fields)
            if rules.rounds > ROUNDS_MAX:
                raise Refusal(
                    say("Le nombre de trimestres va de 1 à %(most)s : un par bilan.", most=ROUNDS_MAX)
                )
            game = Game.new(workshop.seed, [str(team.id) for team in teams], rules)
        except (GameError, RulesError) as error:
            raise Refusal(str(error)) from error
        try:
            with self._engine.begin() as db:
                if self._ledger.locked(db, workshop.id) is not None:
                    return
                self._ledger.begin(db, workshop.id, Journal.start(game), person.name, self._now())
        except IntegrityError:  # another facilitator began it in between
            return
        self._tell(workshop)

    def open(self, workshop: Workshop, round_number: int, minutes_text: str) -> None:
        """Teams may decide this round from now on; opened again while it is open, it takes the new time.

        Args:
            minutes_text: whole minutes from 1 to 120; empty for no limit.

        Raises:
            Refusal: not the round that comes, or no such time.
        """
        minutes = _minutes(minutes_text)
        with self._engine.begin() as db:
            standing = self._begun(self._ledger.locked(db, workshop.id))
            game = standing.game
            if game.finished:
                raise Refusal(
                    say("La partie est finie : tous les trimestres sont joués. Place au classement.")
                )
            if round_number != game.round:
                raise Refusal(
                    say(
                        "C’est le trimestre %(round)s qui vient maintenant : la page est mise à jour.",
                        round=game.round,
                    )
                )
            now = self._now()
            deadline = None if minutes is None else now + timedelta(minutes=minutes)
            opened = standing.opened_at if standing.open_round == round_number else now
            self._ledger.change(
                db, workshop.id, open_round=round_number, opened_at=opened, deadline_at=deadline
            )
        self._tell(workshop)

    def play_card(self, workshop: Workshop, key: str) -> None:
        """Announces the shock of the next closing to the teams; an empty key takes it back, announced too.

        Raises:
            Refusal: no such card, or the game is over.
        """
        try:
            chosen = card(key).key if key else None
        except ShockError as error:
            raise Refusal(str(error)) from error
        with self._engine.begin() as db:
            standing = self._begun(self._ledger.locked(db, workshop.id))
            if standing.game.finished:
                raise Refusal(say("La partie est finie : il n’y a plus de trimestre pour cette carte."))
            self._ledger.change(db, workshop.id, card=chosen)
        self._tell(workshop)

    def close(self, workshop: Workshop, round_number: int, seen: frozenset[int], person: Person) -> None:
        """Closes the round, once however often it is asked.

        Args:
            seen: teams without a decision that the facilitator was shown: their last decision is played.

        Raises:
            RoundClosed: it was closed already, by her or another. StillUndecided: there are others by now.
        """
        with self._engine.begin() as db:
            standing = self._begun(self._ledger.locked(db, workshop.id))
            if standing.open_round != round_number:
                raise RoundClosed(say("Le trimestre %(round)s est déjà clôturé.", round=round_number))
            if not standing.undecided <= seen:
                raise StillUndecided(
                    say("La liste des équipes qui n’ont pas validé a changé : vérifiez-la, puis clôturez."),
                    standing.undecided,
                )
            shock = standing.card.key if standing.card else None
            journal = standing.journal.closed(round_number, shock)
            resume(journal)  # what cannot be played is not written
            self._ledger.append(db, workshop.id, journal, person.name, self._now())
            self._ledger.change(db, workshop.id, open_round=None, opened_at=None, deadline_at=None, card=None)
        self._tell(workshop)

    def show_ranking(self, workshop: Workshop, how: str) -> None:
        """``how`` is one of RANKINGS; Refusal for anything else."""
        if how not in RANKINGS:
            raise Refusal(say("Choisissez : caché, sans les noms, ou avec les noms."))
        with self._engine.begin() as db:
            self._begun(self._ledger.locked(db, workshop.id))
            self._ledger.change(db, workshop.id, ranking=how)
        self._tell(workshop)

    def remind(self, workshop: Workshop, teams: tuple[Team, ...]) -> int:
        """Tells open pages of the teams that have not decided; gives how many teams those are."""
        standing = self._begun(self._ledger.standing(workshop.id))
        late = [team for team in teams if team.id in standing.undecided and standing.open_round is not None]
        for team in late:
            self._live.publish(team.channel, "remind")
        return len(late)

    def verify(self, workshop: Workshop) -> "Verdict":
        """Reads the whole journal from the database, checks its chain and plays it twice."""
        with self._reader.connect() as db:
            entries = self._ledger.written(db, workshop.id)
        lines = tuple(line for line, _, _ in entries)
        rows = tuple(Sealed(n, *entry) for n, entry in enumerate(entries, 1))
        try:
            once, again = (resume(Journal(lines)) for _ in range(2))
        except JournalError as error:
            return Verdict(rows, len(Journal(lines).text.encode()), "", str(error))
        kept = self._begun(self._ledger.standing(workshop.id)).game
        texts = {serialize(game) for game in (once.game, again.game, kept)}
        problem = (
            "" if len(texts) == 1 else say("Rejouée, la partie donne autre chose que ce qui est affiché.")
        )
        return Verdict(rows, len(Journal(lines).text.encode()), Journal(lines).head, problem)

    def _begun(self, standing: Standing | None) -> Standing:
        if standing is None:
            raise Refusal(say("La partie n’a pas encore commencé. Commencez-la d’abord."))
        return standing

    def _tell(self, workshop: Workshop) -> None:
        self._live.publish(workshop.channel, "market")


@dataclass(frozen=True)
class Sealed:
    """A line of the journal with who caused it and when."""

    number: int
    line: str
    person: str
    at: datetime

    @property
    def told(self) -> Mapping[str, Any]:
        """What the line says; nothing where it cannot be read."""
        try:
            found = json.loads(self.line)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def hash(self) -> str:
        return str(self.told.get("hash", ""))

    def words(self, teams: Mapping[str, str]) -> str:
        """In French; ``teams`` are names by their name in the game."""
        told = self.told
        team, rival = (teams.get(str(told.get(key)), "?") for key in ("team", "rival"))
        if told.get("kind") == "start":
            return say("La partie commence, avec %(count)s équipes.", count=len(told.get("teams", ())))
        if told.get("kind") == "decision":
            return say("%(team)s décide pour le trimestre %(round)s.", team=team, round=told.get("round"))
        if told.get("kind") == "close":
            return say("Le trimestre %(round)s est clôturé.", round=told.get("round"))
        if told.get("kind") == "advise":
            return say("%(team)s conseille %(rival)s.", team=team, rival=rival)
        return say("Ligne illisible.")


@dataclass(frozen=True)
class Verdict:
    """``problem`` is empty where every byte agrees; ``seal`` is then the hash that holds everything."""

    rows: tuple[Sealed, ...]
    bytes_read: int
    seal: str
    problem: str


def _minutes(text: str) -> int | None:
    bare = text.strip()
    if not bare:
        return None
    if not bare.isascii() or not bare.isdigit() or len(bare) > 3 or not 1 <= int(bare) <= MINUTES_MAX:
        raise Refusal(
            say(
                "« %(text)s » n’est pas une durée : écrivez un nombre de minutes de 1 à %(most)s, "
                "ou laissez la case vide.",
                text=bare[:20],
                most=MINUTES_MAX,
            )
        )
    return int(bare)
