"""The preferences of a user: what they choose, and what follows for e-mails that are waiting."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Final

from altsports.contract.notices import NoticeSpec, load_notices
from service_kit.db.connection import Connection
from task_service.notifications import preferences_repository as preferences
from task_service.notifications.domain import Choice, Preferences, kind_of
from task_service.notifications.errors import InvalidQuietHours, SecurityNotification, UnknownTimezone
from task_service.notifications.links import EVERYTHING
from task_service.notifications.repository import lock
from task_service.notifications.timing import Every, Timing
from task_service.time_zones import objection_to

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a user changes; None stays as it is."""

    timezone: str | None = None
    quiet: bool | None = None
    quiet_start: time | None = None
    quiet_end: time | None = None
    digest_every: Every | None = None
    digest_at: time | None = None
    digest_weekday: int | None = None
    kinds: Sequence[tuple[str, Choice]] = ()

    def timing(self, old: Timing) -> Timing:
        """The new timing. Raises UnknownTimezone, InvalidQuietHours."""
        names = (
            *("timezone", "quiet", "quiet_start", "quiet_end"),
            *("digest_every", "digest_at", "digest_weekday"),
        )
        stated = {name: value for name in names if (value := getattr(self, name)) is not None}
        objection = None if self.timezone is None else objection_to(self.timezone)
        if objection is not None:
            raise UnknownTimezone.at("timezone", objection)
        new = replace(old, **stated)
        if new.quiet and new.quiet_start == new.quiet_end:
            message = (
                "The quiet hours need an end that differs from their start; set enabled to false for none"
            )
            raise InvalidQuietHours.at(["quiet_hours", "end"], message)
        return new

    def choices(self) -> list[tuple[NoticeSpec, Choice]]:
        """The kinds to change. Raises UnknownNotificationKind, SecurityNotification."""
        found: list[tuple[NoticeSpec, Choice]] = []
        for index, (name, choice) in enumerate(self.kinds):
            spec = kind_of(name, "kinds", index, "kind")
            if spec.security and (choice.in_app is False or choice.email not in (None, spec.email)):
                field = "in_app" if choice.in_app is False else "email"
                raise SecurityNotification.at(
                    ["kinds", index, field],
                    f"{name} protects your account and cannot be switched off; leave it out",
                )
            found.append((spec, choice))
        return found


async def choose(
    connection: Connection, user_id: str, changes: Changes, *, account_timezone: str, now: datetime
) -> Preferences:
    """Changes the preferences of a user; `account_timezone` is adopted with the first choice."""
    chosen = changes.choices()
    await lock(connection, [user_id])
    old = (await preferences.get(connection, [user_id]))[user_id].timing
    if account_timezone and not await preferences.has_timing(connection, user_id):
        old = replace(old, timezone=account_timezone)
    await preferences.put_timing(connection, user_id, changes.timing(old))
    for spec, choice in chosen:
        await preferences.put_choice(connection, user_id, spec.kind, choice)
    return await _follow(connection, user_id, now)


async def unsubscribe(connection: Connection, user_id: str, kind: str, now: datetime) -> None:
    """Ends the e-mails of a kind, or of all kinds that can be switched off."""
    await lock(connection, [user_id])
    for spec in load_notices().specs:
        if not spec.security and kind in (spec.kind, EVERYTHING):
            await preferences.put_choice(connection, user_id, spec.kind, Choice(email="off"))
    await _follow(connection, user_id, now)


async def _follow(connection: Connection, user_id: str, now: datetime) -> Preferences:
    """Lets waiting e-mails follow the preferences."""
    new = (await preferences.get(connection, [user_id]))[user_id]
    for spec in load_notices().specs:
        mail_at = new.timing.mail_at(new.email(spec), now, security=spec.security)
        await preferences.reschedule(connection, user_id, spec.kind, mail_at, now)
    return new
