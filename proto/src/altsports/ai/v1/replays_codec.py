"""Generated from altsports/ai/v1/replays.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import replays_pb2 as pb


def replay_to_json(message: pb.Replay) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "sport": message.sport,
        "competition": message.competition,
        "season": message.season,
        "simulated": message.simulated,
        "first_week": message.first_week,
        "last_week": message.last_week,
        "speed": message.speed,
        "status": message.status,
        "error": message.error if has("error") else None,
        "steps_done": message.steps_done,
        "steps_total": message.steps_total,
        "progress": message.progress,
        "cursor_time": timestamp_to_json(message.cursor_time) if has("cursor_time") else None,
        "week": message.week if has("week") else None,
        "looping": message.looping,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "ended_at": timestamp_to_json(message.ended_at) if has("ended_at") else None,
        "running_seconds": message.running_seconds,
        "teams": message.teams if has("teams") else None,
    }


def create_replay_request_to_json(message: pb.CreateReplayRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "sport": message.sport,
        "season": message.season,
        "weeks": message.weeks if has("weeks") else None,
        "speed": message.speed if has("speed") else None,
        "competition": message.competition if has("competition") else None,
        "rounds": message.rounds if has("rounds") else None,
        "teams": message.teams if has("teams") else None,
    }


def create_replay_response_to_json(message: pb.CreateReplayResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "replay": replay_to_json(message.replay) if has("replay") else None,
    }


def list_replays_request_to_json(message: pb.ListReplaysRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "status": message.status if has("status") else None,
    }


def list_replays_response_to_json(message: pb.ListReplaysResponse) -> dict[str, Any]:
    return {
        "replays": [replay_to_json(item) for item in message.replays] if message.replays else [],
    }


def get_replay_request_to_json(message: pb.GetReplayRequest) -> dict[str, Any]:
    return {
        "replay_id": message.replay_id,
    }


def get_replay_response_to_json(message: pb.GetReplayResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "replay": replay_to_json(message.replay) if has("replay") else None,
    }


def pause_replay_request_to_json(message: pb.PauseReplayRequest) -> dict[str, Any]:
    return {
        "replay_id": message.replay_id,
    }


def pause_replay_response_to_json(message: pb.PauseReplayResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "replay": replay_to_json(message.replay) if has("replay") else None,
    }


def resume_replay_request_to_json(message: pb.ResumeReplayRequest) -> dict[str, Any]:
    return {
        "replay_id": message.replay_id,
    }


def resume_replay_response_to_json(message: pb.ResumeReplayResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "replay": replay_to_json(message.replay) if has("replay") else None,
    }


def stop_replay_request_to_json(message: pb.StopReplayRequest) -> dict[str, Any]:
    return {
        "replay_id": message.replay_id,
    }


def stop_replay_response_to_json(message: pb.StopReplayResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "replay": replay_to_json(message.replay) if has("replay") else None,
    }


def delete_replay_request_to_json(message: pb.DeleteReplayRequest) -> dict[str, Any]:
    return {
        "replay_id": message.replay_id,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Replay": replay_to_json,
    "CreateReplayRequest": create_replay_request_to_json,
    "CreateReplayResponse": create_replay_response_to_json,
    "ListReplaysRequest": list_replays_request_to_json,
    "ListReplaysResponse": list_replays_response_to_json,
    "GetReplayRequest": get_replay_request_to_json,
    "GetReplayResponse": get_replay_response_to_json,
    "PauseReplayRequest": pause_replay_request_to_json,
    "PauseReplayResponse": pause_replay_response_to_json,
    "ResumeReplayRequest": resume_replay_request_to_json,
    "ResumeReplayResponse": resume_replay_response_to_json,
    "StopReplayRequest": stop_replay_request_to_json,
    "StopReplayResponse": stop_replay_response_to_json,
    "DeleteReplayRequest": delete_replay_request_to_json,
}
