"""Generated from altsports/auth/v1/accounts.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.auth.v1 import accounts_pb2 as pb
from altsports.auth.v1.organisations_codec import affiliation_to_json


def user_to_json(message: pb.User) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "username": message.username,
        "email": message.email,
        "email_verified": message.email_verified,
        "full_name": message.full_name if has("full_name") else None,
        "user_type": message.user_type,
        "role": message.role,
        "tier": message.tier,
        "permissions": list(message.permissions),
        "is_active": message.is_active,
        "avatar_url": message.avatar_url if has("avatar_url") else None,
        "timezone": message.timezone if has("timezone") else None,
        "locale": message.locale if has("locale") else None,
        "organisation": affiliation_to_json(message.organisation) if has("organisation") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "last_login_at": timestamp_to_json(message.last_login_at) if has("last_login_at") else None,
    }


def tokens_to_json(message: pb.Tokens) -> dict[str, Any]:
    has = message.HasField
    return {
        "access_token": message.access_token,
        "token_type": message.token_type,
        "expires_in": message.expires_in,
        "refresh_token": message.refresh_token if has("refresh_token") else None,
        "session_id": message.session_id,
        "user": user_to_json(message.user) if has("user") else None,
    }


def register_request_to_json(message: pb.RegisterRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "email": message.email,
        "password": message.password,
        "username": message.username if has("username") else None,
        "full_name": message.full_name if has("full_name") else None,
        "user_type": message.user_type if has("user_type") else None,
        "organisation_name": message.organisation_name if has("organisation_name") else None,
    }


def register_response_to_json(message: pb.RegisterResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "tokens": tokens_to_json(message.tokens) if has("tokens") else None,
    }


def register_invited_request_to_json(message: pb.RegisterInvitedRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "token": message.token,
        "password": message.password,
        "full_name": message.full_name if has("full_name") else None,
    }


def register_invited_response_to_json(message: pb.RegisterInvitedResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "tokens": tokens_to_json(message.tokens) if has("tokens") else None,
    }


def get_me_request_to_json(_message: pb.GetMeRequest) -> dict[str, Any]:
    return {}


def get_me_response_to_json(message: pb.GetMeResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "user": user_to_json(message.user) if has("user") else None,
    }


def update_me_request_to_json(message: pb.UpdateMeRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "full_name": message.full_name if has("full_name") else None,
        "username": message.username if has("username") else None,
        "avatar_url": message.avatar_url if has("avatar_url") else None,
        "timezone": message.timezone if has("timezone") else None,
        "locale": message.locale if has("locale") else None,
    }


def update_me_response_to_json(message: pb.UpdateMeResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "user": user_to_json(message.user) if has("user") else None,
    }


def change_password_request_to_json(message: pb.ChangePasswordRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "current_password": message.current_password,
        "new_password": message.new_password,
        "keep_api_keys": message.keep_api_keys if has("keep_api_keys") else None,
    }


def change_email_request_to_json(message: pb.ChangeEmailRequest) -> dict[str, Any]:
    return {
        "email": message.email,
        "password": message.password,
    }


def change_email_response_to_json(message: pb.ChangeEmailResponse) -> dict[str, Any]:
    return {
        "message": message.message,
    }


def close_account_request_to_json(message: pb.CloseAccountRequest) -> dict[str, Any]:
    return {
        "password": message.password,
    }


def request_password_reset_request_to_json(message: pb.RequestPasswordResetRequest) -> dict[str, Any]:
    return {
        "email": message.email,
    }


def request_password_reset_response_to_json(message: pb.RequestPasswordResetResponse) -> dict[str, Any]:
    return {
        "message": message.message,
    }


def reset_password_request_to_json(message: pb.ResetPasswordRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "token": message.token,
        "new_password": message.new_password,
        "keep_account": message.keep_account if has("keep_account") else None,
    }


def request_email_verification_request_to_json(message: pb.RequestEmailVerificationRequest) -> dict[str, Any]:
    return {
        "email": message.email,
    }


def request_email_verification_response_to_json(message: pb.RequestEmailVerificationResponse) -> dict[str, Any]:
    return {
        "message": message.message,
    }


def verify_email_request_to_json(message: pb.VerifyEmailRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "token": message.token,
        "password": message.password if has("password") else None,
    }


def verify_email_response_to_json(message: pb.VerifyEmailResponse) -> dict[str, Any]:
    return {
        "email": message.email,
        "email_verified": message.email_verified,
    }


def list_users_request_to_json(message: pb.ListUsersRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "query": message.query if has("query") else None,
        "role": message.role if has("role") else None,
        "tier": message.tier if has("tier") else None,
        "is_active": message.is_active if has("is_active") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_users_response_to_json(message: pb.ListUsersResponse) -> dict[str, Any]:
    return {
        "users": [user_to_json(item) for item in message.users] if message.users else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def get_user_request_to_json(message: pb.GetUserRequest) -> dict[str, Any]:
    return {
        "user_id": message.user_id,
    }


def get_user_response_to_json(message: pb.GetUserResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "user": user_to_json(message.user) if has("user") else None,
    }


def update_user_request_to_json(message: pb.UpdateUserRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "user_id": message.user_id,
        "role": message.role if has("role") else None,
        "tier": message.tier if has("tier") else None,
        "is_active": message.is_active if has("is_active") else None,
        "full_name": message.full_name if has("full_name") else None,
        "username": message.username if has("username") else None,
        "email_verified": message.email_verified if has("email_verified") else None,
    }


def update_user_response_to_json(message: pb.UpdateUserResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "user": user_to_json(message.user) if has("user") else None,
    }


def delete_user_request_to_json(message: pb.DeleteUserRequest) -> dict[str, Any]:
    return {
        "user_id": message.user_id,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "User": user_to_json,
    "Tokens": tokens_to_json,
    "RegisterRequest": register_request_to_json,
    "RegisterResponse": register_response_to_json,
    "RegisterInvitedRequest": register_invited_request_to_json,
    "RegisterInvitedResponse": register_invited_response_to_json,
    "GetMeRequest": get_me_request_to_json,
    "GetMeResponse": get_me_response_to_json,
    "UpdateMeRequest": update_me_request_to_json,
    "UpdateMeResponse": update_me_response_to_json,
    "ChangePasswordRequest": change_password_request_to_json,
    "ChangeEmailRequest": change_email_request_to_json,
    "ChangeEmailResponse": change_email_response_to_json,
    "CloseAccountRequest": close_account_request_to_json,
    "RequestPasswordResetRequest": request_password_reset_request_to_json,
    "RequestPasswordResetResponse": request_password_reset_response_to_json,
    "ResetPasswordRequest": reset_password_request_to_json,
    "RequestEmailVerificationRequest": request_email_verification_request_to_json,
    "RequestEmailVerificationResponse": request_email_verification_response_to_json,
    "VerifyEmailRequest": verify_email_request_to_json,
    "VerifyEmailResponse": verify_email_response_to_json,
    "ListUsersRequest": list_users_request_to_json,
    "ListUsersResponse": list_users_response_to_json,
    "GetUserRequest": get_user_request_to_json,
    "GetUserResponse": get_user_response_to_json,
    "UpdateUserRequest": update_user_request_to_json,
    "UpdateUserResponse": update_user_response_to_json,
    "DeleteUserRequest": delete_user_request_to_json,
}
