"""Generated from altsports/league/v1/teams.proto: edit the proto and run `make proto`."""

from typing import Annotated

from altsports.contract.model import Message, NoNul, Text
from pydantic import Field


class TeamEra(Message):
    """What a team is called and where it plays for some seasons."""

    from_season: int = Field(
        default=0,
        description="The first season.",
    )
    to_season: int | None = Field(
        default=None,
        description="The last season; absent for what holds still.",
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
    """A team, and what it is called in one season."""

    id: Text = Field(
        default="",
        description="The id, the same after a relocation.",
    )
    key: Text = Field(
        default="",
        description="The key, the same after a relocation, such as rams.",
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
        description="What it was and is called, oldest first.",
    )
    aliases: list[Text] = Field(
        default_factory=list,
        description="Other names of it, of any source.",
    )


class Rating(Message):
    """How strong a team is."""

    rank: int = Field(
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
    game_count: int = Field(
        default=0,
        description="How many games of the season are in it.",
    )


class ListTeamsRequest(Message):
    """Which teams to list."""

    competition: Text = Field(
        description="The key of the competition.",
        min_length=1,
        max_length=64,
        examples=['nfl'],
    )
    season: Annotated[int, Field(ge=1800, le=2200)] | None = Field(
        default=None,
        description="As they were in this season; left out: the newest era of each.",
        examples=[2015],
    )


class ListTeamsResponse(Message):
    """The teams."""

    teams: list[Team] = Field(
        default_factory=list,
        description="The teams by name.",
    )


class ListRatingsRequest(Message):
    """Which ratings to list."""

    competition: Text = Field(
        description="The key of the competition.",
        min_length=1,
        max_length=64,
        examples=['nfl'],
    )
    season: int = Field(
        description="The year in which the season starts.",
        ge=1800,
        le=2200,
        examples=[2024],
    )
    as_of: Annotated[str, Field(max_length=40), NoNul] | None = Field(
        default=None,
        description="As known at this time, ISO 8601: a day (its beginning in UTC) or a moment with offset. Left out: now.",
        examples=['2025-11-01'],
    )


class ListRatingsResponse(Message):
    """The ratings."""

    ratings: list[Rating] = Field(
        default_factory=list,
        description="The ratings, best first.",
    )
