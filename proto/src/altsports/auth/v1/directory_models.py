"""Generated from altsports/auth/v1/directory.proto: edit the proto and run `make proto`."""

from altsports.contract.model import Int32, Message, Text, TextLine
from pydantic import Field


class ListAccountIdsRequest(Message):
    """Which ids to list."""

    after: TextLine = Field(
        default="",
        description="The last id of the previous page. Empty for the first page.",
        max_length=36,
    )
    most: Int32 = Field(
        default=500,
        description="The most ids to return.",
        ge=1,
        le=1000,
    )


class ListAccountIdsResponse(Message):
    """A page of ids."""

    user_ids: list[Text] = Field(
        default_factory=list,
        description="The ids. Fewer than `most` on the last page.",
    )


class ListAdministratorIdsRequest(Message):
    """All administrators."""


class ListAdministratorIdsResponse(Message):
    """The administrators."""

    user_ids: list[Text] = Field(
        default_factory=list,
        description="Their ids.",
    )


class FindDeletedAccountsRequest(Message):
    """The ids to look for."""

    user_ids: list[TextLine] = Field(
        default_factory=list,
        description="The ids.",
        max_length=1000,
    )


class FindDeletedAccountsResponse(Message):
    """The accounts that are gone."""

    user_ids: list[Text] = Field(
        default_factory=list,
        description="The ids without an account.",
    )


class FindDeletedOrganisationsRequest(Message):
    """The organisations to look for."""

    organisation_ids: list[TextLine] = Field(
        default_factory=list,
        description="The ids.",
        max_length=1000,
    )


class FindDeletedOrganisationsResponse(Message):
    """The organisations that are gone."""

    organisation_ids: list[Text] = Field(
        default_factory=list,
        description="The ids without an organisation.",
    )


class FindMemberRequest(Message):
    """Whose membership to find."""

    user_id: TextLine = Field(
        default="",
        description="The account.",
        max_length=36,
    )
    organisation_id: TextLine = Field(
        default="",
        description="The organisation.",
        max_length=36,
    )


class FindMemberResponse(Message):
    """A membership."""

    club_role: Text | None = Field(
        default=None,
        description="The role in the organisation. Absent if the account is no active member, or is deleted.",
    )
    team_access: list[Text] = Field(
        default_factory=list,
        description="The teams there that the account can see. \"*\" means all teams.",
    )
    can_log_in: bool = Field(
        default=False,
        description="Whether the account can log in now.",
    )
    organisation_name: Text = Field(
        default="",
        description="The name of the organisation.",
    )


class FindUsernamesRequest(Message):
    """Whose login names to find."""

    user_ids: list[TextLine] = Field(
        default_factory=list,
        description="The ids.",
        max_length=1000,
    )


class FindUsernamesResponse(Message):
    """The login names."""

    usernames: dict[str, Text] = Field(
        default_factory=dict,
        description="The login names by id, of those of the ids that are accounts.",
    )
