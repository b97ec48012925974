"""Generated from altsports/auth/v1/api_keys.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Message, NoNul, Text
from pydantic import Field


class ApiKey(Message):
    """An API key."""

    id: Text = Field(
        description="The key's id, a UUID; it stays when the key is rotated.",
        min_length=1,
    )
    name: Text = Field(
        description="What it is for.",
        min_length=1,
        examples=['nightly export'],
    )
    prefix: Text = Field(
        description="How the key begins, to tell keys apart.",
        min_length=1,
        examples=['alt_k3v9x2mq'],
    )
    key: Text | None = Field(
        default=None,
        description="The key itself, only in the answer that creates or rotates it.",
        repr=False,
    )
    scopes: list[Text] = Field(
        default_factory=list,
        description="What it may do.",
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
        description="When it stops working; never where it is unset.",
    )
    last_used_at: datetime | None = Field(
        default=None,
        description="When it was last used, to the minute.",
    )
    last_used_ip: Text | None = Field(
        default=None,
        description="Where it was last used from.",
    )
    rotated_at: datetime | None = Field(
        default=None,
        description="When it was last rotated.",
    )
    old_key_expires_at: datetime | None = Field(
        default=None,
        description="Until when the key before the rotation works too.",
    )
    revoked_at: datetime | None = Field(
        default=None,
        description="When it was revoked.",
    )


class CreateApiKeyRequest(Message):
    """A new API key."""

    name: Text = Field(
        description="What it is for.",
        min_length=1,
        max_length=100,
        examples=['nightly export'],
    )
    scopes: list[Text] = Field(
        default_factory=list,
        description="What it may do: permissions of the caller. Left out or empty, the permissions that only read.",
        max_length=100,
        examples=[['leagues:read']],
    )
    expires_at: datetime | None = Field(
        default=None,
        description="When it stops working; never where it is left out.",
    )
    expires_in_days: Annotated[int, Field(ge=1, le=3650)] | None = Field(
        default=None,
        description="Days until it stops working, in place of expires_at.",
    )


class CreateApiKeyResponse(Message):
    """The new API key."""

    api_key: ApiKey | None = Field(
        default=None,
        description="The key, with the text to send.",
    )


class ListApiKeysRequest(Message):
    """Which keys to list."""

    include_inactive: bool | None = Field(
        default=None,
        description="True lists expired and revoked keys too.",
    )
    page_size: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=20,
        description="Keys a page.",
    )
    page_token: Annotated[str, Field(max_length=500), NoNul] | None = Field(
        default=None,
        description="Where to go on: next_page_token of the page before.",
    )


class ListApiKeysResponse(Message):
    """A page of keys."""

    api_keys: list[ApiKey] = Field(
        default_factory=list,
        description="The keys.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page; empty on the last.",
    )
    total_size: int = Field(
        default=0,
        description="How many keys there are on all pages.",
    )


class GetApiKeyRequest(Message):
    """Which key to get."""

    api_key_id: Text = Field(
        description="The key's id.",
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

    api_key_id: Text = Field(
        description="The key's id.",
        min_length=1,
        max_length=64,
    )
    overlap_hours: Annotated[float, Field(ge=0.0, le=720.0)] | None = Field(
        default=24,
        description="Hours that the old key works on; 0 ends it at once.",
    )


class RotateApiKeyResponse(Message):
    """The rotated key."""

    api_key: ApiKey | None = Field(
        default=None,
        description="The key, with the new text to send.",
    )


class RevokeApiKeyRequest(Message):
    """Which key to revoke."""

    api_key_id: Text = Field(
        description="The key's id.",
        min_length=1,
        max_length=64,
    )


class ResolveApiKeyRequest(Message):
    """A key as a caller sent it."""

    key: Text = Field(
        description="The key itself.",
        min_length=1,
        max_length=256,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )
    ip: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="The address it was sent from.",
    )


class ResolveApiKeyResponse(Message):
    """Whose the key is and what it may do now."""

    credential_id: Text = Field(
        default="",
        description="What a revocation names, and what the caller carries as its key: one for each text that a key has had.",
    )
    api_key_id: Text = Field(
        default="",
        description="The key's id.",
    )
    user_id: Text = Field(
        default="",
        description="The account that owns it.",
    )
    username: Text = Field(
        default="",
        description="The login name of the account.",
    )
    role: Text = Field(
        default="",
        description="The platform role of the account; empty unless the key may do all that its owner may do.",
    )
    permissions: list[Text] = Field(
        default_factory=list,
        description="What it may do: its scopes as far as the account holds them now.",
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
