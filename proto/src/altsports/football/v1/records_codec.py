"""Generated from altsports/football/v1/records.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import struct_to_json
from altsports.football.v1 import records_pb2 as pb


def football_find_records_request_to_json(message: pb.FindRecordsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "noun": message.noun,
        "filters": struct_to_json(message.filters) if has("filters") else None,
        "order": message.order if has("order") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def football_find_records_response_to_json(message: pb.FindRecordsResponse) -> dict[str, Any]:
    return {
        "records": [struct_to_json(item) for item in message.records] if message.records else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def football_get_record_request_to_json(message: pb.GetRecordRequest) -> dict[str, Any]:
    return {
        "noun": message.noun,
        "record_id": message.record_id,
    }


def football_get_record_response_to_json(message: pb.GetRecordResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "record": struct_to_json(message.record) if has("record") else None,
    }


def football_create_record_request_to_json(message: pb.CreateRecordRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "noun": message.noun,
        "fields": struct_to_json(message.fields) if has("fields") else None,
        "request_id": message.request_id if has("request_id") else None,
    }


def football_create_record_response_to_json(message: pb.CreateRecordResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "record": struct_to_json(message.record) if has("record") else None,
        "warnings": list(message.warnings),
    }


def football_update_record_request_to_json(message: pb.UpdateRecordRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "noun": message.noun,
        "record_id": message.record_id,
        "fields": struct_to_json(message.fields) if has("fields") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def football_update_record_response_to_json(message: pb.UpdateRecordResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "record": struct_to_json(message.record) if has("record") else None,
        "warnings": list(message.warnings),
    }


def football_delete_record_request_to_json(message: pb.DeleteRecordRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "noun": message.noun,
        "record_id": message.record_id,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "FindRecordsRequest": football_find_records_request_to_json,
    "FindRecordsResponse": football_find_records_response_to_json,
    "GetRecordRequest": football_get_record_request_to_json,
    "GetRecordResponse": football_get_record_response_to_json,
    "CreateRecordRequest": football_create_record_request_to_json,
    "CreateRecordResponse": football_create_record_response_to_json,
    "UpdateRecordRequest": football_update_record_request_to_json,
    "UpdateRecordResponse": football_update_record_response_to_json,
    "DeleteRecordRequest": football_delete_record_request_to_json,
}
