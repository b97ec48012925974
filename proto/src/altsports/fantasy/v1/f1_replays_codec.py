"""Generated from altsports/fantasy/v1/f1_replays.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.fantasy.v1 import f1_replays_pb2 as pb


def fantasy_f1_replay_to_json(message: pb.F1Replay) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "competition": message.competition,
        "season": message.season,
        "simulated": message.simulated,
        "first_round": message.first_round,
        "last_round": message.last_round,
        "speed": message.speed if has("speed") else None,
        "teams": message.teams,
        "status": message.status,
        "error": message.error if has("error") else None,
        "steps_done": message.steps_done,
        "steps_total": message.steps_total,
        "cursor_time": timestamp_to_json(message.cursor_time) if has("cursor_time") else None,
        "round": message.round if has("round") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "ended_at": timestamp_to_json(message.ended_at) if has("ended_at") else None,
        "running_seconds": message.running_seconds,
    }


def fantasy_create_f1_replay_request_to_json(message: pb.CreateF1ReplayRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "season": message.season,
        "competition": message.competition if has("competition") else None,
        "first_round": message.first_round if has("first_round") else None,
        "last_round": message.last_round if has("last_round") else None,
        "speed": message.speed if has("speed") else None,
        "teams": message.teams if has("teams") else None,
    }


def fantasy_create_f1_replay_response_to_json(message: pb.CreateF1ReplayResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "replay": fantasy_f1_replay_to_json(message.replay) if has("replay") else None,
    }


def fantasy_list_f1_replays_request_to_json(message: pb.ListF1ReplaysRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "status": message.status if has("status") else None,
    }


def fantasy_list_f1_replays_response_to_json(message: pb.ListF1ReplaysResponse) -> dict[str, Any]:
    return {
        "replays": [fantasy_f1_replay_to_json(item) for item in message.replays] if message.replays else [],
    }


def fantasy_get_f1_replay_request_to_json(message: pb.GetF1ReplayRequest) -> dict[str, Any]:
    return {
        "replay_id": message.replay_id,
    }


def fantasy_get_f1_replay_response_to_json(message: pb.GetF1ReplayResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "replay": fantasy_f1_replay_to_json(message.replay) if has("replay") else None,
    }


def fantasy_change_f1_replay_request_to_json(message: pb.ChangeF1ReplayRequest) -> dict[str, Any]:
    return {
        "replay_id": message.replay_id,
        "status": message.status,
    }


def fantasy_change_f1_replay_response_to_json(message: pb.ChangeF1ReplayResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "replay": fantasy_f1_replay_to_json(message.replay) if has("replay") else None,
    }


def fantasy_delete_f1_replay_request_to_json(message: pb.DeleteF1ReplayRequest) -> dict[str, Any]:
    return {
        "replay_id": message.replay_id,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "F1Replay": fantasy_f1_replay_to_json,
    "CreateF1ReplayRequest": fantasy_create_f1_replay_request_to_json,
    "CreateF1ReplayResponse": fantasy_create_f1_replay_response_to_json,
    "ListF1ReplaysRequest": fantasy_list_f1_replays_request_to_json,
    "ListF1ReplaysResponse": fantasy_list_f1_replays_response_to_json,
    "GetF1ReplayRequest": fantasy_get_f1_replay_request_to_json,
    "GetF1ReplayResponse": fantasy_get_f1_replay_response_to_json,
    "ChangeF1ReplayRequest": fantasy_change_f1_replay_request_to_json,
    "ChangeF1ReplayResponse": fantasy_change_f1_replay_response_to_json,
    "DeleteF1ReplayRequest": fantasy_delete_f1_replay_request_to_json,
}
