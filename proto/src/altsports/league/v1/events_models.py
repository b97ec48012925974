"""Generated from altsports/league/v1/events.proto: edit the proto and run `make proto`."""

from datetime import datetime

from altsports.contract.model import EventMessage, Int32, Text
from altsports.league.v1.results_models import ResultLine
from pydantic import Field


class LeagueCreated(EventMessage):
    """A league was created."""

    league_id: Text = Field(
        description="The league.",
        min_length=1,
    )
    name: Text = Field(
        description="The name.",
        min_length=1,
    )
    sport: Text = Field(
        description="The sport.",
        min_length=1,
    )


class LeagueUpdated(EventMessage):
    """A league was changed."""

    league_id: Text = Field(
        description="The league.",
        min_length=1,
    )
    name: Text = Field(
        description="The name.",
        min_length=1,
    )
    sport: Text = Field(
        description="The sport.",
        min_length=1,
    )


class LeagueDeleted(EventMessage):
    """A league was deleted."""

    league_id: Text = Field(
        description="The league.",
        min_length=1,
    )
    name: Text = Field(
        description="The name.",
        min_length=1,
    )
    sport: Text = Field(
        description="The sport.",
        min_length=1,
    )


class LeaguesImported(EventMessage):
    """An import created or changed leagues. A large import is reported in several events."""

    league_ids: list[Text] = Field(
        default_factory=list,
        description="The leagues.",
    )
    sources: list[Text] = Field(
        default_factory=list,
        description="The sources that the import read.",
    )


class SeasonImported(EventMessage):
    """An import changed facts of a season. A large import is reported in several events."""

    competition: Text = Field(
        description="The key of the competition.",
        min_length=1,
    )
    season: Int32 = Field(
        description="The year in which the season starts.",
    )
    simulated: bool = Field(
        description="True if the competition is simulated.",
    )
    event_ids: list[Text] = Field(
        default_factory=list,
        description="The events that changed. New events are not included.",
    )
    game_ids: list[Text] = Field(
        default_factory=list,
        description="Their ids within the competition.",
    )


class ResultRecorded(EventMessage):
    """A score or a result was recorded or corrected."""

    competition: Text = Field(
        description="The key of the competition.",
        min_length=1,
        examples=['nfl'],
    )
    season: Int32 = Field(
        description="The year in which the season starts.",
        examples=[2025],
    )
    event_id: Text = Field(
        description="The event.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    game_id: Text = Field(
        description="The id of the event within its competition.",
        min_length=1,
        examples=['2025_05_KC_BUF'],
    )
    revision: Int32 = Field(
        description="The number of the revision, from 1.",
        ge=1,
        examples=[1],
    )
    status: Text = Field(
        description="provisional, verified, official or corrected.",
        min_length=1,
        examples=['official'],
    )
    final: bool = Field(
        description="True if standings and bets use this revision. False for a score that may still change.",
        examples=[True],
    )
    lines: list[ResultLine] = Field(
        default_factory=list,
        description="One line per competitor, in the order of the competitors.",
    )
    timestamp: datetime = Field(
        description="When it was recorded.",
        examples=['2025-09-29T17:30:00Z'],
    )
    simulated: bool | None = Field(
        default=None,
        description="True if the competition is simulated.",
    )


class ResultQuarantined(EventMessage):
    """An implausible result was quarantined. It never counts, and clients do not receive it."""

    competition: Text = Field(
        description="The key of the competition.",
        min_length=1,
    )
    season: Int32 = Field(
        description="The year in which the season starts.",
    )
    event_id: Text = Field(
        description="The event.",
        min_length=1,
    )
    game_id: Text = Field(
        description="The id of the event within its competition.",
        min_length=1,
    )
    revision: Int32 = Field(
        description="The number of the revision, from 1.",
    )


class EventStatusChanged(EventMessage):
    """The status or the time of an event changed: its first final result was recorded, or it was cancelled, postponed,
moved or reinstated. That an event starts or awaits its result is not reported; it follows from the scheduled time."""

    competition: Text = Field(
        description="The key of the competition.",
        min_length=1,
        examples=['nfl'],
    )
    season: Int32 = Field(
        description="The year in which the season starts.",
        examples=[2025],
    )
    event_id: Text = Field(
        description="The event.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    game_id: Text = Field(
        description="The id of the event within its competition.",
        min_length=1,
        examples=['2025_05_KC_BUF'],
    )
    status: Text = Field(
        description="final, cancelled, postponed, or scheduled for an event that was moved or reinstated.",
        min_length=1,
        examples=['final'],
    )
    timestamp: datetime = Field(
        description="When it was recorded.",
        examples=['2025-09-29T17:30:00Z'],
    )
    simulated: bool | None = Field(
        default=None,
        description="True if the competition is simulated.",
    )
    scheduled_at: datetime | None = Field(
        default=None,
        description="The scheduled time after a change of the schedule.",
    )
    reason: Text | None = Field(
        default=None,
        description="Why the schedule changed.",
    )


class LineRecorded(EventMessage):
    """A quote of a betting line was recorded."""

    competition: Text = Field(
        description="The key of the competition.",
        min_length=1,
    )
    season: Int32 = Field(
        description="The year in which the season starts.",
    )
    simulated: bool = Field(
        description="True if the competition is simulated.",
    )
    event_id: Text = Field(
        description="The event.",
        min_length=1,
    )
    game_id: Text = Field(
        description="The id of the event within its competition.",
        min_length=1,
    )
    market: Text = Field(
        description="spread, total or moneyline.",
        min_length=1,
    )
