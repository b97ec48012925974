"""Places bets: the terms are frozen, and the stake moves from the bankroll to the open stakes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from ai_service.nfl_experts.betting.odds import payout
from ai_service.nfl_experts.books.deciding import identifier
from ai_service.nfl_experts.books.effects import Effects
from ai_service.nfl_experts.books.remembering import recall
from ai_service.nfl_experts.books.state import Bet, BookState, Entry
from ai_service.nfl_experts.experts.domain import Expert
from ai_service.nfl_experts.experts.roster import BY_ID
from ai_service.nfl_experts.experts.stakes import Wager, choose_bet
from ai_service.nfl_experts.experts.words import pick_text
from ai_service.nfl_experts.facts.season import GameFacts, Quote
from ai_service.nfl_experts.memories.situation import situation_of
from altsports.ai.v1.events_models import BankrollUpdated, BetPlaced

MARKETS = ("spread", "moneyline", "total")


def consider(
    state: BookState,
    effects: Effects,
    *,
    games: Iterable[GameFacts],
    experts: Iterable[Expert],
    at: datetime,
) -> None:
    """Every expert with an opinion of a game and no bet on it bets if it finds an edge."""
    experts = tuple(experts)
    for game in games:
        quotes = market_quotes(game, at)
        if game.kickoff <= at or game.is_off(at) or not quotes:
            continue
        features = situation_of(game, at=at).vector
        for expert in experts:
            _consider(state, effects, expert, game=game, quotes=quotes, features=features, at=at)


def market_quotes(game: GameFacts, at: datetime) -> tuple[Quote, ...]:
    """The current quotes that a bookmaker offers, at most one per market."""
    offered = (game.offered(market, at) for market in MARKETS)
    return tuple(quote for quote in offered if quote is not None)


def _consider(
    state: BookState,
    effects: Effects,
    expert: Expert,
    *,
    game: GameFacts,
    quotes: Sequence[Quote],
    features: Sequence[float],
    at: datetime,
) -> None:
    account = state.accounts[expert.id]
    formed = state.opinions.get((game.game_id, expert.id))
    if formed is None or account.eliminated_at is not None or state.has_own_bet(game.game_id, expert.id):
        return
    memories = recall(state, expert.id, features, at)
    wager = choose_bet(
        expert,
        formed.opinion,
        quotes=quotes,
        balance=account.bankroll,
        open_stakes=account.open_stakes,
        recalled=memories,
    )
    if wager is not None:
        effects.recalled.update(memory.id for memory in memories)
        effects.touch(f"memories:{expert.id}")
        place(state, effects, game, expert_id=expert.id, wager=wager, at=at)


def place(
    state: BookState,
    effects: Effects,
    game: GameFacts,
    *,
    expert_id: str,
    wager: Wager,
    at: datetime,
    request_id: str | None = None,
    fingerprint: str | None = None,
) -> Bet:
    """Places a bet. From now on only its settlement changes it."""
    bet = _terms(
        state, game, expert_id=expert_id, wager=wager, at=at, request_id=request_id, fingerprint=fingerprint
    )
    state.keep_bet(bet)
    effects.placed.append(bet)
    _report_placed(effects, bet)
    effects.touch("bets", "experts", "battles", f"expert:{expert_id}", f"predictions:{expert_id}")
    effects.touch_game(game)
    move(
        state,
        effects,
        bet,
        transaction_id=f"{bet.id}:placed",
        amounts={"bankroll": -bet.stake, "open_stakes": bet.stake},
        reason="bet_placed",
        told_as="bet_placed",
        at=at,
    )
    return bet


def _terms(
    state: BookState,
    game: GameFacts,
    *,
    expert_id: str,
    wager: Wager,
    at: datetime,
    request_id: str | None,
    fingerprint: str | None,
) -> Bet:
    returned = 0 if request_id else state.count_void(game.game_id, expert_id)
    again = [f"again {returned}"] if returned else []
    return Bet(
        id=identifier("bet", state.book.id, game.game_id, expert_id, request_id or "", *again),
        game_id=game.game_id,
        week=game.week,
        expert_id=expert_id,
        bet_type=wager.market,
        side=wager.side,
        point=wager.point,
        price=wager.price,
        stake=wager.stake,
        balance_before=state.accounts[expert_id].worth,
        potential_payout=payout(wager.stake, wager.price),
        pick=pick_text(wager.side, home=game.home, away=game.away, point=wager.point),
        confidence=wager.confidence,
        risk_level=wager.risk_level,
        reasoning=wager.reasoning,
        placed_at=at,
        kickoff_at=game.kickoff,
        request_id=request_id,
        fingerprint=fingerprint,
    )


def move(
    state: BookState,
    effects: Effects,
    bet: Bet,
    *,
    transaction_id: str,
    amounts: dict[str, Decimal],
    reason: str,
    told_as: str,
    at: datetime,
) -> None:
    """Books one transaction of a bet and reports the bankroll after it."""
    account = state.accounts[bet.expert_id]
    old = account.worth
    account.bankroll += amounts.get("bankroll", Decimal(0))
    account.open_stakes += amounts.get("open_stakes", Decimal(0))
    effects.accounts.add(bet.expert_id)
    effects.entries += [
        Entry(transaction_id, name, bet.expert_id, amount, reason, bet.id, at)
        for name, amount in amounts.items()
    ]
    updated = BankrollUpdated(
        expert_id=bet.expert_id,
        old_balance=float(old),
        new_balance=float(account.worth),
        change=float(account.worth - old),
        reason=told_as,
        bet_id=bet.id,
        game_id=bet.game_id,
        available=float(account.bankroll),
        at_risk=float(account.open_stakes),
        timestamp=at,
    )
    effects.report(updated)


def _report_placed(effects: Effects, bet: Bet) -> None:
    placed = BetPlaced(
        bet_id=bet.id,
        expert_id=bet.expert_id,
        expert_name=BY_ID[bet.expert_id].name,
        game_id=bet.game_id,
        bet_amount=float(bet.stake),
        prediction=bet.pick,
        confidence=bet.confidence,
        timestamp=bet.placed_at,
    )
    effects.report(placed)
