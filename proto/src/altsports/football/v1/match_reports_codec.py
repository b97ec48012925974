"""Generated from altsports/football/v1/match_reports.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import match_reports_pb2 as pb
from altsports.football.v1.match_codec import football_match_score_to_json, football_match_to_json


def football_get_match_team_statistics_request_to_json(message: pb.GetMatchTeamStatisticsRequest) -> dict[str, Any]:
    return {
        "match_id": message.match_id,
    }


def football_get_match_team_statistics_response_to_json(message: pb.GetMatchTeamStatisticsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_statistics": football_match_team_statistics_to_json(message.team_statistics) if has("team_statistics") else None,
    }


def football_match_team_statistics_to_json(message: pb.MatchTeamStatistics) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "home": football_side_figures_to_json(message.home) if has("home") else None,
        "away": football_side_figures_to_json(message.away) if has("away") else None,
    }


def football_side_figures_to_json(message: pb.SideFigures) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id,
        "team_name": message.team_name,
        "goals": football_figure_to_json(message.goals) if has("goals") else None,
        "shots": football_figure_to_json(message.shots) if has("shots") else None,
        "xg": football_figure_to_json(message.xg) if has("xg") else None,
        "passes": football_figure_to_json(message.passes) if has("passes") else None,
        "accuracy": football_figure_to_json(message.accuracy) if has("accuracy") else None,
        "pressures": football_figure_to_json(message.pressures) if has("pressures") else None,
        "ppda": football_figure_to_json(message.ppda) if has("ppda") else None,
        "field_tilt": football_figure_to_json(message.field_tilt) if has("field_tilt") else None,
        "fouls": football_figure_to_json(message.fouls) if has("fouls") else None,
        "cards": football_figure_to_json(message.cards) if has("cards") else None,
        "yellow_cards": football_figure_to_json(message.yellow_cards) if has("yellow_cards") else None,
        "red_cards": football_figure_to_json(message.red_cards) if has("red_cards") else None,
        "formations": [football_formation_spell_to_json(item) for item in message.formations] if message.formations else [],
        "formations_source": message.formations_source,
        "formations_reason": message.formations_reason if has("formations_reason") else None,
    }


def football_figure_to_json(message: pb.Figure) -> dict[str, Any]:
    has = message.HasField
    return {
        "value": message.value if has("value") else None,
        "source": message.source,
        "reason": message.reason if has("reason") else None,
    }


def football_formation_spell_to_json(message: pb.FormationSpell) -> dict[str, Any]:
    return {
        "formation": message.formation,
        "from_minute": message.from_minute,
        "minutes": message.minutes,
        "seconds": message.seconds,
    }


def football_list_match_inconsistencies_request_to_json(message: pb.ListMatchInconsistenciesRequest) -> dict[str, Any]:
    return {
        "match_id": message.match_id,
    }


def football_list_match_inconsistencies_response_to_json(message: pb.ListMatchInconsistenciesResponse) -> dict[str, Any]:
    return {
        "inconsistencies": [football_match_inconsistency_to_json(item) for item in message.inconsistencies] if message.inconsistencies else [],
    }


def football_match_inconsistency_to_json(message: pb.MatchInconsistency) -> dict[str, Any]:
    has = message.HasField
    return {
        "code": message.code,
        "message": message.message,
        "team_id": message.team_id if has("team_id") else None,
        "player_id": message.player_id if has("player_id") else None,
        "event_id": message.event_id if has("event_id") else None,
    }


def football_list_match_results_request_to_json(message: pb.ListMatchResultsRequest) -> dict[str, Any]:
    return {
        "match_id": message.match_id,
    }


def football_list_match_results_response_to_json(message: pb.ListMatchResultsResponse) -> dict[str, Any]:
    return {
        "results": [football_match_result_to_json(item) for item in message.results] if message.results else [],
    }


def football_match_result_to_json(message: pb.MatchResult) -> dict[str, Any]:
    has = message.HasField
    return {
        "revision": message.revision,
        "score": football_match_score_to_json(message.score) if has("score") else None,
        "recorded_by": message.recorded_by,
        "recorded_at": timestamp_to_json(message.recorded_at) if has("recorded_at") else None,
    }


def football_record_match_result_request_to_json(message: pb.RecordMatchResultRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "score": football_match_score_to_json(message.score) if has("score") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def football_record_match_result_response_to_json(message: pb.RecordMatchResultResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "match": football_match_to_json(message.match) if has("match") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "GetMatchTeamStatisticsRequest": football_get_match_team_statistics_request_to_json,
    "GetMatchTeamStatisticsResponse": football_get_match_team_statistics_response_to_json,
    "MatchTeamStatistics": football_match_team_statistics_to_json,
    "SideFigures": football_side_figures_to_json,
    "Figure": football_figure_to_json,
    "FormationSpell": football_formation_spell_to_json,
    "ListMatchInconsistenciesRequest": football_list_match_inconsistencies_request_to_json,
    "ListMatchInconsistenciesResponse": football_list_match_inconsistencies_response_to_json,
    "MatchInconsistency": football_match_inconsistency_to_json,
    "ListMatchResultsRequest": football_list_match_results_request_to_json,
    "ListMatchResultsResponse": football_list_match_results_response_to_json,
    "MatchResult": football_match_result_to_json,
    "RecordMatchResultRequest": football_record_match_result_request_to_json,
    "RecordMatchResultResponse": football_record_match_result_response_to_json,
}
