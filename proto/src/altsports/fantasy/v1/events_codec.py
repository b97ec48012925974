"""Generated from altsports/fantasy/v1/events.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.fantasy.v1 import events_pb2 as pb


def fantasy_f1_league_changed_to_json(message: pb.F1LeagueChanged) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "F1LeagueChanged": fantasy_f1_league_changed_to_json,
}
