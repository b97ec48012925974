"""Generated from altsports/auth/v1/organisations.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Email, HttpAddress, HttpUri, Message, NoNul, Text
from pydantic import Field


class Affiliation(Message):
    """What an account is in one organisation."""

    organisation_id: Text = Field(
        default="",
        description="The organisation.",
    )
    organisation_name: Text = Field(
        default="",
        description="Its name.",
    )
    staff_id: Text = Field(
        default="",
        description="The membership; staff_id in the token.",
    )
    status: Literal["invited", "active"] = Field(
        description="invited until the person accepts, then active.",
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
        description="The club role in the words of the coaching product, which knows five.",
    )
    app_permissions: list[Text] = Field(
        default_factory=list,
        description="What the club role allows, in the words of the coaching product, such as football.write.",
    )
    permission_level: Literal["view", "edit", "manage"] = Field(
        description="view, edit or manage: the most that the club role allows.",
    )
    team_id: Text | None = Field(
        default=None,
        description="The first team of team_access, where there is one.",
    )
    team_access: list[Text] = Field(
        default_factory=list,
        description="The teams that may be seen; \"*\" stands for all of the organisation.",
    )


class Organisation(Message):
    """A club or company."""

    id: Text = Field(
        description="The organisation, a UUID.",
        min_length=1,
        examples=['08dad9dd-2b09-5a86-9e2a-4815cb85b58d'],
    )
    name: Text = Field(
        description="Its name.",
        min_length=1,
        examples=['Harbour Rovers'],
    )
    kind: Literal["club", "league", "agency", "media", "other"] = Field(
        description="What it is.",
        examples=['club'],
    )
    country: Text | None = Field(
        default=None,
        description="Country.",
        examples=['Norway'],
    )
    website: HttpUri | None = Field(
        default=None,
        description="Official website.",
    )
    member_count: int = Field(
        default=0,
        description="How many people belong to it.",
        examples=[3],
    )
    affiliation: Affiliation | None = Field(
        default=None,
        description="What the caller is in it.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was created.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When a fact of it last changed.",
    )


class Member(Message):
    """A person in an organisation."""

    id: Text = Field(
        description="The membership, a UUID.",
        min_length=1,
    )
    user_id: Text = Field(
        default="",
        description="The account.",
    )
    email: Text = Field(
        default="",
        description="The e-mail address of the account.",
    )
    full_name: Text | None = Field(
        default=None,
        description="The name of the person.",
    )
    affiliation: Affiliation | None = Field(
        default=None,
        description="What the person is in the organisation.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When the person was added.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When job, role or access last changed.",
    )


class CreateOrganisationRequest(Message):
    """A new organisation."""

    name: Text = Field(
        description="Its name.",
        min_length=1,
        max_length=200,
        examples=['Harbour Rovers'],
    )
    kind: Literal["club", "league", "agency", "media", "other"] | None = Field(
        default='club',
        description="What it is.",
    )
    country: Annotated[str, Field(max_length=100), NoNul] | None = Field(
        default=None,
        description="Country.",
    )
    website: Annotated[str, Field(max_length=500), NoNul, HttpAddress] | None = Field(
        default=None,
        description="Official website.",
    )


class CreateOrganisationResponse(Message):
    """The new organisation."""

    organisation: Organisation | None = Field(
        default=None,
        description="The organisation as stored.",
    )


class GetOrganisationRequest(Message):
    """Which organisation to get."""

    organisation_id: Text = Field(
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

    page_size: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=20,
        description="Organisations a page.",
    )
    page_token: Annotated[str, Field(max_length=500), NoNul] | None = Field(
        default=None,
        description="Where to go on: next_page_token of the page before.",
    )


class ListOrganisationsResponse(Message):
    """A page of organisations."""

    organisations: list[Organisation] = Field(
        default_factory=list,
        description="The organisations.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page; empty on the last.",
    )
    total_size: int = Field(
        default=0,
        description="How many organisations there are on all pages.",
    )


class UpdateOrganisationRequest(Message):
    """The facts to change. An empty text clears a fact."""

    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
        max_length=64,
    )
    name: Annotated[str, Field(min_length=1, max_length=200), NoNul] | None = Field(
        default=None,
        description="Its name.",
    )
    kind: Literal["club", "league", "agency", "media", "other"] | None = Field(
        default=None,
        description="What it is.",
    )
    country: Annotated[str, Field(max_length=100), NoNul] | None = Field(
        default=None,
        description="Country.",
    )
    website: Annotated[str, Field(max_length=500), NoNul, HttpAddress] | None = Field(
        default=None,
        description="Official website.",
    )


class UpdateOrganisationResponse(Message):
    """The changed organisation."""

    organisation: Organisation | None = Field(
        default=None,
        description="The organisation as stored.",
    )


class ListMembersRequest(Message):
    """Whose members to list."""

    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
        max_length=64,
    )
    page_size: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=20,
        description="Members a page.",
    )
    page_token: Annotated[str, Field(max_length=500), NoNul] | None = Field(
        default=None,
        description="Where to go on: next_page_token of the page before.",
    )


class ListMembersResponse(Message):
    """A page of members."""

    members: list[Member] = Field(
        default_factory=list,
        description="The members.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page; empty on the last.",
    )
    total_size: int = Field(
        default=0,
        description="How many members there are on all pages.",
    )


class AddMemberRequest(Message):
    """Who to add, and as what."""

    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
        max_length=64,
    )
    email: Email = Field(
        description="The e-mail address of the person.",
        min_length=1,
        max_length=254,
    )
    full_name: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="The name of the person; only for a new account.",
    )
    staff_role: Text = Field(
        description="The job: owner, head_coach, assistant_coach, analyst, or any other word.",
        min_length=1,
        max_length=50,
        pattern='^[A-Za-z][A-Za-z0-9 _-]*$',
        examples=['analyst'],
    )
    club_role: Literal["account_manager", "coach", "assistant_coach", "analyst", "scout", "staff", "player"] | None = Field(
        default=None,
        description="The club role, where it is not the one that the job maps to.",
    )
    team_access: list[Text] = Field(
        default_factory=list,
        description="The teams that may be seen; \"*\" stands for all of the organisation.",
        max_length=50,
    )
    password: Annotated[str, Field(min_length=8, max_length=128), NoNul] | None = Field(
        default=None,
        description="The first password of a new account; a link to set one is sent where it is left out.",
        repr=False,
        json_schema_extra={"writeOnly": True},
    )


class AddMemberResponse(Message):
    """The new member."""

    member: Member | None = Field(
        default=None,
        description="The member as stored.",
    )


class UpdateMemberRequest(Message):
    """What to change about a member."""

    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
        max_length=64,
    )
    member_id: Text = Field(
        description="The membership.",
        min_length=1,
        max_length=64,
    )
    staff_role: Annotated[str, Field(min_length=1, max_length=50, pattern='^[A-Za-z][A-Za-z0-9 _-]*$'), NoNul] | None = Field(
        default=None,
        description="The job; the club role follows it unless it is given too.",
    )
    club_role: Literal["account_manager", "coach", "assistant_coach", "analyst", "scout", "staff", "player"] | None = Field(
        default=None,
        description="The club role.",
    )
    team_access: list[Text] = Field(
        default_factory=list,
        description="The teams that may be seen; left out or empty, they stay as they are.",
        max_length=50,
    )
    clear_team_access: bool | None = Field(
        default=None,
        description="True takes all teams away.",
    )


class UpdateMemberResponse(Message):
    """The changed member."""

    member: Member | None = Field(
        default=None,
        description="The member as stored.",
    )


class RemoveMemberRequest(Message):
    """Who to remove."""

    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
        max_length=64,
    )
    member_id: Text = Field(
        description="The membership.",
        min_length=1,
        max_length=64,
    )


class AcceptInvitationRequest(Message):
    """Which invitation to accept."""

    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
        max_length=64,
    )


class AcceptInvitationResponse(Message):
    """The organisation with the caller in it."""

    organisation: Organisation | None = Field(
        default=None,
        description="The organisation.",
    )
