"""What was decided, in order, in lines that cannot be changed afterwards without being noticed.

A line is JSON with sorted keys; its ``hash`` is the SHA-256 of the line without it, ``previous`` included,
which is the hash of the line before. The game is what the journal says: ``resume`` plays it again, to the
same bytes.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal, InvalidOperation, localcontext
from typing import Any

from busy_ness.market.arithmetic import EXACT
from busy_ness.market.company import Decision
from busy_ness.market.decision import FIELDS, DecisionError, check_decision
from busy_ness.market.events import ShockError
from busy_ness.market.game import Game, GameError, advise, play
from busy_ness.market.rules import Rules, RulesError

ORIGIN = "0" * 64


class JournalError(ValueError):
    """A line is damaged, missing or impossible; ``line`` counts from 1 (French, to a facilitator)."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(
            f"Journal du marché, ligne {line} : {why} La partie s’arrête avant cette ligne. "
            "Reprenez la dernière sauvegarde du journal."
        )
        self.line = line


@dataclass(frozen=True)
class Journal:
    """``lines`` without their line ends; each method gives the journal with one line more."""

    lines: tuple[str, ...]

    @classmethod
    def start(cls, game: Game) -> "Journal":
        """The journal of a game that begins: its seed, its teams in order and its rules."""
        teams = [company.team for company in game.companies]
        return cls(())._with("start", seed=game.seed, teams=teams, rules=plain(game.rules))

    @classmethod
    def read(cls, text: str) -> "Journal":
        """From a file or a column; the chain is checked.

        Raises:
            JournalError: a line that is not JSON, was changed, or does not follow the one before.
        """
        journal = cls(tuple(text.removesuffix("\n").split("\n")) if text else ())
        previous = ORIGIN
        for number, line in enumerate(journal.lines, 1):
            entry = _entry(number, line)
            told = entry.pop("hash", None)
            if entry.get("previous") != previous:
                raise JournalError(number, "elle ne suit pas la ligne d’avant.")
            if told != _digest(entry) or line != _written({**entry, "hash": told}):
                raise JournalError(number, "elle a été modifiée.")
            previous = told
        return journal

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)

    @property
    def head(self) -> str:
        """The last line's hash, which seals everything before it."""
        return str(json.loads(self.lines[-1])["hash"]) if self.lines else ORIGIN

    def decided(self, round_number: int, team: str, decision: Decision) -> "Journal":
        """A team decided, or decided anew: of one round, its last line counts."""
        return self._with("decision", round=round_number, team=team, decision=plain(decision))

    def closed(self, round_number: int, shock: str | None = None) -> "Journal":
        """The facilitator closed the round, with a card or without."""
        return self._with("close", round=round_number, shock=shock)

    def advised(self, team: str, rival: str) -> "Journal":
        return self._with("advise", team=team, rival=rival)

    def _with(self, kind: str, **told: object) -> "Journal":
        entry = {"kind": kind, "number": len(self.lines) + 1, "previous": self.head, **told}
        return Journal((*self.lines, _written({**entry, "hash": _digest(entry)})))


@dataclass(frozen=True)
class Resumed:
    """``states``: the game at its start and after each close or advice; ``decisions``: of the round still
    open."""

    states: tuple[Game, ...]
    decisions: Mapping[str, Decision]

    @property
    def game(self) -> Game:
        return self.states[-1]


def replay(journal: Journal) -> tuple[Game, ...]:
    """Every state of the game, the last one last. Raises JournalError as ``resume`` does."""
    return resume(journal).states


def resume(journal: Journal) -> Resumed:
    """Play the journal again, each decision checked as when it was typed.

    Raises:
        JournalError: empty, damaged, or with a decision that the rules refuse.
    """
    checked = Journal.read(journal.text)
    states: list[Game] = []
    decisions: dict[str, Decision] = {}
    with localcontext(EXACT):
        for number, line in enumerate(checked.lines, 1):
            try:
                _follow(_entry(number, line), states, decisions)
            except (KeyError, TypeError) as error:
                raise JournalError(number, f"il y manque quelque chose ({error}).") from error
            except (GameError, DecisionError, ShockError, RulesError, InvalidOperation) as error:
                raise JournalError(number, f"elle ne respecte pas les règles. {error}") from error
    if not states:
        raise JournalError(1, "le journal est vide.")
    return Resumed(tuple(states), decisions)


def serialize(game: Game) -> bytes:
    """A state as canonical JSON in UTF-8: the same game gives the same bytes, on every machine."""
    return _written(plain(game)).encode()


def plain(record: object) -> Any:
    """Records as JSON holds them: decimals in plain digits as texts, tuples as lists."""
    if is_dataclass(record) and not isinstance(record, type):
        return {field.name: plain(getattr(record, field.name)) for field in fields(record)}
    if isinstance(record, Decimal):
        return f"{record:f}"
    if isinstance(record, tuple):
        return [plain(one) for one in record]
    return record


def _follow(entry: Mapping[str, Any], states: list[Game], decisions: dict[str, Decision]) -> None:
    """Do what a line says: add a state, or a decision of the open round."""
    kind = entry["kind"]
    if (kind == "start") == bool(states):
        raise GameError("Une partie commence une fois, à la première ligne.")
    if kind == "start":
        states.append(Game.new(entry["seed"], entry["teams"], _rules(entry["rules"])))
    elif kind == "decision":
        _same_round(entry, states[-1])
        company = states[-1].company(entry["team"])
        told = {key: str(entry["decision"][key]) for key in FIELDS}
        decisions[company.team] = check_decision(told, company, states[-1].rules)
    elif kind == "close":
        _same_round(entry, states[-1])
        states.append(play(states[-1], decisions, entry["shock"]))
        decisions.clear()
    elif kind == "advise":
        states.append(advise(states[-1], entry["team"], entry["rival"]))
    else:
        raise GameError(f"« {kind} » est inconnu.")


def _rules(told: Mapping[str, Any]) -> Rules:
    """The values take the types of the dossier's rules; a name more or less is an error."""
    known = {field.name: getattr(Rules(), field.name) for field in fields(Rules)}
    if set(told) != set(known):
        raise KeyError(", ".join(sorted(set(told) ^ set(known))))
    read: dict[str, Any] = {}
    for key, model in known.items():
        if isinstance(model, tuple):
            read[key] = tuple(Decimal(one) for one in told[key])
        else:
            read[key] = type(model)(told[key])
    return Rules(**read)


def _same_round(entry: Mapping[str, Any], game: Game) -> None:
    if entry["round"] != game.round:
        raise GameError(f"Le trimestre {entry['round']} n’est pas celui qui est ouvert ({game.round}).")


def _entry(number: int, line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise JournalError(number, "elle est illisible.") from error
    if not isinstance(entry, dict):
        raise JournalError(number, "elle est illisible.")
    return entry


def _digest(entry: Mapping[str, Any]) -> str:
    return hashlib.sha256(_written(entry).encode()).hexdigest()


def _written(entry: object) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
