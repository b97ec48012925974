"""Generated from altsports/league/v1/facts.proto: edit the proto and run `make proto`."""

from datetime import datetime

from altsports.contract.model import Message, Text
from pydantic import Field


class GetSeasonFactsRequest(Message):
    """Which season to ask for."""

    competition: Text = Field(
        description="The key of the competition, such as nfl.",
        min_length=1,
        max_length=64,
    )
    season: int = Field(
        description="The year in which the season starts.",
        ge=1800,
        le=2200,
    )


class Quote(Message):
    """What somebody offered on one market at one time."""

    market: Text = Field(
        default="",
        description="spread, total or moneyline.",
    )
    taken_at: datetime | None = Field(
        default=None,
        description="When it was offered.",
    )
    source: Text = Field(
        default="",
        description="Who reported it, such as nflverse; `estimate` for one that is computed and nobody offered.",
    )
    book: Text = Field(
        default="",
        description="Who offered it; empty where the source does not say.",
    )
    point: float | None = Field(
        default=None,
        description="spread: the points given to the home team, negative where it is favoured; total: the points; moneyline: absent.",
    )
    home_price: int | None = Field(
        default=None,
        description="The American price of the home team; of more points for a total.",
    )
    away_price: int | None = Field(
        default=None,
        description="The American price of the away team; of fewer points for a total.",
    )


class ResultRevision(Message):
    """One revision of a result."""

    revision: int = Field(
        default=0,
        description="1 for the first.",
    )
    home_score: int = Field(
        default=0,
        description="The home team's points.",
    )
    away_score: int = Field(
        default=0,
        description="The away team's points.",
    )
    status: Text = Field(
        default="",
        description="provisional, verified, official, corrected or quarantined.",
    )
    source: Text = Field(
        default="",
        description="Who reported it.",
    )
    observed_at: datetime | None = Field(
        default=None,
        description="When the mesh heard of it.",
    )
    effective_at: datetime | None = Field(
        default=None,
        description="When it came into force.",
    )


class EventFacts(Message):
    """One game with everything known of it."""

    game_id: Text = Field(
        default="",
        description="The id of the game, unique in its competition, such as 2024_05_KC_BUF.",
    )
    week: int = Field(
        default=0,
        description="The week; it runs on through the playoffs.",
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
        description="The code of the home team as of then.",
    )
    away: Text = Field(
        default="",
        description="The code of the away team as of then.",
    )
    home_name: Text = Field(
        default="",
        description="The name of the home team as of then.",
    )
    away_name: Text = Field(
        default="",
        description="The name of the away team as of then.",
    )
    neutral: bool = Field(
        default=False,
        description="True on neutral ground; the home team is then the designated one.",
    )
    venue: Text = Field(
        default="",
        description="The name of the venue as of then; empty where unknown.",
    )
    roof: Text = Field(
        default="",
        description="outdoors, dome, open or closed; empty where unknown.",
    )
    surface: Text = Field(
        default="",
        description="The kind of surface; empty where unknown.",
    )
    temperature_f: float | None = Field(
        default=None,
        description="The temperature in degrees Fahrenheit; absent indoors and where unknown.",
    )
    wind_mph: float | None = Field(
        default=None,
        description="The wind in miles an hour; absent indoors and where unknown.",
    )
    conditions: Text = Field(
        default="",
        description="The weather in words; empty where unknown.",
    )
    home_rest: int = Field(
        default=0,
        description="Days since the home team's game before; 7 for its first.",
    )
    away_rest: int = Field(
        default=0,
        description="Days since the away team's game before; 7 for its first.",
    )
    divisional: bool = Field(
        default=False,
        description="True where both teams are of one division.",
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
        description="The quotes by time and market.",
    )
    results: list[ResultRevision] = Field(
        default_factory=list,
        description="The revisions of the result, oldest first; none where the game was not played.",
    )
    status: Text = Field(
        default="",
        description="scheduled, postponed or cancelled; whether it is over is told by the results.",
    )
    home_team_key: Text = Field(
        default="",
        description="The key of the home team; the same after a relocation.",
    )
    away_team_key: Text = Field(
        default="",
        description="The key of the away team; the same after a relocation.",
    )
    event_id: Text = Field(
        default="",
        description="The id of the event for `GET /api/v1/events/{event_id}`.",
    )


class GetSeasonFactsResponse(Message):
    """The facts of a season."""

    competition: Text = Field(
        default="",
        description="The key of the competition.",
    )
    season: int = Field(
        default=0,
        description="The year in which the season starts.",
    )
    simulated: bool = Field(
        default=False,
        description="True where the season was generated and never played.",
    )
    version: Text = Field(
        default="",
        description="Changes whenever a fact of the season changes.",
    )
    events: list[EventFacts] = Field(
        default_factory=list,
        description="The games by kick-off and game id.",
    )


class ListSeasonFactsRequest(Message):
    """Asks for the seasons."""

    competition: Text = Field(
        default="",
        description="Only of this competition; empty for all.",
        max_length=64,
    )


class SeasonVersion(Message):
    """One season and the state of its facts."""

    competition: Text = Field(
        default="",
        description="The key of the competition.",
    )
    season: int = Field(
        default=0,
        description="The year in which the season starts.",
    )
    simulated: bool = Field(
        default=False,
        description="True where the season was generated and never played.",
    )
    version: Text = Field(
        default="",
        description="Changes whenever a fact of the season changes.",
    )
    first_kickoff_at: datetime | None = Field(
        default=None,
        description="The first kick-off.",
    )
    last_kickoff_at: datetime | None = Field(
        default=None,
        description="The last kick-off.",
    )
    game_count: int = Field(
        default=0,
        description="How many games it has.",
    )


class ListSeasonFactsResponse(Message):
    """The seasons."""

    seasons: list[SeasonVersion] = Field(
        default_factory=list,
        description="The seasons by competition and year.",
    )
