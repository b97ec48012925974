"""Generated from altsports/auth/v1/staff.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.auth.v1 import staff_pb2 as pb


def staff_member_to_json(message: pb.StaffMember) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "version": message.version,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "email": message.email,
        "user_id": message.user_id if has("user_id") else None,
        "role": message.role,
        "team_id": message.team_id if has("team_id") else None,
        "team_access": list(message.team_access),
        "app_role": message.app_role,
        "permission_level": message.permission_level,
        "app_permissions": list(message.app_permissions),
        "full_name": message.full_name if has("full_name") else None,
        "is_active": message.is_active,
    }


def list_staff_request_to_json(message: pb.ListStaffRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "role": message.role if has("role") else None,
        "team_id": message.team_id if has("team_id") else None,
        "query": message.query if has("query") else None,
        "order": message.order if has("order") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_staff_response_to_json(message: pb.ListStaffResponse) -> dict[str, Any]:
    return {
        "staff": [staff_member_to_json(item) for item in message.staff] if message.staff else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def get_staff_member_request_to_json(message: pb.GetStaffMemberRequest) -> dict[str, Any]:
    return {
        "staff_id": message.staff_id,
    }


def get_staff_member_response_to_json(message: pb.GetStaffMemberResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "staff_member": staff_member_to_json(message.staff_member) if has("staff_member") else None,
    }


def create_staff_member_request_to_json(message: pb.CreateStaffMemberRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "email": message.email if has("email") else None,
        "user_id": message.user_id if has("user_id") else None,
        "role": message.role,
        "team_id": message.team_id if has("team_id") else None,
        "team_access": list(message.team_access),
        "full_name": message.full_name if has("full_name") else None,
    }


def create_staff_member_response_to_json(message: pb.CreateStaffMemberResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "staff_member": staff_member_to_json(message.staff_member) if has("staff_member") else None,
    }


def update_staff_member_request_to_json(message: pb.UpdateStaffMemberRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "staff_id": message.staff_id,
        "role": message.role if has("role") else None,
        "team_id": message.team_id if has("team_id") else None,
        "team_access": list(message.team_access),
        "full_name": message.full_name if has("full_name") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
        "clear": list(message.clear),
    }


def update_staff_member_response_to_json(message: pb.UpdateStaffMemberResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "staff_member": staff_member_to_json(message.staff_member) if has("staff_member") else None,
    }


def replace_staff_member_request_to_json(message: pb.ReplaceStaffMemberRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "staff_id": message.staff_id,
        "role": message.role,
        "team_id": message.team_id if has("team_id") else None,
        "team_access": list(message.team_access),
        "full_name": message.full_name if has("full_name") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def replace_staff_member_response_to_json(message: pb.ReplaceStaffMemberResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "staff_member": staff_member_to_json(message.staff_member) if has("staff_member") else None,
    }


def delete_staff_member_request_to_json(message: pb.DeleteStaffMemberRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "staff_id": message.staff_id,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "StaffMember": staff_member_to_json,
    "ListStaffRequest": list_staff_request_to_json,
    "ListStaffResponse": list_staff_response_to_json,
    "GetStaffMemberRequest": get_staff_member_request_to_json,
    "GetStaffMemberResponse": get_staff_member_response_to_json,
    "CreateStaffMemberRequest": create_staff_member_request_to_json,
    "CreateStaffMemberResponse": create_staff_member_response_to_json,
    "UpdateStaffMemberRequest": update_staff_member_request_to_json,
    "UpdateStaffMemberResponse": update_staff_member_response_to_json,
    "ReplaceStaffMemberRequest": replace_staff_member_request_to_json,
    "ReplaceStaffMemberResponse": replace_staff_member_response_to_json,
    "DeleteStaffMemberRequest": delete_staff_member_request_to_json,
}
