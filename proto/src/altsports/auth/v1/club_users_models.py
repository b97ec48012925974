"""Generated from altsports/auth/v1/club_users.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Email, EmailAddress, Int32, Message, OneLine, Range32, Text, TextLine
from pydantic import Field


class ClubUser(Message):
    """A person of the organisation."""

    id: Text = Field(
        description="The person, a UUID. It stays the same when an invitation is accepted.",
        min_length=1,
        examples=['a1f4c7d2-3b5e-4f60-9c8d-7e6f5a4b3c21'],
    )
    version: Int32 = Field(
        default=0,
        description="How often the row has been changed, beginning with 1. The header ETag begins with it.",
        examples=[1],
    )
    created_at: datetime | None = Field(
        default=None,
        description="When the person was added.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When the row last changed.",
    )
    email: Text = Field(
        default="",
        description="The address of the account or of the invitation.",
        examples=['carla.coach@altsports.example'],
    )
    full_name: Text | None = Field(
        default=None,
        description="What the organisation calls the person; by default, the name of the account.",
        examples=['Carla Coach'],
    )
    user_type: Literal["owner", "staff"] = Field(
        description="owner for account managers, otherwise staff.",
        examples=['staff'],
    )
    is_active: bool = Field(
        default=False,
        description="Whether the person may act for the organisation. False while suspended.",
        examples=[True],
    )
    status: Literal["invited", "active", "suspended"] = Field(
        description="invited until the person accepts, then active; suspended while `is_active` is false.",
        examples=['active'],
    )
    user_id: Text | None = Field(
        default=None,
        description="The account, to which other rows refer. Absent until the person has accepted.",
    )


class ListClubUsersRequest(Message):
    """Which people to list. Every field is optional and narrows the list."""

    user_type: Literal["owner", "staff"] | None = Field(
        default=None,
        description="Only account managers (owner) or only the others (staff).",
    )
    is_active: bool | None = Field(
        default=None,
        description="Only people who may act for the organisation, or only suspended ones.",
    )
    query: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Words from the name or the address.",
    )
    order: Literal["full_name", "-full_name", "created_at", "-created_at", "updated_at", "-updated_at"] | None = Field(
        default='full_name',
        description="The order of the rows. A minus sign reverses it.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of rows per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListClubUsersResponse(Message):
    """A page of people."""

    users: list[ClubUser] = Field(
        default_factory=list,
        description="The rows.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of rows on all pages.",
    )


class GetClubUserRequest(Message):
    """Whom to get."""

    user_id: TextLine = Field(
        description="The person: the `id` of the row, or the id of the account.",
        min_length=1,
        max_length=64,
        examples=['a1f4c7d2-3b5e-4f60-9c8d-7e6f5a4b3c21'],
    )


class GetClubUserResponse(Message):
    """One person."""

    user: ClubUser | None = Field(
        default=None,
        description="The row.",
    )


class CreateClubUserRequest(Message):
    """Whom to add."""

    email: Email = Field(
        description="The address that is invited.",
        min_length=1,
        max_length=254,
        examples=['physio@altsports.example'],
    )
    full_name: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="What the organisation calls the person.",
        examples=['Phil Sio'],
    )
    user_type: Literal["owner", "staff"] | None = Field(
        default='staff',
        description="owner makes the person an account manager.",
    )
    is_active: bool | None = Field(
        default=True,
        description="False keeps the invitation closed until the person is activated.",
    )


class CreateClubUserResponse(Message):
    """The person who was added."""

    user: ClubUser | None = Field(
        default=None,
        description="The row as stored.",
    )


class UpdateClubUserRequest(Message):
    """The facts to change. Omitted fields keep their values."""

    user_id: TextLine = Field(
        description="The person: the `id` of the row, or the id of the account.",
        min_length=1,
        max_length=64,
        examples=['a1f4c7d2-3b5e-4f60-9c8d-7e6f5a4b3c21'],
    )
    email: Annotated[str, Field(max_length=254), OneLine, EmailAddress] | None = Field(
        default=None,
        description="The address, if it is stated: only its owner can change it.",
    )
    full_name: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="What the organisation calls the person.",
        examples=['Carla Coach'],
    )
    user_type: Literal["owner", "staff"] | None = Field(
        default=None,
        description="owner makes the person an account manager; staff makes an account manager a member without a job.",
    )
    is_active: bool | None = Field(
        default=None,
        description="False suspends the person: the membership stays, and grants nothing.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version that the change was made from; another version is 412. The header If-Match states the same.",
    )
    clear: list[Literal["full_name"]] = Field(
        default_factory=list,
        description="The fields to clear. In JSON, a field that is null is cleared as well.",
    )


class UpdateClubUserResponse(Message):
    """The changed person."""

    user: ClubUser | None = Field(
        default=None,
        description="The row as stored.",
    )


class ReplaceClubUserRequest(Message):
    """All facts of the person. Optional fields that are omitted get their defaults."""

    user_id: TextLine = Field(
        description="The person: the `id` of the row, or the id of the account.",
        min_length=1,
        max_length=64,
        examples=['a1f4c7d2-3b5e-4f60-9c8d-7e6f5a4b3c21'],
    )
    email: Email = Field(
        description="The address: only its owner can change it.",
        min_length=1,
        max_length=254,
        examples=['carla.coach@altsports.example'],
    )
    full_name: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="What the organisation calls the person.",
        examples=['Carla Coach'],
    )
    user_type: Literal["owner", "staff"] | None = Field(
        default='staff',
        description="owner makes the person an account manager; staff makes an account manager a member without a job.",
    )
    is_active: bool | None = Field(
        default=True,
        description="False suspends the person: the membership stays, and grants nothing.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version that the change was made from; another version is 412. The header If-Match states the same.",
    )


class ReplaceClubUserResponse(Message):
    """The replaced person."""

    user: ClubUser | None = Field(
        default=None,
        description="The row as stored.",
    )


class DeleteClubUserRequest(Message):
    """Whom to remove."""

    user_id: TextLine = Field(
        description="The person: the `id` of the row, or the id of the account.",
        min_length=1,
        max_length=64,
        examples=['c1d0f6de-52c8-4e0f-8d8a-0b7f2a1c9e21'],
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version that the change was made from; another version is 412. The header If-Match states the same.",
    )


class ForgetClubUserRequest(Message):
    """Whom to forget."""

    organisation_id: TextLine = Field(
        description="The club.",
        min_length=1,
        max_length=36,
    )
    user_id: TextLine = Field(
        description="The account.",
        min_length=1,
        max_length=36,
    )
