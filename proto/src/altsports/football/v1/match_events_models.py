"""Generated from altsports/football/v1/match_events.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, Time, Uuid, UuidFormat, says
from altsports.football.v1.match_event_models import FootballMatchEvent
from pydantic import Field


class FootballListMatchEventsRequest(Message):
    """Which match events to list. Every field is optional and narrows the list."""

    match_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only rows with this match id.",
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only rows with this team id.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only rows with this player id.",
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    type: Literal["period_start", "period_end", "formation", "pass", "carry", "dribble", "shot", "goal", "own_goal", "pressure", "tackle", "challenge", "interception", "duel", "recovery", "clearance", "block", "save", "foul", "foul_won", "offside", "card", "substitution", "player_off", "player_on", "ball_lost", "ball_out", "set_piece", "error"] | None = Field(
        default=None,
        description="Only rows with this type.",
        examples=['goal'],
    )
    period: Int32 | None = Field(
        default=None,
        description="Only rows with this period.",
        examples=[1],
    )
    source: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="Only rows with this source.",
        examples=['staff'],
    )
    order: Literal["sequence", "-sequence", "created_at", "-created_at", "updated_at", "-updated_at"] | None = Field(
        default='sequence',
        description="The order of the rows. A minus sign reverses it.",
    )
    include_archived: bool | None = Field(
        default=None,
        description="Whether archived rows are listed as well.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of rows per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class FootballListMatchEventsResponse(Message):
    """A page of match events."""

    match_events: list[FootballMatchEvent] = Field(
        default_factory=list,
        description="The rows.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of rows on all pages.",
    )


class FootballGetMatchEventRequest(Message):
    """Which match event to get."""

    match_event_id: TextLine = Field(
        description="The match event.",
        min_length=1,
        max_length=64,
        examples=['0cca6d91-b8f5-5482-8c25-7629a3247358'],
    )


class FootballGetMatchEventResponse(Message):
    """One match event."""

    match_event: FootballMatchEvent | None = Field(
        default=None,
        description="The row.",
    )


class FootballCreateMatchEventRequest(Message):
    """The facts of a new match event."""

    match_id: Uuid = Field(
        description="The match.",
        min_length=1,
        max_length=36,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    team_id: Uuid = Field(
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
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The player who acts. With a substitution, the one who leaves.",
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    related_player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
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
    outcome: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="How it ended: complete, incomplete, out or offside for a pass; saved, off_target, blocked or post for a shot; won or lost for a tackle, an interception or a duel; yellow, second_yellow or red for a card; tactical or injury for a substitution; the shape, such as 4-3-3, for a formation.",
    )
    detail: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="What else its source says, such as corner or penalty.",
    )
    xg: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        default=None,
        description="The expected goals of a shot or a goal.",
    )
    source: TextLine = Field(
        default='staff',
        description="Where the event comes from: staff, or the kind of file.",
        min_length=1,
        max_length=40,
        examples=['staff'],
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class FootballCreateMatchEventResponse(Message):
    """The new match event."""

    match_event: FootballMatchEvent | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballUpdateMatchEventRequest(Message):
    """The fields to change. Omitted fields keep their values."""

    match_event_id: TextLine = Field(
        description="The match event.",
        min_length=1,
        max_length=64,
        examples=['0cca6d91-b8f5-5482-8c25-7629a3247358'],
    )
    team_id: Annotated[str, Field(min_length=1, max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The team that acts: that of the player, also for an own goal.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    type: Literal["period_start", "period_end", "formation", "pass", "carry", "dribble", "shot", "goal", "own_goal", "pressure", "tackle", "challenge", "interception", "duel", "recovery", "clearance", "block", "save", "foul", "foul_won", "offside", "card", "substitution", "player_off", "player_on", "ball_lost", "ball_out", "set_piece", "error"] | None = Field(
        default=None,
        description="The type. A shot that scores is a goal; a challenge is a tackle that failed.",
        examples=['goal'],
    )
    period: Annotated[int, Field(ge=1, le=7), Range32] | None = Field(
        default=None,
        description="The period: with two halves 1 and 2, then 3 and 4 in extra time, and 5 for the shoot-out.",
        examples=[1],
    )
    minute: Annotated[int, Field(ge=0, le=360), Range32] | None = Field(
        default=None,
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
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The player who acts. With a substitution, the one who leaves.",
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    related_player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
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
    outcome: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="How it ended: complete, incomplete, out or offside for a pass; saved, off_target, blocked or post for a shot; won or lost for a tackle, an interception or a duel; yellow, second_yellow or red for a card; tactical or injury for a substitution; the shape, such as 4-3-3, for a formation.",
    )
    detail: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="What else its source says, such as corner or penalty.",
    )
    xg: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        default=None,
        description="The expected goals of a shot or a goal.",
    )
    source: Annotated[str, Field(min_length=1, max_length=40), OneLine] | None = Field(
        default=None,
        description="Where the event comes from: staff, or the kind of file.",
        examples=['staff'],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The event. A change accepts only the value that is stored.",
    )
    created_at: Time | None = Field(
        default=None,
        description="When it was stored. A change accepts only the value that is stored.",
    )
    updated_at: Time | None = Field(
        default=None,
        description="When it last changed. A change accepts only the value that is stored.",
    )
    archived_at: Time | None = Field(
        default=None,
        description="When it was archived. Archived rows are left out of lists, and new rows cannot name them. A change accepts only the value that is stored.",
    )
    match_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The match. A change accepts only the value that is stored.",
    )
    sequence: Int32 | None = Field(
        default=None,
        description="The place in the order of the match. Lists follow it. A change accepts only the value that is stored.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
    archived: bool | None = Field(
        default=None,
        description="Whether the row is archived: left out of lists, and closed to new references.",
    )
    clear: list[Literal["stoppage_minute", "second", "player_id", "related_player_id", "x", "y", "end_x", "end_y", "outcome", "detail", "xg", "source", "archived_at"]] = Field(
        default_factory=list,
        description="The fields to clear. In JSON, a field that is null is cleared as well.",
    )


class FootballUpdateMatchEventResponse(Message):
    """The changed match event."""

    match_event: FootballMatchEvent | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballReplaceMatchEventRequest(Message):
    """All facts of the match event. Optional fields that are omitted are cleared."""

    match_event_id: TextLine = Field(
        description="The match event.",
        min_length=1,
        max_length=64,
        examples=['0cca6d91-b8f5-5482-8c25-7629a3247358'],
    )
    team_id: Uuid = Field(
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
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The player who acts. With a substitution, the one who leaves.",
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    related_player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
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
    outcome: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="How it ended: complete, incomplete, out or offside for a pass; saved, off_target, blocked or post for a shot; won or lost for a tackle, an interception or a duel; yellow, second_yellow or red for a card; tactical or injury for a substitution; the shape, such as 4-3-3, for a formation.",
    )
    detail: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="What else its source says, such as corner or penalty.",
    )
    xg: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        default=None,
        description="The expected goals of a shot or a goal.",
    )
    source: TextLine = Field(
        default='staff',
        description="Where the event comes from: staff, or the kind of file.",
        min_length=1,
        max_length=40,
        examples=['staff'],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The event. A change accepts only the value that is stored.",
    )
    created_at: Time | None = Field(
        default=None,
        description="When it was stored. A change accepts only the value that is stored.",
    )
    updated_at: Time | None = Field(
        default=None,
        description="When it last changed. A change accepts only the value that is stored.",
    )
    archived_at: Time | None = Field(
        default=None,
        description="When it was archived. Archived rows are left out of lists, and new rows cannot name them. A change accepts only the value that is stored.",
    )
    match_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The match. A change accepts only the value that is stored.",
    )
    sequence: Int32 | None = Field(
        default=None,
        description="The place in the order of the match. Lists follow it. A change accepts only the value that is stored.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )


class FootballReplaceMatchEventResponse(Message):
    """The replaced match event."""

    match_event: FootballMatchEvent | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballDeleteMatchEventRequest(Message):
    """Which match event to delete."""

    match_event_id: TextLine = Field(
        description="The match event.",
        min_length=1,
        max_length=64,
        examples=['0cca6d91-b8f5-5482-8c25-7629a3247358'],
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
