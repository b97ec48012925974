"""Generated from altsports/league/v1/results.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.league.v1 import results_pb2 as pb


def event_result_to_json(message: pb.EventResult) -> dict[str, Any]:
    has = message.HasField
    return {
        "revision": message.revision,
        "status": message.status,
        "source": message.source,
        "reason": message.reason,
        "observed_at": timestamp_to_json(message.observed_at) if has("observed_at") else None,
        "effective_at": timestamp_to_json(message.effective_at) if has("effective_at") else None,
        "scores": [result_score_to_json(item) for item in message.scores] if message.scores else [],
        "in_force": message.in_force,
        "lines": [result_line_to_json(item) for item in message.lines] if message.lines else [],
    }


def result_line_to_json(message: pb.ResultLine) -> dict[str, Any]:
    has = message.HasField
    return {
        "position": message.position,
        "code": message.code,
        "rank": message.rank if has("rank") else None,
        "score": message.score if has("score") else None,
        "status": message.status,
        "laps": message.laps if has("laps") else None,
        "time_s": message.time_s if has("time_s") else None,
        "points": message.points if has("points") else None,
        "attributes": dict(sorted(message.attributes.items())),
    }


def result_score_to_json(message: pb.ResultScore) -> dict[str, Any]:
    return {
        "position": message.position,
        "side": message.side,
        "code": message.code,
        "score": message.score,
    }


def standing_line_to_json(message: pb.StandingLine) -> dict[str, Any]:
    has = message.HasField
    return {
        "team": message.team,
        "name": message.name,
        "team_id": message.team_id,
        "conference": message.conference,
        "division": message.division,
        "rank": message.rank,
        "wins": message.wins,
        "losses": message.losses,
        "ties": message.ties,
        "percentage": message.percentage,
        "points_for": message.points_for,
        "points_against": message.points_against,
        "home_record": message.home_record,
        "away_record": message.away_record,
        "division_record": message.division_record,
        "conference_record": message.conference_record,
        "streak": message.streak,
        "person_id": message.person_id,
        "points": message.points if has("points") else None,
        "attributes": dict(sorted(message.attributes.items())),
    }


def list_results_request_to_json(message: pb.ListResultsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "event_id": message.event_id,
        "as_of": message.as_of if has("as_of") else None,
    }


def list_results_response_to_json(message: pb.ListResultsResponse) -> dict[str, Any]:
    return {
        "results": [event_result_to_json(item) for item in message.results] if message.results else [],
    }


def record_result_request_to_json(message: pb.RecordResultRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "event_id": message.event_id,
        "home_score": message.home_score if has("home_score") else None,
        "away_score": message.away_score if has("away_score") else None,
        "status": message.status if has("status") else None,
        "reason": message.reason if has("reason") else None,
        "source": message.source if has("source") else None,
        "request_id": message.request_id if has("request_id") else None,
        "lines": [reported_line_to_json(item) for item in message.lines] if message.lines else [],
    }


def reported_line_to_json(message: pb.ReportedLine) -> dict[str, Any]:
    has = message.HasField
    return {
        "code": message.code,
        "rank": message.rank if has("rank") else None,
        "score": message.score if has("score") else None,
        "status": message.status if has("status") else None,
        "laps": message.laps if has("laps") else None,
        "time_s": message.time_s if has("time_s") else None,
        "points": message.points if has("points") else None,
        "attributes": dict(sorted(message.attributes.items())),
    }


def record_result_response_to_json(message: pb.RecordResultResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "result": event_result_to_json(message.result) if has("result") else None,
        "recorded": message.recorded,
    }


def get_standings_request_to_json(message: pb.GetStandingsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "competition": message.competition,
        "season": message.season,
        "as_of": message.as_of if has("as_of") else None,
    }


def get_standings_response_to_json(message: pb.GetStandingsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "standings": [standing_line_to_json(item) for item in message.standings] if message.standings else [],
        "as_of_time": timestamp_to_json(message.as_of_time) if has("as_of_time") else None,
        "result_count": message.result_count,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "EventResult": event_result_to_json,
    "ResultLine": result_line_to_json,
    "ResultScore": result_score_to_json,
    "StandingLine": standing_line_to_json,
    "ListResultsRequest": list_results_request_to_json,
    "ListResultsResponse": list_results_response_to_json,
    "RecordResultRequest": record_result_request_to_json,
    "ReportedLine": reported_line_to_json,
    "RecordResultResponse": record_result_response_to_json,
    "GetStandingsRequest": get_standings_request_to_json,
    "GetStandingsResponse": get_standings_response_to_json,
}
