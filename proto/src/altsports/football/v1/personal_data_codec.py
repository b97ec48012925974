"""Generated from altsports/football/v1/personal_data.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import struct_to_json, timestamp_to_json
from altsports.football.v1 import personal_data_pb2 as pb


def football_export_player_request_to_json(message: pb.ExportPlayerRequest) -> dict[str, Any]:
    return {
        "player_id": message.player_id,
    }


def football_export_player_response_to_json(message: pb.ExportPlayerResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "export": football_player_export_to_json(message.export) if has("export") else None,
    }


def football_player_export_to_json(message: pb.PlayerExport) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_id": message.player_id,
        "exported_at": timestamp_to_json(message.exported_at) if has("exported_at") else None,
        "tables": [football_exported_table_to_json(item) for item in message.tables] if message.tables else [],
        "hidden_notes": message.hidden_notes,
    }


def football_exported_table_to_json(message: pb.ExportedTable) -> dict[str, Any]:
    return {
        "name": message.name,
        "rows": [struct_to_json(item) for item in message.rows] if message.rows else [],
    }


def football_erase_player_request_to_json(message: pb.ErasePlayerRequest) -> dict[str, Any]:
    return {
        "player_id": message.player_id,
    }


def football_erase_player_response_to_json(message: pb.ErasePlayerResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "erasure": football_player_erasure_to_json(message.erasure) if has("erasure") else None,
    }


def football_player_erasure_to_json(message: pb.PlayerErasure) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_id": message.player_id,
        "name": message.name,
        "rows_deleted": message.rows_deleted if has("rows_deleted") else None,
        "rows_changed": message.rows_changed if has("rows_changed") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ExportPlayerRequest": football_export_player_request_to_json,
    "ExportPlayerResponse": football_export_player_response_to_json,
    "PlayerExport": football_player_export_to_json,
    "ExportedTable": football_exported_table_to_json,
    "ErasePlayerRequest": football_erase_player_request_to_json,
    "ErasePlayerResponse": football_erase_player_response_to_json,
    "PlayerErasure": football_player_erasure_to_json,
}
