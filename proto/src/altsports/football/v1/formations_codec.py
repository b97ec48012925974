"""Generated from altsports/football/v1/formations.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import formations_pb2 as pb
from altsports.football.v1.formation_codec import football_formation_slot_to_json, football_formation_to_json


def football_list_formations_request_to_json(message: pb.ListFormationsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "shape": message.shape if has("shape") else None,
        "query": message.query if has("query") else None,
        "order": message.order if has("order") else None,
        "include_archived": message.include_archived if has("include_archived") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def football_list_formations_response_to_json(message: pb.ListFormationsResponse) -> dict[str, Any]:
    return {
        "formations": [football_formation_to_json(item) for item in message.formations] if message.formations else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def football_get_formation_request_to_json(message: pb.GetFormationRequest) -> dict[str, Any]:
    return {
        "formation_id": message.formation_id,
    }


def football_get_formation_response_to_json(message: pb.GetFormationResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "formation": football_formation_to_json(message.formation) if has("formation") else None,
    }


def football_create_formation_request_to_json(message: pb.CreateFormationRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "shape": message.shape,
        "slots": [football_formation_slot_to_json(item) for item in message.slots] if message.slots else [],
        "request_id": message.request_id if has("request_id") else None,
    }


def football_create_formation_response_to_json(message: pb.CreateFormationResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "formation": football_formation_to_json(message.formation) if has("formation") else None,
        "warnings": list(message.warnings),
    }


def football_update_formation_request_to_json(message: pb.UpdateFormationRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "formation_id": message.formation_id,
        "name": message.name if has("name") else None,
        "shape": message.shape if has("shape") else None,
        "slots": [football_formation_slot_to_json(item) for item in message.slots] if message.slots else [],
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
        "archived": message.archived if has("archived") else None,
        "clear": list(message.clear),
    }


def football_update_formation_response_to_json(message: pb.UpdateFormationResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "formation": football_formation_to_json(message.formation) if has("formation") else None,
        "warnings": list(message.warnings),
    }


def football_replace_formation_request_to_json(message: pb.ReplaceFormationRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "formation_id": message.formation_id,
        "name": message.name,
        "shape": message.shape,
        "slots": [football_formation_slot_to_json(item) for item in message.slots] if message.slots else [],
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def football_replace_formation_response_to_json(message: pb.ReplaceFormationResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "formation": football_formation_to_json(message.formation) if has("formation") else None,
        "warnings": list(message.warnings),
    }


def football_delete_formation_request_to_json(message: pb.DeleteFormationRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "formation_id": message.formation_id,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListFormationsRequest": football_list_formations_request_to_json,
    "ListFormationsResponse": football_list_formations_response_to_json,
    "GetFormationRequest": football_get_formation_request_to_json,
    "GetFormationResponse": football_get_formation_response_to_json,
    "CreateFormationRequest": football_create_formation_request_to_json,
    "CreateFormationResponse": football_create_formation_response_to_json,
    "UpdateFormationRequest": football_update_formation_request_to_json,
    "UpdateFormationResponse": football_update_formation_response_to_json,
    "ReplaceFormationRequest": football_replace_formation_request_to_json,
    "ReplaceFormationResponse": football_replace_formation_response_to_json,
    "DeleteFormationRequest": football_delete_formation_request_to_json,
}
