"""Generated from altsports/auth/v1/accounts.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Email, HttpAddress, HttpUri, Message, NoNul, Text
from altsports.auth.v1.organisations_models import Affiliation
from pydantic import Field


class User(Message):
    """An account."""

    id: Text = Field(
        description="The account, a UUID.",
        min_length=1,
        examples=['196c254c-a014-5f36-bb7b-496e4f7195f5'],
    )
    username: Text = Field(
        description="The login name beside the address, unique whatever the case.",
        min_length=1,
        examples=['demo'],
    )
    email: Text = Field(
        description="The e-mail address, in lower case.",
        min_length=1,
        examples=['demo@altsports.example'],
    )
    email_verified: bool = Field(
        default=False,
        description="True once a link sent to the address was used.",
    )
    full_name: Text | None = Field(
        default=None,
        description="The name of the person.",
        examples=['Dana Demo'],
    )
    user_type: Literal["owner", "staff"] = Field(
        description="owner for accounts that signed up, staff for accounts that an organisation created.",
        examples=['owner'],
    )
    role: Literal["admin", "analyst", "partner", "user"] = Field(
        description="The platform role.",
        examples=['user'],
    )
    tier: Literal["basic", "pro", "enterprise"] = Field(
        description="The plan that sets limits and quotas.",
        examples=['basic'],
    )
    permissions: list[Text] = Field(
        default_factory=list,
        description="What the account may do, by platform role and by its role in the organisation it acts in.",
        examples=[['leagues:read']],
    )
    is_active: bool = Field(
        default=False,
        description="False for an account that an administrator disabled.",
        examples=[True],
    )
    avatar_url: HttpUri | None = Field(
        default=None,
        description="Address of a picture.",
    )
    timezone: Text | None = Field(
        default=None,
        description="Time zone, an IANA name.",
        examples=['Europe/Berlin'],
    )
    locale: Text | None = Field(
        default=None,
        description="Language and region, a BCP 47 tag.",
        examples=['en-GB'],
    )
    organisation: Affiliation | None = Field(
        default=None,
        description="What the account is in the organisation it acts in.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When the account was created.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When a fact of it last changed.",
    )
    last_login_at: datetime | None = Field(
        default=None,
        description="When somebody last logged in to it.",
    )


class Tokens(Message):
    """What a login gives: the credentials of one session and whose it is."""

    access_token: Text = Field(
        description="The access token, a JWT for the Authorization header.",
        min_length=1,
        repr=False,
    )
    token_type: Text = Field(
        description="Always bearer.",
        min_length=1,
        examples=['bearer'],
    )
    expires_in: int = Field(
        description="Seconds until the access token expires.",
        examples=[1800],
    )
    refresh_token: Text | None = Field(
        default=None,
        description="Gets the next access token, once: the answer holds the next refresh token.",
        repr=False,
    )
    session_id: Text = Field(
        default="",
        description="The session that the tokens belong to.",
    )
    user: User | None = Field(
        default=None,
        description="Whose session it is.",
    )


class RegisterRequest(Message):
    """A new account. Role, tier and permissions cannot be asked for."""

    email: Email = Field(
        description="The e-mail address; also a login name.",
        min_length=1,
        max_length=254,
        examples=['new.coach@altsports.example'],
    )
    password: Text = Field(
        description="The password: any characters, 8 to 128 of them, not a well known one.",
        min_length=8,
        max_length=128,
        examples=['a long walk to the rink'],
        repr=False,
        json_schema_extra={"writeOnly": True},
    )
    username: Annotated[str, Field(min_length=3, max_length=40, pattern='^[A-Za-z0-9][A-Za-z0-9._-]*$'), NoNul] | None = Field(
        default=None,
        description="A login name beside the address; made from the address where it is left out.",
        examples=['nora.new'],
    )
    full_name: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="The name of the person.",
        examples=['Nora New'],
    )
    user_type: Literal["owner"] | None = Field(
        default=None,
        description="Who signs up is the owner of what they make; staff accounts are created by an organisation.",
    )
    organisation_name: Annotated[str, Field(min_length=1, max_length=200), NoNul] | None = Field(
        default=None,
        description="The name of the organisation that the account will own; made from the name where it is left out.",
    )


class RegisterResponse(Message):
    """The first session of the new account."""

    tokens: Tokens | None = Field(
        default=None,
        description="The tokens.",
    )


class GetMeRequest(Message):
    """Asks for the caller's account."""


class GetMeResponse(Message):
    """The caller's account."""

    user: User | None = Field(
        default=None,
        description="The account.",
    )


