"""Generated from altsports/football/v1/responses.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import responses_pb2 as pb


def football_occasion_response_to_json(message: pb.OccasionResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_id": message.player_id if has("player_id") else None,
        "user_id": message.user_id if has("user_id") else None,
        "answer": message.answer,
        "reason": message.reason if has("reason") else None,
        "responded_at": timestamp_to_json(message.responded_at) if has("responded_at") else None,
        "recorded_by_staff": message.recorded_by_staff,
    }


def football_list_responses_request_to_json(message: pb.ListResponsesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "occasion": message.occasion,
        "occasion_id": message.occasion_id,
        "only": message.only if has("only") else None,
    }


def football_list_responses_response_to_json(message: pb.ListResponsesResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "responses": [football_occasion_response_to_json(item) for item in message.responses] if message.responses else [],
        "close_at": timestamp_to_json(message.close_at) if has("close_at") else None,
        "open": message.open,
        "attending": message.attending,
        "declined": message.declined,
        "unsure": message.unsure,
    }


def football_set_response_request_to_json(message: pb.SetResponseRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "occasion": message.occasion,
        "occasion_id": message.occasion_id,
        "answer": message.answer,
        "reason": message.reason if has("reason") else None,
        "player_id": message.player_id if has("player_id") else None,
    }


def football_set_response_response_to_json(message: pb.SetResponseResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "response": football_occasion_response_to_json(message.response) if has("response") else None,
    }


def football_delete_response_request_to_json(message: pb.DeleteResponseRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "occasion": message.occasion,
        "occasion_id": message.occasion_id,
        "player_id": message.player_id if has("player_id") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "OccasionResponse": football_occasion_response_to_json,
    "ListResponsesRequest": football_list_responses_request_to_json,
    "ListResponsesResponse": football_list_responses_response_to_json,
    "SetResponseRequest": football_set_response_request_to_json,
    "SetResponseResponse": football_set_response_response_to_json,
    "DeleteResponseRequest": football_delete_response_request_to_json,
}
