"""Generated from altsports/task/v1/notifications.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.task.v1 import notifications_pb2 as pb


def notification_to_json(message: pb.Notification) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "kind": message.kind,
        "severity": message.severity,
        "title": message.title,
        "body": message.body,
        "recovery_steps": list(message.recovery_steps),
        "link": message.link if has("link") else None,
        "read": message.read,
        "read_at": timestamp_to_json(message.read_at) if has("read_at") else None,
        "silent": message.silent,
        "email": message.email,
        "email_due_at": timestamp_to_json(message.email_due_at) if has("email_due_at") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
    }


def list_notifications_request_to_json(message: pb.ListNotificationsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "unread": message.unread if has("unread") else None,
        "kind": message.kind if has("kind") else None,
        "severity": message.severity if has("severity") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_notifications_response_to_json(message: pb.ListNotificationsResponse) -> dict[str, Any]:
    return {
        "notifications": [notification_to_json(item) for item in message.notifications] if message.notifications else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
        "unread_count": message.unread_count,
    }


def count_unread_notifications_request_to_json(_message: pb.CountUnreadNotificationsRequest) -> dict[str, Any]:
    return {}


def count_unread_notifications_response_to_json(message: pb.CountUnreadNotificationsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "unread": unread_notifications_to_json(message.unread) if has("unread") else None,
    }


def unread_notifications_to_json(message: pb.UnreadNotifications) -> dict[str, Any]:
    return {
        "count": message.count,
        "by_kind": dict(sorted(message.by_kind.items())),
    }


def get_notification_request_to_json(message: pb.GetNotificationRequest) -> dict[str, Any]:
    return {
        "notification_id": message.notification_id,
    }


def get_notification_response_to_json(message: pb.GetNotificationResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "notification": notification_to_json(message.notification) if has("notification") else None,
    }


def mark_notification_read_request_to_json(message: pb.MarkNotificationReadRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "notification_id": message.notification_id,
        "read": message.read if has("read") else None,
    }


def mark_notification_read_response_to_json(message: pb.MarkNotificationReadResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "notification": notification_to_json(message.notification) if has("notification") else None,
    }


def mark_all_notifications_read_request_to_json(message: pb.MarkAllNotificationsReadRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "until_time": timestamp_to_json(message.until_time) if has("until_time") else None,
        "kind": message.kind if has("kind") else None,
    }


def mark_all_notifications_read_response_to_json(message: pb.MarkAllNotificationsReadResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "marked": marked_notifications_to_json(message.marked) if has("marked") else None,
    }


def marked_notifications_to_json(message: pb.MarkedNotifications) -> dict[str, Any]:
    return {
        "marked": message.marked,
        "unread_count": message.unread_count,
    }


def delete_notification_request_to_json(message: pb.DeleteNotificationRequest) -> dict[str, Any]:
    return {
        "notification_id": message.notification_id,
    }


def get_notification_preferences_request_to_json(_message: pb.GetNotificationPreferencesRequest) -> dict[str, Any]:
    return {}


def get_notification_preferences_response_to_json(message: pb.GetNotificationPreferencesResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "preferences": notification_preferences_to_json(message.preferences) if has("preferences") else None,
    }


def update_notification_preferences_request_to_json(message: pb.UpdateNotificationPreferencesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "timezone": message.timezone if has("timezone") else None,
        "quiet_hours": quiet_hours_to_json(message.quiet_hours) if has("quiet_hours") else None,
        "digest": digest_to_json(message.digest) if has("digest") else None,
        "kinds": [notification_kind_preference_to_json(item) for item in message.kinds] if message.kinds else [],
    }


def update_notification_preferences_response_to_json(message: pb.UpdateNotificationPreferencesResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "preferences": notification_preferences_to_json(message.preferences) if has("preferences") else None,
    }


def notification_preferences_to_json(message: pb.NotificationPreferences) -> dict[str, Any]:
    has = message.HasField
    return {
        "timezone": message.timezone,
        "quiet_hours": quiet_hours_to_json(message.quiet_hours) if has("quiet_hours") else None,
        "digest": digest_to_json(message.digest) if has("digest") else None,
        "kinds": [notification_kind_to_json(item) for item in message.kinds] if message.kinds else [],
        "mailbox": mailbox_to_json(message.mailbox) if has("mailbox") else None,
    }


def quiet_hours_to_json(message: pb.QuietHours) -> dict[str, Any]:
    has = message.HasField
    return {
        "enabled": message.enabled if has("enabled") else None,
        "start": message.start if has("start") else None,
        "end": message.end if has("end") else None,
    }


def digest_to_json(message: pb.Digest) -> dict[str, Any]:
    has = message.HasField
    return {
        "every": message.every if has("every") else None,
        "at": message.at if has("at") else None,
        "weekday": message.weekday if has("weekday") else None,
    }


def notification_kind_preference_to_json(message: pb.NotificationKindPreference) -> dict[str, Any]:
    has = message.HasField
    return {
        "kind": message.kind,
        "in_app": message.in_app if has("in_app") else None,
        "email": message.email if has("email") else None,
    }


def notification_kind_to_json(message: pb.NotificationKind) -> dict[str, Any]:
    return {
        "kind": message.kind,
        "about": message.about,
        "in_app": message.in_app,
        "email": message.email,
        "security": message.security,
    }


def mailbox_to_json(message: pb.Mailbox) -> dict[str, Any]:
    has = message.HasField
    return {
        "address": message.address,
        "status": message.status,
        "recovery": message.recovery if has("recovery") else None,
    }


def unsubscribe_request_to_json(message: pb.UnsubscribeRequest) -> dict[str, Any]:
    return {
        "token": message.token,
    }


def unsubscribe_response_to_json(message: pb.UnsubscribeResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "unsubscribed": unsubscribed_to_json(message.unsubscribed) if has("unsubscribed") else None,
    }


def unsubscribed_to_json(message: pb.Unsubscribed) -> dict[str, Any]:
    return {
        "kind": message.kind,
        "about": message.about,
    }


def notify_request_to_json(message: pb.NotifyRequest) -> dict[str, Any]:
    return {
        "kind": message.kind,
        "data": message.data,
        "user_ids": list(message.user_ids),
        "everybody": message.everybody,
        "administrators": message.administrators,
    }


def notify_response_to_json(message: pb.NotifyResponse) -> dict[str, Any]:
    return {
        "notified": message.notified,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Notification": notification_to_json,
    "ListNotificationsRequest": list_notifications_request_to_json,
    "ListNotificationsResponse": list_notifications_response_to_json,
    "CountUnreadNotificationsRequest": count_unread_notifications_request_to_json,
    "CountUnreadNotificationsResponse": count_unread_notifications_response_to_json,
    "UnreadNotifications": unread_notifications_to_json,
    "GetNotificationRequest": get_notification_request_to_json,
    "GetNotificationResponse": get_notification_response_to_json,
    "MarkNotificationReadRequest": mark_notification_read_request_to_json,
    "MarkNotificationReadResponse": mark_notification_read_response_to_json,
    "MarkAllNotificationsReadRequest": mark_all_notifications_read_request_to_json,
    "MarkAllNotificationsReadResponse": mark_all_notifications_read_response_to_json,
    "MarkedNotifications": marked_notifications_to_json,
    "DeleteNotificationRequest": delete_notification_request_to_json,
    "GetNotificationPreferencesRequest": get_notification_preferences_request_to_json,
    "GetNotificationPreferencesResponse": get_notification_preferences_response_to_json,
    "UpdateNotificationPreferencesRequest": update_notification_preferences_request_to_json,
    "UpdateNotificationPreferencesResponse": update_notification_preferences_response_to_json,
    "NotificationPreferences": notification_preferences_to_json,
    "QuietHours": quiet_hours_to_json,
    "Digest": digest_to_json,
    "NotificationKindPreference": notification_kind_preference_to_json,
    "NotificationKind": notification_kind_to_json,
    "Mailbox": mailbox_to_json,
    "UnsubscribeRequest": unsubscribe_request_to_json,
    "UnsubscribeResponse": unsubscribe_response_to_json,
    "Unsubscribed": unsubscribed_to_json,
    "NotifyRequest": notify_request_to_json,
    "NotifyResponse": notify_response_to_json,
}