class UpdateMeRequest(Message):
    """The facts to change. An empty text clears a fact."""

    full_name: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="The name of the person.",
    )
    username: Annotated[str, Field(min_length=3, max_length=40, pattern='^[A-Za-z0-9][A-Za-z0-9._-]*$'), NoNul] | None = Field(
        default=None,
        description="The login name beside the address.",
    )
    avatar_url: Annotated[str, Field(max_length=500), NoNul, HttpAddress] | None = Field(
        default=None,
        description="Address of a picture.",
    )
    timezone: Annotated[str, Field(max_length=64, pattern='^([A-Za-z][A-Za-z0-9_+/-]*)?$'), NoNul] | None = Field(
        default=None,
        description="Time zone, an IANA name.",
    )
    locale: Annotated[str, Field(max_length=35, pattern='^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$'), NoNul] | None = Field(
        default=None,
        description="Language and region, a BCP 47 tag.",
    )


class UpdateMeResponse(Message):
    """The changed account."""

    user: User | None = Field(
        default=None,
        description="The account as stored.",
    )


class ChangePasswordRequest(Message):
    """The old and the new password."""

    current_password: Text = Field(
        description="The password that holds now.",
        min_length=1,
        max_length=256,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )
    new_password: Text = Field(
        description="The new one: 8 to 128 characters, not a well known one.",
        min_length=8,
        max_length=128,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )


class ChangeEmailRequest(Message):
    """The new address."""

    email: Email = Field(
        description="The address that the link goes to.",
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
    """What happens next."""

    message: Text = Field(
        default="",
        description="What happens next, for people.",
    )


class CloseAccountRequest(Message):
    """The proof that the owner of the account asks."""

    password: Text = Field(
        description="The password of the account.",
        min_length=1,
        max_length=256,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )


class RequestPasswordResetRequest(Message):
    """Whose password is forgotten."""

    email: Email = Field(
        description="The address of the account.",
        min_length=1,
        max_length=254,
    )


class RequestPasswordResetResponse(Message):
    """What happens next."""

    message: Text = Field(
        default="",
        description="What happens next, for people; the same for every address.",
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
        description="The new password: 8 to 128 characters, not a well known one.",
        min_length=8,
        max_length=128,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )


class RequestEmailVerificationRequest(Message):
    """Which address to confirm."""

    email: Email = Field(
        description="The address of the account.",
        min_length=1,
        max_length=254,
    )


class RequestEmailVerificationResponse(Message):
    """What happens next."""

    message: Text = Field(
        default="",
        description="What happens next, for people; the same for every address.",
    )


class VerifyEmailRequest(Message):
    """The token of the link."""

    token: Text = Field(
        description="The token of the link.",
        min_length=1,
        max_length=200,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )


class VerifyEmailResponse(Message):
    """The confirmed address."""

    email: Text = Field(
        default="",
        description="The address of the account.",
    )
    email_verified: bool = Field(
        default=False,
        description="True.",
    )


class ListUsersRequest(Message):
    """Which accounts to list."""

    query: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="Part of the address, the login name or the name.",
    )
    role: Literal["admin", "analyst", "partner", "user"] | None = Field(
        default=None,
        description="Only accounts of this platform role.",
    )
    tier: Literal["basic", "pro", "enterprise"] | None = Field(
        default=None,
        description="Only accounts of this tier.",
    )
    is_active: bool | None = Field(
        default=None,
        description="Only active, or only disabled accounts.",
    )
    page_size: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=20,
        description="Accounts a page.",
    )
    page_token: Annotated[str, Field(max_length=500), NoNul] | None = Field(
        default=None,
        description="Where to go on: next_page_token of the page before.",
    )


class ListUsersResponse(Message):
    """A page of accounts."""

    users: list[User] = Field(
        default_factory=list,
        description="The accounts.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page; empty on the last.",
    )
    total_size: int = Field(
        default=0,
        description="How many accounts there are on all pages.",
    )


class GetUserRequest(Message):
    """Which account to get."""

    user_id: Text = Field(
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
    """What to change about an account."""

    user_id: Text = Field(
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
    full_name: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="The name of the person. An empty text clears it.",
    )
    username: Annotated[str, Field(min_length=3, max_length=40, pattern='^[A-Za-z0-9][A-Za-z0-9._-]*$'), NoNul] | None = Field(
        default=None,
        description="The login name beside the address.",
    )


class UpdateUserResponse(Message):
    """The changed account."""

    user: User | None = Field(
        default=None,
        description="The account as stored.",
    )


class DeleteUserRequest(Message):
    """Which account to delete."""

    user_id: Text = Field(
        description="The account.",
        min_length=1,
        max_length=64,
    )
