"""The fold of a season: a state and a step give effects. It does no I/O and reads no clock."""

from collections.abc import Iterable
from datetime import datetime

from ai_service.nfl_experts.betting.odds import cents_between
from ai_service.nfl_experts.books.convening import convene, convene_again
from ai_service.nfl_experts.books.deciding import decide
from ai_service.nfl_experts.books.effects import Effects
from ai_service.nfl_experts.books.placing import consider
from ai_service.nfl_experts.books.rescheduling import follow_schedule, move_game
from ai_service.nfl_experts.books.settling import settle_game
from ai_service.nfl_experts.books.state import STARTING, Account, Book, BookState, Entry
from ai_service.nfl_experts.experts.history import SeasonHistory
from ai_service.nfl_experts.experts.roster import EXPERTS
from ai_service.nfl_experts.facts.season import GameFacts, Quote, SeasonFacts
from ai_service.nfl_experts.facts.timeline import Step, steps_of
from altsports.ai.v1.events_models import LineMovement

_EARLY = tuple(expert for expert in EXPERTS if expert.decides == "early")


def open_book(book: Book, at: datetime, *, is_current: bool = True) -> tuple[BookState, Effects]:
    """A book before its first step: the house pays every expert the starting bankroll."""
    effects = Effects(book, is_current)
    state = BookState(book, accounts={expert.id: Account() for expert in EXPERTS})
    for expert in EXPERTS:
        transaction = f"{book.id}:{expert.id}:start"
        effects.accounts.add(expert.id)
        effects.entries += [
            Entry(transaction, "bankroll", expert.id, STARTING, "season_started", None, at),
            Entry(transaction, "house", expert.id, -STARTING, "season_started", None, at),
        ]
    effects.touch("experts", "bets", "battles", "council", "calibration")
    for expert in EXPERTS:
        effects.touch(*(f"{noun}:{expert.id}" for noun in ("expert", "predictions", "memories")))
    return state, effects


class Engine:
    """Runs the steps of one book on a version of the facts. When facts change, a new engine is made."""

    def __init__(self, facts: SeasonFacts, book: Book) -> None:
        self.facts = facts
        self.steps = steps_of(facts, book.first_week, book.last_week)
        self._history = SeasonHistory(facts)

    def run(self, state: BookState, effects: Effects, steps: Iterable[Step]) -> None:
        """Applies steps to the state. They must be in order and after the cursor."""
        for step in steps:
            self._run_one(state, effects, step)
            state.cursor = step.position

    def reconcile(self, state: BookState, effects: Effects, *, whatever_time: bool = False) -> None:
        """Applies facts that became known after their step.

        Games are settled by newer results in effect at the cursor or, for `whatever_time`, at any time. A
        game without a settlement is settled as well if its step is before the cursor. Games that moved take
        their predictions and bets with them, and stakes on games that are off are returned.
        """
        if state.cursor is None:
            return
        late: list[datetime] = []
        for game in self.facts.games:
            move_game(state, effects, game)
            known, at = state.settled.get(game.game_id), state.cursor[0]
            if whatever_time and known is not None:
                at = max([at, *(result.effective_at for result in game.results)])
            result = game.final(at) if state.book.has_week(game.week) else None
            if result is None:
                if whatever_time and game.kickoff <= at:
                    at = max([at, *(change.since for change in game.statuses if change.since is not None)])
                follow_schedule(state, effects, game, at=at)
            elif known is None or known.revision != result.revision:
                settle_game(state, effects, game, result=result, at=at)
                late.append(result.effective_at)
        if late:
            convene_again(state, effects, self.facts, since=min(late))

    def _run_one(self, state: BookState, effects: Effects, step: Step) -> None:
        at = step.time
        match step.kind:
            case "week_opens":
                convene(state, effects, week=step.week, at=at)
                self._decide(state, effects, self._games(step), early=True, at=at)
            case "line_quoted":
                if step.quote is not None:
                    _report_movement(effects, self._game(step), step.quote)
            case "early_bets":
                consider(state, effects, games=self._games(step), experts=_EARLY, at=at)
            case "late_decisions":
                self._decide(state, effects, [self._game(step)], early=False, at=at)
            case "late_bets":
                consider(state, effects, games=[self._game(step)], experts=EXPERTS, at=at)
            case "kick_off":
                effects.touch("battles")
                effects.touch_game(self._game(step))
            case "result":
                self._settle(state, effects, self._game(step), at)
            case "schedule_changed":
                effects.touch("battles")
                effects.touch_game(self._game(step))
                self._settle(state, effects, self._game(step), at)

    def _decide(
        self, state: BookState, effects: Effects, games: Iterable[GameFacts], *, early: bool, at: datetime
    ) -> None:
        """Late, every expert without an opinion decides: a game added after the week opened has none."""
        experts = _EARLY if early else EXPERTS
        decide(state, effects, self._history, games=games, experts=experts, at=at)

    def _settle(self, state: BookState, effects: Effects, game: GameFacts, at: datetime) -> None:
        result = game.final(at)
        if result is None:
            follow_schedule(state, effects, game, at=at)
        else:
            settle_game(state, effects, game, result=result, at=at)

    def _games(self, step: Step) -> tuple[GameFacts, ...]:
        return self.facts.by_week[step.week]

    def _game(self, step: Step) -> GameFacts:
        return self.facts.by_id[step.game_id]


def _report_movement(effects: Effects, game: GameFacts, quote: Quote) -> None:
    """Reports a movement of the line that the market offers. Estimates neither move nor are moved from."""
    effects.touch_game(game)
    before = _quote_before(game, quote)
    if before is None or not quote.is_market:
        return
    old, new = _value(before), _value(quote)
    if old is None or new is None or old == new:
        return
    in_cents = quote.market == "moneyline"
    moved = LineMovement(
        game_id=game.game_id,
        line_type=quote.market,
        old_value=old,
        new_value=new,
        movement=cents_between(int(old), int(new)) if in_cents else abs(new - old),
        unit="cents" if in_cents else "points",
        timestamp=quote.taken_at,
    )
    effects.report(moved)


def _quote_before(game: GameFacts, quote: Quote) -> Quote | None:
    """The quote of the market before this one."""
    before = None
    for other in game.quotes:
        if other is quote:
            return before
        if other.market == quote.market and other.is_market:
            before = other
    return before


def _value(quote: Quote) -> float | None:
    """The number that moves: the points, or the home team's price of a moneyline."""
    if quote.market == "moneyline":
        return None if quote.home_price is None else float(quote.home_price)
    return quote.point
