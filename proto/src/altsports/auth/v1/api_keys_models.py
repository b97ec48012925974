"""Generated from altsports/auth/v1/api_keys.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, Time
from pydantic import Field


class ApiKey(Message):
    """An API key."""

    id: Text = Field(
        description="The id of the key, a UUID. It stays the same when the key is rotated.",
        min_length=1,
    )
    name: Text = Field(
        description="What the key is for.",
        min_length=1,
        examples=['nightly export'],
    )
    prefix: Text = Field(
        description="The first characters of the key, to tell keys apart.",
        min_length=1,
        examples=['alt_k3v9x2mq'],
    )
    key: Text | None = Field(
        default=None,
        description="The key itself. Only in the answer that creates or rotates it.",
        repr=False,
    )
    scopes: list[Text] = Field(
        default_factory=list,
        description="The permissions of the key.",
        examples=[['leagues:read']],
    )
    status: Literal["active", "expired", "revoked"] = Field(
        description="active, expired or revoked.",
        examples=['active'],
    )
    organisation_id: Text | None = Field(
        default=None,
        description="The organisation it acts in.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was created.",
    )
    expires_at: datetime | None = Field(
        default=None,
        description="When the key expires. Unset if it never expires.",
    )
    last_used_at: datetime | None = Field(
        default=None,
        description="When the key was last used, to the minute.",
    )
    last_used_ip: Text | None = Field(
        default=None,
        description="The IP address from which the key was last used.",
    )
    rotated_at: datetime | None = Field(
        default=None,
        description="When the key was last rotated.",
    )
    old_key_expires_at: datetime | None = Field(
        default=None,
        description="Until when the key from before the rotation also works.",
    )
    revoked_at: datetime | None = Field(
        default=None,
        description="When the key was revoked.",
    )


class CreateApiKeyRequest(Message):
    """A new API key."""

    name: TextLine = Field(
        description="What the key is for.",
        min_length=1,
        max_length=100,
        examples=['nightly export'],
    )
    scopes: list[TextLine] = Field(
        default_factory=list,
        description="The permissions of the key, a subset of the caller's. Defaults to the caller's read permissions.",
        max_length=100,
        examples=[['leagues:read']],
    )
    expires_at: Time | None = Field(
        default=None,
        description="When the key expires. Omit it for a key that never expires.",
    )
    expires_in_days: Annotated[int, Field(ge=1, le=3650), Range32] | None = Field(
        default=None,
        description="The number of days until the key expires, as an alternative to expires_at.",
    )


class CreateApiKeyResponse(Message):
    """The new API key."""

    api_key: ApiKey | None = Field(
        default=None,
        description="The key, including the secret text to send.",
    )


class ListApiKeysRequest(Message):
    """Which keys to list."""

    include_inactive: bool | None = Field(
        default=None,
        description="Whether to include expired and revoked keys.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of keys per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListApiKeysResponse(Message):
    """A page of keys."""

    api_keys: list[ApiKey] = Field(
        default_factory=list,
        description="The keys.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of keys on all pages.",
    )


class GetApiKeyRequest(Message):
    """Which key to get."""

    api_key_id: TextLine = Field(
        description="The id of the key.",
        min_length=1,
        max_length=64,
    )


class GetApiKeyResponse(Message):
    """One key."""

    api_key: ApiKey | None = Field(
        default=None,
        description="The key.",
    )


class RotateApiKeyRequest(Message):
    """Which key to rotate."""

    api_key_id: TextLine = Field(
        description="The id of the key.",
        min_length=1,
        max_length=64,
    )
    overlap_hours: Annotated[float, Field(ge=0.0, le=720.0)] | None = Field(
        default=24,
        description="How many hours the old key keeps working. 0 ends it at once.",
    )


class RotateApiKeyResponse(Message):
    """The rotated key."""

    api_key: ApiKey | None = Field(
        default=None,
        description="The key, including the new secret text to send.",
    )


class RevokeApiKeyRequest(Message):
    """Which key to revoke."""

    api_key_id: TextLine = Field(
        description="The id of the key.",
        min_length=1,
        max_length=64,
    )


class ResolveApiKeyRequest(Message):
    """An API key as a caller sent it."""

    key: Text = Field(
        description="The key itself.",
        min_length=1,
        max_length=256,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )
    ip: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The IP address from which it was sent.",
    )


class ResolveApiKeyResponse(Message):
    """The owner of the key, and its current permissions."""

    credential_id: Text = Field(
        default="",
        description="The id that revocations and callers use for the key. Each text that a key has had has its own.",
    )
    api_key_id: Text = Field(
        default="",
        description="The id of the key.",
    )
    user_id: Text = Field(
        default="",
        description="The account that owns the key.",
    )
    username: Text = Field(
        default="",
        description="The login name of the account.",
    )
    role: Text = Field(
        default="",
        description="The platform role of the account. The permissions restrict what the key can do with it.",
    )
    permissions: list[Text] = Field(
        default_factory=list,
        description="The permissions of the key: its scopes as far as the account currently has them.",
    )
    tier: Text = Field(
        default="",
        description="The plan of the account.",
    )
    organisation_id: Text | None = Field(
        default=None,
        description="The organisation it acts in.",
    )
    expires_at: datetime | None = Field(
        default=None,
        description="When the text stops working.",
    )
    club_role: Text | None = Field(
        default=None,
        description="The role of the account in the organisation.",
    )
    team_access: list[Text] = Field(
        default_factory=list,
        description="The teams there that the account can see. \"*\" means all teams.",
    )
