"""Generated from altsports/auth/v1/events.proto: edit the proto and run `make proto`."""

from altsports.contract.model import EventMessage, Int64, Text
from pydantic import Field


class CredentialsRevoked(EventMessage):
    """Access tokens or an API key were revoked before they expired."""

    kind: Text = Field(
        description="The type of `id`: session, user or key.",
        min_length=1,
    )
    id: Text = Field(
        description="The id of the session or user, or of the text of a key.",
        min_length=1,
    )
    dead_until: Int64 = Field(
        description="Credentials issued until this time are revoked, in seconds since 1970.",
    )


class SessionEnded(EventMessage):
    """A session ended."""

    session_id: Text = Field(
        description="The session.",
        min_length=1,
    )
    user_id: Text = Field(
        description="The expert.",
        min_length=1,
    )
    reason: Text = Field(
        description="The reason, such as logout.",
        min_length=1,
    )


class ApiKeyRevoked(EventMessage):
    """An API key was revoked."""

    api_key_id: Text = Field(
        description="The key.",
        min_length=1,
    )
    user_id: Text = Field(
        description="The expert.",
        min_length=1,
    )


class SigningKeyRotated(EventMessage):
    """Access tokens are signed with another key from now on."""

    key_id: Text = Field(
        description="The id of the key that signs.",
        min_length=1,
    )


class UserCreated(EventMessage):
    """An account was created."""

    user_id: Text = Field(
        description="The account.",
        min_length=1,
    )
    role: Text = Field(
        description="Its platform role.",
        min_length=1,
    )
    tier: Text = Field(
        description="Its tier.",
        min_length=1,
    )


class UserUpdated(EventMessage):
    """An account was changed."""

    user_id: Text = Field(
        description="The account.",
        min_length=1,
    )
    fields: list[Text] = Field(
        default_factory=list,
        description="The names of the changed fields.",
    )


class UserDeleted(EventMessage):
    """An account was deleted."""

    user_id: Text = Field(
        description="The account.",
        min_length=1,
    )


class AccountQuotaUpdated(EventMessage):
    """The quota of one account was set, or follows its tier again."""

    user_id: Text = Field(
        description="The account.",
        min_length=1,
    )
    monthly_api_calls: Int64 | None = Field(
        default=None,
        description="API calls per month. Absent if they follow the tier.",
    )
    monthly_ai_tokens: Int64 | None = Field(
        default=None,
        description="AI tokens per month. Absent if they follow the tier.",
    )


class OrganisationCreated(EventMessage):
    """An organisation was created."""

    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
    )
    user_id: Text = Field(
        description="The account manager.",
        min_length=1,
    )


class OrganisationUpdated(EventMessage):
    """Facts of an organisation changed."""

    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
    )
    fields: list[Text] = Field(
        default_factory=list,
        description="The names of the changed fields.",
    )


class OrganisationDeleted(EventMessage):
    """An organisation was deleted, because its last member deleted their account."""

    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
    )


class MemberAdded(EventMessage):
    """Somebody was added to an organisation, or invited to it."""

    member_id: Text = Field(
        description="The membership.",
        min_length=1,
    )
    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
    )
    user_id: Text | None = Field(
        default=None,
        description="The account. Absent while the person is invited.",
    )
    club_role: Text = Field(
        description="The club role.",
        min_length=1,
    )
    status: Text = Field(
        description="invited or active.",
        min_length=1,
    )
    team_access: list[Text] = Field(
        default_factory=list,
        description="The teams that the member can see. \"*\" means all teams of the organisation.",
    )


class MemberUpdated(EventMessage):
    """The job, club role, team access or status of a member changed."""

    member_id: Text = Field(
        description="The membership.",
        min_length=1,
    )
    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
    )
    user_id: Text | None = Field(
        default=None,
        description="The account. Absent while the person is invited.",
    )
    club_role: Text = Field(
        description="The club role.",
        min_length=1,
    )
    status: Text = Field(
        description="invited or active.",
        min_length=1,
    )
    team_access: list[Text] = Field(
        default_factory=list,
        description="The teams that the member can see. \"*\" means all teams of the organisation.",
    )


class MemberRemoved(EventMessage):
    """A member left an organisation or was removed from it."""

    member_id: Text = Field(
        description="The membership.",
        min_length=1,
    )
    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
    )
    user_id: Text | None = Field(
        default=None,
        description="The account. Absent while the person is invited.",
    )
    club_role: Text = Field(
        description="The club role.",
        min_length=1,
    )
    status: Text = Field(
        description="invited or active.",
        min_length=1,
    )
    team_access: list[Text] = Field(
        default_factory=list,
        description="The teams that the member can see. \"*\" means all teams of the organisation.",
    )
