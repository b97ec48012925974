"""Generated from altsports/ai/v1/bets.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import bets_pb2 as pb
from altsports.ai.v1.books_codec import book_to_json, historic_bet_to_json


def list_live_bets_request_to_json(message: pb.ListLiveBetsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "game_id": message.game_id if has("game_id") else None,
        "expert_id": message.expert_id if has("expert_id") else None,
        "limit": message.limit if has("limit") else None,
        "status": message.status if has("status") else None,
        "season": message.season if has("season") else None,
        "replay": message.replay,
    }


def list_live_bets_response_to_json(message: pb.ListLiveBetsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "bets": [bet_to_json(item) for item in message.bets] if message.bets else [],
        "summary": bet_summary_to_json(message.summary) if has("summary") else None,
        "book": book_to_json(message.book) if has("book") else None,
    }


def bet_to_json(message: pb.Bet) -> dict[str, Any]:
    has = message.HasField
    return {
        "bet_id": message.bet_id,
        "expert_id": message.expert_id,
        "expert_name": message.expert_name,
        "expert_emoji": message.expert_emoji,
        "game_id": message.game_id,
        "bet_type": message.bet_type,
        "prediction": message.prediction,
        "bet_amount": message.bet_amount,
        "bankroll_percentage": message.bankroll_percentage,
        "vegas_odds": message.vegas_odds,
        "confidence": message.confidence,
        "risk_level": message.risk_level,
        "reasoning": message.reasoning,
        "potential_payout": message.potential_payout,
        "placed_at": timestamp_to_json(message.placed_at) if has("placed_at") else None,
        "status": message.status,
    }


def bet_summary_to_json(message: pb.BetSummary) -> dict[str, Any]:
    return {
        "total_at_risk": message.total_at_risk,
        "potential_payout": message.potential_payout,
        "avg_confidence": message.avg_confidence,
    }


def get_bet_history_request_to_json(message: pb.GetBetHistoryRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "limit": message.limit if has("limit") else None,
        "offset": message.offset if has("offset") else None,
        "result": message.result if has("result") else None,
        "season": message.season if has("season") else None,
        "replay": message.replay,
    }


def get_bet_history_response_to_json(message: pb.GetBetHistoryResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "bet_history": [historic_bet_to_json(item) for item in message.bet_history] if message.bet_history else [],
        "statistics": bet_statistics_to_json(message.statistics) if has("statistics") else None,
        "book": book_to_json(message.book) if has("book") else None,
    }


def bet_statistics_to_json(message: pb.BetStatistics) -> dict[str, Any]:
    return {
        "total_bets": message.total_bets,
        "wins": message.wins,
        "losses": message.losses,
        "pushes": message.pushes,
        "win_rate": message.win_rate,
        "roi": message.roi,
        "avg_bet_size": message.avg_bet_size,
        "decided_bets": message.decided_bets,
    }


def place_bet_request_to_json(message: pb.PlaceBetRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "game_id": message.game_id,
        "bet_type": message.bet_type,
        "side": message.side,
        "bet_amount": message.bet_amount,
        "request_id": message.request_id,
        "reasoning": message.reasoning if has("reasoning") else None,
        "confidence": message.confidence if has("confidence") else None,
        "replay": message.replay,
    }


def place_bet_response_to_json(message: pb.PlaceBetResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "bet": bet_to_json(message.bet) if has("bet") else None,
    }


def settle_game_request_to_json(message: pb.SettleGameRequest) -> dict[str, Any]:
    return {
        "game_id": message.game_id,
        "replay": message.replay,
    }


def settle_game_response_to_json(message: pb.SettleGameResponse) -> dict[str, Any]:
    return {
        "game_id": message.game_id,
        "revision": message.revision,
        "settled": message.settled,
        "resettled": message.resettled,
        "already_settled": message.already_settled,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListLiveBetsRequest": list_live_bets_request_to_json,
    "ListLiveBetsResponse": list_live_bets_response_to_json,
    "Bet": bet_to_json,
    "BetSummary": bet_summary_to_json,
    "GetBetHistoryRequest": get_bet_history_request_to_json,
    "GetBetHistoryResponse": get_bet_history_response_to_json,
    "BetStatistics": bet_statistics_to_json,
    "PlaceBetRequest": place_bet_request_to_json,
    "PlaceBetResponse": place_bet_response_to_json,
    "SettleGameRequest": settle_game_request_to_json,
    "SettleGameResponse": settle_game_response_to_json,
}
