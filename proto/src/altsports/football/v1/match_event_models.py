"""Generated from altsports/football/v1/match_event.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, NoNul, Range32, Text, says
from pydantic import Field


class FootballMatchEvent(Message):
    """One event of a match. Places are metres: the acting team attacks x = pitch length, and y is the distance from its
left side line."""

    id: Text = Field(
        description="The event.",
        min_length=1,
        examples=['0cca6d91-b8f5-5482-8c25-7629a3247358'],
    )
    version: Int32 = Field(
        default=0,
        description="How often the event has been changed, beginning with 1. The header ETag begins with it.",
        examples=[1],
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was stored.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When it last changed.",
    )
    archived_at: datetime | None = Field(
        default=None,
        description="When it was archived. Archived rows are left out of lists, and new rows cannot name them.",
    )
    match_id: Text = Field(
        description="The match.",
        min_length=1,
        max_length=36,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    team_id: Text = Field(
        description="The team that acts: that of the player, also for an own goal.",
        min_length=1,
        max_length=36,
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    type: Literal["period_start", "period_end", "formation", "pass", "carry", "dribble", "shot", "goal", "own_goal", "pressure", "tackle", "challenge", "interception", "duel", "recovery", "clearance", "block", "save", "foul", "foul_won", "offside", "card", "substitution", "player_off", "player_on", "ball_lost", "ball_out", "set_piece", "error"] = Field(
        description="The type. A shot that scores is a goal; a challenge is a tackle that failed.",
        examples=['goal'],
    )
    period: Annotated[int, Field(ge=1, le=7), Range32] | None = Field(
        description="The period: with two halves 1 and 2, then 3 and 4 in extra time, and 5 for the shoot-out.",
        examples=[1],
    )
    minute: Annotated[int, Field(ge=0, le=360), Range32] | None = Field(
        description="The minute on the clock, 0 in the first minute. In stoppage time, the minute at which it begins, such as 45.",
        examples=[23],
    )
    stoppage_minute: Annotated[int, Field(ge=0, le=60), Range32] | None = Field(
        default=None,
        description="The full minutes of stoppage time: the 2 of 45+2.",
    )
    second: Annotated[int, Field(ge=0, le=59), Range32] | None = Field(
        default=None,
        description="The second within the minute.",
        examples=[12],
    )
    player_id: Annotated[str, Field(max_length=36), NoNul] | None = Field(
        default=None,
        description="The player who acts. With a substitution, the one who leaves.",
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    related_player_id: Annotated[str, Field(max_length=36), NoNul] | None = Field(
        default=None,
        description="The other player: who comes on, who receives the pass, who assisted the goal.",
    )
    x: Annotated[float, Field(ge=-10.0, le=140.0)] | None = Field(
        default=None,
        description="Where it happens along the pitch, in metres from the own goal line.",
        examples=[94],
    )
    y: Annotated[float, Field(ge=-10.0, le=110.0)] | None = Field(
        default=None,
        description="Where it happens across the pitch, in metres from the left side line.",
        examples=[34],
    )
    end_x: Annotated[float, Field(ge=-10.0, le=140.0)] | None = Field(
        default=None,
        description="Where the ball arrives along the pitch.",
    )
    end_y: Annotated[float, Field(ge=-10.0, le=110.0)] | None = Field(
        default=None,
        description="Where the ball arrives across the pitch.",
    )
    outcome: Annotated[str, Field(max_length=40), NoNul] | None = Field(
        default=None,
        description="How it ended: complete, incomplete, out or offside for a pass; saved, off_target, blocked or post for a shot; won or lost for a tackle, an interception or a duel; yellow, second_yellow or red for a card; tactical or injury for a substitution; the shape, such as 4-3-3, for a formation.",
    )
    detail: Annotated[str, Field(max_length=100), NoNul] | None = Field(
        default=None,
        description="What else its source says, such as corner or penalty.",
    )
    xg: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        default=None,
        description="The expected goals of a shot or a goal.",
    )
    source: Text = Field(
        default='staff',
        description="Where the event comes from: staff, or the kind of file.",
        min_length=1,
        max_length=40,
        examples=['staff'],
    )
    sequence: Int32 = Field(
        default=0,
        description="The place in the order of the match. Lists follow it.",
    )
