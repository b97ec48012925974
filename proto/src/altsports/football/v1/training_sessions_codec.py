"""Generated from altsports/football/v1/training_sessions.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import training_sessions_pb2 as pb
from altsports.football.v1.training_session_codec import football_attendance_to_json, football_drill_to_json, football_training_session_to_json


def football_list_training_sessions_request_to_json(message: pb.ListTrainingSessionsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id if has("team_id") else None,
        "status": message.status if has("status") else None,
        "since_starts_at": timestamp_to_json(message.since_starts_at) if has("since_starts_at") else None,
        "until_starts_at": timestamp_to_json(message.until_starts_at) if has("until_starts_at") else None,
        "player_id": message.player_id if has("player_id") else None,
        "query": message.query if has("query") else None,
        "order": message.order if has("order") else None,
        "include_archived": message.include_archived if has("include_archived") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def football_list_training_sessions_response_to_json(message: pb.ListTrainingSessionsResponse) -> dict[str, Any]:
    return {
        "training_sessions": [football_training_session_to_json(item) for item in message.training_sessions] if message.training_sessions else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def football_get_training_session_request_to_json(message: pb.GetTrainingSessionRequest) -> dict[str, Any]:
    return {
        "training_session_id": message.training_session_id,
    }


def football_get_training_session_response_to_json(message: pb.GetTrainingSessionResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "training_session": football_training_session_to_json(message.training_session) if has("training_session") else None,
    }


def football_create_training_session_request_to_json(message: pb.CreateTrainingSessionRequest) -> dict[str, Any]:
    has = message.HasField
    return {
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
        "request_id": message.request_id if has("request_id") else None,
    }


def football_create_training_session_response_to_json(message: pb.CreateTrainingSessionResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "training_session": football_training_session_to_json(message.training_session) if has("training_session") else None,
        "warnings": list(message.warnings),
    }


def football_update_training_session_request_to_json(message: pb.UpdateTrainingSessionRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "training_session_id": message.training_session_id,
        "title": message.title if has("title") else None,
        "team_id": message.team_id if has("team_id") else None,
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
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
        "archived": message.archived if has("archived") else None,
        "clear": list(message.clear),
    }


def football_update_training_session_response_to_json(message: pb.UpdateTrainingSessionResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "training_session": football_training_session_to_json(message.training_session) if has("training_session") else None,
        "warnings": list(message.warnings),
    }


def football_replace_training_session_request_to_json(message: pb.ReplaceTrainingSessionRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "training_session_id": message.training_session_id,
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
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def football_replace_training_session_response_to_json(message: pb.ReplaceTrainingSessionResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "training_session": football_training_session_to_json(message.training_session) if has("training_session") else None,
        "warnings": list(message.warnings),
    }


def football_delete_training_session_request_to_json(message: pb.DeleteTrainingSessionRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "training_session_id": message.training_session_id,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListTrainingSessionsRequest": football_list_training_sessions_request_to_json,
    "ListTrainingSessionsResponse": football_list_training_sessions_response_to_json,
    "GetTrainingSessionRequest": football_get_training_session_request_to_json,
    "GetTrainingSessionResponse": football_get_training_session_response_to_json,
    "CreateTrainingSessionRequest": football_create_training_session_request_to_json,
    "CreateTrainingSessionResponse": football_create_training_session_response_to_json,
    "UpdateTrainingSessionRequest": football_update_training_session_request_to_json,
    "UpdateTrainingSessionResponse": football_update_training_session_response_to_json,
    "ReplaceTrainingSessionRequest": football_replace_training_session_request_to_json,
    "ReplaceTrainingSessionResponse": football_replace_training_session_response_to_json,
    "DeleteTrainingSessionRequest": football_delete_training_session_request_to_json,
}
