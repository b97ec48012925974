"""Generated from altsports/auth/v1/events.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.auth.v1 import events_pb2 as pb


def credentials_revoked_to_json(message: pb.CredentialsRevoked) -> dict[str, Any]:
    return {
        "kind": message.kind,
        "id": message.id,
        "dead_until": message.dead_until,
    }


def session_ended_to_json(message: pb.SessionEnded) -> dict[str, Any]:
    return {
        "session_id": message.session_id,
        "user_id": message.user_id,
        "reason": message.reason,
    }


def api_key_revoked_to_json(message: pb.ApiKeyRevoked) -> dict[str, Any]:
    return {
        "api_key_id": message.api_key_id,
        "user_id": message.user_id,
    }


def signing_key_rotated_to_json(message: pb.SigningKeyRotated) -> dict[str, Any]:
    return {
        "key_id": message.key_id,
    }


def user_created_to_json(message: pb.UserCreated) -> dict[str, Any]:
    return {
        "user_id": message.user_id,
        "role": message.role,
        "tier": message.tier,
    }


def user_updated_to_json(message: pb.UserUpdated) -> dict[str, Any]:
    return {
        "user_id": message.user_id,
        "fields": list(message.fields),
    }


def user_deleted_to_json(message: pb.UserDeleted) -> dict[str, Any]:
    return {
        "user_id": message.user_id,
    }


def account_quota_updated_to_json(message: pb.AccountQuotaUpdated) -> dict[str, Any]:
    has = message.HasField
    return {
        "user_id": message.user_id,
        "monthly_api_calls": message.monthly_api_calls if has("monthly_api_calls") else None,
        "monthly_ai_tokens": message.monthly_ai_tokens if has("monthly_ai_tokens") else None,
    }


def organisation_created_to_json(message: pb.OrganisationCreated) -> dict[str, Any]:
    return {
        "organisation_id": message.organisation_id,
        "user_id": message.user_id,
    }


def organisation_updated_to_json(message: pb.OrganisationUpdated) -> dict[str, Any]:
    return {
        "organisation_id": message.organisation_id,
        "fields": list(message.fields),
    }


def organisation_deleted_to_json(message: pb.OrganisationDeleted) -> dict[str, Any]:
    return {
        "organisation_id": message.organisation_id,
    }


def member_added_to_json(message: pb.MemberAdded) -> dict[str, Any]:
    has = message.HasField
    return {
        "member_id": message.member_id,
        "organisation_id": message.organisation_id,
        "user_id": message.user_id if has("user_id") else None,
        "club_role": message.club_role,
        "status": message.status,
        "team_access": list(message.team_access),
    }


def member_updated_to_json(message: pb.MemberUpdated) -> dict[str, Any]:
    has = message.HasField
    return {
        "member_id": message.member_id,
        "organisation_id": message.organisation_id,
        "user_id": message.user_id if has("user_id") else None,
        "club_role": message.club_role,
        "status": message.status,
        "team_access": list(message.team_access),
    }


def member_removed_to_json(message: pb.MemberRemoved) -> dict[str, Any]:
    has = message.HasField
    return {
        "member_id": message.member_id,
        "organisation_id": message.organisation_id,
        "user_id": message.user_id if has("user_id") else None,
        "club_role": message.club_role,
        "status": message.status,
        "team_access": list(message.team_access),
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "CredentialsRevoked": credentials_revoked_to_json,
    "SessionEnded": session_ended_to_json,
    "ApiKeyRevoked": api_key_revoked_to_json,
    "SigningKeyRotated": signing_key_rotated_to_json,
    "UserCreated": user_created_to_json,
    "UserUpdated": user_updated_to_json,
    "UserDeleted": user_deleted_to_json,
    "AccountQuotaUpdated": account_quota_updated_to_json,
    "OrganisationCreated": organisation_created_to_json,
    "OrganisationUpdated": organisation_updated_to_json,
    "OrganisationDeleted": organisation_deleted_to_json,
    "MemberAdded": member_added_to_json,
    "MemberUpdated": member_updated_to_json,
    "MemberRemoved": member_removed_to_json,
}
