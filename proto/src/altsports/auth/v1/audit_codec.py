"""Generated from altsports/auth/v1/audit.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import struct_to_json, timestamp_to_json
from altsports.auth.v1 import audit_pb2 as pb


def audit_event_to_json(message: pb.AuditEvent) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "sequence": message.sequence if has("sequence") else None,
        "action": message.action,
        "result": message.result,
        "actor_id": message.actor_id if has("actor_id") else None,
        "actor_kind": message.actor_kind,
        "user_id": message.user_id if has("user_id") else None,
        "target_kind": message.target_kind if has("target_kind") else None,
        "target_id": message.target_id if has("target_id") else None,
        "ip": message.ip if has("ip") else None,
        "request_id": message.request_id if has("request_id") else None,
        "details": struct_to_json(message.details) if has("details") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "chain_hash": message.chain_hash if has("chain_hash") else None,
    }


def list_audit_events_request_to_json(message: pb.ListAuditEventsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "user_id": message.user_id if has("user_id") else None,
        "action": message.action if has("action") else None,
        "result": message.result if has("result") else None,
        "start_time": timestamp_to_json(message.start_time) if has("start_time") else None,
        "end_time": timestamp_to_json(message.end_time) if has("end_time") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_audit_events_response_to_json(message: pb.ListAuditEventsResponse) -> dict[str, Any]:
    return {
        "audit_events": [audit_event_to_json(item) for item in message.audit_events] if message.audit_events else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def record_audit_event_request_to_json(message: pb.RecordAuditEventRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "audit_event": audit_event_to_json(message.audit_event) if has("audit_event") else None,
    }


def record_audit_event_response_to_json(_message: pb.RecordAuditEventResponse) -> dict[str, Any]:
    return {}


def verify_audit_log_request_to_json(_message: pb.VerifyAuditLogRequest) -> dict[str, Any]:
    return {}


def verify_audit_log_response_to_json(message: pb.VerifyAuditLogResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "intact": message.intact,
        "checked": message.checked,
        "first_broken_sequence": message.first_broken_sequence if has("first_broken_sequence") else None,
        "head_hash": message.head_hash if has("head_hash") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "AuditEvent": audit_event_to_json,
    "ListAuditEventsRequest": list_audit_events_request_to_json,
    "ListAuditEventsResponse": list_audit_events_response_to_json,
    "RecordAuditEventRequest": record_audit_event_request_to_json,
    "RecordAuditEventResponse": record_audit_event_response_to_json,
    "VerifyAuditLogRequest": verify_audit_log_request_to_json,
    "VerifyAuditLogResponse": verify_audit_log_response_to_json,
}
