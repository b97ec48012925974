"""Generated from altsports/auth/v1/audit.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Any, Literal

from altsports.contract.model import Message, NoNul, Text
from pydantic import Field


class AuditEvent(Message):
    """Something that was done, or refused."""

    id: Text = Field(
        description="The entry, a UUID.",
        min_length=1,
    )
    sequence: int | None = Field(
        default=None,
        description="Its place in the chain; unset for about a second after it was written.",
    )
    action: Text = Field(
        description="What was done, such as session.login or api_key.revoke.",
        min_length=1,
        examples=['session.login'],
    )
    result: Literal["ok", "failed", "refused"] = Field(
        description="ok, failed where the proof was wrong, refused where it was not allowed.",
        examples=['ok'],
    )
    actor_id: Text | None = Field(
        default=None,
        description="Who did it: the account; unset where nobody was known.",
    )
    actor_kind: Literal["anonymous", "user", "api_key", "service"] = Field(
        description="How they came: anonymous, user, api_key or service.",
    )
    user_id: Text | None = Field(
        default=None,
        description="The account that it was done to.",
    )
    target_kind: Text | None = Field(
        default=None,
        description="What it was done to, such as session or api_key.",
    )
    target_id: Text | None = Field(
        default=None,
        description="The id of that thing.",
    )
    ip: Text | None = Field(
        default=None,
        description="The address that the request came from.",
    )
    request_id: Text | None = Field(
        default=None,
        description="The request, as in the logs.",
    )
    details: dict[str, Any] | None = Field(
        default=None,
        description="Further facts.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was done.",
    )
    chain_hash: Text | None = Field(
        default=None,
        description="The entry's link in the chain, hexadecimal.",
    )


class ListAuditEventsRequest(Message):
    """Which entries to list."""

    user_id: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="Only what was done by or to this account.",
    )
    action: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="Only this action, such as session.login; a word before a dot stands for all of its actions.",
    )
    result: Literal["ok", "failed", "refused"] | None = Field(
        default=None,
        description="Only this result.",
    )
    start_time: datetime | None = Field(
        default=None,
        description="Only from this moment on.",
    )
    end_time: datetime | None = Field(
        default=None,
        description="Only before this moment.",
    )
    page_size: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=20,
        description="Entries a page.",
    )
    page_token: Annotated[str, Field(max_length=500), NoNul] | None = Field(
        default=None,
        description="Where to go on: next_page_token of the page before.",
    )


class ListAuditEventsResponse(Message):
    """A page of entries."""

    audit_events: list[AuditEvent] = Field(
        default_factory=list,
        description="The entries.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page; empty on the last.",
    )
    total_size: int = Field(
        default=0,
        description="How many entries there are on all pages, counted up to 10000.",
    )


class VerifyAuditLogRequest(Message):
    """Asks for the check."""


class VerifyAuditLogResponse(Message):
    """What the check found."""

    intact: bool = Field(
        default=False,
        description="True where every link fits.",
    )
    checked: int = Field(
        default=0,
        description="How many entries were checked.",
    )
    first_broken_sequence: int | None = Field(
        default=None,
        description="The first place in the chain that does not fit.",
    )
    head_hash: Text | None = Field(
        default=None,
        description="The hash of the last link, to compare with one that was noted elsewhere.",
    )
