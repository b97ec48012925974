"""Generated from altsports/task/v1/task_schedules.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import struct_to_json, timestamp_to_json
from altsports.task.v1 import task_schedules_pb2 as pb


def task_schedule_to_json(message: pb.TaskSchedule) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "name": message.name,
        "type": message.type,
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
        "last_task_id": message.last_task_id if has("last_task_id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "area": message.area,
    }


def list_task_schedules_request_to_json(message: pb.ListTaskSchedulesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_task_schedules_response_to_json(message: pb.ListTaskSchedulesResponse) -> dict[str, Any]:
    return {
        "schedules": [task_schedule_to_json(item) for item in message.schedules] if message.schedules else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def get_task_schedule_request_to_json(message: pb.GetTaskScheduleRequest) -> dict[str, Any]:
    return {
        "schedule_id": message.schedule_id,
    }


def get_task_schedule_response_to_json(message: pb.GetTaskScheduleResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "schedule": task_schedule_to_json(message.schedule) if has("schedule") else None,
    }


def create_task_schedule_request_to_json(message: pb.CreateTaskScheduleRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "type": message.type,
        "params": struct_to_json(message.params) if has("params") else None,
        "cron": message.cron if has("cron") else None,
        "interval_s": message.interval_s if has("interval_s") else None,
        "once_at": timestamp_to_json(message.once_at) if has("once_at") else None,
        "time_zone": message.time_zone if has("time_zone") else None,
        "catch_up": message.catch_up if has("catch_up") else None,
        "catch_up_limit": message.catch_up_limit if has("catch_up_limit") else None,
    }


def create_task_schedule_response_to_json(message: pb.CreateTaskScheduleResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "schedule": task_schedule_to_json(message.schedule) if has("schedule") else None,
    }


def update_task_schedule_request_to_json(message: pb.UpdateTaskScheduleRequest) -> dict[str, Any]:
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


def update_task_schedule_response_to_json(message: pb.UpdateTaskScheduleResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "schedule": task_schedule_to_json(message.schedule) if has("schedule") else None,
    }


def pause_task_schedule_request_to_json(message: pb.PauseTaskScheduleRequest) -> dict[str, Any]:
    return {
        "schedule_id": message.schedule_id,
    }


def pause_task_schedule_response_to_json(message: pb.PauseTaskScheduleResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "schedule": task_schedule_to_json(message.schedule) if has("schedule") else None,
    }


def resume_task_schedule_request_to_json(message: pb.ResumeTaskScheduleRequest) -> dict[str, Any]:
    return {
        "schedule_id": message.schedule_id,
    }


def resume_task_schedule_response_to_json(message: pb.ResumeTaskScheduleResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "schedule": task_schedule_to_json(message.schedule) if has("schedule") else None,
    }


def delete_task_schedule_request_to_json(message: pb.DeleteTaskScheduleRequest) -> dict[str, Any]:
    return {
        "schedule_id": message.schedule_id,
    }


def declare_task_schedules_request_to_json(message: pb.DeclareTaskSchedulesRequest) -> dict[str, Any]:
    return {
        "area": message.area,
        "schedules": [create_task_schedule_request_to_json(item) for item in message.schedules] if message.schedules else [],
    }


def declare_task_schedules_response_to_json(message: pb.DeclareTaskSchedulesResponse) -> dict[str, Any]:
    return {
        "schedules": message.schedules,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "TaskSchedule": task_schedule_to_json,
    "ListTaskSchedulesRequest": list_task_schedules_request_to_json,
    "ListTaskSchedulesResponse": list_task_schedules_response_to_json,
    "GetTaskScheduleRequest": get_task_schedule_request_to_json,
    "GetTaskScheduleResponse": get_task_schedule_response_to_json,
    "CreateTaskScheduleRequest": create_task_schedule_request_to_json,
    "CreateTaskScheduleResponse": create_task_schedule_response_to_json,
    "UpdateTaskScheduleRequest": update_task_schedule_request_to_json,
    "UpdateTaskScheduleResponse": update_task_schedule_response_to_json,
    "PauseTaskScheduleRequest": pause_task_schedule_request_to_json,
    "PauseTaskScheduleResponse": pause_task_schedule_response_to_json,
    "ResumeTaskScheduleRequest": resume_task_schedule_request_to_json,
    "ResumeTaskScheduleResponse": resume_task_schedule_response_to_json,
    "DeleteTaskScheduleRequest": delete_task_schedule_request_to_json,
    "DeclareTaskSchedulesRequest": declare_task_schedules_request_to_json,
    "DeclareTaskSchedulesResponse": declare_task_schedules_response_to_json,
}
