"""Generated from altsports/fantasy/v1/scoring.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.fantasy.v1 import scoring_pb2 as pb
from altsports.fantasy.v1.teams_codec import fantasy_lineup_race_to_json, fantasy_lineup_to_json


def fantasy_race_score_to_json(message: pb.RaceScore) -> dict[str, Any]:
    has = message.HasField
    return {
        "race": fantasy_lineup_race_to_json(message.race) if has("race") else None,
        "points": message.points,
        "state": message.state,
        "published_at": timestamp_to_json(message.published_at) if has("published_at") else None,
        "corrections": message.corrections,
        "corrected_by": message.corrected_by,
        "had_lineup": message.had_lineup,
    }


def fantasy_explained_score_to_json(message: pb.ExplainedScore) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id,
        "team": message.team,
        "lineup": fantasy_lineup_to_json(message.lineup) if has("lineup") else None,
        "points": message.points,
        "counted_captain_id": message.counted_captain_id if has("counted_captain_id") else None,
        "captain_rule": message.captain_rule,
        "lines": [fantasy_score_line_to_json(item) for item in message.lines] if message.lines else [],
        "sessions": [fantasy_scored_session_to_json(item) for item in message.sessions] if message.sessions else [],
        "published_at": timestamp_to_json(message.published_at) if has("published_at") else None,
        "change": fantasy_score_change_to_json(message.change) if has("change") else None,
    }


def fantasy_score_line_to_json(message: pb.ScoreLine) -> dict[str, Any]:
    has = message.HasField
    return {
        "driver_id": message.driver_id,
        "code": message.code,
        "name": message.name,
        "session": message.session,
        "position": message.position if has("position") else None,
        "status": message.status,
        "rule": message.rule,
        "points": message.points,
        "multiplier": message.multiplier,
        "result": message.result,
    }


def fantasy_scored_session_to_json(message: pb.ScoredSession) -> dict[str, Any]:
    has = message.HasField
    return {
        "session": message.session,
        "revision": message.revision,
        "state": message.state,
        "source": message.source,
        "reason": message.reason,
        "effective_at": timestamp_to_json(message.effective_at) if has("effective_at") else None,
    }


def fantasy_score_change_to_json(message: pb.ScoreChange) -> dict[str, Any]:
    has = message.HasField
    return {
        "points_before": message.points_before if has("points_before") else None,
        "difference": message.difference,
        "rank_before": message.rank_before if has("rank_before") else None,
        "rank_after": message.rank_after if has("rank_after") else None,
        "lines": [fantasy_changed_line_to_json(item) for item in message.lines] if message.lines else [],
        "sessions_before": [fantasy_scored_session_to_json(item) for item in message.sessions_before] if message.sessions_before else [],
        "before_published_at": timestamp_to_json(message.before_published_at) if has("before_published_at") else None,
    }


def fantasy_changed_line_to_json(message: pb.ChangedLine) -> dict[str, Any]:
    has = message.HasField
    return {
        "before": fantasy_score_line_to_json(message.before) if has("before") else None,
        "after": fantasy_score_line_to_json(message.after) if has("after") else None,
        "difference": message.difference,
        "reason": message.reason,
    }


def fantasy_list_scores_request_to_json(message: pb.ListScoresRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id,
        "as_of": message.as_of if has("as_of") else None,
        "replay": message.replay if has("replay") else None,
    }


def fantasy_list_scores_response_to_json(message: pb.ListScoresResponse) -> dict[str, Any]:
    return {
        "scores": [fantasy_race_score_to_json(item) for item in message.scores] if message.scores else [],
        "total": message.total,
    }


def fantasy_explain_score_request_to_json(message: pb.ExplainScoreRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id,
        "race": message.race,
        "as_of": message.as_of if has("as_of") else None,
        "compare_to": message.compare_to if has("compare_to") else None,
        "replay": message.replay if has("replay") else None,
    }


def fantasy_explain_score_response_to_json(message: pb.ExplainScoreResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "score": fantasy_explained_score_to_json(message.score) if has("score") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "RaceScore": fantasy_race_score_to_json,
    "ExplainedScore": fantasy_explained_score_to_json,
    "ScoreLine": fantasy_score_line_to_json,
    "ScoredSession": fantasy_scored_session_to_json,
    "ScoreChange": fantasy_score_change_to_json,
    "ChangedLine": fantasy_changed_line_to_json,
    "ListScoresRequest": fantasy_list_scores_request_to_json,
    "ListScoresResponse": fantasy_list_scores_response_to_json,
    "ExplainScoreRequest": fantasy_explain_score_request_to_json,
    "ExplainScoreResponse": fantasy_explain_score_response_to_json,
}
