"""Generated from altsports/auth/v1/sessions.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.auth.v1 import sessions_pb2 as pb
from altsports.auth.v1.accounts_codec import tokens_to_json


def session_to_json(message: pb.Session) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "is_current": message.is_current,
        "device": message.device if has("device") else None,
        "ip": message.ip if has("ip") else None,
        "organisation_id": message.organisation_id if has("organisation_id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "last_used_at": timestamp_to_json(message.last_used_at) if has("last_used_at") else None,
        "expires_at": timestamp_to_json(message.expires_at) if has("expires_at") else None,
    }


def login_request_to_json(message: pb.LoginRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "username": message.username if has("username") else None,
        "email": message.email if has("email") else None,
        "password": message.password,
        "device": message.device if has("device") else None,
        "organisation_id": message.organisation_id if has("organisation_id") else None,
        "grant_type": message.grant_type if has("grant_type") else None,
        "scope": message.scope if has("scope") else None,
        "client_id": message.client_id if has("client_id") else None,
        "client_secret": message.client_secret if has("client_secret") else None,
    }


def login_response_to_json(message: pb.LoginResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "tokens": tokens_to_json(message.tokens) if has("tokens") else None,
    }


def refresh_session_request_to_json(message: pb.RefreshSessionRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "refresh_token": message.refresh_token,
        "grant_type": message.grant_type if has("grant_type") else None,
    }


def refresh_session_response_to_json(message: pb.RefreshSessionResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "tokens": tokens_to_json(message.tokens) if has("tokens") else None,
    }


def logout_request_to_json(message: pb.LogoutRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "refresh_token": message.refresh_token if has("refresh_token") else None,
    }


def logout_all_request_to_json(message: pb.LogoutAllRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "keep_current": message.keep_current if has("keep_current") else None,
    }


def switch_organisation_request_to_json(message: pb.SwitchOrganisationRequest) -> dict[str, Any]:
    return {
        "organisation_id": message.organisation_id,
    }


def switch_organisation_response_to_json(message: pb.SwitchOrganisationResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "tokens": tokens_to_json(message.tokens) if has("tokens") else None,
    }


def list_sessions_request_to_json(message: pb.ListSessionsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_sessions_response_to_json(message: pb.ListSessionsResponse) -> dict[str, Any]:
    return {
        "sessions": [session_to_json(item) for item in message.sessions] if message.sessions else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def end_session_request_to_json(message: pb.EndSessionRequest) -> dict[str, Any]:
    return {
        "session_id": message.session_id,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Session": session_to_json,
    "LoginRequest": login_request_to_json,
    "LoginResponse": login_response_to_json,
    "RefreshSessionRequest": refresh_session_request_to_json,
    "RefreshSessionResponse": refresh_session_response_to_json,
    "LogoutRequest": logout_request_to_json,
    "LogoutAllRequest": logout_all_request_to_json,
    "SwitchOrganisationRequest": switch_organisation_request_to_json,
    "SwitchOrganisationResponse": switch_organisation_response_to_json,
    "ListSessionsRequest": list_sessions_request_to_json,
    "ListSessionsResponse": list_sessions_response_to_json,
    "EndSessionRequest": end_session_request_to_json,
}
