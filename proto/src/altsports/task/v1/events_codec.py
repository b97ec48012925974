"""Generated from altsports/task/v1/events.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.task.v1 import events_pb2 as pb


def task_updated_to_json(message: pb.TaskUpdated) -> dict[str, Any]:
    has = message.HasField
    return {
        "task_id": message.task_id,
        "user_id": message.user_id,
        "task_type": message.task_type,
        "status": message.status,
        "progress": message.progress,
        "message": message.message if has("message") else None,
        "attempt": message.attempt,
        "error": message.error if has("error") else None,
        "recovery": list(message.recovery),
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
    }


def notification_created_to_json(message: pb.NotificationCreated) -> dict[str, Any]:
    has = message.HasField
    return {
        "user_id": message.user_id,
        "notification_id": message.notification_id,
        "kind": message.kind,
        "severity": message.severity,
        "title": message.title,
        "silent": message.silent,
        "unread_count": message.unread_count,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
    }


def notifications_changed_to_json(message: pb.NotificationsChanged) -> dict[str, Any]:
    has = message.HasField
    return {
        "user_id": message.user_id,
        "notification_id": message.notification_id if has("notification_id") else None,
        "change": message.change,
        "unread_count": message.unread_count,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "TaskUpdated": task_updated_to_json,
    "NotificationCreated": notification_created_to_json,
    "NotificationsChanged": notifications_changed_to_json,
}
