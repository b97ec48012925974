"""Generated from altsports/fantasy/v1/leaderboards.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine
from pydantic import Field


class FantasyLeaderboardRow(Message):
    """A team on a leaderboard."""

    rank: Int32 | None = Field(
        default=None,
        description="The rank. Equal teams share it. Absent for a team that was made after the race was scored for the first time.",
    )
    previous_rank: Int32 | None = Field(
        default=None,
        description="The rank after the race before. Absent if the team was not on that board.",
    )
    movement: Int32 | None = Field(
        default=None,
        description="How many ranks the team won since then; negative if it lost some. Absent without a previous rank.",
    )
    team_id: Text | None = Field(
        default=None,
        description="The team. Absent if it was deleted.",
    )
    team: Text = Field(
        default="",
        description="The name of the team. Empty if it was deleted.",
    )
    username: Text = Field(
        default="",
        description="The login name of the player. Empty if the team was deleted.",
    )
    total: Text = Field(
        default="",
        description="The points of all races so far.",
        examples=['187.25'],
    )
    race_points: Text = Field(
        default="",
        description="The points of the race of the board.",
        examples=['42.5'],
    )
    best_race: Text = Field(
        default="",
        description="The points of the best race so far.",
        examples=['61'],
    )
    own: bool = Field(
        default=False,
        description="True for the team of the caller.",
    )
    made_up: bool = Field(
        default=False,
        description="True for a made-up player, as in the demo and in replays. Such a team is open to everybody.",
    )


class FantasyLeaderboardRace(Message):
    """The race after which a leaderboard shows the teams."""

    id: Text = Field(
        default="",
        description="The id.",
    )
    key: Text = Field(
        default="",
        description="The key, such as 2026_monaco.",
    )
    round: Int32 = Field(
        default=0,
        description="The number in the season.",
    )
    name: Text = Field(
        default="",
        description="The name.",
    )
    state: Text = Field(
        default="",
        description="The state of its result: scheduled, awaiting, provisional, verified, official, corrected, abandoned, postponed or cancelled. Scores of a provisional result count.",
    )


class FantasyGetLeaderboardRequest(Message):
    """Which leaderboard to get."""

    season: Int32 | None = Field(
        default=None,
        description="The season. Defaults to the current one.",
    )
    race: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The race of the board, by id or key, such as 2026_monaco. Defaults to the last one with scores.",
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The board shown at this time (ISO 8601). Defaults to now.",
    )
    around: Literal["me"] | None = Field(
        default=None,
        description="me: the page around the team of the caller.",
        examples=['me'],
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of rows per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay of Formula 1: its season as known at its time. `season` is ignored.",
    )


class FantasyGetLeaderboardResponse(Message):
    """A page of a leaderboard."""

    rows: list[FantasyLeaderboardRow] = Field(
        default_factory=list,
        description="The rows.",
    )
    own: FantasyLeaderboardRow | None = Field(
        default=None,
        description="The row of the caller. Absent for callers without a team.",
    )
    race: FantasyLeaderboardRace | None = Field(
        default=None,
        description="The race after which the board shows the teams. Absent before the first scores.",
    )
    published_at: datetime | None = Field(
        default=None,
        description="When the board was published. Absent before the first scores.",
    )
    season: Int32 = Field(
        default=0,
        description="The season.",
    )
    simulated: bool = Field(
        default=False,
        description="True for the simulated season of the demo.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of teams on the board.",
    )


class FantasyGetLeagueLeaderboardRequest(Message):
    """Which leaderboard of a league to get."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    race: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The race of the board, by id or key, such as 2026_monaco. Defaults to the last one with scores.",
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The board shown at this time (ISO 8601). Defaults to now.",
    )
    around: Literal["me"] | None = Field(
        default=None,
        description="me: the page around the team of the caller.",
        examples=['me'],
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of rows per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay, which has no leagues.",
    )


class FantasyGetLeagueLeaderboardResponse(Message):
    """A page of the leaderboard of a league."""

    rows: list[FantasyLeaderboardRow] = Field(
        default_factory=list,
        description="The rows.",
    )
    own: FantasyLeaderboardRow | None = Field(
        default=None,
        description="The row of the caller. Absent for callers who are not members.",
    )
    race: FantasyLeaderboardRace | None = Field(
        default=None,
        description="The race after which the board shows the teams. Absent before the first scores.",
    )
    published_at: datetime | None = Field(
        default=None,
        description="When the scores of the board were published. Absent before the first scores.",
    )
    season: Int32 = Field(
        default=0,
        description="The season.",
    )
    simulated: bool = Field(
        default=False,
        description="True for the simulated season of the demo.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of teams on the board.",
    )
