"""Generated from altsports/league/v1/teams.proto: edit the proto and run `make proto`."""

from typing import Annotated

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine
from pydantic import Field


class TeamEra(Message):
    """The name and place of a team over a range of seasons."""

    from_season: Int32 = Field(
        default=0,
        description="The first season.",
    )
    to_season: Int32 | None = Field(
        default=None,
        description="The last season. Absent if the name is current.",
    )
    code: Text = Field(
        default="",
        description="The code.",
    )
    name: Text = Field(
        default="",
        description="The name.",
    )
    conference: Text = Field(
        default="",
        description="The conference.",
    )
    division: Text = Field(
        default="",
        description="The division.",
    )


class Team(Message):
    """A team with its names in one season."""

    id: Text = Field(
        default="",
        description="The id. It stays the same after a relocation.",
    )
    key: Text = Field(
        default="",
        description="The key, such as rams. It stays the same after a relocation.",
    )
    code: Text = Field(
        default="",
        description="The code in the season.",
    )
    name: Text = Field(
        default="",
        description="The name in the season.",
    )
    nickname: Text = Field(
        default="",
        description="The short name in the season.",
    )
    location: Text = Field(
        default="",
        description="The city or region in the season.",
    )
    conference: Text = Field(
        default="",
        description="The conference in the season.",
    )
    division: Text = Field(
        default="",
        description="The division in the season.",
    )
    eras: list[TeamEra] = Field(
        default_factory=list,
        description="The former and current names, oldest first.",
    )
    aliases: list[Text] = Field(
        default_factory=list,
        description="Other names from any source.",
    )


class Rating(Message):
    """The strength of a team."""

    rank: Int32 = Field(
        default=0,
        description="The rank.",
    )
    team: Text = Field(
        default="",
        description="The code in the season.",
    )
    name: Text = Field(
        default="",
        description="The name in the season.",
    )
    team_id: Text = Field(
        default="",
        description="The id of the team.",
    )
    elo: float = Field(
        default=0.0,
        description="The Elo rating.",
    )
    game_count: Int32 = Field(
        default=0,
        description="The number of games of the season that the rating includes.",
    )


class ListTeamsRequest(Message):
    """Which teams to list."""

    competition: TextLine = Field(
        description="The key of the competition.",
        min_length=1,
        max_length=64,
        examples=['nfl'],
    )
    season: Annotated[int, Field(ge=1800, le=2200), Range32] | None = Field(
        default=None,
        description="The season whose names to return. Defaults to the newest names of each team.",
        examples=[2015],
    )


class ListTeamsResponse(Message):
    """The teams."""

    teams: list[Team] = Field(
        default_factory=list,
        description="The teams in order of name.",
    )


class ListRatingsRequest(Message):
    """Which ratings to list."""

    competition: TextLine = Field(
        description="The key of the competition.",
        min_length=1,
        max_length=64,
        examples=['nfl'],
    )
    season: Int32 = Field(
        description="The year in which the season starts.",
        ge=1800,
        le=2200,
        examples=[2024],
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="Return what was known at this time: an ISO 8601 date (its start in UTC) or a time with offset. Defaults to now.",
        examples=['2025-11-01'],
    )


class ListRatingsResponse(Message):
    """The ratings."""

    ratings: list[Rating] = Field(
        default_factory=list,
        description="The ratings, best first.",
    )
