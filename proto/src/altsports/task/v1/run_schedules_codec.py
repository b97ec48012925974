"""Generated from altsports/task/v1/run_schedules.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import struct_to_json, timestamp_to_json
from altsports.task.v1 import run_schedules_pb2 as pb


def run_schedule_to_json(message: pb.RunSchedule) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "name": message.name,
        "kind": message.kind,
        "params": struct_to_json(message.params) if has("params") else None,
        "cron": message.cron if has("cron") else None,
        "interval_s": message.interval_s if has("interval_s") else None,
        "once_at": timestamp_to_json(message.once_at) if has("once_at") else None,
        "time_zone": message.time_zone,
        "catch_up": message.catch_up,
        "catch_up_limit": message.catch_up_limit,
        "status": message.status,
        "declared_by": message.declared_by if has("declared_by") else None,
        "next_at": [timestamp_to_json(item) for item in message.next_at] if message.next_at else [],
        "last_at": timestamp_to_json(message.last_at) if has("last_at") else None,
        "last_run_id": message.last_run_id if has("last_run_id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "area": message.area,
    }


def list_run_schedules_request_to_json(message: pb.ListRunSchedulesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_run_schedules_response_to_json(message: pb.ListRunSchedulesResponse) -> dict[str, Any]:
    return {
        "schedules": [run_schedule_to_json(item) for item in message.schedules] if message.schedules else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def get_run_schedule_request_to_json(message: pb.GetRunScheduleRequest) -> dict[str, Any]:
    return {
        "schedule_id": message.schedule_id,
    }


def get_run_schedule_response_to_json(message: pb.GetRunScheduleResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "schedule": run_schedule_to_json(message.schedule) if has("schedule") else None,
    }


def create_run_schedule_request_to_json(message: pb.CreateRunScheduleRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "kind": message.kind,
        "params": struct_to_json(message.params) if has("params") else None,
        "cron": message.cron if has("cron") else None,
        "interval_s": message.interval_s if has("interval_s") else None,
        "once_at": timestamp_to_json(message.once_at) if has("once_at") else None,
        "time_zone": message.time_zone if has("time_zone") else None,
        "catch_up": message.catch_up if has("catch_up") else None,
        "catch_up_limit": message.catch_up_limit if has("catch_up_limit") else None,
    }


def create_run_schedule_response_to_json(message: pb.CreateRunScheduleResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "schedule": run_schedule_to_json(message.schedule) if has("schedule") else None,
    }


def update_run_schedule_request_to_json(message: pb.UpdateRunScheduleRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "schedule_id": message.schedule_id,
        "name": message.name if has("name") else None,
        "params": struct_to_json(message.params) if has("params") else None,
        "cron": message.cron if has("cron") else None,
        "interval_s": message.interval_s if has("interval_s") else None,
        "once_at": timestamp_to_json(message.once_at) if has("once_at") else None,
        "time_zone": message.time_zone if has("time_zone") else None,
        "catch_up": message.catch_up if has("catch_up") else None,
        "catch_up_limit": message.catch_up_limit if has("catch_up_limit") else None,
    }


def update_run_schedule_response_to_json(message: pb.UpdateRunScheduleResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "schedule": run_schedule_to_json(message.schedule) if has("schedule") else None,
    }


def pause_run_schedule_request_to_json(message: pb.PauseRunScheduleRequest) -> dict[str, Any]:
    return {
        "schedule_id": message.schedule_id,
    }


def pause_run_schedule_response_to_json(message: pb.PauseRunScheduleResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "schedule": run_schedule_to_json(message.schedule) if has("schedule") else None,
    }


def resume_run_schedule_request_to_json(message: pb.ResumeRunScheduleRequest) -> dict[str, Any]:
    return {
        "schedule_id": message.schedule_id,
    }


def resume_run_schedule_response_to_json(message: pb.ResumeRunScheduleResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "schedule": run_schedule_to_json(message.schedule) if has("schedule") else None,
    }


def delete_run_schedule_request_to_json(message: pb.DeleteRunScheduleRequest) -> dict[str, Any]:
    return {
        "schedule_id": message.schedule_id,
    }


def declare_run_schedules_request_to_json(message: pb.DeclareRunSchedulesRequest) -> dict[str, Any]:
    return {
        "area": message.area,
        "schedules": [create_run_schedule_request_to_json(item) for item in message.schedules] if message.schedules else [],
    }


def declare_run_schedules_response_to_json(message: pb.DeclareRunSchedulesResponse) -> dict[str, Any]:
    return {
        "schedules": message.schedules,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "RunSchedule": run_schedule_to_json,
    "ListRunSchedulesRequest": list_run_schedules_request_to_json,
    "ListRunSchedulesResponse": list_run_schedules_response_to_json,
    "GetRunScheduleRequest": get_run_schedule_request_to_json,
    "GetRunScheduleResponse": get_run_schedule_response_to_json,
    "CreateRunScheduleRequest": create_run_schedule_request_to_json,
    "CreateRunScheduleResponse": create_run_schedule_response_to_json,
    "UpdateRunScheduleRequest": update_run_schedule_request_to_json,
    "UpdateRunScheduleResponse": update_run_schedule_response_to_json,
    "PauseRunScheduleRequest": pause_run_schedule_request_to_json,
    "PauseRunScheduleResponse": pause_run_schedule_response_to_json,
    "ResumeRunScheduleRequest": resume_run_schedule_request_to_json,
    "ResumeRunScheduleResponse": resume_run_schedule_response_to_json,
    "DeleteRunScheduleRequest": delete_run_schedule_request_to_json,
    "DeclareRunSchedulesRequest": declare_run_schedules_request_to_json,
    "DeclareRunSchedulesResponse": declare_run_schedules_response_to_json,
}
