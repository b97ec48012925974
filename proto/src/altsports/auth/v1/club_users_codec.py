"""Generated from altsports/auth/v1/club_users.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.auth.v1 import club_users_pb2 as pb


def club_user_to_json(message: pb.ClubUser) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "version": message.version,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "email": message.email,
        "full_name": message.full_name if has("full_name") else None,
        "user_type": message.user_type,
        "is_active": message.is_active,
        "status": message.status,
        "user_id": message.user_id if has("user_id") else None,
    }


def list_club_users_request_to_json(message: pb.ListClubUsersRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "user_type": message.user_type if has("user_type") else None,
        "is_active": message.is_active if has("is_active") else None,
        "query": message.query if has("query") else None,
        "order": message.order if has("order") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_club_users_response_to_json(message: pb.ListClubUsersResponse) -> dict[str, Any]:
    return {
        "users": [club_user_to_json(item) for item in message.users] if message.users else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def get_club_user_request_to_json(message: pb.GetClubUserRequest) -> dict[str, Any]:
    return {
        "user_id": message.user_id,
    }


def get_club_user_response_to_json(message: pb.GetClubUserResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "user": club_user_to_json(message.user) if has("user") else None,
    }


def create_club_user_request_to_json(message: pb.CreateClubUserRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "email": message.email,
        "full_name": message.full_name if has("full_name") else None,
        "user_type": message.user_type if has("user_type") else None,
        "is_active": message.is_active if has("is_active") else None,
    }


def create_club_user_response_to_json(message: pb.CreateClubUserResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "user": club_user_to_json(message.user) if has("user") else None,
    }


def update_club_user_request_to_json(message: pb.UpdateClubUserRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "user_id": message.user_id,
        "email": message.email if has("email") else None,
        "full_name": message.full_name if has("full_name") else None,
        "user_type": message.user_type if has("user_type") else None,
        "is_active": message.is_active if has("is_active") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
        "clear": list(message.clear),
    }


def update_club_user_response_to_json(message: pb.UpdateClubUserResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "user": club_user_to_json(message.user) if has("user") else None,
    }


def replace_club_user_request_to_json(message: pb.ReplaceClubUserRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "user_id": message.user_id,
        "email": message.email,
        "full_name": message.full_name if has("full_name") else None,
        "user_type": message.user_type if has("user_type") else None,
        "is_active": message.is_active if has("is_active") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def replace_club_user_response_to_json(message: pb.ReplaceClubUserResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "user": club_user_to_json(message.user) if has("user") else None,
    }


def delete_club_user_request_to_json(message: pb.DeleteClubUserRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "user_id": message.user_id,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def forget_club_user_request_to_json(message: pb.ForgetClubUserRequest) -> dict[str, Any]:
    return {
        "organisation_id": message.organisation_id,
        "user_id": message.user_id,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ClubUser": club_user_to_json,
    "ListClubUsersRequest": list_club_users_request_to_json,
    "ListClubUsersResponse": list_club_users_response_to_json,
    "GetClubUserRequest": get_club_user_request_to_json,
    "GetClubUserResponse": get_club_user_response_to_json,
    "CreateClubUserRequest": create_club_user_request_to_json,
    "CreateClubUserResponse": create_club_user_response_to_json,
    "UpdateClubUserRequest": update_club_user_request_to_json,
    "UpdateClubUserResponse": update_club_user_response_to_json,
    "ReplaceClubUserRequest": replace_club_user_request_to_json,
    "ReplaceClubUserResponse": replace_club_user_response_to_json,
    "DeleteClubUserRequest": delete_club_user_request_to_json,
    "ForgetClubUserRequest": forget_club_user_request_to_json,
}
