"""Generated from altsports/football/v1/teams.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import teams_pb2 as pb
from altsports.football.v1.team_codec import football_team_to_json


def football_list_teams_request_to_json(message: pb.ListTeamsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "kind": message.kind if has("kind") else None,
        "age_group": message.age_group if has("age_group") else None,
        "gender": message.gender if has("gender") else None,
        "season": message.season if has("season") else None,
        "query": message.query if has("query") else None,
        "order": message.order if has("order") else None,
        "include_archived": message.include_archived if has("include_archived") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def football_list_teams_response_to_json(message: pb.ListTeamsResponse) -> dict[str, Any]:
    return {
        "teams": [football_team_to_json(item) for item in message.teams] if message.teams else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def football_get_team_request_to_json(message: pb.GetTeamRequest) -> dict[str, Any]:
    return {
        "team_id": message.team_id,
    }


def football_get_team_response_to_json(message: pb.GetTeamResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "team": football_team_to_json(message.team) if has("team") else None,
    }


def football_create_team_request_to_json(message: pb.CreateTeamRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "kind": message.kind,
        "age_group": message.age_group if has("age_group") else None,
        "gender": message.gender if has("gender") else None,
        "format": message.format if has("format") else None,
        "season": message.season if has("season") else None,
        "home_ground": message.home_ground if has("home_ground") else None,
        "time_zone": message.time_zone if has("time_zone") else None,
        "crest_url": message.crest_url if has("crest_url") else None,
        "request_id": message.request_id if has("request_id") else None,
    }


def football_create_team_response_to_json(message: pb.CreateTeamResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "team": football_team_to_json(message.team) if has("team") else None,
        "warnings": list(message.warnings),
    }


def football_update_team_request_to_json(message: pb.UpdateTeamRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id,
        "name": message.name if has("name") else None,
        "kind": message.kind if has("kind") else None,
        "age_group": message.age_group if has("age_group") else None,
        "gender": message.gender if has("gender") else None,
        "format": message.format if has("format") else None,
        "season": message.season if has("season") else None,
        "home_ground": message.home_ground if has("home_ground") else None,
        "time_zone": message.time_zone if has("time_zone") else None,
        "crest_url": message.crest_url if has("crest_url") else None,
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
        "archived": message.archived if has("archived") else None,
        "clear": list(message.clear),
    }


def football_update_team_response_to_json(message: pb.UpdateTeamResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "team": football_team_to_json(message.team) if has("team") else None,
        "warnings": list(message.warnings),
    }


def football_replace_team_request_to_json(message: pb.ReplaceTeamRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id,
        "name": message.name,
        "kind": message.kind,
        "age_group": message.age_group if has("age_group") else None,
        "gender": message.gender if has("gender") else None,
        "format": message.format if has("format") else None,
        "season": message.season if has("season") else None,
        "home_ground": message.home_ground if has("home_ground") else None,
        "time_zone": message.time_zone if has("time_zone") else None,
        "crest_url": message.crest_url if has("crest_url") else None,
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def football_replace_team_response_to_json(message: pb.ReplaceTeamResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "team": football_team_to_json(message.team) if has("team") else None,
        "warnings": list(message.warnings),
    }


def football_delete_team_request_to_json(message: pb.DeleteTeamRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListTeamsRequest": football_list_teams_request_to_json,
    "ListTeamsResponse": football_list_teams_response_to_json,
    "GetTeamRequest": football_get_team_request_to_json,
    "GetTeamResponse": football_get_team_response_to_json,
    "CreateTeamRequest": football_create_team_request_to_json,
    "CreateTeamResponse": football_create_team_response_to_json,
    "UpdateTeamRequest": football_update_team_request_to_json,
    "UpdateTeamResponse": football_update_team_response_to_json,
    "ReplaceTeamRequest": football_replace_team_request_to_json,
    "ReplaceTeamResponse": football_replace_team_response_to_json,
    "DeleteTeamRequest": football_delete_team_request_to_json,
}
