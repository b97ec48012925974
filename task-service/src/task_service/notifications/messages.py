"""Notifications and preferences as the contract shows them."""

from datetime import time
from typing import cast

from altsports.auth.v1 import mail_pb2
from altsports.contract.notices import EmailTime, load_notices
from altsports.task.v1 import notifications_pb2 as pb
from service_kit.timestamps import time_to_pb
from task_service.notifications.choosing import WEEKDAYS, Changes
from task_service.notifications.domain import Choice, Notification, Preferences
from task_service.notifications.timing import Every

_RECOVERY = {
    "unverified": "Confirm the address: POST /api/v1/auth/email-verification sends another link",
    "refused": "Its mail server refused an e-mail: correct the address of your account, or confirm it again",
}


def notification_to_pb(notification: Notification) -> pb.Notification:
    is_waiting = notification.email == "waiting"
    return pb.Notification(
        id=str(notification.id),
        kind=notification.kind,
        severity=notification.severity,
        title=notification.title,
        body=notification.body,
        recovery_steps=notification.steps,
        link=notification.link,
        read=notification.read_at is not None,
        read_at=time_to_pb(notification.read_at),
        silent=notification.silent,
        email=notification.email,
        email_due_at=time_to_pb(notification.mail_at) if is_waiting else None,
        created_at=time_to_pb(notification.created_at),
    )


def preferences_to_pb(
    preferences: Preferences, mailbox: mail_pb2.GetMailboxResponse | None
) -> pb.NotificationPreferences:
    timing = preferences.timing
    return pb.NotificationPreferences(
        timezone=timing.timezone,
        quiet_hours=pb.QuietHours(
            enabled=timing.quiet, start=_clock(timing.quiet_start), end=_clock(timing.quiet_end)
        ),
        digest=pb.Digest(
            every=timing.digest_every, at=_clock(timing.digest_at), weekday=WEEKDAYS[timing.digest_weekday]
        ),
        kinds=[
            pb.NotificationKind(
                kind=spec.kind,
                about=spec.about,
                in_app=preferences.in_app(spec),
                email=preferences.email(spec),
                security=spec.security,
            )
            for spec in load_notices().specs
        ],
        mailbox=None if mailbox is None else _mailbox(mailbox),
    )


def changes_from_pb(request: pb.UpdateNotificationPreferencesRequest) -> Changes:
    quiet, digest = request.quiet_hours, request.digest
    return Changes(
        timezone=request.timezone or None,
        quiet=quiet.enabled if quiet.HasField("enabled") else None,
        quiet_start=_time(quiet.start),
        quiet_end=_time(quiet.end),
        digest_every=cast("Every", digest.every) or None,
        digest_at=_time(digest.at),
        digest_weekday=WEEKDAYS.index(digest.weekday) if digest.weekday else None,
        kinds=[(each.kind, _choice(each)) for each in request.kinds],
    )


def _choice(given: pb.NotificationKindPreference) -> Choice:
    email = cast("EmailTime", given.email) or None
    return Choice(given.in_app if given.HasField("in_app") else None, email)


def _mailbox(mailbox: mail_pb2.GetMailboxResponse) -> pb.Mailbox:
    return pb.Mailbox(address=mailbox.address, status=mailbox.status, recovery=_RECOVERY.get(mailbox.status))


def _clock(at: time) -> str:
    return at.strftime("%H:%M")


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None
