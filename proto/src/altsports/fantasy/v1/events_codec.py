"""Generated from altsports/fantasy/v1/events.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.fantasy.v1 import events_pb2 as pb


def fantasy_f1_scores_published_to_json(message: pb.F1ScoresPublished) -> dict[str, Any]:
    has = message.HasField
    return {
        "race_id": message.race_id,
        "race_key": message.race_key,
        "season_id": message.season_id,
        "kind": message.kind,
        "teams": message.teams,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
        "simulated": message.simulated if has("simulated") else None,
    }


def fantasy_f1_teams_left_to_json(message: pb.F1TeamsLeft) -> dict[str, Any]:
    return {
        "season_id": message.season_id,
        "team_ids": list(message.team_ids),
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "F1ScoresPublished": fantasy_f1_scores_published_to_json,
    "F1TeamsLeft": fantasy_f1_teams_left_to_json,
}
