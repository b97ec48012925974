"""Generated from altsports/ai/v1/predictions.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import predictions_pb2 as pb
from altsports.ai.v1.books_codec import book_to_json


def list_predictions_request_to_json(message: pb.ListPredictionsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "week": message.week if has("week") else None,
        "status": message.status if has("status") else None,
        "min_confidence": message.min_confidence if has("min_confidence") else None,
        "season": message.season if has("season") else None,
        "replay": message.replay,
    }


def list_predictions_response_to_json(message: pb.ListPredictionsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "week": message.week,
        "predictions": [prediction_to_json(item) for item in message.predictions] if message.predictions else [],
        "book": book_to_json(message.book) if has("book") else None,
    }


def prediction_to_json(message: pb.Prediction) -> dict[str, Any]:
    has = message.HasField
    return {
        "prediction_id": message.prediction_id,
        "game_id": message.game_id,
        "category": message.category,
        "prediction": message.prediction,
        "confidence": message.confidence,
        "reasoning": message.reasoning,
        "bet_placed": message.bet_placed,
        "bet_amount": message.bet_amount if has("bet_amount") else None,
        "status": message.status,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "result": message.result if has("result") else None,
        "seal": message.seal,
        "reasoning_source": message.reasoning_source,
        "predicted_margin": message.predicted_margin,
        "predicted_total": message.predicted_total,
        "home_win_probability": message.home_win_probability,
        "line": message.line if has("line") else None,
        "estimated": message.estimated,
        "scatter": message.scatter,
    }


def verify_predictions_request_to_json(message: pb.VerifyPredictionsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "season": message.season if has("season") else None,
        "replay": message.replay,
        "game_id": message.game_id if has("game_id") else None,
        "expert_id": message.expert_id if has("expert_id") else None,
        "limit": message.limit if has("limit") else None,
        "offset": message.offset if has("offset") else None,
    }


def verify_predictions_response_to_json(message: pb.VerifyPredictionsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "valid": message.valid,
        "checked": message.checked,
        "broken_position": message.broken_position if has("broken_position") else None,
        "head": message.head,
        "seals": [seal_to_json(item) for item in message.seals] if message.seals else [],
        "book": book_to_json(message.book) if has("book") else None,
    }


def seal_to_json(message: pb.Seal) -> dict[str, Any]:
    has = message.HasField
    return {
        "position": message.position,
        "prediction_id": message.prediction_id,
        "game_id": message.game_id,
        "expert_id": message.expert_id,
        "previous_hash": message.previous_hash,
        "hash": message.hash,
        "sealed_at": timestamp_to_json(message.sealed_at) if has("sealed_at") else None,
        "revealed": message.revealed,
        "salt": message.salt if has("salt") else None,
        "content": message.content if has("content") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListPredictionsRequest": list_predictions_request_to_json,
    "ListPredictionsResponse": list_predictions_response_to_json,
    "Prediction": prediction_to_json,
    "VerifyPredictionsRequest": verify_predictions_request_to_json,
    "VerifyPredictionsResponse": verify_predictions_response_to_json,
    "Seal": seal_to_json,
}
