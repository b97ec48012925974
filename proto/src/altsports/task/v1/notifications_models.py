"""Generated from altsports/task/v1/notifications.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, Time, says
from pydantic import Field


class Notification(Message):
    """A notification."""

    id: Text = Field(
        description="The id, a UUID.",
        min_length=1,
    )
    kind: Text = Field(
        default="",
        description="What it is about, such as run.failed.",
        examples=['run.failed'],
    )
    severity: Literal["info", "success", "warning", "error"] = Field(
        description="info, success, warning or error.",
    )
    title: Text = Field(
        default="",
        description="The title.",
        examples=['Deep analysis of Pro Disc Golf Tour failed'],
    )
    body: Text = Field(
        default="",
        description="What happened.",
        examples=['The league has no data sources'],
    )
    recovery_steps: list[Text] = Field(
        default_factory=list,
        description="What the caller can do now.",
    )
    link: Text | None = Field(
        default=None,
        description="Where the details are, as a path of this product.",
    )
    read: bool = Field(
        default=False,
        description="Whether it was read.",
    )
    read_at: datetime | None = Field(
        default=None,
        description="When it was read.",
    )
    silent: bool = Field(
        default=False,
        description="Whether it arrived silently, because it was within the quiet hours.",
    )
    email: Literal["none", "waiting", "sent"] = Field(
        description="The e-mail about it: none, waiting, or sent. Sent means that it is on its way; `mailbox` in the preferences reports whether the address receives e-mails.",
    )
    email_due_at: datetime | None = Field(
        default=None,
        description="When a waiting e-mail is due.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it arrived.",
    )


class ListNotificationsRequest(Message):
    """Which notifications to list."""

    unread: bool | None = Field(
        default=None,
        description="Only unread ones (true), or only read ones (false).",
    )
    kind: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only notifications of this kind.",
        examples=['run.failed'],
    )
    severity: Literal["info", "success", "warning", "error"] | None = Field(
        default=None,
        description="Only notifications of this severity.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of notifications per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListNotificationsResponse(Message):
    """A page of notifications."""

    notifications: list[Notification] = Field(
        default_factory=list,
        description="The notifications.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of notifications on all pages.",
    )
    unread_count: Int32 = Field(
        default=0,
        description="The number of unread notifications, whatever the filter.",
    )


class CountUnreadNotificationsRequest(Message):
    """The request for the number of unread notifications."""


class UnreadNotifications(Message):
    """How many notifications are unread."""

    count: Int32 = Field(
        default=0,
        description="All of them.",
    )
    by_kind: dict[str, Int32] = Field(
        default_factory=dict,
        description="By kind, for kinds with unread notifications.",
    )


class CountUnreadNotificationsResponse(Message):
    """The number of unread notifications."""

    unread: UnreadNotifications | None = Field(
        default=None,
        description="The numbers.",
    )


class GetNotificationRequest(Message):
    """Which notification to get."""

    notification_id: TextLine = Field(
        description="The notification.",
        min_length=1,
        max_length=64,
    )


class GetNotificationResponse(Message):
    """One notification."""

    notification: Notification | None = Field(
        default=None,
        description="The notification.",
    )


class MarkNotificationReadRequest(Message):
    """Which notification to mark."""

    notification_id: TextLine = Field(
        description="The notification.",
        min_length=1,
        max_length=64,
    )
    read: bool | None = Field(
        default=True,
        description="Whether it is read.",
    )


class MarkNotificationReadResponse(Message):
    """The marked notification."""

    notification: Notification | None = Field(
        default=None,
        description="The notification.",
    )


class MarkAllNotificationsReadRequest(Message):
    """Which notifications to mark as read."""

    until_time: Time | None = Field(
        default=None,
        description="Only those that were created until this time, such as the `created_at` of the newest one that is shown.",
    )
    kind: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only notifications of this kind.",
        examples=['run.completed'],
    )


class MarkedNotifications(Message):
    """How many notifications were marked as read."""

    marked: Int32 = Field(
        default=0,
        description="The number of notifications that were unread and are read now.",
    )
    unread_count: Int32 = Field(
        default=0,
        description="The number of notifications that are still unread.",
    )


class MarkAllNotificationsReadResponse(Message):
    """What was marked."""

    marked: MarkedNotifications | None = Field(
        default=None,
        description="The numbers.",
    )


class DeleteNotificationRequest(Message):
    """Which notification to delete."""

    notification_id: TextLine = Field(
        description="The notification.",
        min_length=1,
        max_length=64,
    )


class GetNotificationPreferencesRequest(Message):
    """The request for the preferences of the caller."""


class QuietHours(Message):
    """The hours of the day in which nothing should disturb."""

    enabled: bool | None = Field(
        default=None,
        description="Whether there are any.",
        examples=[True],
    )
    start: Annotated[str, Field(pattern='^([01][0-9]|2[0-3]):[0-5][0-9]$'), OneLine, says('Write a time of the day such as 22:00')] | None = Field(
        default=None,
        description="When they begin, in the time zone of the preferences.",
        examples=['22:00'],
    )
    end: Annotated[str, Field(pattern='^([01][0-9]|2[0-3]):[0-5][0-9]$'), OneLine, says('Write a time of the day such as 07:00')] | None = Field(
        default=None,
        description="When they end. An end before the start is on the next day.",
        examples=['07:00'],
    )


class Digest(Message):
    """When collected e-mails are sent."""

    every: Literal["hourly", "daily", "weekly"] | None = Field(
        default=None,
        description="hourly, daily or weekly.",
        examples=['daily'],
    )
    at: Annotated[str, Field(pattern='^([01][0-9]|2[0-3]):[0-5][0-9]$'), OneLine, says('Write a time of the day such as 08:00')] | None = Field(
        default=None,
        description="The time of the day, in the time zone of the preferences.",
        examples=['08:00'],
    )
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] | None = Field(
        default=None,
        description="The day of a weekly digest.",
        examples=['monday'],
    )


class NotificationKind(Message):
    """One kind of notification, and how the user gets it."""

    kind: Text = Field(
        default="",
        description="The kind.",
        examples=['run.failed'],
    )
    about: Text = Field(
        default="",
        description="What it is about.",
        examples=['A task of yours failed'],
    )
    in_app: bool = Field(
        default=False,
        description="Whether it appears in the inbox.",
    )
    email: Literal["off", "digest", "at_once"] = Field(
        description="The e-mail: off, digest or at_once.",
    )
    security: bool = Field(
        default=False,
        description="Whether it protects the account: it cannot be switched off, and quiet hours do not delay it.",
    )


class Mailbox(Message):
    """Where e-mails to a user go."""

    address: Text = Field(
        default="",
        description="The address.",
        examples=['demo@altsports.example'],
    )
    status: Literal["ok", "unverified", "refused"] = Field(
        description="ok; unverified while its owner did not confirm it; or refused when its mail server refused an e-mail within the last 7 days. Notifications are only sent to an address that is ok.",
    )
    recovery: Text | None = Field(
        default=None,
        description="What to do about an address that is not ok.",
    )


class NotificationPreferences(Message):
    """What a user is notified about, on which channels and when."""

    timezone: Text = Field(
        default="",
        description="The time zone of quiet hours and digests. UTC until the first change of the preferences, which adopts that of the account if it states none.",
        examples=['Europe/Berlin'],
    )
    quiet_hours: QuietHours | None = Field(
        default=None,
        description="When nothing should disturb.",
    )
    digest: Digest | None = Field(
        default=None,
        description="When collected e-mails are sent.",
    )
    kinds: list[NotificationKind] = Field(
        default_factory=list,
        description="Each kind of notification.",
    )
    mailbox: Mailbox | None = Field(
        default=None,
        description="Where e-mails go. Absent while it is unknown, because the accounts do not answer.",
    )


class GetNotificationPreferencesResponse(Message):
    """The preferences of the caller."""

    preferences: NotificationPreferences | None = Field(
        default=None,
        description="The preferences.",
    )


class NotificationKindPreference(Message):
    """What to change about one kind."""

    kind: TextLine = Field(
        description="The kind.",
        min_length=1,
        max_length=64,
        examples=['run.completed'],
    )
    in_app: bool | None = Field(
        default=None,
        description="Whether it appears in the inbox.",
        examples=[True],
    )
    email: Literal["off", "digest", "at_once"] | None = Field(
        default=None,
        description="The e-mail: off, digest or at_once.",
        examples=['digest'],
    )


class UpdateNotificationPreferencesRequest(Message):
    """What to change."""

    timezone: Annotated[str, Field(min_length=1, max_length=64), OneLine] | None = Field(
        default=None,
        description="The time zone of quiet hours and digests, a name of the IANA database.",
        examples=['Europe/Berlin'],
    )
    quiet_hours: QuietHours | None = Field(
        default=None,
        description="When nothing should disturb: e-mails wait, and notifications arrive silently.",
    )
    digest: Digest | None = Field(
        default=None,
        description="When collected e-mails are sent.",
    )
    kinds: list[NotificationKindPreference] = Field(
        default_factory=list,
        description="Kinds to change; the others stay as they are.",
        max_length=100,
    )


class UpdateNotificationPreferencesResponse(Message):
    """The changed preferences."""

    preferences: NotificationPreferences | None = Field(
        default=None,
        description="The preferences.",
    )


class UnsubscribeRequest(Message):
    """The signed link of an e-mail."""

    token: Text = Field(
        description="The last part of the link.",
        min_length=1,
        max_length=500,
        examples=['the last part of the link'],
        repr=False,
        json_schema_extra={"writeOnly": True},
    )


class Unsubscribed(Message):
    """The kind of notification whose e-mails ended."""

    kind: Text = Field(
        default="",
        description="The kind.",
        examples=['run.failed'],
    )
    about: Text = Field(
        default="",
        description="What it is about.",
        examples=['A task of yours failed'],
    )


class UnsubscribeResponse(Message):
    """What ended."""

    unsubscribed: Unsubscribed | None = Field(
        default=None,
        description="The kind.",
    )


class NotifyRequest(Message):
    """A notice, and who gets it."""

    kind: TextLine = Field(
        description="The kind of notice.",
        min_length=1,
        max_length=64,
    )
    data: bytes = Field(
        default=b"",
        description="The fields of its message, as a JSON object.",
    )
    user_ids: list[TextLine] = Field(
        default_factory=list,
        description="The users.",
        max_length=500,
    )
    everybody: bool = Field(
        default=False,
        description="Whether everybody gets it who has an account when it is delivered.",
    )
    administrators: bool = Field(
        default=False,
        description="Whether all administrators get it.",
    )


class NotifyResponse(Message):
    """What was done."""

    notified: Int32 = Field(
        default=0,
        description="The number of users who are notified now. Those who had got the notice before do not count, and of everybody, who is notified a little later, nobody does.",
    )
