"""Generated from altsports/league/v1/club_references.proto: edit the proto and run `make proto`."""

from typing import Annotated

from altsports.contract.model import Int32, Message, OneLine, Text, TextLine
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


class GetMatchFactsRequest(Message):
    """The match, and the member who asks."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )
    organisation_id: TextLine = Field(
        default="",
        description="The club.",
        max_length=64,
    )
    user_id: TextLine = Field(
        default="",
        description="The account of the member.",
        max_length=64,
    )
    club_role: TextLine = Field(
        default="",
        description="The role in the club.",
        max_length=64,
    )
    team_access: list[Annotated[str, Field(max_length=64), OneLine]] = Field(
        default_factory=list,
        description="The teams that the member has access to; \"*\" for all.",
        max_length=1000,
    )


class FactPlayer(Message):
    """A player with the number on the shirt."""

    player_id: Text = Field(
        default="",
        description="The player.",
    )
    name: Text = Field(
        default="",
        description="The name.",
    )
    shirt_number: Int32 = Field(
        default=0,
        description="The number on the shirt.",
    )


class FactSide(Message):
    """One side of a match."""

    team_id: Text = Field(
        default="",
        description="The team.",
    )
    name: Text = Field(
        default="",
        description="The name.",
    )
    own: bool = Field(
        default=False,
        description="Whether the team belongs to the club.",
    )
    players: list[FactPlayer] = Field(
        default_factory=list,
        description="The players of the line-up; without one, those who are registered on the day.",
    )


class GetMatchFactsResponse(Message):
    """A match as an analysis needs it."""

    match_id: Text = Field(
        default="",
        description="The match.",
    )
    home: FactSide | None = Field(
        default=None,
        description="The home side.",
    )
    away: FactSide | None = Field(
        default=None,
        description="The away side.",
    )
    pitch_length_m: float | None = Field(
        default=None,
        description="The length of the pitch in metres, if it is known.",
    )
    pitch_width_m: float | None = Field(
        default=None,
        description="The width of the pitch in metres, if it is known.",
    )
