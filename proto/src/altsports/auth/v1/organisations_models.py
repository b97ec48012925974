"""Generated from altsports/auth/v1/organisations.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Email, HttpAddress, HttpUri, Int32, Message, OneLine, Range32, Text, TextLine
from pydantic import Field


class Affiliation(Message):
    """The membership of an account in one organisation."""

    organisation_id: Text = Field(
        default="",
        description="The organisation.",
    )
    organisation_name: Text = Field(
        default="",
        description="The name.",
    )
    staff_id: Text = Field(
        default="",
        description="The id of the membership, staff_id in the token.",
    )
    status: Literal["invited", "active", "suspended"] = Field(
        description="invited until the person accepts, then active. While a manager has suspended it, it grants nothing.",
    )
    staff_role: Text = Field(
        default="",
        description="The job, such as head_coach.",
        examples=['head_coach'],
    )
    club_role: Literal["account_manager", "coach", "assistant_coach", "analyst", "scout", "staff", "player"] = Field(
        description="The club role that the job maps to.",
    )
    app_role: Literal["account_manager", "coach", "assistant_coach", "analyst", "player"] = Field(
        description="The club role in the terms of the coaching product, which has five roles.",
    )
    app_permissions: list[Text] = Field(
        default_factory=list,
        description="The permissions of the club role in the terms of the coaching product, such as football.write.",
    )
    permission_level: Literal["view", "edit", "manage"] = Field(
        description="The highest access level of the club role: view, edit or manage.",
    )
    team_id: Text | None = Field(
        default=None,
        description="The first team of team_access, if there is one.",
    )
    team_access: list[Text] = Field(
        default_factory=list,
        description="The teams that the member can see. \"*\" means all teams of the organisation.",
    )


class Organisation(Message):
    """A club or company."""

    id: Text = Field(
        description="The id of the organisation, a UUID.",
        min_length=1,
        examples=['08dad9dd-2b09-5a86-9e2a-4815cb85b58d'],
    )
    name: Text = Field(
        description="The name.",
        min_length=1,
        examples=['Harbour Rovers'],
    )
    kind: Literal["club", "league", "agency", "media", "other"] = Field(
        description="The kind of organisation.",
        examples=['club'],
    )
    country: Text | None = Field(
        default=None,
        description="The country.",
        examples=['Norway'],
    )
    website: HttpUri | None = Field(
        default=None,
        description="The official website.",
    )
    member_count: Int32 = Field(
        default=0,
        description="The number of members.",
        examples=[3],
    )
    affiliation: Affiliation | None = Field(
        default=None,
        description="The caller's membership.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was created.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When it last changed.",
    )


class Member(Message):
    """A person in an organisation, or an invitation."""

    id: Text = Field(
        description="The id of the membership, a UUID. It stays the same when an invitation is accepted.",
        min_length=1,
    )
    user_id: Text | None = Field(
        default=None,
        description="The account. Absent until the person has accepted.",
    )
    email: Text = Field(
        default="",
        description="The e-mail address of the account or of the invitation.",
    )
    full_name: Text | None = Field(
        default=None,
        description="The name of the person. In an invitation, the name that the manager gave.",
    )
    affiliation: Affiliation | None = Field(
        default=None,
        description="The person's membership.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When the person was added.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When the job, role or access last changed.",
    )


class CreateOrganisationRequest(Message):
    """A new organisation."""

    name: TextLine = Field(
        description="The name.",
        min_length=1,
        max_length=200,
        examples=['Harbour Rovers'],
    )
    kind: Literal["club", "league", "agency", "media", "other"] | None = Field(
        default='club',
        description="The kind of organisation.",
    )
    country: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The country.",
    )
    website: Annotated[str, Field(max_length=500), OneLine, HttpAddress] | None = Field(
        default=None,
        description="The official website.",
    )


class CreateOrganisationResponse(Message):
    """The new organisation."""

    organisation: Organisation | None = Field(
        default=None,
        description="The organisation as stored.",
    )


class GetOrganisationRequest(Message):
    """Which organisation to get."""

    organisation_id: TextLine = Field(
        description="The organisation.",
        min_length=1,
        max_length=64,
    )


class GetOrganisationResponse(Message):
    """One organisation."""

    organisation: Organisation | None = Field(
        default=None,
        description="The organisation.",
    )


class ListOrganisationsRequest(Message):
    """Which organisations to list."""

    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of organisations per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListOrganisationsResponse(Message):
    """A page of organisations."""

    organisations: list[Organisation] = Field(
        default_factory=list,
        description="The organisations.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of organisations on all pages.",
    )


class UpdateOrganisationRequest(Message):
    """The fields to change. An empty string clears a field."""

    organisation_id: TextLine = Field(
        description="The organisation.",
        min_length=1,
        max_length=64,
    )
    name: Annotated[str, Field(min_length=1, max_length=200), OneLine] | None = Field(
        default=None,
        description="The name.",
    )
    kind: Literal["club", "league", "agency", "media", "other"] | None = Field(
        default=None,
        description="The kind of organisation.",
    )
    country: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The country.",
    )
    website: Annotated[str, Field(max_length=500), OneLine, HttpAddress] | None = Field(
        default=None,
        description="The official website.",
    )


class UpdateOrganisationResponse(Message):
    """The changed organisation."""

    organisation: Organisation | None = Field(
        default=None,
        description="The organisation as stored.",
    )


class ListMembersRequest(Message):
    """Whose members to list."""

    organisation_id: TextLine = Field(
        description="The organisation.",
        min_length=1,
        max_length=64,
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of members per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListMembersResponse(Message):
    """A page of members."""

    members: list[Member] = Field(
        default_factory=list,
        description="The members.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of members on all pages.",
    )


class AddMemberRequest(Message):
    """Who to add, and in which role."""

    organisation_id: TextLine = Field(
        description="The organisation.",
        min_length=1,
        max_length=64,
    )
    email: Email = Field(
        description="The e-mail address of the person.",
        min_length=1,
        max_length=254,
    )
    full_name: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="The name of the person, shown in the list of members until the person accepts.",
    )
    staff_role: TextLine = Field(
        description="The job: owner, head_coach, assistant_coach, analyst, or any other word.",
        min_length=1,
        max_length=50,
        pattern='^[A-Za-z][A-Za-z0-9 _-]*$',
        examples=['analyst'],
    )
    club_role: Literal["account_manager", "coach", "assistant_coach", "analyst", "scout", "staff", "player"] | None = Field(
        default=None,
        description="The club role. Defaults to the role that the job maps to.",
    )
    team_access: list[TextLine] = Field(
        default_factory=list,
        description="The teams that the member can see. \"*\" means all teams of the organisation.",
        max_length=50,
    )


class AddMemberResponse(Message):
    """The invitation."""

    member: Member | None = Field(
        default=None,
        description="The invitation as stored, with the status invited.",
    )


class UpdateMemberRequest(Message):
    """The changes to a member."""

    organisation_id: TextLine = Field(
        description="The organisation.",
        min_length=1,
        max_length=64,
    )
    member_id: TextLine = Field(
        description="The membership.",
        min_length=1,
        max_length=64,
    )
    staff_role: Annotated[str, Field(min_length=1, max_length=50, pattern='^[A-Za-z][A-Za-z0-9 _-]*$'), OneLine] | None = Field(
        default=None,
        description="The job. The club role follows it unless `club_role` is given.",
    )
    club_role: Literal["account_manager", "coach", "assistant_coach", "analyst", "scout", "staff", "player"] | None = Field(
        default=None,
        description="The club role.",
    )
    team_access: list[TextLine] = Field(
        default_factory=list,
        description="The teams that the member can see. If it is omitted or empty, they stay the same.",
        max_length=50,
    )
    clear_team_access: bool | None = Field(
        default=None,
        description="Whether to remove access to all teams.",
    )


class UpdateMemberResponse(Message):
    """The changed member."""

    member: Member | None = Field(
        default=None,
        description="The member as stored.",
    )


class RemoveMemberRequest(Message):
    """Who to remove."""

    organisation_id: TextLine = Field(
        description="The organisation.",
        min_length=1,
        max_length=64,
    )
    member_id: TextLine = Field(
        description="The membership.",
        min_length=1,
        max_length=64,
    )


class AcceptInvitationRequest(Message):
    """Which invitation to accept."""

    organisation_id: TextLine = Field(
        description="The organisation.",
        min_length=1,
        max_length=64,
    )


class AcceptInvitationResponse(Message):
    """The organisation, with the caller as a member."""

    organisation: Organisation | None = Field(
        default=None,
        description="The organisation.",
    )
