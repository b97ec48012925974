"""What operators do with bets: place one for an expert, and settle a game. The book is locked meanwhile."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ai_service.nfl_experts.betting.markets import Market, Side
from ai_service.nfl_experts.betting.odds import to_cents
from ai_service.nfl_experts.betting.settlement import Terms
from ai_service.nfl_experts.books import repository as books
from ai_service.nfl_experts.books.effects import Effects
from ai_service.nfl_experts.books.placing import market_quotes, place
from ai_service.nfl_experts.books.settling import is_open_to, settle_game
from ai_service.nfl_experts.books.state import Bet, BookState
from ai_service.nfl_experts.books.writing import write_effects
from ai_service.nfl_experts.errors import (
    BettingClosed,
    ExpertEliminated,
    InsufficientBankroll,
    InvalidBet,
    NoMarketQuote,
    RequestIdReused,
    ResultNotFinal,
)
from ai_service.nfl_experts.experts.stakes import Wager, risk_level
from ai_service.nfl_experts.faces.bets import repository
from ai_service.nfl_experts.faces.open_book import HeldBook
from ai_service.nfl_experts.facts.season import GameFacts
from ai_service.nfl_experts.facts.timeline import NO_REVISION


@dataclass(frozen=True, slots=True)
class Order:
    """The bet that an operator wants to place."""

    expert_id: str
    game_id: str
    bet_type: Market
    side: Side
    amount: Decimal
    request_id: str
    reasoning: str
    confidence: float

    @property
    def fingerprint(self) -> str:
        """A hash of the order without its reasoning; it tells apart orders with the same request_id."""
        parts = (self.expert_id, self.game_id, self.bet_type, self.side, str(self.amount))
        return hashlib.sha256("|".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Settled:
    """How many bets a call settled."""

    revision: int
    settled: int
    resettled: int
    already_settled: int


async def place_bet(held: HeldBook, order: Order) -> Bet:
    """The bet of an order, or of an earlier call with the same request_id."""
    earlier = await repository.bet_of_request(held.connection, held.book.id, order.request_id)
    if earlier is not None:
        if earlier.fingerprint != order.fingerprint:
            raise RequestIdReused("The request_id was already used for another bet", bet_id=earlier.id)
        return earlier
    state, _ = await books.load_outline(held.connection, held.book)
    wager = _wager(state, held.game, order, held.at)
    effects = Effects(held.book, held.is_current)
    bet = place(
        state,
        effects,
        held.game,
        expert_id=order.expert_id,
        wager=wager,
        at=held.at,
        request_id=order.request_id,
        fingerprint=order.fingerprint,
    )
    await write_effects(held.connection, state, effects, now=held.now)
    return bet


async def settle_now(held: HeldBook) -> Settled:
    """Settles the bets of a game by the result in effect at the book's time."""
    game = held.game
    state, _ = await books.load_state(held.connection, held.book)
    result = game.final(held.at)
    if result is None and not game.is_off(held.at):
        raise ResultNotFinal(f"{game.game_id} has no final result yet", game_id=game.game_id)
    before = state.bets_of_game(game.game_id)
    revision = result.revision if result is not None else NO_REVISION
    effects = Effects(held.book, held.is_current)
    settle_game(state, effects, game, result=result, at=held.at)
    if effects.settled_games or effects.settlements:
        await write_effects(held.connection, state, effects, now=held.now)
    return Settled(
        revision=revision,
        settled=sum(not bet.is_settled for bet in before),
        resettled=sum(bet.is_settled and is_open_to(bet, revision) for bet in before),
        already_settled=sum(bet.settled_revision == revision for bet in before),
    )


def _wager(state: BookState, game: GameFacts, order: Order, at: datetime) -> Wager:
    if game.is_off(at):
        raise BettingClosed(
            f"Betting is closed: {game.game_id} is {game.status(at).status}", game_id=game.game_id
        )
    if at >= game.kickoff:
        raise BettingClosed(f"Betting is closed: {game.game_id} has kicked off", game_id=game.game_id)
    quote = next((quote for quote in market_quotes(game, at) if quote.market == order.bet_type), None)
    first = order.side in ("home", "over")
    price = None if quote is None else (quote.home_price if first else quote.away_price)
    if quote is None or price is None:
        raise NoMarketQuote(f"No {order.bet_type} is offered on {game.game_id} now")
    point = None if order.bet_type == "moneyline" else quote.point
    try:
        Terms(order.bet_type, order.side, point)
    except ValueError as error:
        raise InvalidBet(str(error)) from error
    account = state.accounts[order.expert_id]
    if account.eliminated_at is not None:
        raise ExpertEliminated(f"{order.expert_id} has been eliminated this season")
    if order.amount > account.bankroll:
        raise InsufficientBankroll(f"{order.expert_id} has {account.bankroll} and cannot bet {order.amount}")
    return Wager(
        market=order.bet_type,
        side=order.side,
        stake=order.amount,
        price=price,
        point=point,
        confidence=order.confidence,
        risk_level=risk_level(order.amount, account.worth),
        reasoning=order.reasoning,
    )


def amount_of(number: float) -> Decimal:
    """A stake, rounded to the cent, from a JSON number."""
    return to_cents(Decimal(str(number)))
