"""Generated from altsports/auth/v1/sessions.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.auth.v1 import sessions_pb2 as pb
from altsports.auth.v1.accounts_codec import tokens_to_json


def session_to_json(message: pb.Session) -> dict[str, Any]:
    return {
        "id": message.id,
        "is_current": message.is_current,
        "device": message.device if message.HasField("device") else None,
        "ip": message.ip if message.HasField("ip") else None,
        "organisation_id": message.organisation_id if message.HasField("organisation_id") else None,
        "created_at": timestamp_to_json(message.created_at) if message.HasField("created_at") else None,
        "last_used_at": timestamp_to_json(message.last_used_at) if message.HasField("last_used_at") else None,
        "expires_at": timestamp_to_json(message.expires_at) if message.HasField("expires_at") else None,
    }


def login_request_to_json(message: pb.LoginRequest) -> dict[str, Any]:
    return {
        "username": message.username if message.HasField("username") else None,
        "email": message.email if message.HasField("email") else None,
        "password": message.password,
        "device": message.device if message.HasField("device") else None,
        "organisation_id": message.organisation_id if message.HasField("organisation_id") else None,
        "grant_type": message.grant_type if message.HasField("grant_type") else None,
        "scope": message.scope if message.HasField("scope") else None,
        "client_id": message.client_id if message.HasField("client_id") else None,
        "client_secret": message.client_secret if message.HasField("client_secret") else None,
    }


def login_response_to_json(message: pb.LoginResponse) -> dict[str, Any]:
    return {
        "tokens": tokens_to_json(message.tokens) if message.HasField("tokens") else None,
    }


def refresh_session_request_to_json(message: pb.RefreshSessionRequest) -> dict[str, Any]:
    return {
        "refresh_token": message.refresh_token,
        "grant_type": message.grant_type if message.HasField("grant_type") else None,
    }


def refresh_session_response_to_json(message: pb.RefreshSessionResponse) -> dict[str, Any]:
    return {
        "tokens": tokens_to_json(message.tokens) if message.HasField("tokens") else None,
    }


def logout_request_to_json(message: pb.LogoutRequest) -> dict[str, Any]:
    return {
        "refresh_token": message.refresh_token if message.HasField("refresh_token") else None,
    }


def logout_all_request_to_json(message: pb.LogoutAllRequest) -> dict[str, Any]:
    return {
        "keep_current": message.keep_current if message.HasField("keep_current") else None,
    }


def switch_organisation_request_to_json(message: pb.SwitchOrganisationRequest) -> dict[str, Any]:
    return {
        "organisation_id": message.organisation_id,
    }


def switch_organisation_response_to_json(message: pb.SwitchOrganisationResponse) -> dict[str, Any]:
    return {
        "tokens": tokens_to_json(message.tokens) if message.HasField("tokens") else None,
    }


def list_sessions_request_to_json(message: pb.ListSessionsRequest) -> dict[str, Any]:
    return {
        "page_size": message.page_size if message.HasField("page_size") else None,
        "page_token": message.page_token if message.HasField("page_token") else None,
    }


def list_sessions_response_to_json(message: pb.ListSessionsResponse) -> dict[str, Any]:
    return {
        "sessions": [session_to_json(item) for item in message.sessions],
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
