"""Generated from altsports/fantasy/v1/teams.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine
from pydantic import Field


class FantasyLineupRace(Message):
    """The race of a line-up."""

    id: Text = Field(
        default="",
        description="The race.",
    )
    key: Text = Field(
        default="",
        description="The season and the grand prix, such as 2026_monaco.",
    )
    name: Text = Field(
        default="",
        description="The name, such as Monaco Grand Prix.",
    )
    locks_at: datetime | None = Field(
        default=None,
        description="When line-ups lock.",
    )
    locked: bool = Field(
        default=False,
        description="True if line-ups are locked.",
    )


class FantasyPick(Message):
    """A driver of a line-up."""

    driver_id: Text = Field(
        default="",
        description="The driver.",
    )
    key: Text = Field(
        default="",
        description="The key of the driver.",
    )
    code: Text = Field(
        default="",
        description="The three letters shown on timing screens.",
    )
    name: Text = Field(
        default="",
        description="The name.",
    )
    price: Text = Field(
        default="",
        description="What was paid for the driver.",
        examples=['22.4'],
    )
    entered: bool = Field(
        default=False,
        description="False if the driver is not entered in the race of the line-up, and so will not start.",
    )


class FantasyLineup(Message):
    """Five drivers for a race."""

    race: FantasyLineupRace | None = Field(
        default=None,
        description="The race that it counts for.",
    )
    drivers: list[FantasyPick] = Field(
        default_factory=list,
        description="The drivers, in the order in which they were chosen.",
    )
    captain_id: Text = Field(
        default="",
        description="The captain, whose points count 1.5 times.",
    )
    vice_captain_id: Text | None = Field(
        default=None,
        description="The vice-captain. Absent if there is none.",
    )
    cost: Text = Field(
        default="",
        description="What the drivers cost together.",
        examples=['96.4'],
    )
    left: Text = Field(
        default="",
        description="What is left of the budget of 100.0.",
        examples=['3.6'],
    )
    saved_at: datetime | None = Field(
        default=None,
        description="When it was saved.",
    )
    carried_over: bool = Field(
        default=False,
        description="True if it was saved for an earlier race and carried over to this one.",
    )


class FantasyTeam(Message):
    """A team of a player in one season."""

    id: Text = Field(
        default="",
        description="The id.",
    )
    season: Int32 = Field(
        default=0,
        description="The season.",
    )
    simulated: bool = Field(
        default=False,
        description="True for the simulated season of the demo.",
    )
    name: Text = Field(
        default="",
        description="The name, unique in its season.",
    )
    username: Text = Field(
        default="",
        description="The username of the owner.",
    )
    mine: bool = Field(
        default=False,
        description="True if the caller owns the team.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was created.",
    )
    lineup: FantasyLineup | None = Field(
        default=None,
        description="The line-up. Absent if there is none that the caller may see.",
    )
    made_up: bool = Field(
        default=False,
        description="True for a made-up player, as in the demo and in replays. Such a team is open to everybody.",
    )


class FantasyListTeamsRequest(Message):
    """Whose teams to list."""

    season: Int32 | None = Field(
        default=None,
        description="The season. Defaults to the current one.",
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The time (ISO 8601). Defaults to now.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The id of a replay of Formula 1. Nobody has a team in it, because its managers are made up; its leaderboard lists their teams.",
    )


class FantasyListTeamsResponse(Message):
    """The teams."""

    teams: list[FantasyTeam] = Field(
        default_factory=list,
        description="The teams of the caller.",
    )


class FantasyCreateTeamRequest(Message):
    """The team to create."""

    name: TextLine = Field(
        description="The name.",
        min_length=1,
        max_length=50,
        examples=['Late Brakers'],
    )
    season: Int32 | None = Field(
        default=None,
        description="The season. Defaults to the current one.",
    )


class FantasyCreateTeamResponse(Message):
    """The team."""

    team: FantasyTeam | None = Field(
        default=None,
        description="The team.",
    )


class FantasyGetTeamRequest(Message):
    """Which team to get."""

    team_id: TextLine = Field(
        description="The team.",
        min_length=1,
        max_length=64,
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The time (ISO 8601). Defaults to now.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay of Formula 1 that has the team, as known at its time.",
    )


class FantasyGetTeamResponse(Message):
    """The team."""

    team: FantasyTeam | None = Field(
        default=None,
        description="The team.",
    )


class FantasyUpdateTeamRequest(Message):
    """How to change a team."""

    team_id: TextLine = Field(
        description="The team.",
        min_length=1,
        max_length=64,
    )
    name: TextLine = Field(
        description="The new name.",
        min_length=1,
        max_length=50,
        examples=['Late Brakers'],
    )


class FantasyUpdateTeamResponse(Message):
    """The team."""

    team: FantasyTeam | None = Field(
        default=None,
        description="The team.",
    )


class FantasyDeleteTeamRequest(Message):
    """Which team to delete."""

    team_id: TextLine = Field(
        description="The team.",
        min_length=1,
        max_length=64,
    )


class FantasySetDriversRequest(Message):
    """The drivers to save."""

    team_id: TextLine = Field(
        description="The team.",
        min_length=1,
        max_length=64,
    )
    driver_ids: list[TextLine] = Field(
        default_factory=list,
        description="Five drivers, by id or key.",
        max_length=50,
    )
    captain_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The captain. Defaults to the captain so far, otherwise to the first driver.",
    )
    vice_captain_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The vice-captain. Defaults to the vice-captain so far. An empty text means none.",
    )
    race: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The race, by id or key, such as 2026_monaco. Defaults to the next race that is not locked.",
    )


class FantasySetDriversResponse(Message):
    """The line-up that was saved."""

    lineup: FantasyLineup | None = Field(
        default=None,
        description="The line-up.",
    )


class FantasySetCaptainRequest(Message):
    """The captain to save."""

    team_id: TextLine = Field(
        description="The team.",
        min_length=1,
        max_length=64,
    )
    captain_id: TextLine = Field(
        description="The captain, by id or key.",
        min_length=1,
        max_length=100,
    )
    vice_captain_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The vice-captain. Defaults to the vice-captain so far. An empty text means none.",
    )
    race: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The race, by id or key, such as 2026_monaco. Defaults to the next race that is not locked.",
    )


class FantasySetCaptainResponse(Message):
    """The line-up that was saved."""

    lineup: FantasyLineup | None = Field(
        default=None,
        description="The line-up.",
    )


class FantasyListLineupsRequest(Message):
    """Which line-ups to list."""

    team_id: TextLine = Field(
        description="The team.",
        min_length=1,
        max_length=64,
    )
    race: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only those saved for this race, by id or key.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The maximum number of line-ups to return.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The time (ISO 8601). Defaults to now.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay of Formula 1 that has the team, as known at its time.",
    )


class FantasyListLineupsResponse(Message):
    """A page of line-ups."""

    lineups: list[FantasyLineup] = Field(
        default_factory=list,
        description="The line-ups, newest first.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of line-ups on all pages.",
    )
