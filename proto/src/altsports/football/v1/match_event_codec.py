"""Generated from altsports/football/v1/match_event.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import match_event_pb2 as pb


def football_match_event_to_json(message: pb.MatchEvent) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "version": message.version,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "match_id": message.match_id,
        "team_id": message.team_id,
        "type": message.type,
        "period": message.period if has("period") else None,
        "minute": message.minute if has("minute") else None,
        "stoppage_minute": message.stoppage_minute if has("stoppage_minute") else None,
        "second": message.second if has("second") else None,
        "player_id": message.player_id if has("player_id") else None,
        "related_player_id": message.related_player_id if has("related_player_id") else None,
        "x": message.x if has("x") else None,
        "y": message.y if has("y") else None,
        "end_x": message.end_x if has("end_x") else None,
        "end_y": message.end_y if has("end_y") else None,
        "outcome": message.outcome if has("outcome") else None,
        "detail": message.detail if has("detail") else None,
        "xg": message.xg if has("xg") else None,
        "source": message.source,
        "sequence": message.sequence,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "MatchEvent": football_match_event_to_json,
}
