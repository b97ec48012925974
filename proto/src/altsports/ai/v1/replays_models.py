"""Generated from altsports/ai/v1/replays.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Message, NoNul, Text
from pydantic import Field


class Replay(Message):
    """A replay."""

    id: Text = Field(
        default="",
        description="The replay; reads take it as `replay`.",
    )
    sport: Text = Field(
        default="",
        description="The sport.",
        examples=['nfl'],
    )
    competition: Text = Field(
        default="",
        description="The competition whose games are replayed, such as nfl or nfl-simulated.",
    )
    season: int = Field(
        default=0,
        description="The season by its first year.",
    )
    simulated: bool = Field(
        default=False,
        description="True where the games were made up by the demo.",
    )
    first_week: int = Field(
        default=0,
        description="The first week.",
    )
    last_week: int = Field(
        default=0,
        description="The last week.",
    )
    speed: Text = Field(
        default="",
        description="Seconds of the season in a second; max where it runs as fast as it can.",
        examples=['3600'],
    )
    status: Literal["running", "paused", "finished", "stopped", "failed"] = Field(
        description="running, paused, finished, stopped or failed.",
    )
    error: Text | None = Field(
        default=None,
        description="Why it failed; null otherwise.",
    )
    steps_done: int = Field(
        default=0,
        description="Steps done.",
    )
    steps_total: int = Field(
        default=0,
        description="Steps of the whole replay.",
    )
    progress: float = Field(
        default=0.0,
        description="steps_done / steps_total, 0 to 1.",
    )
    cursor_time: datetime | None = Field(
        default=None,
        description="What time it is in the replay; null before its first step.",
    )
    week: int | None = Field(
        default=None,
        description="The week that it is in; null before its first step.",
    )
    looping: bool = Field(
        default=False,
        description="True where it starts again when it is over: the demo's.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was asked for.",
    )
    ended_at: datetime | None = Field(
        default=None,
        description="When it ended; null before.",
    )
    running_seconds: float = Field(
        default=0.0,
        description="Seconds it ran, without pauses.",
    )


class CreateReplayRequest(Message):
    """What to replay."""

    sport: Literal["nfl"] = Field(
        default='nfl',
        description="The sport.",
        examples=['nfl'],
    )
    season: int = Field(
        description="The season by its first year. The real one if it is imported, else the simulated one.",
        ge=1920,
        le=2100,
        examples=[2025],
    )
    weeks: Annotated[str, Field(max_length=10, pattern='[0-9]{1,2}(-[0-9]{1,2})?'), NoNul] | None = Field(
        default=None,
        description="The weeks, such as 1-4 or 7; all of the season when it is left out.",
        examples=['1-4'],
    )
    speed: Annotated[str, Field(max_length=12, pattern='max|[0-9]+([.][0-9]+)?'), NoNul] | None = Field(
        default='max',
        description="Seconds of the season in a second, such as 3600, or max.",
        examples=['max'],
    )
    competition: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="Choose the competition; the real one of the sport if it has the season when it is left out.",
        examples=['nfl-simulated'],
    )


class CreateReplayResponse(Message):
    """The new replay."""

    replay: Replay | None = Field(
        default=None,
        description="The replay.",
    )


class ListReplaysRequest(Message):
    """Asks for the replays."""

    status: Literal["running", "paused", "finished", "stopped", "failed"] | None = Field(
        default=None,
        description="Only replays of this status.",
    )


class ListReplaysResponse(Message):
    """The replays."""

    replays: list[Replay] = Field(
        default_factory=list,
        description="At most the newest 100.",
    )


class GetReplayRequest(Message):
    """Which replay."""

    replay_id: Text = Field(
        description="The replay.",
        min_length=1,
        max_length=64,
    )


class GetReplayResponse(Message):
    """One replay."""

    replay: Replay | None = Field(
        default=None,
        description="The replay.",
    )


class PauseReplayRequest(Message):
    """Which replay to pause."""

    replay_id: Text = Field(
        description="The replay.",
        min_length=1,
        max_length=64,
    )


class PauseReplayResponse(Message):
    """The replay after that."""

    replay: Replay | None = Field(
        default=None,
        description="The replay.",
    )


class ResumeReplayRequest(Message):
    """Which replay to resume."""

    replay_id: Text = Field(
        description="The replay.",
        min_length=1,
        max_length=64,
    )


class ResumeReplayResponse(Message):
    """The replay after that."""

    replay: Replay | None = Field(
        default=None,
        description="The replay.",
    )


class StopReplayRequest(Message):
    """Which replay to stop."""

    replay_id: Text = Field(
        description="The replay.",
        min_length=1,
        max_length=64,
    )


class StopReplayResponse(Message):
    """The replay after that."""

    replay: Replay | None = Field(
        default=None,
        description="The replay.",
    )


class DeleteReplayRequest(Message):
    """Which replay to delete."""

    replay_id: Text = Field(
        description="The replay.",
        min_length=1,
        max_length=64,
    )
