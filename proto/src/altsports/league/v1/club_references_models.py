"""Generated from altsports/league/v1/club_references.proto: edit the proto and run `make proto`."""

from typing import Annotated

from altsports.contract.model import Message, OneLine, Text, TextLine
from pydantic import Field


class FindOwnTeamsRequest(Message):
    """The teams to look for."""

    organisation_id: TextLine = Field(
        description="The club.",
        min_length=1,
        max_length=64,
    )
    team_ids: list[Annotated[str, Field(max_length=64), OneLine]] = Field(
        default_factory=list,
        description="The ids. A text that is no id is no team.",
        max_length=100,
    )


class FindOwnTeamsResponse(Message):
    """The teams that exist."""

    team_ids: list[Text] = Field(
        default_factory=list,
        description="Their ids.",
    )
