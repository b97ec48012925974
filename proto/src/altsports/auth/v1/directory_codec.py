"""Generated from altsports/auth/v1/directory.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.auth.v1 import directory_pb2 as pb


def list_account_ids_request_to_json(message: pb.ListAccountIdsRequest) -> dict[str, Any]:
    return {
        "after": message.after,
        "most": message.most,
    }


def list_account_ids_response_to_json(message: pb.ListAccountIdsResponse) -> dict[str, Any]:
    return {
        "user_ids": list(message.user_ids),
    }


def list_administrator_ids_request_to_json(_message: pb.ListAdministratorIdsRequest) -> dict[str, Any]:
    return {}


def list_administrator_ids_response_to_json(message: pb.ListAdministratorIdsResponse) -> dict[str, Any]:
    return {
        "user_ids": list(message.user_ids),
    }


def find_deleted_accounts_request_to_json(message: pb.FindDeletedAccountsRequest) -> dict[str, Any]:
    return {
        "user_ids": list(message.user_ids),
    }


def find_deleted_accounts_response_to_json(message: pb.FindDeletedAccountsResponse) -> dict[str, Any]:
    return {
        "user_ids": list(message.user_ids),
    }


def find_deleted_organisations_request_to_json(message: pb.FindDeletedOrganisationsRequest) -> dict[str, Any]:
    return {
        "organisation_ids": list(message.organisation_ids),
    }


def find_deleted_organisations_response_to_json(message: pb.FindDeletedOrganisationsResponse) -> dict[str, Any]:
    return {
        "organisation_ids": list(message.organisation_ids),
    }


def find_member_request_to_json(message: pb.FindMemberRequest) -> dict[str, Any]:
    return {
        "user_id": message.user_id,
        "organisation_id": message.organisation_id,
    }


def find_member_response_to_json(message: pb.FindMemberResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "club_role": message.club_role if has("club_role") else None,
        "team_access": list(message.team_access),
        "can_log_in": message.can_log_in,
        "organisation_name": message.organisation_name,
    }


def find_usernames_request_to_json(message: pb.FindUsernamesRequest) -> dict[str, Any]:
    return {
        "user_ids": list(message.user_ids),
    }


def find_usernames_response_to_json(message: pb.FindUsernamesResponse) -> dict[str, Any]:
    return {
        "usernames": dict(sorted(message.usernames.items())),
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListAccountIdsRequest": list_account_ids_request_to_json,
    "ListAccountIdsResponse": list_account_ids_response_to_json,
    "ListAdministratorIdsRequest": list_administrator_ids_request_to_json,
    "ListAdministratorIdsResponse": list_administrator_ids_response_to_json,
    "FindDeletedAccountsRequest": find_deleted_accounts_request_to_json,
    "FindDeletedAccountsResponse": find_deleted_accounts_response_to_json,
    "FindDeletedOrganisationsRequest": find_deleted_organisations_request_to_json,
    "FindDeletedOrganisationsResponse": find_deleted_organisations_response_to_json,
    "FindMemberRequest": find_member_request_to_json,
    "FindMemberResponse": find_member_response_to_json,
    "FindUsernamesRequest": find_usernames_request_to_json,
    "FindUsernamesResponse": find_usernames_response_to_json,
}
