"""Generated from altsports/ai/v1/battles.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import battles_pb2 as pb
from altsports.ai.v1.books_codec import book_to_json


def list_active_battles_request_to_json(message: pb.ListActiveBattlesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "week": message.week if has("week") else None,
        "min_difference": message.min_difference if has("min_difference") else None,
        "season": message.season if has("season") else None,
        "replay": message.replay,
        "game_id": message.game_id if has("game_id") else None,
        "limit": message.limit if has("limit") else None,
        "status": message.status if has("status") else None,
    }


def list_active_battles_response_to_json(message: pb.ListActiveBattlesResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "battles": [battle_to_json(item) for item in message.battles] if message.battles else [],
        "week": message.week,
        "total_count": message.total_count,
        "book": book_to_json(message.book) if has("book") else None,
    }


def battle_to_json(message: pb.Battle) -> dict[str, Any]:
    has = message.HasField
    return {
        "battle_id": message.battle_id,
        "game_id": message.game_id,
        "category": message.category,
        "expert_a": battle_side_to_json(message.expert_a) if has("expert_a") else None,
        "expert_b": battle_side_to_json(message.expert_b) if has("expert_b") else None,
        "head_to_head_record": head_to_head_to_json(message.head_to_head_record) if has("head_to_head_record") else None,
        "user_votes": user_votes_to_json(message.user_votes) if has("user_votes") else None,
        "difference": message.difference,
        "at_stake": message.at_stake,
        "game_time": timestamp_to_json(message.game_time) if has("game_time") else None,
    }


def battle_side_to_json(message: pb.BattleSide) -> dict[str, Any]:
    return {
        "expert_id": message.expert_id,
        "prediction": message.prediction,
        "confidence": message.confidence,
        "bet_amount": message.bet_amount,
        "reasoning": message.reasoning,
        "estimated": message.estimated,
    }


def head_to_head_to_json(message: pb.HeadToHead) -> dict[str, Any]:
    return {
        "expert_a_wins": message.expert_a_wins,
        "expert_b_wins": message.expert_b_wins,
        "last_5": message.last_5,
    }


def user_votes_to_json(message: pb.UserVotes) -> dict[str, Any]:
    return {
        "expert_a": message.expert_a,
        "expert_b": message.expert_b,
    }


def vote_in_battle_request_to_json(message: pb.VoteInBattleRequest) -> dict[str, Any]:
    return {
        "battle_id": message.battle_id,
        "side": message.side,
    }


def vote_in_battle_response_to_json(message: pb.VoteInBattleResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "battle_id": message.battle_id,
        "side": message.side,
        "user_votes": user_votes_to_json(message.user_votes) if has("user_votes") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListActiveBattlesRequest": list_active_battles_request_to_json,
    "ListActiveBattlesResponse": list_active_battles_response_to_json,
    "Battle": battle_to_json,
    "BattleSide": battle_side_to_json,
    "HeadToHead": head_to_head_to_json,
    "UserVotes": user_votes_to_json,
    "VoteInBattleRequest": vote_in_battle_request_to_json,
    "VoteInBattleResponse": vote_in_battle_response_to_json,
}
