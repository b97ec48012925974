"""Generated from altsports/auth/v1/sessions.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated

from altsports.contract.model import Int32, Message, NoNul, OneLine, Range32, Text, TextLine
from altsports.auth.v1.accounts_models import Tokens
from pydantic import Field


class Session(Message):
    """A session: one device or program that is logged in."""

    id: Text = Field(
        description="The id of the session, a UUID.",
        min_length=1,
    )
    is_current: bool = Field(
        default=False,
        description="True for the session of this request.",
    )
    device: Text | None = Field(
        default=None,
        description="The name of the device, as given at login.",
        examples=["Dana's phone"],
    )
    ip: Text | None = Field(
        default=None,
        description="The IP address from which the session was last used.",
        examples=['192.0.2.7'],
    )
    organisation_id: Text | None = Field(
        default=None,
        description="The organisation it acts in.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When the session began.",
    )
    last_used_at: datetime | None = Field(
        default=None,
        description="When the refresh token was last used.",
    )
    expires_at: datetime | None = Field(
        default=None,
        description="When the session ends unless it is used before.",
    )


class LoginRequest(Message):
    """The credentials. One of `username` and `email` is required; either may contain a login name or an e-mail address."""

    username: Annotated[str, Field(max_length=254), OneLine] | None = Field(
        default=None,
        description="The login name or the e-mail address.",
        examples=['demo@altsports.example'],
    )
    email: Annotated[str, Field(max_length=254), OneLine] | None = Field(
        default=None,
        description="The e-mail address or the login name.",
    )
    password: Text = Field(
        description="The password.",
        min_length=1,
        max_length=256,
        examples=['demo at altsports'],
        repr=False,
        json_schema_extra={"writeOnly": True},
    )
    device: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A name for this device in the list of sessions.",
    )
    organisation_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The organisation to act in. Defaults to the first organisation of the account.",
    )
    grant_type: Annotated[str, Field(max_length=20, pattern='^(password)?$'), OneLine] | None = Field(
        default=None,
        description="OAuth2: the grant type, password.",
    )
    scope: Annotated[str, Field(max_length=1000), OneLine] | None = Field(
        default=None,
        description="OAuth2: accepted and ignored. A session has all permissions of its account.",
    )
    client_id: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="OAuth2: accepted and ignored.",
    )
    client_secret: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="OAuth2: accepted and ignored.",
        repr=False,
        json_schema_extra={"writeOnly": True},
    )


class LoginResponse(Message):
    """The new session."""

    tokens: Tokens | None = Field(
        default=None,
        description="The tokens.",
    )


class RefreshSessionRequest(Message):
    """The refresh token."""

    refresh_token: Text = Field(
        description="The refresh token of the last login or refresh.",
        min_length=1,
        max_length=200,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )
    grant_type: Annotated[str, Field(max_length=20, pattern='^(refresh_token)?$'), OneLine] | None = Field(
        default=None,
        description="OAuth2: the grant type, refresh_token.",
    )


class RefreshSessionResponse(Message):
    """The next tokens."""

    tokens: Tokens | None = Field(
        default=None,
        description="The tokens.",
    )


class LogoutRequest(Message):
    """Which session to end."""

    refresh_token: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="The refresh token of the session. Needed if the access token has expired.",
        repr=False,
        json_schema_extra={"writeOnly": True},
    )


class LogoutAllRequest(Message):
    """Which sessions to end."""

    keep_current: bool | None = Field(
        default=None,
        description="Whether to keep the current session.",
    )


class SwitchOrganisationRequest(Message):
    """The organisation to act in."""

    organisation_id: TextLine = Field(
        description="The organisation.",
        min_length=1,
        max_length=64,
        examples=['08dad9dd-2b09-5a86-9e2a-4815cb85b58d'],
    )


class SwitchOrganisationResponse(Message):
    """The access token for that organisation, without a refresh token."""

    tokens: Tokens | None = Field(
        default=None,
        description="The tokens.",
    )


class ListSessionsRequest(Message):
    """Which sessions to list."""

    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of sessions per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListSessionsResponse(Message):
    """A page of sessions."""

    sessions: list[Session] = Field(
        default_factory=list,
        description="The sessions.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of sessions on all pages.",
    )


class EndSessionRequest(Message):
    """Which session to end."""

    session_id: TextLine = Field(
        description="The session.",
        min_length=1,
        max_length=64,
    )
