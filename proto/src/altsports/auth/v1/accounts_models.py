"""Generated from altsports/auth/v1/accounts.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Email, HttpAddress, HttpUri, Int32, Message, NoNul, OneLine, Range32, Text, TextLine
from altsports.auth.v1.organisations_models import Affiliation
from pydantic import Field


class User(Message):
    """An account."""

    id: Text = Field(
        description="The id of the account, a UUID.",
        min_length=1,
        examples=['196c254c-a014-5f36-bb7b-496e4f7195f5'],
    )
    username: Text = Field(
        description="The login name. It is unique regardless of case.",
        min_length=1,
        examples=['demo'],
    )
    email: Text = Field(
        description="The e-mail address in lower case.",
        min_length=1,
        examples=['demo@altsports.example'],
    )
    email_verified: bool = Field(
        default=False,
        description="True if the address is verified.",
    )
    full_name: Text | None = Field(
        default=None,
        description="The name of the person.",
        examples=['Dana Demo'],
    )
    user_type: Literal["owner", "staff"] = Field(
        description="owner for accounts that signed up, staff for accounts created by an organisation.",
        examples=['owner'],
    )
    role: Literal["admin", "analyst", "partner", "user"] = Field(
        description="The platform role.",
        examples=['user'],
    )
    tier: Literal["basic", "pro", "enterprise"] = Field(
        description="The plan that defines limits and quotas.",
        examples=['basic'],
    )
    permissions: list[Text] = Field(
        default_factory=list,
        description="The permissions from the platform role and from the role in the current organisation.",
        examples=[['leagues:read']],
    )
    is_active: bool = Field(
        default=False,
        description="False if an administrator disabled the account.",
        examples=[True],
    )
    avatar_url: HttpUri | None = Field(
        default=None,
        description="The URL of a picture.",
    )
    timezone: Text | None = Field(
        default=None,
        description="The time zone, as an IANA name.",
        examples=['Europe/Berlin'],
    )
    locale: Text | None = Field(
        default=None,
        description="The language and region, as a BCP 47 tag.",
        examples=['en-GB'],
    )
    organisation: Affiliation | None = Field(
        default=None,
        description="The membership in the current organisation.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When the account was created.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When it last changed.",
    )
    last_login_at: datetime | None = Field(
        default=None,
        description="When the account was last logged in to.",
    )


class Tokens(Message):
    """The credentials of one session, with its account."""

    access_token: Text = Field(
        description="The access token: a JWT for the Authorization header.",
        min_length=1,
        repr=False,
    )
    token_type: Text = Field(
        description="The type of token, always bearer.",
        min_length=1,
        examples=['bearer'],
    )
    expires_in: Int32 = Field(
        description="Seconds until the access token expires.",
        examples=[1800],
    )
    refresh_token: Text | None = Field(
        default=None,
        description="The refresh token, which gets the next access token. It can be used once; the answer has the next refresh token.",
        repr=False,
    )
    session_id: Text = Field(
        default="",
        description="The session that the tokens belong to.",
    )
    user: User | None = Field(
        default=None,
        description="The account of the session.",
    )


class RegisterRequest(Message):
    """A new account. Role, tier and permissions cannot be requested."""

    email: Email = Field(
        description="The e-mail address. It can also be used to log in.",
        min_length=1,
        max_length=254,
        examples=['new.coach@altsports.example'],
    )
    password: Text = Field(
        description="The password: 8 to 128 characters, not a commonly used password.",
        min_length=8,
        max_length=128,
        examples=['a long walk to the rink'],
        repr=False,
        json_schema_extra={"writeOnly": True},
    )
    username: Annotated[str, Field(min_length=3, max_length=40, pattern='^[A-Za-z0-9][A-Za-z0-9._-]*$'), OneLine] | None = Field(
        default=None,
        description="A login name. Defaults to a name derived from the address.",
        examples=['nora.new'],
    )
    full_name: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="The name of the person.",
        examples=['Nora New'],
    )
    user_type: Literal["owner"] | None = Field(
        default=None,
        description="The type of the account. Only owner accounts can sign up; people whom an organisation invites get staff accounts.",
    )
    organisation_name: Annotated[str, Field(min_length=1, max_length=200), OneLine] | None = Field(
        default=None,
        description="The name of the organisation that the account will own. Defaults to a name derived from the person's name.",
    )


class RegisterResponse(Message):
    """The first session of the new account."""

    tokens: Tokens | None = Field(
        default=None,
        description="The tokens.",
    )


class RegisterInvitedRequest(Message):
    """The account of an invited person."""

    token: Text = Field(
        description="The token of the invitation mail.",
        min_length=1,
        max_length=200,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )
    password: Text = Field(
        description="The password: 8 to 128 characters, not a commonly used password.",
        min_length=8,
        max_length=128,
        examples=['a long walk to the rink'],
        repr=False,
        json_schema_extra={"writeOnly": True},
    )
    full_name: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="The name of the person. Defaults to the name in the invitation.",
        examples=['Nora New'],
    )


class RegisterInvitedResponse(Message):
    """The first session of the new account."""

    tokens: Tokens | None = Field(
        default=None,
        description="The tokens.",
    )


class GetMeRequest(Message):
    """The request for the caller's account."""


class GetMeResponse(Message):
    """The caller's account."""

    user: User | None = Field(
        default=None,
        description="The account.",
    )


