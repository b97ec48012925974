"""Generated from altsports/ai/v1/events.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import events_pb2 as pb


def bet_placed_to_json(message: pb.BetPlaced) -> dict[str, Any]:
    has = message.HasField
    return {
        "bet_id": message.bet_id,
        "expert_id": message.expert_id,
        "expert_name": message.expert_name,
        "game_id": message.game_id,
        "bet_amount": message.bet_amount,
        "prediction": message.prediction,
        "confidence": message.confidence,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
        "replay": message.replay if has("replay") else None,
        "simulated": message.simulated if has("simulated") else None,
    }


def line_movement_to_json(message: pb.LineMovement) -> dict[str, Any]:
    has = message.HasField
    return {
        "game_id": message.game_id,
        "line_type": message.line_type,
        "old_value": message.old_value,
        "new_value": message.new_value,
        "movement": message.movement,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
        "replay": message.replay if has("replay") else None,
        "simulated": message.simulated if has("simulated") else None,
        "unit": message.unit,
    }


def expert_eliminated_to_json(message: pb.ExpertEliminated) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "expert_name": message.expert_name,
        "final_bankroll": message.final_bankroll,
        "elimination_reason": message.elimination_reason,
        "final_bet": final_bet_to_json(message.final_bet) if has("final_bet") else None,
        "season_stats": season_stats_to_json(message.season_stats) if has("season_stats") else None,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
        "replay": message.replay if has("replay") else None,
        "simulated": message.simulated if has("simulated") else None,
    }


def final_bet_to_json(message: pb.FinalBet) -> dict[str, Any]:
    return {
        "game_id": message.game_id,
        "bet_amount": message.bet_amount,
        "result": message.result,
    }


def season_stats_to_json(message: pb.SeasonStats) -> dict[str, Any]:
    return {
        "total_bets": message.total_bets,
        "win_rate": message.win_rate,
        "roi": message.roi,
    }


def bankroll_updated_to_json(message: pb.BankrollUpdated) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "old_balance": message.old_balance,
        "new_balance": message.new_balance,
        "change": message.change,
        "reason": message.reason,
        "bet_id": message.bet_id,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
        "replay": message.replay if has("replay") else None,
        "simulated": message.simulated if has("simulated") else None,
        "game_id": message.game_id,
        "available": message.available,
        "at_risk": message.at_risk,
    }


def book_advanced_to_json(message: pb.BookAdvanced) -> dict[str, Any]:
    has = message.HasField
    return {
        "book_id": message.book_id,
        "replay": message.replay if has("replay") else None,
        "stale_tags": list(message.stale_tags),
    }


def council_chosen_to_json(message: pb.CouncilChosen) -> dict[str, Any]:
    has = message.HasField
    return {
        "book_id": message.book_id,
        "replay": message.replay if has("replay") else None,
        "week": message.week,
        "expert_ids": list(message.expert_ids),
    }


def battle_voted_to_json(message: pb.BattleVoted) -> dict[str, Any]:
    return {
        "battle_id": message.battle_id,
        "stale_tags": list(message.stale_tags),
    }


def analysis_stored_to_json(message: pb.AnalysisStored) -> dict[str, Any]:
    has = message.HasField
    return {
        "analysis_id": message.analysis_id,
        "user_id": message.user_id,
        "analysis_type": message.analysis_type,
        "league_id": message.league_id,
        "league_name": message.league_name,
        "confidence": message.confidence,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "BetPlaced": bet_placed_to_json,
    "LineMovement": line_movement_to_json,
    "ExpertEliminated": expert_eliminated_to_json,
    "FinalBet": final_bet_to_json,
    "SeasonStats": season_stats_to_json,
    "BankrollUpdated": bankroll_updated_to_json,
    "BookAdvanced": book_advanced_to_json,
    "CouncilChosen": council_chosen_to_json,
    "BattleVoted": battle_voted_to_json,
    "AnalysisStored": analysis_stored_to_json,
}
