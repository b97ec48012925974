"""Generated from altsports/auth/v1/roles.proto: edit the proto and run `make proto`."""

from typing import Literal

from altsports.contract.model import Message, Text
from pydantic import Field


class Role(Message):
    """A role."""

    name: Text = Field(
        description="Its name, such as analyst.",
        min_length=1,
        examples=['analyst'],
    )
    scope: Literal["platform", "club"] = Field(
        description="platform for roles of an account, club for roles in an organisation.",
    )
    description: Text = Field(
        default="",
        description="The target audience.",
    )
    permissions: list[Text] = Field(
        default_factory=list,
        description="The permissions. \"*\" means all permissions.",
    )
    app_permissions: list[Text] = Field(
        default_factory=list,
        description="For club roles, the permissions in the terms of the coaching product, such as football.write.",
    )


class ListRolesRequest(Message):
    """The request for the roles."""


class ListRolesResponse(Message):
    """The roles."""

    roles: list[Role] = Field(
        default_factory=list,
        description="The roles, platform roles first.",
    )
    permissions: list[Text] = Field(
        default_factory=list,
        description="All permissions.",
    )
