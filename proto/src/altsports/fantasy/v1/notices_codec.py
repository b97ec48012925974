"""Generated from altsports/fantasy/v1/notices.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.fantasy.v1 import notices_pb2 as pb


def fantasy_f1_race_scored_to_json(message: pb.F1RaceScored) -> dict[str, Any]:
    return {
        "race_id": message.race_id,
        "race": message.race,
        "race_key": message.race_key,
        "points": message.points,
    }


def fantasy_f1_score_corrected_to_json(message: pb.F1ScoreCorrected) -> dict[str, Any]:
    return {
        "race_id": message.race_id,
        "race": message.race,
        "race_key": message.race_key,
        "publication": message.publication,
        "points": message.points,
        "difference": message.difference,
        "rank": message.rank,
        "reason": message.reason,
    }


def fantasy_f1_score_kept_to_json(message: pb.F1ScoreKept) -> dict[str, Any]:
    has = message.HasField
    return {
        "race_id": message.race_id,
        "race": message.race,
        "race_key": message.race_key,
        "publication": message.publication,
        "reason": message.reason,
        "note": message.note if has("note") else None,
    }


def fantasy_f1_lineup_incomplete_to_json(message: pb.F1LineupIncomplete) -> dict[str, Any]:
    return {
        "race_id": message.race_id,
        "race": message.race,
        "race_key": message.race_key,
        "missing": message.missing,
        "lock": message.lock,
    }


def fantasy_f1_result_missed_to_json(message: pb.F1ResultMissed) -> dict[str, Any]:
    return {
        "session_id": message.session_id,
        "race_key": message.race_key,
        "session": message.session,
        "reason": message.reason,
    }


def fantasy_f1_result_quarantined_to_json(message: pb.F1ResultQuarantined) -> dict[str, Any]:
    return {
        "session_id": message.session_id,
        "revision": message.revision,
        "race_key": message.race_key,
        "session": message.session,
        "reason": message.reason,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "F1RaceScored": fantasy_f1_race_scored_to_json,
    "F1ScoreCorrected": fantasy_f1_score_corrected_to_json,
    "F1ScoreKept": fantasy_f1_score_kept_to_json,
    "F1LineupIncomplete": fantasy_f1_lineup_incomplete_to_json,
    "F1ResultMissed": fantasy_f1_result_missed_to_json,
    "F1ResultQuarantined": fantasy_f1_result_quarantined_to_json,
}
