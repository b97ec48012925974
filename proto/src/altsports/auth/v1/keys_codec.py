"""Generated from altsports/auth/v1/keys.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.auth.v1 import keys_pb2 as pb


def jwk_to_json(message: pb.Jwk) -> dict[str, Any]:
    return {
        "kty": message.kty,
        "use": message.use,
        "alg": message.alg,
        "kid": message.kid,
        "n": message.n,
        "e": message.e,
    }


def signing_key_to_json(message: pb.SigningKey) -> dict[str, Any]:
    has = message.HasField
    return {
        "kid": message.kid,
        "status": message.status,
        "source": message.source,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "signs_from_time": timestamp_to_json(message.signs_from_time) if has("signs_from_time") else None,
        "expires_at": timestamp_to_json(message.expires_at) if has("expires_at") else None,
    }


def get_jwks_request_to_json(_message: pb.GetJwksRequest) -> dict[str, Any]:
    return {}


def get_jwks_response_to_json(message: pb.GetJwksResponse) -> dict[str, Any]:
    return {
        "keys": [jwk_to_json(item) for item in message.keys] if message.keys else [],
    }


def list_signing_keys_request_to_json(_message: pb.ListSigningKeysRequest) -> dict[str, Any]:
    return {}


def list_signing_keys_response_to_json(message: pb.ListSigningKeysResponse) -> dict[str, Any]:
    return {
        "signing_keys": [signing_key_to_json(item) for item in message.signing_keys] if message.signing_keys else [],
    }


def rotate_signing_key_request_to_json(message: pb.RotateSigningKeyRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "reason": message.reason if has("reason") else None,
    }


def rotate_signing_key_response_to_json(message: pb.RotateSigningKeyResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "signing_key": signing_key_to_json(message.signing_key) if has("signing_key") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Jwk": jwk_to_json,
    "SigningKey": signing_key_to_json,
    "GetJwksRequest": get_jwks_request_to_json,
    "GetJwksResponse": get_jwks_response_to_json,
    "ListSigningKeysRequest": list_signing_keys_request_to_json,
    "ListSigningKeysResponse": list_signing_keys_response_to_json,
    "RotateSigningKeyRequest": rotate_signing_key_request_to_json,
    "RotateSigningKeyResponse": rotate_signing_key_response_to_json,
}
