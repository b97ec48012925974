"""Generated from altsports/league/v1/facts.proto: edit the proto and run `make proto`."""

from datetime import datetime

from altsports.contract.model import Int32, Message, Text, TextLine
from pydantic import Field


class GetSeasonFactsRequest(Message):
    """Which season to get."""

    competition: TextLine = Field(
        description="The key of the competition, such as nfl.",
        min_length=1,
        max_length=64,
    )
    season: Int32 = Field(
        description="The year in which the season starts.",
        ge=1800,
        le=2200,
    )


class Quote(Message):
    """One quote on one market at one time."""

    market: Text = Field(
        default="",
        description="spread, total or moneyline.",
    )
    taken_at: datetime | None = Field(
        default=None,
        description="When the quote was offered.",
    )
    source: Text = Field(
        default="",
        description="The source, such as nflverse. `estimate` for a computed quote that nobody offered.",
    )
    book: Text = Field(
        default="",
        description="The bookmaker. Empty if the source does not state it.",
    )
    point: float | None = Field(
        default=None,
        description="For a spread, the points given to the home team: negative if it is the favourite. For a total, the points. Absent for a moneyline.",
    )
    home_price: Int32 | None = Field(
        default=None,
        description="The American odds of the home team, or of over for a total.",
    )
    away_price: Int32 | None = Field(
        default=None,
        description="The American odds of the away team, or of under for a total.",
    )


class ResultRevision(Message):
    """One revision of a result."""

    revision: Int32 = Field(
        default=0,
        description="The number of the revision, from 1.",
    )
    home_score: Int32 = Field(
        default=0,
        description="The home team's points.",
    )
    away_score: Int32 = Field(
        default=0,
        description="The away team's points.",
    )
    status: Text = Field(
        default="",
        description="provisional, verified, official, corrected or quarantined.",
    )
    source: Text = Field(
        default="",
        description="The source that reported it.",
    )
    observed_at: datetime | None = Field(
        default=None,
        description="When the mesh received it.",
    )
    effective_at: datetime | None = Field(
        default=None,
        description="When it took effect.",
    )


class StatusPeriod(Message):
    """A status of a game from one time until the next status."""

    status: Text = Field(
        default="",
        description="scheduled, in_progress, awaiting_result, final, postponed or cancelled.",
    )
    reason: Text = Field(
        default="",
        description="The reason for the status. Empty if it needs none.",
    )
    since_time: datetime | None = Field(
        default=None,
        description="When it began. Absent for the first one.",
    )


class EventFacts(Message):
    """One game with everything that is known about it."""

    game_id: Text = Field(
        default="",
        description="The id of the game, unique in its competition, such as 2024_05_KC_BUF.",
    )
    week: Int32 = Field(
        default=0,
        description="The week. The numbers continue through the playoffs.",
    )
    game_type: Text = Field(
        default="",
        description="REG, WC, DIV, CON or SB.",
    )
    kickoff_at: datetime | None = Field(
        default=None,
        description="The scheduled kick-off.",
    )
    home: Text = Field(
        default="",
        description="The code of the home team at that time.",
    )
    away: Text = Field(
        default="",
        description="The code of the away team at that time.",
    )
    home_name: Text = Field(
        default="",
        description="The name of the home team at that time.",
    )
    away_name: Text = Field(
        default="",
        description="The name of the away team at that time.",
    )
    neutral: bool = Field(
        default=False,
        description="True if the game is played on neutral ground. The home team is then the designated home team.",
    )
    venue: Text = Field(
        default="",
        description="The name of the venue at that time. Empty if unknown.",
    )
    roof: Text = Field(
        default="",
        description="outdoors, dome, open or closed. Empty if unknown.",
    )
    surface: Text = Field(
        default="",
        description="The kind of surface. Empty if unknown.",
    )
    temperature_f: float | None = Field(
        default=None,
        description="The temperature in degrees Fahrenheit. Absent indoors and if unknown.",
    )
    wind_mph: float | None = Field(
        default=None,
        description="The wind in miles per hour. Absent indoors and if unknown.",
    )
    conditions: Text = Field(
        default="",
        description="The weather in words. Empty if unknown.",
    )
    home_rest: Int32 = Field(
        default=0,
        description="The number of days since the home team's previous game. 7 for its first game.",
    )
    away_rest: Int32 = Field(
        default=0,
        description="The number of days since the away team's previous game. 7 for its first game.",
    )
    divisional: bool = Field(
        default=False,
        description="True if both teams are in the same division.",
    )
    home_qb: Text | None = Field(
        default=None,
        description="The name of the home team's starting quarterback.",
    )
    away_qb: Text | None = Field(
        default=None,
        description="The name of the away team's starting quarterback.",
    )
    home_elo: float = Field(
        default=0.0,
        description="The home team's Elo rating before the game.",
    )
    away_elo: float = Field(
        default=0.0,
        description="The away team's Elo rating before the game.",
    )
    quotes: list[Quote] = Field(
        default_factory=list,
        description="The quotes in order of time and market.",
    )
    results: list[ResultRevision] = Field(
        default_factory=list,
        description="The revisions of the result, oldest first. Empty if the game was not played.",
    )
    status: Text = Field(
        default="",
        description="scheduled, postponed or cancelled: how the game is scheduled now. `statuses` has the status over time.",
    )
    home_team_key: Text = Field(
        default="",
        description="The key of the home team. It stays the same after a relocation.",
    )
    away_team_key: Text = Field(
        default="",
        description="The key of the away team. It stays the same after a relocation.",
    )
    event_id: Text = Field(
        default="",
        description="The id of the event for `GET /api/v1/events/{event_id}`.",
    )
    statuses: list[StatusPeriod] = Field(
        default_factory=list,
        description="The status over time, oldest first. The last one that has begun is the status of the game.",
    )
    other_ids: list[Text] = Field(
        default_factory=list,
        description="Other ids that sources gave the game when they moved it.",
    )


class GetSeasonFactsResponse(Message):
    """The facts of a season."""

    competition: Text = Field(
        default="",
        description="The key of the competition.",
    )
    season: Int32 = Field(
        default=0,
        description="The year in which the season starts.",
    )
    simulated: bool = Field(
        default=False,
        description="True if the season was generated and never played.",
    )
    version: Text = Field(
        default="",
        description="A version that changes whenever a fact of the season changes.",
    )
    events: list[EventFacts] = Field(
        default_factory=list,
        description="The games in order of kick-off and game id.",
    )


class ListSeasonFactsRequest(Message):
    """The request for the seasons."""

    competition: TextLine = Field(
        default="",
        description="Only seasons of this competition. Empty for all.",
        max_length=64,
    )


class SeasonVersion(Message):
    """One season and the state of its facts."""

    competition: Text = Field(
        default="",
        description="The key of the competition.",
    )
    season: Int32 = Field(
        default=0,
        description="The year in which the season starts.",
    )
    simulated: bool = Field(
        default=False,
        description="True if the season was generated and never played.",
    )
    version: Text = Field(
        default="",
        description="A version that changes whenever a fact of the season changes.",
    )
    first_kickoff_at: datetime | None = Field(
        default=None,
        description="The first kick-off.",
    )
    last_kickoff_at: datetime | None = Field(
        default=None,
        description="The last kick-off.",
    )
    game_count: Int32 = Field(
        default=0,
        description="The number of games.",
    )


class ListSeasonFactsResponse(Message):
    """The seasons."""

    seasons: list[SeasonVersion] = Field(
        default_factory=list,
        description="The seasons in order of competition and year.",
    )
