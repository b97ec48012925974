"""Generated from altsports/auth/v1/staff.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import EmailAddress, Int32, Message, OneLine, Range32, Text, TextLine, UuidFormat
from pydantic import Field


class StaffMember(Message):
    """A person with a job in the club."""

    id: Text = Field(
        description="The member of staff, a UUID: staff_id in tokens. It is the `id` of the same person among the users.",
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
    user_id: Text | None = Field(
        default=None,
        description="The account. Absent until the person has accepted the invitation.",
    )
    role: Text = Field(
        default="",
        description="The job, such as head_coach.",
        examples=['head_coach'],
    )
    team_id: Text | None = Field(
        default=None,
        description="The first team of `team_access`, if one is named.",
    )
    team_access: list[Text] = Field(
        default_factory=list,
        description="The teams that the person sees. \"*\" means all teams of the club.",
        examples=[['*']],
    )
    app_role: Literal["account_manager", "coach", "assistant_coach", "analyst", "player"] = Field(
        description="The role in the terms of the coaching product: owner is account_manager, head_coach is coach, assistant_coach and analyst keep their names, and everything else is player.",
        examples=['coach'],
    )
    permission_level: Literal["view", "edit", "manage"] = Field(
        description="The highest access level of the role: view, edit or manage.",
        examples=['edit'],
    )
    app_permissions: list[Text] = Field(
        default_factory=list,
        description="What the person may do, in the terms of the coaching product, such as football.write.",
    )
    full_name: Text | None = Field(
        default=None,
        description="What the organisation calls the person; by default, the name of the account.",
        examples=['Carla Coach'],
    )
    is_active: bool = Field(
        default=False,
        description="Whether the person may act for the organisation.",
        examples=[True],
    )


class ListStaffRequest(Message):
    """Which staff to list. Every field is optional and narrows the list."""

    role: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Only staff with this job, such as head_coach.",
    )
    team_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only staff who see this team by name. Staff who see all teams are left out.",
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


class ListStaffResponse(Message):
    """A page of staff."""

    staff: list[StaffMember] = Field(
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


class GetStaffMemberRequest(Message):
    """Whom to get."""

    staff_id: TextLine = Field(
        description="The member of staff: the `id` of the row.",
        min_length=1,
        max_length=64,
        examples=['a1f4c7d2-3b5e-4f60-9c8d-7e6f5a4b3c21'],
    )


class GetStaffMemberResponse(Message):
    """One member of staff."""

    staff_member: StaffMember | None = Field(
        default=None,
        description="The row.",
    )


class CreateStaffMemberRequest(Message):
    """Who gets a job. Either `email` or `user_id` is given."""

    email: Annotated[str, Field(max_length=254), OneLine, EmailAddress] | None = Field(
        default=None,
        description="The address of the person.",
        examples=['keeper.coach@altsports.example'],
    )
    user_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="A person of the organisation: the id of the user, or of the account.",
    )
    role: TextLine = Field(
        description="The job, such as head_coach. It decides what the person may do.",
        min_length=1,
        max_length=100,
        examples=['assistant_coach'],
    )
    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The team of the person, which becomes the first of `team_access`.",
    )
    team_access: list[Annotated[str, Field(max_length=64), OneLine]] = Field(
        default_factory=list,
        description="The teams that the person sees. \"*\" means all teams of the club.",
        max_length=50,
        examples=[['*']],
    )
    full_name: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="What the organisation calls the person.",
        examples=['Kim Keeper'],
    )


class CreateStaffMemberResponse(Message):
    """The member of staff who was added."""

    staff_member: StaffMember | None = Field(
        default=None,
        description="The row as stored.",
    )


class UpdateStaffMemberRequest(Message):
    """The facts to change. Omitted fields keep their values."""

    staff_id: TextLine = Field(
        description="The member of staff: the `id` of the row.",
        min_length=1,
        max_length=64,
        examples=['a1f4c7d2-3b5e-4f60-9c8d-7e6f5a4b3c21'],
    )
    role: Annotated[str, Field(min_length=1, max_length=100), OneLine] | None = Field(
        default=None,
        description="The job, such as head_coach. It decides what the person may do.",
        examples=['head_coach'],
    )
    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The team of the person, which becomes the first of `team_access`.",
    )
    team_access: list[Annotated[str, Field(max_length=64), OneLine]] = Field(
        default_factory=list,
        description="The teams that the person sees. \"*\" means all teams of the club.",
        max_length=50,
        examples=[['*']],
    )
    full_name: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="What the organisation calls the person.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version that the change was made from; another version is 412. The header If-Match states the same.",
    )
    clear: list[Literal["team_id", "team_access", "full_name"]] = Field(
        default_factory=list,
        description="The fields to clear. In JSON, a field that is null is cleared as well.",
    )


class UpdateStaffMemberResponse(Message):
    """The changed member of staff."""

    staff_member: StaffMember | None = Field(
        default=None,
        description="The row as stored.",
    )


class ReplaceStaffMemberRequest(Message):
    """All facts of the member of staff. Optional fields that are omitted are cleared."""

    staff_id: TextLine = Field(
        description="The member of staff: the `id` of the row.",
        min_length=1,
        max_length=64,
        examples=['a1f4c7d2-3b5e-4f60-9c8d-7e6f5a4b3c21'],
    )
    role: TextLine = Field(
        description="The job, such as head_coach. It decides what the person may do.",
        min_length=1,
        max_length=100,
        examples=['head_coach'],
    )
    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The team of the person, which becomes the first of `team_access`.",
    )
    team_access: list[Annotated[str, Field(max_length=64), OneLine]] = Field(
        default_factory=list,
        description="The teams that the person sees. \"*\" means all teams of the club.",
        max_length=50,
        examples=[['*']],
    )
    full_name: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="What the organisation calls the person.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version that the change was made from; another version is 412. The header If-Match states the same.",
    )


class ReplaceStaffMemberResponse(Message):
    """The replaced member of staff."""

    staff_member: StaffMember | None = Field(
        default=None,
        description="The row as stored.",
    )


class DeleteStaffMemberRequest(Message):
    """Whose job ends."""

    staff_id: TextLine = Field(
        description="The member of staff: the `id` of the row.",
        min_length=1,
        max_length=64,
        examples=['e7a4b3b0-91d5-4c2e-a6a1-5d6c7e8f9a22'],
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version that the change was made from; another version is 412. The header If-Match states the same.",
    )
