"""Generated from altsports/fantasy/v1/races.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.fantasy.v1 import races_pb2 as pb


def fantasy_race_to_json(message: pb.Race) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "key": message.key,
        "season": message.season,
        "round": message.round,
        "name": message.name,
        "circuit": message.circuit,
        "country": message.country,
        "zone": message.zone,
        "status": message.status,
        "reason": message.reason,
        "locks_at": timestamp_to_json(message.locks_at) if has("locks_at") else None,
        "locked": message.locked,
        "sessions": [fantasy_race_session_to_json(item) for item in message.sessions] if message.sessions else [],
    }


def fantasy_race_session_to_json(message: pb.RaceSession) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "kind": message.kind,
        "starts_at": timestamp_to_json(message.starts_at) if has("starts_at") else None,
        "hour_known": message.hour_known,
        "state": message.state,
        "checks_done": message.checks_done,
        "next_check_at": timestamp_to_json(message.next_check_at) if has("next_check_at") else None,
    }


def fantasy_session_result_to_json(message: pb.SessionResult) -> dict[str, Any]:
    has = message.HasField
    return {
        "kind": message.kind,
        "state": message.state,
        "revision": message.revision if has("revision") else None,
        "effective_at": timestamp_to_json(message.effective_at) if has("effective_at") else None,
        "lines": [fantasy_session_line_to_json(item) for item in message.lines] if message.lines else [],
    }


def fantasy_session_line_to_json(message: pb.SessionLine) -> dict[str, Any]:
    has = message.HasField
    return {
        "driver_id": message.driver_id,
        "code": message.code,
        "name": message.name,
        "racing_team": message.racing_team,
        "rank": message.rank if has("rank") else None,
        "status": message.status,
        "laps": message.laps if has("laps") else None,
        "time_s": message.time_s if has("time_s") else None,
        "points": message.points,
        "stated_points": message.stated_points if has("stated_points") else None,
        "rule": message.rule,
        "attributes": dict(sorted(message.attributes.items())),
    }


def fantasy_scheme_to_json(message: pb.Scheme) -> dict[str, Any]:
    return {
        "session": message.session,
        "grand_prix": message.grand_prix,
        "points": list(message.points),
        "fastest_lap": message.fastest_lap,
        "fastest_lap_within": message.fastest_lap_within,
        "source": message.source,
    }


def fantasy_list_races_request_to_json(message: pb.ListRacesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "season": message.season if has("season") else None,
        "upcoming": message.upcoming if has("upcoming") else None,
        "as_of": message.as_of if has("as_of") else None,
        "replay": message.replay if has("replay") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def fantasy_list_races_response_to_json(message: pb.ListRacesResponse) -> dict[str, Any]:
    return {
        "races": [fantasy_race_to_json(item) for item in message.races] if message.races else [],
        "season": message.season,
        "simulated": message.simulated,
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def fantasy_get_race_request_to_json(message: pb.GetRaceRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "race_id": message.race_id,
        "as_of": message.as_of if has("as_of") else None,
        "replay": message.replay if has("replay") else None,
    }


def fantasy_get_race_response_to_json(message: pb.GetRaceResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "race": fantasy_race_to_json(message.race) if has("race") else None,
        "simulated": message.simulated,
    }


def fantasy_get_race_results_request_to_json(message: pb.GetRaceResultsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "race_id": message.race_id,
        "as_of": message.as_of if has("as_of") else None,
        "replay": message.replay if has("replay") else None,
    }


def fantasy_get_race_results_response_to_json(message: pb.GetRaceResultsResponse) -> dict[str, Any]:
    return {
        "sessions": [fantasy_session_result_to_json(item) for item in message.sessions] if message.sessions else [],
        "simulated": message.simulated,
    }


def fantasy_get_rules_request_to_json(message: pb.GetRulesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "season": message.season if has("season") else None,
        "replay": message.replay if has("replay") else None,
        "as_of": message.as_of if has("as_of") else None,
    }


def fantasy_get_rules_response_to_json(message: pb.GetRulesResponse) -> dict[str, Any]:
    return {
        "schemes": [fantasy_scheme_to_json(item) for item in message.schemes] if message.schemes else [],
        "season": message.season,
    }


def fantasy_session_time_to_json(message: pb.SessionTime) -> dict[str, Any]:
    has = message.HasField
    return {
        "kind": message.kind,
        "starts_at": timestamp_to_json(message.starts_at) if has("starts_at") else None,
    }


def fantasy_create_race_request_to_json(message: pb.CreateRaceRequest) -> dict[str, Any]:
    return {
        "season": message.season,
        "grand_prix": message.grand_prix,
        "round": message.round,
        "name": message.name,
        "circuit": message.circuit,
        "country": message.country,
        "zone": message.zone,
        "sessions": [fantasy_session_time_to_json(item) for item in message.sessions] if message.sessions else [],
    }


def fantasy_create_race_response_to_json(message: pb.CreateRaceResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "race": fantasy_race_to_json(message.race) if has("race") else None,
    }


def fantasy_update_race_request_to_json(message: pb.UpdateRaceRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "race_id": message.race_id,
        "round": message.round if has("round") else None,
        "name": message.name if has("name") else None,
        "circuit": message.circuit if has("circuit") else None,
        "country": message.country if has("country") else None,
        "zone": message.zone if has("zone") else None,
        "status": message.status if has("status") else None,
        "reason": message.reason,
        "sessions": [fantasy_session_time_to_json(item) for item in message.sessions] if message.sessions else [],
    }


def fantasy_update_race_response_to_json(message: pb.UpdateRaceResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "race": fantasy_race_to_json(message.race) if has("race") else None,
    }


def fantasy_delete_race_request_to_json(message: pb.DeleteRaceRequest) -> dict[str, Any]:
    return {
        "race_id": message.race_id,
    }


def fantasy_verify_race_request_to_json(message: pb.VerifyRaceRequest) -> dict[str, Any]:
    return {
        "race_id": message.race_id,
    }


def fantasy_session_check_to_json(message: pb.SessionCheck) -> dict[str, Any]:
    has = message.HasField
    return {
        "session": message.session,
        "outcome": message.outcome,
        "reason": message.reason,
        "state": message.state,
        "revision": message.revision if has("revision") else None,
    }


def fantasy_verify_race_response_to_json(message: pb.VerifyRaceResponse) -> dict[str, Any]:
    return {
        "sessions": [fantasy_session_check_to_json(item) for item in message.sessions] if message.sessions else [],
    }


def fantasy_list_quarantine_request_to_json(message: pb.ListQuarantineRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "season": message.season if has("season") else None,
        "as_of": message.as_of if has("as_of") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def fantasy_quarantined_result_to_json(message: pb.QuarantinedResult) -> dict[str, Any]:
    has = message.HasField
    return {
        "race_id": message.race_id,
        "race_key": message.race_key,
        "race_name": message.race_name,
        "session": message.session,
        "revision": message.revision,
        "source": message.source,
        "reason": message.reason,
        "observed_at": timestamp_to_json(message.observed_at) if has("observed_at") else None,
        "lines": [fantasy_session_line_to_json(item) for item in message.lines] if message.lines else [],
        "revision_in_force": message.revision_in_force if has("revision_in_force") else None,
        "lines_in_force": [fantasy_session_line_to_json(item) for item in message.lines_in_force] if message.lines_in_force else [],
    }


def fantasy_list_quarantine_response_to_json(message: pb.ListQuarantineResponse) -> dict[str, Any]:
    return {
        "results": [fantasy_quarantined_result_to_json(item) for item in message.results] if message.results else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def fantasy_decide_result_request_to_json(message: pb.DecideResultRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "race_id": message.race_id,
        "revision": message.revision,
        "decision": message.decision,
        "reason": message.reason,
        "session": message.session if has("session") else None,
    }


def fantasy_result_decision_to_json(message: pb.ResultDecision) -> dict[str, Any]:
    has = message.HasField
    return {
        "revision": message.revision,
        "decision": message.decision,
        "reason": message.reason,
        "decided_at": timestamp_to_json(message.decided_at) if has("decided_at") else None,
        "new_revision": message.new_revision if has("new_revision") else None,
    }


def fantasy_decide_result_response_to_json(message: pb.DecideResultResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "decision": fantasy_result_decision_to_json(message.decision) if has("decision") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Race": fantasy_race_to_json,
    "RaceSession": fantasy_race_session_to_json,
    "SessionResult": fantasy_session_result_to_json,
    "SessionLine": fantasy_session_line_to_json,
    "Scheme": fantasy_scheme_to_json,
    "ListRacesRequest": fantasy_list_races_request_to_json,
    "ListRacesResponse": fantasy_list_races_response_to_json,
    "GetRaceRequest": fantasy_get_race_request_to_json,
    "GetRaceResponse": fantasy_get_race_response_to_json,
    "GetRaceResultsRequest": fantasy_get_race_results_request_to_json,
    "GetRaceResultsResponse": fantasy_get_race_results_response_to_json,
    "GetRulesRequest": fantasy_get_rules_request_to_json,
    "GetRulesResponse": fantasy_get_rules_response_to_json,
    "SessionTime": fantasy_session_time_to_json,
    "CreateRaceRequest": fantasy_create_race_request_to_json,
    "CreateRaceResponse": fantasy_create_race_response_to_json,
    "UpdateRaceRequest": fantasy_update_race_request_to_json,
    "UpdateRaceResponse": fantasy_update_race_response_to_json,
    "DeleteRaceRequest": fantasy_delete_race_request_to_json,
    "VerifyRaceRequest": fantasy_verify_race_request_to_json,
    "SessionCheck": fantasy_session_check_to_json,
    "VerifyRaceResponse": fantasy_verify_race_response_to_json,
    "ListQuarantineRequest": fantasy_list_quarantine_request_to_json,
    "QuarantinedResult": fantasy_quarantined_result_to_json,
    "ListQuarantineResponse": fantasy_list_quarantine_response_to_json,
    "DecideResultRequest": fantasy_decide_result_request_to_json,
    "ResultDecision": fantasy_result_decision_to_json,
    "DecideResultResponse": fantasy_decide_result_response_to_json,
}
