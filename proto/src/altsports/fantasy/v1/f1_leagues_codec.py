"""Generated from altsports/fantasy/v1/f1_leagues.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.fantasy.v1 import f1_leagues_pb2 as pb


def fantasy_f1_league_to_json(message: pb.F1League) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "name": message.name,
        "visibility": message.visibility,
        "season": message.season,
        "simulated": message.simulated,
        "owner": message.owner,
        "member_count": message.member_count,
        "max_members": message.max_members,
        "first_race": message.first_race if has("first_race") else None,
        "join_until": message.join_until if has("join_until") else None,
        "role": message.role if has("role") else None,
        "code": message.code if has("code") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
    }


def fantasy_f1_league_member_to_json(message: pb.F1LeagueMember) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id,
        "team": message.team,
        "username": message.username,
        "role": message.role,
        "joined_at": timestamp_to_json(message.joined_at) if has("joined_at") else None,
    }


def fantasy_list_f1_leagues_request_to_json(message: pb.ListF1LeaguesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "scope": message.scope if has("scope") else None,
        "query": message.query if has("query") else None,
        "season": message.season if has("season") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
        "as_of": message.as_of if has("as_of") else None,
        "replay": message.replay if has("replay") else None,
    }


def fantasy_list_f1_leagues_response_to_json(message: pb.ListF1LeaguesResponse) -> dict[str, Any]:
    return {
        "leagues": [fantasy_f1_league_to_json(item) for item in message.leagues] if message.leagues else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def fantasy_get_f1_league_request_to_json(message: pb.GetF1LeagueRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "as_of": message.as_of if has("as_of") else None,
        "replay": message.replay if has("replay") else None,
    }


def fantasy_get_f1_league_response_to_json(message: pb.GetF1LeagueResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "league": fantasy_f1_league_to_json(message.league) if has("league") else None,
    }


def fantasy_create_f1_league_request_to_json(message: pb.CreateF1LeagueRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "visibility": message.visibility if has("visibility") else None,
        "max_members": message.max_members if has("max_members") else None,
        "first_race": message.first_race if has("first_race") else None,
        "join_until": message.join_until if has("join_until") else None,
        "season": message.season if has("season") else None,
    }


def fantasy_create_f1_league_response_to_json(message: pb.CreateF1LeagueResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "league": fantasy_f1_league_to_json(message.league) if has("league") else None,
    }


def fantasy_update_f1_league_request_to_json(message: pb.UpdateF1LeagueRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "name": message.name if has("name") else None,
        "max_members": message.max_members if has("max_members") else None,
        "join_until": message.join_until if has("join_until") else None,
    }


def fantasy_update_f1_league_response_to_json(message: pb.UpdateF1LeagueResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "league": fantasy_f1_league_to_json(message.league) if has("league") else None,
    }


def fantasy_delete_f1_league_request_to_json(message: pb.DeleteF1LeagueRequest) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
    }


def fantasy_join_f1_league_request_to_json(message: pb.JoinF1LeagueRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "code": message.code if has("code") else None,
    }


def fantasy_join_f1_league_response_to_json(message: pb.JoinF1LeagueResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "league": fantasy_f1_league_to_json(message.league) if has("league") else None,
    }


def fantasy_join_f1_league_by_code_request_to_json(message: pb.JoinF1LeagueByCodeRequest) -> dict[str, Any]:
    return {
        "code": message.code,
    }


def fantasy_join_f1_league_by_code_response_to_json(message: pb.JoinF1LeagueByCodeResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "league": fantasy_f1_league_to_json(message.league) if has("league") else None,
    }


def fantasy_leave_f1_league_request_to_json(message: pb.LeaveF1LeagueRequest) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
    }


def fantasy_list_f1_league_members_request_to_json(message: pb.ListF1LeagueMembersRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
        "as_of": message.as_of if has("as_of") else None,
        "replay": message.replay if has("replay") else None,
    }


def fantasy_list_f1_league_members_response_to_json(message: pb.ListF1LeagueMembersResponse) -> dict[str, Any]:
    return {
        "members": [fantasy_f1_league_member_to_json(item) for item in message.members] if message.members else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def fantasy_remove_f1_league_member_request_to_json(message: pb.RemoveF1LeagueMemberRequest) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
        "team_id": message.team_id,
    }


def fantasy_renew_f1_league_code_request_to_json(message: pb.RenewF1LeagueCodeRequest) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
    }


def fantasy_renew_f1_league_code_response_to_json(message: pb.RenewF1LeagueCodeResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "league": fantasy_f1_league_to_json(message.league) if has("league") else None,
    }


def fantasy_transfer_f1_league_request_to_json(message: pb.TransferF1LeagueRequest) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
        "team_id": message.team_id,
    }


def fantasy_transfer_f1_league_response_to_json(message: pb.TransferF1LeagueResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "league": fantasy_f1_league_to_json(message.league) if has("league") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "F1League": fantasy_f1_league_to_json,
    "F1LeagueMember": fantasy_f1_league_member_to_json,
    "ListF1LeaguesRequest": fantasy_list_f1_leagues_request_to_json,
    "ListF1LeaguesResponse": fantasy_list_f1_leagues_response_to_json,
    "GetF1LeagueRequest": fantasy_get_f1_league_request_to_json,
    "GetF1LeagueResponse": fantasy_get_f1_league_response_to_json,
    "CreateF1LeagueRequest": fantasy_create_f1_league_request_to_json,
    "CreateF1LeagueResponse": fantasy_create_f1_league_response_to_json,
    "UpdateF1LeagueRequest": fantasy_update_f1_league_request_to_json,
    "UpdateF1LeagueResponse": fantasy_update_f1_league_response_to_json,
    "DeleteF1LeagueRequest": fantasy_delete_f1_league_request_to_json,
    "JoinF1LeagueRequest": fantasy_join_f1_league_request_to_json,
    "JoinF1LeagueResponse": fantasy_join_f1_league_response_to_json,
    "JoinF1LeagueByCodeRequest": fantasy_join_f1_league_by_code_request_to_json,
    "JoinF1LeagueByCodeResponse": fantasy_join_f1_league_by_code_response_to_json,
    "LeaveF1LeagueRequest": fantasy_leave_f1_league_request_to_json,
    "ListF1LeagueMembersRequest": fantasy_list_f1_league_members_request_to_json,
    "ListF1LeagueMembersResponse": fantasy_list_f1_league_members_response_to_json,
    "RemoveF1LeagueMemberRequest": fantasy_remove_f1_league_member_request_to_json,
    "RenewF1LeagueCodeRequest": fantasy_renew_f1_league_code_request_to_json,
    "RenewF1LeagueCodeResponse": fantasy_renew_f1_league_code_response_to_json,
    "TransferF1LeagueRequest": fantasy_transfer_f1_league_request_to_json,
    "TransferF1LeagueResponse": fantasy_transfer_f1_league_response_to_json,
}
