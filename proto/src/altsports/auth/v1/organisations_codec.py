"""Generated from altsports/auth/v1/organisations.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.auth.v1 import organisations_pb2 as pb


def organisation_to_json(message: pb.Organisation) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "name": message.name,
        "kind": message.kind,
        "country": message.country if has("country") else None,
        "website": message.website if has("website") else None,
        "member_count": message.member_count,
        "affiliation": affiliation_to_json(message.affiliation) if has("affiliation") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
    }


def affiliation_to_json(message: pb.Affiliation) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation_id": message.organisation_id,
        "organisation_name": message.organisation_name,
        "staff_id": message.staff_id,
        "status": message.status,
        "staff_role": message.staff_role,
        "club_role": message.club_role,
        "app_role": message.app_role,
        "app_permissions": list(message.app_permissions),
        "permission_level": message.permission_level,
        "team_id": message.team_id if has("team_id") else None,
        "team_access": list(message.team_access),
    }


def member_to_json(message: pb.Member) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "user_id": message.user_id if has("user_id") else None,
        "email": message.email,
        "full_name": message.full_name if has("full_name") else None,
        "affiliation": affiliation_to_json(message.affiliation) if has("affiliation") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
    }


def create_organisation_request_to_json(message: pb.CreateOrganisationRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "kind": message.kind if has("kind") else None,
        "country": message.country if has("country") else None,
        "website": message.website if has("website") else None,
    }


def create_organisation_response_to_json(message: pb.CreateOrganisationResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation": organisation_to_json(message.organisation) if has("organisation") else None,
    }


def get_organisation_request_to_json(message: pb.GetOrganisationRequest) -> dict[str, Any]:
    return {
        "organisation_id": message.organisation_id,
    }


def get_organisation_response_to_json(message: pb.GetOrganisationResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation": organisation_to_json(message.organisation) if has("organisation") else None,
    }


def list_organisations_request_to_json(message: pb.ListOrganisationsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_organisations_response_to_json(message: pb.ListOrganisationsResponse) -> dict[str, Any]:
    return {
        "organisations": [organisation_to_json(item) for item in message.organisations] if message.organisations else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def update_organisation_request_to_json(message: pb.UpdateOrganisationRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation_id": message.organisation_id,
        "name": message.name if has("name") else None,
        "kind": message.kind if has("kind") else None,
        "country": message.country if has("country") else None,
        "website": message.website if has("website") else None,
    }


def update_organisation_response_to_json(message: pb.UpdateOrganisationResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation": organisation_to_json(message.organisation) if has("organisation") else None,
    }


def list_members_request_to_json(message: pb.ListMembersRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation_id": message.organisation_id,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_members_response_to_json(message: pb.ListMembersResponse) -> dict[str, Any]:
    return {
        "members": [member_to_json(item) for item in message.members] if message.members else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def add_member_request_to_json(message: pb.AddMemberRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation_id": message.organisation_id,
        "email": message.email,
        "full_name": message.full_name if has("full_name") else None,
        "staff_role": message.staff_role,
        "club_role": message.club_role if has("club_role") else None,
        "team_access": list(message.team_access),
    }


def add_member_response_to_json(message: pb.AddMemberResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "member": member_to_json(message.member) if has("member") else None,
    }


def update_member_request_to_json(message: pb.UpdateMemberRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation_id": message.organisation_id,
        "member_id": message.member_id,
        "staff_role": message.staff_role if has("staff_role") else None,
        "club_role": message.club_role if has("club_role") else None,
        "team_access": list(message.team_access),
        "clear_team_access": message.clear_team_access if has("clear_team_access") else None,
    }


def update_member_response_to_json(message: pb.UpdateMemberResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "member": member_to_json(message.member) if has("member") else None,
    }


def remove_member_request_to_json(message: pb.RemoveMemberRequest) -> dict[str, Any]:
    return {
        "organisation_id": message.organisation_id,
        "member_id": message.member_id,
    }


def accept_invitation_request_to_json(message: pb.AcceptInvitationRequest) -> dict[str, Any]:
    return {
        "organisation_id": message.organisation_id,
    }


def accept_invitation_response_to_json(message: pb.AcceptInvitationResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation": organisation_to_json(message.organisation) if has("organisation") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Organisation": organisation_to_json,
    "Affiliation": affiliation_to_json,
    "Member": member_to_json,
    "CreateOrganisationRequest": create_organisation_request_to_json,
    "CreateOrganisationResponse": create_organisation_response_to_json,
    "GetOrganisationRequest": get_organisation_request_to_json,
    "GetOrganisationResponse": get_organisation_response_to_json,
    "ListOrganisationsRequest": list_organisations_request_to_json,
    "ListOrganisationsResponse": list_organisations_response_to_json,
    "UpdateOrganisationRequest": update_organisation_request_to_json,
    "UpdateOrganisationResponse": update_organisation_response_to_json,
    "ListMembersRequest": list_members_request_to_json,
    "ListMembersResponse": list_members_response_to_json,
    "AddMemberRequest": add_member_request_to_json,
    "AddMemberResponse": add_member_response_to_json,
    "UpdateMemberRequest": update_member_request_to_json,
    "UpdateMemberResponse": update_member_response_to_json,
    "RemoveMemberRequest": remove_member_request_to_json,
    "AcceptInvitationRequest": accept_invitation_request_to_json,
    "AcceptInvitationResponse": accept_invitation_response_to_json,
}
