"""Generated from altsports/fantasy/v1/f1_replays.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine
from pydantic import Field


class FantasyF1Replay(Message):
    """A replay of a season."""

    id: Text = Field(
        default="",
        description="The id. Reads of Formula 1 take it as `replay`.",
    )
    competition: Text = Field(
        default="",
        description="The competition: f1 or f1-simulated.",
    )
    season: Int32 = Field(
        default=0,
        description="The season.",
    )
    simulated: bool = Field(
        default=False,
        description="True for the simulated season of the demo.",
    )
    first_round: Int32 = Field(
        default=0,
        description="The first round.",
    )
    last_round: Int32 = Field(
        default=0,
        description="The last round.",
    )
    speed: float | None = Field(
        default=None,
        description="How many seconds of the season pass in one second. Absent for as fast as possible.",
    )
    teams: Int32 = Field(
        default=0,
        description="The number of made-up teams.",
    )
    status: Literal["running", "paused", "finished", "stopped", "failed"] = Field(
        description="running, paused, finished, stopped or failed.",
    )
    error: Text | None = Field(
        default=None,
        description="Why the replay failed. Absent if it did not fail.",
    )
    steps_done: Int32 = Field(
        default=0,
        description="The number of steps done.",
    )
    steps_total: Int32 = Field(
        default=0,
        description="The number of steps of the whole replay.",
    )
    cursor_time: datetime | None = Field(
        default=None,
        description="The current time in the replay. Absent before its first step.",
    )
    round: Int32 | None = Field(
        default=None,
        description="The current round in the replay. Absent before its first step.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was requested.",
    )
    ended_at: datetime | None = Field(
        default=None,
        description="When the replay ended. Absent until then.",
    )
    running_seconds: float = Field(
        default=0.0,
        description="The running time in seconds, without pauses.",
    )


class FantasyCreateF1ReplayRequest(Message):
    """What to replay."""

    season: Int32 = Field(
        description="The season.",
        ge=1950,
        le=2200,
    )
    competition: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The competition. Defaults to f1 if it has the season, otherwise to f1-simulated.",
    )
    first_round: Annotated[int, Field(ge=1, le=99), Range32] | None = Field(
        default=None,
        description="The first round. Defaults to the first one with results.",
    )
    last_round: Annotated[int, Field(ge=1, le=99), Range32] | None = Field(
        default=None,
        description="The last round. Defaults to the last one with results.",
    )
    speed: float | None = Field(
        default=None,
        description="How many seconds of the season pass in one second. Absent for as fast as possible.",
    )
    teams: Annotated[int, Field(ge=1, le=10000), Range32] | None = Field(
        default=20,
        description="The number of made-up teams.",
    )


class FantasyCreateF1ReplayResponse(Message):
    """The new replay."""

    replay: FantasyF1Replay | None = Field(
        default=None,
        description="The replay.",
    )


class FantasyListF1ReplaysRequest(Message):
    """The request for the replays."""

    status: Literal["running", "paused", "finished", "stopped", "failed"] | None = Field(
        default=None,
        description="Only replays with this status.",
    )


class FantasyListF1ReplaysResponse(Message):
    """The replays."""

    replays: list[FantasyF1Replay] = Field(
        default_factory=list,
        description="The newest replays, at most 100.",
    )


class FantasyGetF1ReplayRequest(Message):
    """Which replay to get."""

    replay_id: TextLine = Field(
        description="The replay.",
        min_length=1,
        max_length=64,
    )


class FantasyGetF1ReplayResponse(Message):
    """One replay."""

    replay: FantasyF1Replay | None = Field(
        default=None,
        description="The replay.",
    )


class FantasyChangeF1ReplayRequest(Message):
    """Which replay to change, and how."""

    replay_id: TextLine = Field(
        description="The replay.",
        min_length=1,
        max_length=64,
    )
    status: Literal["paused", "running", "stopped"] = Field(
        description="paused, running or stopped.",
    )


class FantasyChangeF1ReplayResponse(Message):
    """The replay after the call."""

    replay: FantasyF1Replay | None = Field(
        default=None,
        description="The replay.",
    )


class FantasyDeleteF1ReplayRequest(Message):
    """Which replay to delete."""

    replay_id: TextLine = Field(
        description="The replay.",
        min_length=1,
        max_length=64,
    )
