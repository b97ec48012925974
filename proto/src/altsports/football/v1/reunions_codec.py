"""Generated from altsports/football/v1/reunions.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import reunions_pb2 as pb
from altsports.football.v1.reunion_codec import football_participant_to_json, football_reunion_to_json


def football_list_reunions_request_to_json(message: pb.ListReunionsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id if has("team_id") else None,
        "status": message.status if has("status") else None,
        "since_starts_at": timestamp_to_json(message.since_starts_at) if has("since_starts_at") else None,
        "until_starts_at": timestamp_to_json(message.until_starts_at) if has("until_starts_at") else None,
        "query": message.query if has("query") else None,
        "order": message.order if has("order") else None,
        "include_archived": message.include_archived if has("include_archived") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def football_list_reunions_response_to_json(message: pb.ListReunionsResponse) -> dict[str, Any]:
    return {
        "reunions": [football_reunion_to_json(item) for item in message.reunions] if message.reunions else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def football_get_reunion_request_to_json(message: pb.GetReunionRequest) -> dict[str, Any]:
    return {
        "reunion_id": message.reunion_id,
    }


def football_get_reunion_response_to_json(message: pb.GetReunionResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "reunion": football_reunion_to_json(message.reunion) if has("reunion") else None,
    }


def football_create_reunion_request_to_json(message: pb.CreateReunionRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "title": message.title,
        "starts_at": timestamp_to_json(message.starts_at) if has("starts_at") else None,
        "ends_at": timestamp_to_json(message.ends_at) if has("ends_at") else None,
        "time_zone": message.time_zone if has("time_zone") else None,
        "status": message.status if has("status") else None,
        "team_id": message.team_id if has("team_id") else None,
        "place": message.place if has("place") else None,
        "agenda": message.agenda if has("agenda") else None,
        "minutes": message.minutes if has("minutes") else None,
        "responses_close_at": timestamp_to_json(message.responses_close_at) if has("responses_close_at") else None,
        "participants": [football_participant_to_json(item) for item in message.participants] if message.participants else [],
        "request_id": message.request_id if has("request_id") else None,
    }


def football_create_reunion_response_to_json(message: pb.CreateReunionResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "reunion": football_reunion_to_json(message.reunion) if has("reunion") else None,
        "warnings": list(message.warnings),
    }


def football_update_reunion_request_to_json(message: pb.UpdateReunionRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "reunion_id": message.reunion_id,
        "title": message.title if has("title") else None,
        "starts_at": timestamp_to_json(message.starts_at) if has("starts_at") else None,
        "ends_at": timestamp_to_json(message.ends_at) if has("ends_at") else None,
        "time_zone": message.time_zone if has("time_zone") else None,
        "status": message.status if has("status") else None,
        "team_id": message.team_id if has("team_id") else None,
        "place": message.place if has("place") else None,
        "agenda": message.agenda if has("agenda") else None,
        "minutes": message.minutes if has("minutes") else None,
        "responses_close_at": timestamp_to_json(message.responses_close_at) if has("responses_close_at") else None,
        "participants": [football_participant_to_json(item) for item in message.participants] if message.participants else [],
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
        "archived": message.archived if has("archived") else None,
        "clear": list(message.clear),
    }


def football_update_reunion_response_to_json(message: pb.UpdateReunionResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "reunion": football_reunion_to_json(message.reunion) if has("reunion") else None,
        "warnings": list(message.warnings),
    }


def football_replace_reunion_request_to_json(message: pb.ReplaceReunionRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "reunion_id": message.reunion_id,
        "title": message.title,
        "starts_at": timestamp_to_json(message.starts_at) if has("starts_at") else None,
        "ends_at": timestamp_to_json(message.ends_at) if has("ends_at") else None,
        "time_zone": message.time_zone if has("time_zone") else None,
        "status": message.status if has("status") else None,
        "team_id": message.team_id if has("team_id") else None,
        "place": message.place if has("place") else None,
        "agenda": message.agenda if has("agenda") else None,
        "minutes": message.minutes if has("minutes") else None,
        "responses_close_at": timestamp_to_json(message.responses_close_at) if has("responses_close_at") else None,
        "participants": [football_participant_to_json(item) for item in message.participants] if message.participants else [],
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def football_replace_reunion_response_to_json(message: pb.ReplaceReunionResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "reunion": football_reunion_to_json(message.reunion) if has("reunion") else None,
        "warnings": list(message.warnings),
    }


def football_delete_reunion_request_to_json(message: pb.DeleteReunionRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "reunion_id": message.reunion_id,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListReunionsRequest": football_list_reunions_request_to_json,
    "ListReunionsResponse": football_list_reunions_response_to_json,
    "GetReunionRequest": football_get_reunion_request_to_json,
    "GetReunionResponse": football_get_reunion_response_to_json,
    "CreateReunionRequest": football_create_reunion_request_to_json,
    "CreateReunionResponse": football_create_reunion_response_to_json,
    "UpdateReunionRequest": football_update_reunion_request_to_json,
    "UpdateReunionResponse": football_update_reunion_response_to_json,
    "ReplaceReunionRequest": football_replace_reunion_request_to_json,
    "ReplaceReunionResponse": football_replace_reunion_response_to_json,
    "DeleteReunionRequest": football_delete_reunion_request_to_json,
}
