"""Notifications as values, and what a user gets of a notice; no I/O, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID, uuid4

from altsports.contract.notices import (
    EmailTime,
    NoticeCatalog,
    NoticeSpec,
    NoticeText,
    Severity,
    load_notices,
)
from task_service.notifications.errors import UnknownNotificationKind
from task_service.notifications.timing import Timing

EmailState = Literal["none", "waiting", "sent"]


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification in the inbox of its user."""

    id: UUID
    user_id: str
    kind: str
    severity: Severity
    title: str
    body: str
    steps: list[str]
    link: str | None
    silent: bool
    created_at: datetime
    read_at: datetime | None
    mail_at: datetime | None
    mail_id: UUID | None

    @property
    def email(self) -> EmailState:
        """What became of its e-mail."""
        if self.mail_id is not None:
            return "sent"
        return "none" if self.mail_at is None else "waiting"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user chose for one kind; None where nothing was chosen."""

    in_app: bool | None = None
    email: EmailTime | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    """What one user chose."""

    timing: Timing = field(default_factory=Timing)
    choices: Mapping[str, Choice] = field(default_factory=dict[str, Choice])

    def in_app(self, spec: NoticeSpec) -> bool:
        """Whether the inbox shows the kind."""
        chosen = self.choices.get(spec.kind, Choice()).in_app
        return spec.security or chosen is not False

    def email(self, spec: NoticeSpec) -> EmailTime:
        """When e-mails about the kind are sent."""
        chosen = self.choices.get(spec.kind, Choice()).email
        return spec.email if spec.security or chosen is None else chosen

    def row_of(self, spec: NoticeSpec, text: NoticeText, user_id: str, now: datetime) -> dict[str, Any]:
        """The row of a notice for the user."""
        return {
            "id": str(uuid4()),
            "user_id": user_id,
            "kind": spec.kind,
            "key": text.key,
            "severity": spec.severity,
            "title": text.title,
            "body": text.body,
            "steps": list(text.steps),
            "link": text.link or None,
            "in_app": self.in_app(spec),
            "silent": not spec.security and self.timing.quiet_until(now) is not None,
            "mail_at": self.timing.mail_at(self.email(spec), now, security=spec.security),
        }


def kind_of(name: str, *loc: str | int) -> NoticeSpec:
    """A kind of notice; `loc` is the place of its name in the request. Raises UnknownNotificationKind."""
    catalog: NoticeCatalog = load_notices()
    found = catalog.by_kind.get(name)
    if found is None:
        known = ", ".join(sorted(catalog.by_kind))
        raise UnknownNotificationKind.at(
            loc, f"There is no kind {name!r} of notifications; use one of: {known}"
        )
    return found
