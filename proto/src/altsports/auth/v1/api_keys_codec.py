"""Generated from altsports/auth/v1/api_keys.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.auth.v1 import api_keys_pb2 as pb


def api_key_to_json(message: pb.ApiKey) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "name": message.name,
        "prefix": message.prefix,
        "key": message.key if has("key") else None,
        "scopes": list(message.scopes),
        "status": message.status,
        "organisation_id": message.organisation_id if has("organisation_id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "expires_at": timestamp_to_json(message.expires_at) if has("expires_at") else None,
        "last_used_at": timestamp_to_json(message.last_used_at) if has("last_used_at") else None,
        "last_used_ip": message.last_used_ip if has("last_used_ip") else None,
        "rotated_at": timestamp_to_json(message.rotated_at) if has("rotated_at") else None,
        "old_key_expires_at": timestamp_to_json(message.old_key_expires_at) if has("old_key_expires_at") else None,
        "revoked_at": timestamp_to_json(message.revoked_at) if has("revoked_at") else None,
    }


def create_api_key_request_to_json(message: pb.CreateApiKeyRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "scopes": list(message.scopes),
        "expires_at": timestamp_to_json(message.expires_at) if has("expires_at") else None,
        "expires_in_days": message.expires_in_days if has("expires_in_days") else None,
    }


def create_api_key_response_to_json(message: pb.CreateApiKeyResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "api_key": api_key_to_json(message.api_key) if has("api_key") else None,
    }


def list_api_keys_request_to_json(message: pb.ListApiKeysRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "include_inactive": message.include_inactive if has("include_inactive") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_api_keys_response_to_json(message: pb.ListApiKeysResponse) -> dict[str, Any]:
    return {
        "api_keys": [api_key_to_json(item) for item in message.api_keys] if message.api_keys else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def get_api_key_request_to_json(message: pb.GetApiKeyRequest) -> dict[str, Any]:
    return {
        "api_key_id": message.api_key_id,
    }


def get_api_key_response_to_json(message: pb.GetApiKeyResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "api_key": api_key_to_json(message.api_key) if has("api_key") else None,
    }


def rotate_api_key_request_to_json(message: pb.RotateApiKeyRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "api_key_id": message.api_key_id,
        "overlap_hours": message.overlap_hours if has("overlap_hours") else None,
    }


def rotate_api_key_response_to_json(message: pb.RotateApiKeyResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "api_key": api_key_to_json(message.api_key) if has("api_key") else None,
    }


def revoke_api_key_request_to_json(message: pb.RevokeApiKeyRequest) -> dict[str, Any]:
    return {
        "api_key_id": message.api_key_id,
    }


def resolve_api_key_request_to_json(message: pb.ResolveApiKeyRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "key": message.key,
        "ip": message.ip if has("ip") else None,
    }


def resolve_api_key_response_to_json(message: pb.ResolveApiKeyResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "credential_id": message.credential_id,
        "api_key_id": message.api_key_id,
        "user_id": message.user_id,
        "username": message.username,
        "role": message.role,
        "permissions": list(message.permissions),
        "tier": message.tier,
        "organisation_id": message.organisation_id if has("organisation_id") else None,
        "expires_at": timestamp_to_json(message.expires_at) if has("expires_at") else None,
        "club_role": message.club_role if has("club_role") else None,
        "team_access": list(message.team_access),
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ApiKey": api_key_to_json,
    "CreateApiKeyRequest": create_api_key_request_to_json,
    "CreateApiKeyResponse": create_api_key_response_to_json,
    "ListApiKeysRequest": list_api_keys_request_to_json,
    "ListApiKeysResponse": list_api_keys_response_to_json,
    "GetApiKeyRequest": get_api_key_request_to_json,
    "GetApiKeyResponse": get_api_key_response_to_json,
    "RotateApiKeyRequest": rotate_api_key_request_to_json,
    "RotateApiKeyResponse": rotate_api_key_response_to_json,
    "RevokeApiKeyRequest": revoke_api_key_request_to_json,
    "ResolveApiKeyRequest": resolve_api_key_request_to_json,
    "ResolveApiKeyResponse": resolve_api_key_response_to_json,
}
