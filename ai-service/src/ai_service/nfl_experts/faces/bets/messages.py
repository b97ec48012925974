"""Builds the messages of bets."""

from ai_service.nfl_experts.betting.odds import price_text
from ai_service.nfl_experts.books.state import ZERO, Bet
from ai_service.nfl_experts.experts.roster import BY_ID
from altsports.ai.v1 import bets_pb2 as pb
from altsports.ai.v1 import books_pb2
from service_kit.timestamps import time_to_pb


def bet_to_pb(bet: Bet) -> pb.Bet:
    """A bet as lists and responses to orders show it."""
    expert = BY_ID[bet.expert_id]
    share = float(bet.stake / bet.balance_before) if bet.balance_before else 1.0
    return pb.Bet(
        bet_id=bet.id,
        expert_id=bet.expert_id,
        expert_name=expert.name,
        expert_emoji=expert.emoji,
        game_id=bet.game_id,
        bet_type=bet.bet_type,
        prediction=bet.pick,
        bet_amount=float(bet.stake),
        bankroll_percentage=round(share, 4),
        vegas_odds=price_text(bet.price),
        confidence=bet.confidence,
        risk_level=bet.risk_level,
        reasoning=bet.reasoning,
        potential_payout=float(bet.potential_payout),
        status=bet.status,
        placed_at=time_to_pb(bet.placed_at),
    )


def historic_bet_to_pb(bet: Bet) -> books_pb2.HistoricBet:
    """A bet as histories show it."""
    return books_pb2.HistoricBet(
        bet_id=bet.id,
        game_id=bet.game_id,
        bet_amount=float(bet.stake),
        result=bet.status,
        payout=float(bet.payout or ZERO),
        profit=float(bet.profit if bet.is_settled else ZERO),
        bet_type=bet.bet_type,
        prediction=bet.pick,
        settled_at=time_to_pb(bet.settled_at),
        placed_at=time_to_pb(bet.placed_at),
    )
