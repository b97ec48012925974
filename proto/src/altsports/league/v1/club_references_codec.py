"""Generated from altsports/league/v1/club_references.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.league.v1 import club_references_pb2 as pb


def find_own_teams_request_to_json(message: pb.FindOwnTeamsRequest) -> dict[str, Any]:
    return {
        "organisation_id": message.organisation_id,
        "team_ids": list(message.team_ids),
    }


def find_own_teams_response_to_json(message: pb.FindOwnTeamsResponse) -> dict[str, Any]:
    return {
        "team_ids": list(message.team_ids),
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "FindOwnTeamsRequest": find_own_teams_request_to_json,
    "FindOwnTeamsResponse": find_own_teams_response_to_json,
}
