"""Generated from altsports/league/v1/competitions.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine
from altsports.league.v1.results_models import ResultLine
from pydantic import Field


class Season(Message):
    """One season of a competition."""

    season: Int32 = Field(
        default=0,
        description="The year in which the season starts.",
    )
    event_count: Int32 = Field(
        default=0,
        description="The number of stored events.",
    )
    final_count: Int32 = Field(
        default=0,
        description="The number of events with a final result.",
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
        description="A version that changes whenever a fact of the season changes.",
    )


class Competition(Message):
    """A competition that is played season after season."""

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
        description="True if the games were generated and never played.",
    )
    seasons: list[Season] = Field(
        default_factory=list,
        description="The stored seasons, newest first.",
    )


class Venue(Message):
    """A place where events are held."""

    id: Text = Field(
        default="",
        description="The id. Empty if the source states none.",
    )
    name: Text = Field(
        default="",
        description="The name at that time.",
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
        description="The IANA time zone. Empty if unknown.",
    )


class Competitor(Message):
    """A participant in an event."""

    position: Int32 = Field(
        default=0,
        description="The position in the order of the source, from 1.",
    )
    side: Text = Field(
        default="",
        description="home or away. Empty if there are no sides.",
    )
    team_id: Text = Field(
        default="",
        description="The team. Empty if people compete without a team.",
    )
    person_id: Text = Field(
        default="",
        description="The person. Empty if teams compete. If there is also a team, the person competes for it.",
    )
    code: Text = Field(
        default="",
        description="The code at that time.",
    )
    name: Text = Field(
        default="",
        description="The name at that time.",
    )
    score: Int32 | None = Field(
        default=None,
        description="The score at `as_of`. Absent before the result.",
    )
    rest_days: Int32 | None = Field(
        default=None,
        description="The number of days since the previous event.",
    )
    starter: Text = Field(
        default="",
        description="The player who leads the side, such as the starting quarterback. Empty if unknown.",
    )
    result: ResultLine | None = Field(
        default=None,
        description="The competitor's line of the result at `as_of`. Absent before the result.",
    )


class Conditions(Message):
    """The conditions of an event. Unknown values are empty or absent."""

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
        description="The wind in miles per hour.",
    )
    words: Text = Field(
        default="",
        description="The weather in words.",
    )


class Event(Message):
    """An event, such as a game or a race."""

    id: Text = Field(
        default="",
        description="The id, a UUID that stays the same in every installation.",
    )
    game_id: Text = Field(
        default="",
        description="The id within its competition, such as 2024_05_BUF_HOU.",
        examples=['2024_05_BUF_HOU'],
    )
    competition: Text = Field(
        default="",
        description="The key of the competition.",
    )
    simulated: bool = Field(
        default=False,
        description="True if the event was generated and never played.",
    )
    season: Int32 = Field(
        default=0,
        description="The year in which the season starts.",
    )
    week: Int32 = Field(
        default=0,
        description="The week or round. The numbers continue through the playoffs.",
    )
    game_type: Text = Field(
        default="",
        description="The stage of the season, as the sport names it.",
    )
    status: Literal["scheduled", "in_progress", "awaiting_result", "final", "postponed", "cancelled"] = Field(
        description="The status at `as_of`: scheduled, in_progress, awaiting_result, final, postponed or cancelled. An event awaits its result if none was reported within the usual time of its sport. A postponed event has no new time yet.",
    )
    status_reason: Text = Field(
        default="",
        description="The reason for the status. Empty if it needs none.",
    )
    scheduled_at: datetime | None = Field(
        default=None,
        description="The time for which the event was scheduled at `as_of`.",
    )
    hour_known: bool = Field(
        default=False,
        description="False if only the day is known and the time is assumed.",
    )
    local_start: Text = Field(
        default="",
        description="The scheduled local time, ISO 8601 with offset. Empty if the time zone is unknown.",
    )
    venue: Venue | None = Field(
        default=None,
        description="The venue.",
    )
    neutral: bool = Field(
        default=False,
        description="True if the event takes place on neutral ground.",
    )
    competitors: list[Competitor] = Field(
        default_factory=list,
        description="The competitors in the order of the source, home before away.",
    )
    conditions: Conditions | None = Field(
        default=None,
        description="The conditions.",
    )
    result_revision: Int32 | None = Field(
        default=None,
        description="The revision of the result that holds at `as_of`. Absent before the first.",
    )
    divisional: bool = Field(
        default=False,
        description="True if both teams are in the same division.",
    )
    round_name: Text = Field(
        default="",
        description="The name of the round, such as Monaco Grand Prix. Empty if rounds only have numbers.",
    )
    other_ids: list[Text] = Field(
        default_factory=list,
        description="Other ids that sources gave the event when they moved it. Every method that takes an event's id accepts them.",
    )


class ListCompetitionsRequest(Message):
    """The request for the competitions."""


class ListCompetitionsResponse(Message):
    """The competitions."""

    competitions: list[Competition] = Field(
        default_factory=list,
        description="The competitions in order of key.",
    )


class ListEventsRequest(Message):
    """Which events to list."""

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
    week: Annotated[int, Field(ge=1, le=60), Range32] | None = Field(
        default=None,
        description="Only this week.",
    )
    team: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Only events of this team or person: a code or a name.",
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="Return what was known at this time: an ISO 8601 date (its start in UTC) or a time with offset. Defaults to now.",
        examples=['2025-11-01'],
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of events per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListEventsResponse(Message):
    """A page of events."""

    events: list[Event] = Field(
        default_factory=list,
        description="The events.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of events on all pages.",
    )


class GetEventRequest(Message):
    """Which event to get."""

    event_id: TextLine = Field(
        description="The id of the event, or its id within its competition. If a played and a generated game share it, the played game is meant.",
        min_length=1,
        max_length=64,
        examples=['2025_05_KC_BUF'],
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="Return what was known at this time: an ISO 8601 date (its start in UTC) or a time with offset. Defaults to now.",
        examples=['2025-11-01'],
    )


class GetEventResponse(Message):
    """The event."""

    event: Event | None = Field(
        default=None,
        description="The event.",
    )
