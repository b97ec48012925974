"""Generated from altsports/auth/v1/audit.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import Int32, Int64, JsonObject, Message, OneLine, Range32, Text, TextLine, Time, Uuid
from pydantic import Field


class AuditEvent(Message):
    """An action that was performed or refused."""

    id: Uuid = Field(
        description="The id of the entry, a UUID.",
        min_length=1,
    )
    sequence: Int64 | None = Field(
        default=None,
        description="The position in the chain. Unset for about a second after the entry is written.",
    )
    action: TextLine = Field(
        description="The action, such as session.login or api_key.revoke.",
        min_length=1,
        examples=['session.login'],
    )
    result: Literal["ok", "failed", "refused"] = Field(
        description="ok, failed if the credentials were wrong, or refused if the action was not allowed.",
        examples=['ok'],
    )
    actor_id: TextLine | None = Field(
        default=None,
        description="The account that performed the action. Unset if the caller was unknown.",
    )
    actor_kind: Literal["anonymous", "user", "api_key", "service"] = Field(
        description="The kind of caller: anonymous, user, api_key or service.",
    )
    user_id: TextLine | None = Field(
        default=None,
        description="The account that the action affected.",
    )
    target_kind: TextLine | None = Field(
        default=None,
        description="The type of the affected object, such as session or api_key.",
    )
    target_id: TextLine | None = Field(
        default=None,
        description="The id of the affected object.",
    )
    ip: TextLine | None = Field(
        default=None,
        description="The IP address from which the request came.",
    )
    request_id: TextLine | None = Field(
        default=None,
        description="The id of the request, as in the logs.",
    )
    details: JsonObject | None = Field(
        default=None,
        description="Further details.",
    )
    created_at: Time | None = Field(
        default=None,
        description="When the action was performed.",
    )
    chain_hash: TextLine | None = Field(
        default=None,
        description="The hash of the entry in the chain, in hexadecimal.",
    )


class ListAuditEventsRequest(Message):
    """Which entries to list."""

    user_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only actions by or on this account.",
    )
    action: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only this action, such as session.login. A word without a dot, such as session, selects all of its actions.",
    )
    result: Literal["ok", "failed", "refused"] | None = Field(
        default=None,
        description="Only actions with this result.",
    )
    start_time: Time | None = Field(
        default=None,
        description="Only entries from this time on.",
    )
    end_time: Time | None = Field(
        default=None,
        description="Only entries before this time.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of entries per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListAuditEventsResponse(Message):
    """A page of entries."""

    audit_events: list[AuditEvent] = Field(
        default_factory=list,
        description="The entries.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of entries on all pages, counted up to 10000.",
    )


class RecordAuditEventRequest(Message):
    """The entry to add."""

    audit_event: AuditEvent = Field(
        description="The entry. Its position in the chain is assigned here.",
    )


class RecordAuditEventResponse(Message):
    """The entry is stored."""


class VerifyAuditLogRequest(Message):
    """The request for the verification."""


class VerifyAuditLogResponse(Message):
    """The outcome of the verification."""

    intact: bool = Field(
        default=False,
        description="True if every hash matches.",
    )
    checked: Int64 = Field(
        default=0,
        description="The number of verified entries.",
    )
    first_broken_sequence: Int64 | None = Field(
        default=None,
        description="The first position in the chain that does not match.",
    )
    head_hash: Text | None = Field(
        default=None,
        description="The hash of the last entry, to compare with a hash that was noted elsewhere.",
    )
