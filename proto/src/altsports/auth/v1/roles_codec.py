"""Generated from altsports/auth/v1/roles.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.auth.v1 import roles_pb2 as pb


def role_to_json(message: pb.Role) -> dict[str, Any]:
    return {
        "name": message.name,
        "scope": message.scope,
        "description": message.description,
        "permissions": list(message.permissions),
        "app_permissions": list(message.app_permissions),
    }


def list_roles_request_to_json(_message: pb.ListRolesRequest) -> dict[str, Any]:
    return {}


def list_roles_response_to_json(message: pb.ListRolesResponse) -> dict[str, Any]:
    return {
        "roles": [role_to_json(item) for item in message.roles] if message.roles else [],
        "permissions": list(message.permissions),
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Role": role_to_json,
    "ListRolesRequest": list_roles_request_to_json,
    "ListRolesResponse": list_roles_response_to_json,
}
