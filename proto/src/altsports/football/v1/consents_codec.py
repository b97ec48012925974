"""Generated from altsports/football/v1/consents.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import consents_pb2 as pb


def football_consent_to_json(message: pb.Consent) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_id": message.player_id,
        "kind": message.kind,
        "given_by": message.given_by,
        "relation": message.relation if has("relation") else None,
        "given_on": message.given_on,
        "recorded_at": timestamp_to_json(message.recorded_at) if has("recorded_at") else None,
        "recorded_by": message.recorded_by,
        "withdrawn_at": timestamp_to_json(message.withdrawn_at) if has("withdrawn_at") else None,
    }


def football_list_consents_request_to_json(message: pb.ListConsentsRequest) -> dict[str, Any]:
    return {
        "player_id": message.player_id,
    }


def football_list_consents_response_to_json(message: pb.ListConsentsResponse) -> dict[str, Any]:
    return {
        "consents": [football_consent_to_json(item) for item in message.consents] if message.consents else [],
    }


def football_record_consent_request_to_json(message: pb.RecordConsentRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_id": message.player_id,
        "kind": message.kind,
        "given_by": message.given_by,
        "relation": message.relation if has("relation") else None,
        "given_on": message.given_on if has("given_on") else None,
    }


def football_record_consent_response_to_json(message: pb.RecordConsentResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "consent": football_consent_to_json(message.consent) if has("consent") else None,
    }


def football_withdraw_consent_request_to_json(message: pb.WithdrawConsentRequest) -> dict[str, Any]:
    return {
        "player_id": message.player_id,
        "kind": message.kind,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Consent": football_consent_to_json,
    "ListConsentsRequest": football_list_consents_request_to_json,
    "ListConsentsResponse": football_list_consents_response_to_json,
    "RecordConsentRequest": football_record_consent_request_to_json,
    "RecordConsentResponse": football_record_consent_response_to_json,
    "WithdrawConsentRequest": football_withdraw_consent_request_to_json,
}
