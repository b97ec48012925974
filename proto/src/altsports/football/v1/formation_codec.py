"""Generated from altsports/football/v1/formation.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import formation_pb2 as pb


def football_formation_to_json(message: pb.Formation) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "version": message.version,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "name": message.name,
        "shape": message.shape,
        "slots": [football_formation_slot_to_json(item) for item in message.slots] if message.slots else [],
    }


def football_formation_slot_to_json(message: pb.FormationSlot) -> dict[str, Any]:
    has = message.HasField
    return {
        "position": message.position,
        "x": message.x if has("x") else None,
        "y": message.y if has("y") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Formation": football_formation_to_json,
    "FormationSlot": football_formation_slot_to_json,
}
