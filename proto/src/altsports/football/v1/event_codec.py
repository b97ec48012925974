"""Generated from altsports/football/v1/event.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import event_pb2 as pb


def football_event_to_json(message: pb.Event) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "version": message.version,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "name": message.name,
        "kind": message.kind,
        "season": message.season if has("season") else None,
        "starts_on": message.starts_on if has("starts_on") else None,
        "ends_on": message.ends_on if has("ends_on") else None,
        "competition": message.competition if has("competition") else None,
        "rules": message.rules if has("rules") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Event": football_event_to_json,
}
