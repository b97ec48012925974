"""Generated from altsports/football/v1/training_session.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import training_session_pb2 as pb


def football_training_session_to_json(message: pb.TrainingSession) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "version": message.version,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "title": message.title,
        "team_id": message.team_id,
        "starts_at": timestamp_to_json(message.starts_at) if has("starts_at") else None,
        "ends_at": timestamp_to_json(message.ends_at) if has("ends_at") else None,
        "time_zone": message.time_zone if has("time_zone") else None,
        "status": message.status if has("status") else None,
        "place": message.place if has("place") else None,
        "focus": message.focus if has("focus") else None,
        "planned_load": message.planned_load if has("planned_load") else None,
        "responses_close_at": timestamp_to_json(message.responses_close_at) if has("responses_close_at") else None,
        "drills": [football_drill_to_json(item) for item in message.drills] if message.drills else [],
        "attendance": [football_attendance_to_json(item) for item in message.attendance] if message.attendance else [],
    }


def football_drill_to_json(message: pb.Drill) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "minutes": message.minutes if has("minutes") else None,
        "description": message.description if has("description") else None,
    }


def football_attendance_to_json(message: pb.Attendance) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_id": message.player_id,
        "status": message.status,
        "minutes": message.minutes if has("minutes") else None,
        "perceived_load": message.perceived_load if has("perceived_load") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "TrainingSession": football_training_session_to_json,
    "Drill": football_drill_to_json,
    "Attendance": football_attendance_to_json,
}
