"""Generated from altsports/football/v1/match_reports.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated

from altsports.contract.model import Int32, Message, Range32, Text, TextLine
from altsports.football.v1.match_models import FootballMatch, FootballMatchScore
from pydantic import Field


class FootballGetMatchTeamStatisticsRequest(Message):
    """Which match."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )


class FootballFigure(Message):
    """A figure with its source, or with the reason why it is not known."""

    value: float | None = Field(
        default=None,
        description="The value. Null if the data cannot say.",
    )
    source: Text = Field(
        default="",
        description="Where it comes from: staff, or kinds of files. Empty without a value.",
    )
    reason: Text | None = Field(
        default=None,
        description="Why there is no value.",
    )


class FootballFormationSpell(Message):
    """The time that a side played in one shape."""

    formation: Text = Field(
        default="",
        description="The shape, such as 4-3-3.",
    )
    from_minute: Int32 = Field(
        default=0,
        description="The minute from which it was in force.",
    )
    minutes: Int32 = Field(
        default=0,
        description="The minutes on the clock.",
    )
    seconds: Int32 = Field(
        default=0,
        description="The seconds, stoppage time included.",
    )


class FootballSideFigures(Message):
    """The figures of one side."""

    team_id: Text = Field(
        default="",
        description="The team.",
    )
    team_name: Text = Field(
        default="",
        description="Its name.",
    )
    goals: FootballFigure | None = Field(
        default=None,
        description="The goals, with own goals of the opponent and without a shoot-out.",
    )
    shots: FootballFigure | None = Field(
        default=None,
        description="The shots, goals included.",
    )
    xg: FootballFigure | None = Field(
        default=None,
        description="The expected goals.",
    )
    passes: FootballFigure | None = Field(
        default=None,
        description="The passes.",
    )
    accuracy: FootballFigure | None = Field(
        default=None,
        description="The share of passes that arrived, from 0 to 1.",
    )
    pressures: FootballFigure | None = Field(
        default=None,
        description="The pressures on opponents.",
    )
    ppda: FootballFigure | None = Field(
        default=None,
        description="The opponent's passes for each defensive action, as published in 2014: passes that begin in the 60% of the pitch by the opponent's goal, divided by the tackles, challenges, interceptions and fouls of the side in the same part.",
    )
    field_tilt: FootballFigure | None = Field(
        default=None,
        description="The share of the passes of both sides that begin in a final third, from 0 to 1.",
    )
    fouls: FootballFigure | None = Field(
        default=None,
        description="The fouls.",
    )
    cards: FootballFigure | None = Field(
        default=None,
        description="The cards, of any colour.",
    )
    yellow_cards: FootballFigure | None = Field(
        default=None,
        description="The yellow cards, without second ones.",
    )
    red_cards: FootballFigure | None = Field(
        default=None,
        description="The red cards, with second yellow ones.",
    )
    formations: list[FootballFormationSpell] = Field(
        default_factory=list,
        description="The shapes in which the side played, in order.",
    )
    formations_source: Text = Field(
        default="",
        description="Where the formations come from. Empty if there are none.",
    )
    formations_reason: Text | None = Field(
        default=None,
        description="Why there are no formations.",
    )


class FootballMatchTeamStatistics(Message):
    """The figures of both sides."""

    match_id: Text = Field(
        default="",
        description="The match.",
    )
    home: FootballSideFigures | None = Field(
        default=None,
        description="The home team.",
    )
    away: FootballSideFigures | None = Field(
        default=None,
        description="The away team.",
    )


class FootballGetMatchTeamStatisticsResponse(Message):
    """The figures of a match."""

    team_statistics: FootballMatchTeamStatistics | None = Field(
        default=None,
        description="The figures.",
    )


class FootballListMatchInconsistenciesRequest(Message):
    """Which match."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )


class FootballMatchInconsistency(Message):
    """Facts that cannot all be true."""

    code: Text = Field(
        default="",
        description="The kind, such as SCORE_AND_GOALS or OFF_WITHOUT_BEING_ON.",
    )
    message: Text = Field(
        default="",
        description="A sentence for people.",
    )
    team_id: Text | None = Field(
        default=None,
        description="The side that it concerns.",
    )
    player_id: Text | None = Field(
        default=None,
        description="The player whom it concerns.",
    )
    event_id: Text | None = Field(
        default=None,
        description="The event that it concerns.",
    )


class FootballListMatchInconsistenciesResponse(Message):
    """The contradictions of a match."""

    inconsistencies: list[FootballMatchInconsistency] = Field(
        default_factory=list,
        description="All of them.",
    )


class FootballListMatchResultsRequest(Message):
    """Which match."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )


class FootballMatchResult(Message):
    """One revision of the result of a match."""

    revision: Int32 = Field(
        default=0,
        description="The number of the revision, beginning with 1.",
    )
    score: FootballMatchScore | None = Field(
        default=None,
        description="The result.",
    )
    recorded_by: Text = Field(
        default="",
        description="The account that recorded it. Empty for imports, and after the account was deleted.",
    )
    recorded_at: datetime | None = Field(
        default=None,
        description="When it was recorded.",
    )


class FootballListMatchResultsResponse(Message):
    """The revisions of a result."""

    results: list[FootballMatchResult] = Field(
        default_factory=list,
        description="The revisions, the newest first.",
    )


class FootballRecordMatchResultRequest(Message):
    """The result to record."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )
    score: FootballMatchScore = Field(
        description="The result. Its `reason` is required if there is another result already.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the match on which the change is based. If it has another one, the answer is 412. The header If-Match states the same.",
    )


class FootballRecordMatchResultResponse(Message):
    """The match with its result."""

    match: FootballMatch | None = Field(
        default=None,
        description="The match.",
    )
