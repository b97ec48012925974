"""Generated from altsports/auth/v1/events.proto: edit the proto and run `make proto`."""

from altsports.contract.model import EventMessage, Text
from pydantic import Field


class CredentialsRevoked(EventMessage):
    """Access tokens or an API key stopped being valid before they expired."""

    kind: Text = Field(
        description="session, user or key: what `id` names.",
        min_length=1,
    )
    id: Text = Field(
        description="The session, the user or the text of a key.",
        min_length=1,
    )
    dead_until: int = Field(
        description="Credentials issued until then are dead, in seconds since 1970.",
    )


class SessionEnded(EventMessage):
    """A session ended."""

    session_id: Text = Field(
        description="The session.",
        min_length=1,
    )
    user_id: Text = Field(
        description="Whose.",
        min_length=1,
    )
    reason: Text = Field(
        description="Why, such as logout.",
        min_length=1,
    )


class ApiKeyRevoked(EventMessage):
    """An API key was revoked."""

    api_key_id: Text = Field(
        description="The key.",
        min_length=1,
    )
    user_id: Text = Field(
        description="Whose.",
        min_length=1,
    )


class SigningKeyRotated(EventMessage):
    """Another key signs access tokens from now on."""

    key_id: Text = Field(
        description="The key that signs.",
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
        description="The facts that changed.",
    )


class UserDeleted(EventMessage):
    """An account was deleted."""

    user_id: Text = Field(
        description="The account.",
        min_length=1,
    )


class AccountQuotaUpdated(EventMessage):
    """The quota of one account was arranged, or goes by its tier again."""

    user_id: Text = Field(
        description="The account.",
        min_length=1,
    )
    monthly_api_calls: int | None = Field(
        default=None,
        description="API calls a month; absent: those of the tier.",
    )
    monthly_ai_tokens: int | None = Field(
        default=None,
        description="Model tokens a month; absent: those of the tier.",
    )


class OrganisationCreated(EventMessage):
    """An organisation was created."""

    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
    )
    user_id: Text = Field(
        description="Who manages it.",
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
        description="The facts that changed.",
    )


class MemberAdded(EventMessage):
    """An account was added to an organisation, or invited to it."""

    member_id: Text = Field(
        description="The membership.",
        min_length=1,
    )
    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
    )
    user_id: Text = Field(
        description="The account.",
        min_length=1,
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
        description="The teams that may be seen; \"*\" stands for all of the organisation.",
    )


class MemberUpdated(EventMessage):
    """Job, club role, team access or status of a member changed."""

    member_id: Text = Field(
        description="The membership.",
        min_length=1,
    )
    organisation_id: Text = Field(
        description="The organisation.",
        min_length=1,
    )
    user_id: Text = Field(
        description="The account.",
        min_length=1,
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
        description="The teams that may be seen; \"*\" stands for all of the organisation.",
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
    user_id: Text = Field(
        description="The account.",
        min_length=1,
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
        description="The teams that may be seen; \"*\" stands for all of the organisation.",
    )