class UpdateMeRequest(Message):
    """The fields to change. An empty string clears a field."""

    full_name: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="The name of the person.",
    )
    username: Annotated[str, Field(min_length=3, max_length=40, pattern='^[A-Za-z0-9][A-Za-z0-9._-]*$'), OneLine] | None = Field(
        default=None,
        description="The login name.",
    )
    avatar_url: Annotated[str, Field(max_length=500), OneLine, HttpAddress] | None = Field(
        default=None,
        description="The URL of a picture.",
    )
    timezone: Annotated[str, Field(max_length=64, pattern='^([A-Za-z][A-Za-z0-9_+/-]*)?$'), OneLine] | None = Field(
        default=None,
        description="The time zone, as an IANA name.",
    )
    locale: Annotated[str, Field(max_length=35, pattern='^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$'), OneLine] | None = Field(
        default=None,
        description="The language and region, as a BCP 47 tag.",
    )


class UpdateMeResponse(Message):
    """The account after the change."""

    user: User | None = Field(
        default=None,
        description="The account as stored.",
    )


class ChangePasswordRequest(Message):
    """The current and the new password."""

    current_password: Text = Field(
        description="The current password.",
        min_length=1,
        max_length=256,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )
    new_password: Text = Field(
        description="The new password: 8 to 128 characters, not a commonly used password.",
        min_length=8,
        max_length=128,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )
    keep_api_keys: bool | None = Field(
        default=None,
        description="Whether the API keys of the account stay valid. By default they are revoked, because somebody who knew the old password may have created one.",
    )


class ChangeEmailRequest(Message):
    """The new address."""

    email: Email = Field(
        description="The new address, to which the link is sent.",
        min_length=1,
        max_length=254,
    )
    password: Text = Field(
        description="The password of the account.",
        min_length=1,
        max_length=256,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )


class ChangeEmailResponse(Message):
    """The next step."""

    message: Text = Field(
        default="",
        description="The next step, as a text for people.",
    )


class CloseAccountRequest(Message):
    """The proof that the owner of the account makes the request."""

    password: Text = Field(
        description="The password of the account.",
        min_length=1,
        max_length=256,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )


class RequestPasswordResetRequest(Message):
    """Whose password to reset."""

    email: Email = Field(
        description="The address of the account.",
        min_length=1,
        max_length=254,
    )


class RequestPasswordResetResponse(Message):
    """The next step."""

    message: Text = Field(
        default="",
        description="The next step, as a text for people. The same for every address.",
    )


class ResetPasswordRequest(Message):
    """The token of the link and the new password."""

    token: Text = Field(
        description="The token of the link.",
        min_length=1,
        max_length=200,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )
    new_password: Text = Field(
        description="The new password: 8 to 128 characters, not a commonly used password.",
        min_length=8,
        max_length=128,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )
    keep_account: bool | None = Field(
        default=None,
        description="Whether an account whose address was never verified keeps its id and its content. Set it to true only if you registered the account yourself.",
    )


class RequestEmailVerificationRequest(Message):
    """Which address to verify."""

    email: Email = Field(
        description="The address of the account.",
        min_length=1,
        max_length=254,
    )


class RequestEmailVerificationResponse(Message):
    """The next step."""

    message: Text = Field(
        default="",
        description="The next step, as a text for people. The same for every address.",
    )


class VerifyEmailRequest(Message):
    """The token of the link, and the password of the account."""

    token: Text = Field(
        description="The token of the link.",
        min_length=1,
        max_length=200,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )
    password: Annotated[str, Field(max_length=128), NoNul] | None = Field(
        default=None,
        description="The password of the account. Not needed with an access token of the account.",
        repr=False,
        json_schema_extra={"writeOnly": True},
    )


class VerifyEmailResponse(Message):
    """The verified address."""

    email: Text = Field(
        default="",
        description="The address of the account.",
    )
    email_verified: bool = Field(
        default=False,
        description="Always true.",
    )


class ListUsersRequest(Message):
    """Which accounts to list."""

    query: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="Text that the address, the login name or the name contains.",
    )
    role: Literal["admin", "analyst", "partner", "user"] | None = Field(
        default=None,
        description="Only accounts with this platform role.",
    )
    tier: Literal["basic", "pro", "enterprise"] | None = Field(
        default=None,
        description="Only accounts of this tier.",
    )
    is_active: bool | None = Field(
        default=None,
        description="True for active accounts only, false for disabled accounts only.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of accounts per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListUsersResponse(Message):
    """A page of accounts."""

    users: list[User] = Field(
        default_factory=list,
        description="The accounts.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of accounts on all pages.",
    )


class GetUserRequest(Message):
    """Which account to get."""

    user_id: TextLine = Field(
        description="The account.",
        min_length=1,
        max_length=64,
    )


class GetUserResponse(Message):
    """One account."""

    user: User | None = Field(
        default=None,
        description="The account.",
    )


class UpdateUserRequest(Message):
    """The changes to an account."""

    user_id: TextLine = Field(
        description="The account.",
        min_length=1,
        max_length=64,
    )
    role: Literal["admin", "analyst", "partner", "user"] | None = Field(
        default=None,
        description="The platform role.",
    )
    tier: Literal["basic", "pro", "enterprise"] | None = Field(
        default=None,
        description="The plan.",
    )
    is_active: bool | None = Field(
        default=None,
        description="False disables the account.",
    )
    full_name: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="The name of the person. An empty string clears it.",
    )
    username: Annotated[str, Field(min_length=3, max_length=40, pattern='^[A-Za-z0-9][A-Za-z0-9._-]*$'), OneLine] | None = Field(
        default=None,
        description="The login name.",
    )
    email_verified: bool | None = Field(
        default=None,
        description="True if you know that the address belongs to the person, for example where no mail server is configured.",
    )


class UpdateUserResponse(Message):
    """The account after the change."""

    user: User | None = Field(
        default=None,
        description="The account as stored.",
    )


class DeleteUserRequest(Message):
    """Which account to delete."""

    user_id: TextLine = Field(
        description="The account.",
        min_length=1,
        max_length=64,
    )
