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


def fantasy_f1_teams_renamed_to_json(message: pb.F1TeamsRenamed) -> dict[str, Any]:
    return {
        "season_id": message.season_id,
        "team_ids": list(message.team_ids),
    }


def fantasy_f1_replay_advanced_to_json(message: pb.F1ReplayAdvanced) -> dict[str, Any]:
    return {
        "replay_id": message.replay_id,
    }


def fantasy_f1_league_changed_to_json(message: pb.F1LeagueChanged) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
    }


def fantasy_f1_result_published_to_json(message: pb.F1ResultPublished) -> dict[str, Any]:
    has = message.HasField
    return {
        "race_id": message.race_id,
        "race_key": message.race_key,
        "session": message.session,
        "revision": message.revision,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
        "competition": message.competition,
        "simulated": message.simulated if has("simulated") else None,
    }


def fantasy_f1_result_corrected_to_json(message: pb.F1ResultCorrected) -> dict[str, Any]:
    has = message.HasField
    return {
        "race_id": message.race_id,
        "race_key": message.race_key,
        "session": message.session,
        "revision": message.revision,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
        "competition": message.competition,
        "simulated": message.simulated if has("simulated") else None,
    }


def fantasy_f1_session_changed_to_json(message: pb.F1SessionChanged) -> dict[str, Any]:
    has = message.HasField
    return {
        "race_id": message.race_id,
        "race_key": message.race_key,
        "session": message.session,
        "previous_state": message.previous_state,
        "state": message.state,
        "checks_done": message.checks_done,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
        "competition": message.competition,
        "simulated": message.simulated if has("simulated") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "F1ScoresPublished": fantasy_f1_scores_published_to_json,
    "F1TeamsLeft": fantasy_f1_teams_left_to_json,
    "F1TeamsRenamed": fantasy_f1_teams_renamed_to_json,
    "F1ReplayAdvanced": fantasy_f1_replay_advanced_to_json,
    "F1LeagueChanged": fantasy_f1_league_changed_to_json,
    "F1ResultPublished": fantasy_f1_result_published_to_json,
    "F1ResultCorrected": fantasy_f1_result_corrected_to_json,
    "F1SessionChanged": fantasy_f1_session_changed_to_json,
}
