"""Generated from altsports/league/v1/competitions.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Message, NoNul, Text
from altsports.league.v1.results_models import ResultLine
from pydantic import Field


class Season(Message):
    """One season of a competition."""

    season: int = Field(
        default=0,
        description="The year in which it starts.",
    )
    event_count: int = Field(
        default=0,
        description="How many events are stored.",
    )
    final_count: int = Field(
        default=0,
        description="How many of them have a final result.",
    )
    first_event_time: datetime | None = Field(
        default=None,
        description="The first scheduled time.",
    )
    last_event_time: datetime | None = Field(
        default=None,
        description="The last scheduled time.",
    )
    version: Text = Field(
        default="",
        description="Changes whenever a fact of the season changes.",
    )


class Competition(Message):
    """A competition: what is played for, season after season."""

    key: Text = Field(
        default="",
        description="The key, such as nfl.",
        examples=['nfl'],
    )
    name: Text = Field(
        default="",
        description="The name.",
    )
    sport: Text = Field(
        default="",
        description="The sport, a key of the sport vocabulary.",
    )
    simulated: bool = Field(
        default=False,
        description="True where the games were generated and never played.",
    )
    seasons: list[Season] = Field(
        default_factory=list,
        description="The seasons that are stored, newest first.",
    )


class Venue(Message):
    """A place where events are held."""

    id: Text = Field(
        default="",
        description="The id; empty where the source names none.",
    )
    name: Text = Field(
        default="",
        description="The name as of then.",
    )
    city: Text = Field(
        default="",
        description="The city.",
    )
    country: Text = Field(
        default="",
        description="The country.",
    )
    zone: Text = Field(
        default="",
        description="The IANA time zone; empty where unknown.",
    )


class Competitor(Message):
    """Who takes part in an event."""

    position: int = Field(
        default=0,
        description="The place in the order of the source, from 1.",
    )
    side: Text = Field(
        default="",
        description="home or away; empty where there are no sides.",
    )
    team_id: Text = Field(
        default="",
        description="The team; empty where people compete for none.",
    )
    person_id: Text = Field(
        default="",
        description="The person; empty where teams compete. With a team, the person competes for it.",
    )
    code: Text = Field(
        default="",
        description="The code as of then.",
    )
    name: Text = Field(
        default="",
        description="The name as of then.",
    )
    score: int | None = Field(
        default=None,
        description="The score at `as_of`; absent before the result.",
    )
    rest_days: int | None = Field(
        default=None,
        description="Days since the event before.",
    )
    starter: Text = Field(
        default="",
        description="The starting quarterback or whoever leads the side; empty where unknown.",
    )
    result: ResultLine | None = Field(
        default=None,
        description="The line of the result at `as_of`; absent before the result.",
    )


class Conditions(Message):
    """Under what an event takes place; what is unknown is empty or absent."""

    roof: Text = Field(
        default="",
        description="outdoors, dome, open or closed.",
    )
    surface: Text = Field(
        default="",
        description="The kind of surface.",
    )
    temperature_f: float | None = Field(
        default=None,
        description="The temperature in degrees Fahrenheit.",
    )
    wind_mph: float | None = Field(
        default=None,
        description="The wind in miles an hour.",
    )
    words: Text = Field(
        default="",
        description="The weather in words.",
    )


class Event(Message):
    """An event: a game, a race."""

    id: Text = Field(
        default="",
        description="The id, a UUID that stays the same in every installation.",
    )
    game_id: Text = Field(
        default="",
        description="The id in its competition, such as 2024_05_BUF_HOU.",
        examples=['2024_05_BUF_HOU'],
    )
    competition: Text = Field(
        default="",
        description="The key of the competition.",
    )
    simulated: bool = Field(
        default=False,
        description="True where it was generated and never played.",
    )
    season: int = Field(
        default=0,
        description="The year in which the season starts.",
    )
    week: int = Field(
        default=0,
        description="The week or round; it runs on through the playoffs.",
    )
    game_type: Text = Field(
        default="",
        description="The stage; in the NFL REG, WC, DIV, CON or SB.",
    )
    status: Literal["scheduled", "live", "final", "postponed", "cancelled"] = Field(
        description="What is known of it at `as_of`: scheduled, live, final, postponed or cancelled.",
    )
    status_reason: Text = Field(
        default="",
        description="Why the status is what it is; empty where it needs no reason.",
    )
    scheduled_at: datetime | None = Field(
        default=None,
        description="When it is scheduled.",
    )
    hour_known: bool = Field(
        default=False,
        description="False where only the day is known and the hour is assumed.",
    )
    local_start: Text = Field(
        default="",
        description="The scheduled time where it is played, ISO 8601 with offset; empty where the zone is unknown.",
    )
    venue: Venue | None = Field(
        default=None,
        description="Where it is played.",
    )
    neutral: bool = Field(
        default=False,
        description="True on neutral ground.",
    )
    competitors: list[Competitor] = Field(
        default_factory=list,
        description="Who competes, in the order of the source; home before away.",
    )
    conditions: Conditions | None = Field(
        default=None,
        description="The conditions.",
    )
    result_revision: int | None = Field(
        default=None,
        description="The revision of the result that holds at `as_of`; absent before the first.",
    )
    divisional: bool = Field(
        default=False,
        description="True where both teams are of one division.",
    )
    round_name: Text = Field(
        default="",
        description="The name of the round, such as Monaco Grand Prix; empty where rounds have only a number.",
    )


class ListCompetitionsRequest(Message):
    """Asks for the competitions."""


class ListCompetitionsResponse(Message):
    """The competitions."""

    competitions: list[Competition] = Field(
        default_factory=list,
        description="The competitions by key.",
    )


class ListEventsRequest(Message):
    """Which events to list."""

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
    week: Annotated[int, Field(ge=1, le=60)] | None = Field(
        default=None,
        description="Only this week.",
    )
    team: Annotated[str, Field(max_length=100), NoNul] | None = Field(
        default=None,
        description="Only events of this team or person: a code or a name.",
    )
    as_of: Annotated[str, Field(max_length=40), NoNul] | None = Field(
        default=None,
        description="As known at this time, ISO 8601: a day (its beginning in UTC) or a moment with offset. Left out: now.",
        examples=['2025-11-01'],
    )
    page_size: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=20,
        description="Events a page.",
    )
    page_token: Annotated[str, Field(max_length=500), NoNul] | None = Field(
        default=None,
        description="Where to go on: next_page_token of the page before.",
    )


class ListEventsResponse(Message):
    """A page of events."""

    events: list[Event] = Field(
        default_factory=list,
        description="The events.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page; empty on the last.",
    )
    total_size: int = Field(
        default=0,
        description="How many events there are on all pages.",
    )


class GetEventRequest(Message):
    """Which event to get."""

    event_id: Text = Field(
        description="The id, or the id in its competition (a game that was played before one that was generated).",
        min_length=1,
        max_length=64,
        examples=['2025_05_KC_BUF'],
    )
    as_of: Annotated[str, Field(max_length=40), NoNul] | None = Field(
        default=None,
        description="As known at this time, ISO 8601: a day (its beginning in UTC) or a moment with offset. Left out: now.",
        examples=['2025-11-01'],
    )


class GetEventResponse(Message):
    """The event."""

    event: Event | None = Field(
        default=None,
        description="The event.",
    )
