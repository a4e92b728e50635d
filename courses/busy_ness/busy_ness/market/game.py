"""A game from its seed to its last quarter: frozen states, one for each round played."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from busy_ness.market import events
from busy_ness.market.arithmetic import EXACT, floored, rounded
from busy_ness.market.company import Company, Decision
from busy_ness.market.decision import check_means, default_decision
from busy_ness.market.demand import Offer, attraction, serve, shares, utility
from busy_ness.market.events import LOW_QUALITY, Shock
from busy_ness.market.quarter import Market, TeamResult, account, budget, remembered
from busy_ness.market.rules import MOST_TEAMS, Rules


class GameError(ValueError):
    """The game cannot be begun or go on like this; the words say which, why and what to do (French)."""


@dataclass(frozen=True)
class RoundResult:
    """One quarter for everybody. ``customers`` is N; ``outside`` is the share of those who bought nothing."""

    number: int
    season: Decimal
    noise: Decimal
    shock: Shock
    played_card: bool
    customers: int
    outside: Decimal
    teams: tuple[TeamResult, ...]

    def team(self, name: str) -> TeamResult | None:
        """Nothing for a team that was already in liquidation."""
        return next((result for result in self.teams if result.team == name), None)


@dataclass(frozen=True)
class Game:
    """``companies`` are as they are now, in the order of ``new``; ``results`` has one entry a round."""

    seed: str
    rules: Rules
    companies: tuple[Company, ...]
    results: tuple[RoundResult, ...] = ()

    @classmethod
    def new(cls, seed: str, team_names: Sequence[str], rules: Rules | None = None) -> "Game":
        """Three to eight teams; one or two can play too, against the customers who buy nothing.

        Raises:
            GameError: no team, more than eight, a name without letters, or the same name twice.
        """
        rules = rules or Rules()
        names = tuple(team_names)
        if not 1 <= len(names) <= MOST_TEAMS:
            raise GameError(
                f"Le marché accueille de 1 à {MOST_TEAMS} équipes (3 ou plus, c’est mieux), "
                f"et vous en donnez {len(names)}. "
                "Répartissez les élèves autrement, ou ouvrez deux ateliers."
            )
        for name in names:
            if not name.strip():
                raise GameError("Une équipe n’a pas de nom. Donnez un nom à chaque équipe.")
            if names.count(name) > 1:
                raise GameError(f"Deux équipes s’appellent « {name} ». Donnez un nom différent à chacune.")
        return cls(seed, rules, tuple(Company.new(name, rules) for name in names))

    @property
    def round(self) -> int:
        """The number of the quarter to decide now, from 1; after the last one, ``rules.rounds + 1``."""
        return len(self.results) + 1

    @property
    def finished(self) -> bool:
        return self.round > self.rules.rounds

    @property
    def playing(self) -> tuple[Company, ...]:
        return tuple(company for company in self.companies if company.playing)

    def company(self, team: str) -> Company:
        """Raises GameError for a team of another workshop."""
        for company in self.companies:
            if company.team == team:
                return company
        raise GameError(f"L’équipe « {team} » ne joue pas dans ce marché. Vérifiez l’atelier choisi.")


def play(game: Game, decisions: Mapping[str, Decision], shock: str | None = None) -> Game:
    """Close the round.

    Args:
        decisions: read by ``check_decision``; teams without one play ``default_decision``.
        shock: key of the facilitator's card, which takes the place of the event drawn from the seed.

    Raises:
        GameError: the game is over, or a decision of a team that does not play, or beyond its means.
        ShockError: unknown card.
    """
    if game.finished:
        raise GameError(
            f"La partie est finie : les {game.rules.rounds} trimestres sont joués. Passez aux pitchs."
        )
    for team in decisions:
        if not game.company(team).playing:
            raise GameError(
                f"L’équipe « {team} » est en liquidation : elle conseille une autre équipe et ne décide plus."
            )
    for team, decision in decisions.items():
        if problems := check_means(decision, game.company(team), game.rules):
            words = " ".join(problem.words for problem in problems)
            raise GameError(f"La décision de l’équipe « {team} » ne peut pas être jouée. {words}")
    with localcontext(EXACT):
        return _played(game, decisions, shock)


def advise(game: Game, team: str, rival: str) -> Game:
    """A team in liquidation helps a rival that still plays.

    Raises:
        GameError: the team still plays itself, or the rival does not.
    """
    if game.company(team).playing:
        raise GameError(
            f"L’équipe « {team} » dirige encore son entreprise : elle ne peut pas en conseiller une autre."
        )
    if not game.company(rival).playing:
        raise GameError(f"L’équipe « {rival} » ne joue plus. Choisissez une équipe qui décide encore.")
    return _with(game, replace(game.company(team), advises=rival))


def _with(game: Game, *changed: Company) -> Game:
    by_name = {company.team: company for company in changed}
    return replace(game, companies=tuple(by_name.get(company.team, company) for company in game.companies))


def _played(game: Game, decisions: Mapping[str, Decision], shock: str | None) -> Game:
    rules, number, playing = game.rules, game.round, game.playing
    news = events.drawn(game.seed, number, rules) if shock is None else events.card(shock)
    chosen = [decisions.get(company.team) or default_decision(company, rules) for company in playing]
    reputations = _reputations(playing, chosen, news)
    offers = [
        Offer(decision.price, decision.quality, remembered(company, decision, rules), reputation)
        for company, decision, reputation in zip(playing, chosen, reputations, strict=True)
    ]
    utilities = [utility(offer, rules) for offer in offers]
    split = shares(utilities, news.outside)
    season, chance = rules.season_of(number), events.noise(game.seed, number, rules)
    customers = rounded(rules.customers_per_team * len(game.companies) * season * news.customers * chance, 6)
    asked = [floored(customers * share) for share in split.teams]
    available = [
        company.stock + decision.production for company, decision in zip(playing, chosen, strict=True)
    ]
    sold = serve(asked, available, [attraction(value) for value in utilities], rules.second_choice)
    companies, lines = [], []
    for place, (company, decision) in enumerate(zip(playing, chosen, strict=True)):
        seen = Market(number, utilities[place], split.teams[place], sold[place], reputations[place], news)
        after, line = account(company, decision, company.team in decisions, seen, rules)
        companies.append(after)
        lines.append(replace(line, planned=budget(company, decision, number, rules)))
    result = RoundResult(
        number=number,
        season=season,
        noise=chance,
        shock=news,
        played_card=shock is not None,
        customers=floored(customers),
        outside=split.outside,
        teams=tuple(lines),
    )
    return _with_advice(replace(_with(game, *companies), results=(*game.results, result)))


def _reputations(playing: Sequence[Company], chosen: Sequence[Decision], news: Shock) -> list[Decimal]:
    """As customers see them in this quarter: the news can change them, between 0 and 1."""
    best = max((decision.quality for decision in chosen), default=0)
    found = []
    for company, decision in zip(playing, chosen, strict=True):
        change = news.reputation if decision.quality == best else Decimal(0)
        change += news.reputation_low if decision.quality <= LOW_QUALITY else Decimal(0)
        found.append(min(Decimal(1), max(Decimal(0), company.reputation + change)))
    return found


def _with_advice(game: Game) -> Game:
    """Whoever cannot play any more helps the team that needs it most: the lowest result of those who play."""
    if not game.playing:
        return game
    weakest = min(game.playing, key=lambda company: company.result_total).team
    lost = [
        replace(company, advises=weakest)
        for company in game.companies
        if not company.playing and (company.advises is None or not game.company(company.advises).playing)
    ]
    return _with(game, *lost)
