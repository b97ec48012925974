"""Generated from altsports/football/v1/team.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import team_pb2 as pb


def football_team_to_json(message: pb.Team) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "version": message.version,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "name": message.name,
        "kind": message.kind,
        "age_group": message.age_group if has("age_group") else None,
        "gender": message.gender if has("gender") else None,
        "format": message.format if has("format") else None,
        "season": message.season if has("season") else None,
        "home_ground": message.home_ground if has("home_ground") else None,
        "time_zone": message.time_zone if has("time_zone") else None,
        "crest_url": message.crest_url if has("crest_url") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Team": football_team_to_json,
}
